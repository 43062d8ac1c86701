import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { anyTrack } from 'tests/support/track-content'
import { describe, expect, it } from 'vitest'
import type { TrackContent } from '~/domain/learning/content/track-content'
import { readTrackFolder, writeTrackFolder } from '~/domain/learning/content/track-files'

const bytesOf = (texts: ReadonlyMap<string, string>) =>
  new Map([...texts].map(([path, text]) => [path, new Uint8Array(Buffer.from(text))]))
const textsOf = (files: Readonly<Record<string, string>>) => bytesOf(new Map(Object.entries(files)))

const head = {
  format: 'samar-track/1',
  slug: 'labels',
  language: 'en',
  title: 'Labels',
  summary: 'What a label is.',
  licence: 'CC-BY-4.0',
  hours: 3,
  courses: [
    {
      key: 'one',
      title: 'One',
      summary: '',
      items: [
        { key: 'read', kind: 'lesson', title: 'Read', minutes: 5 },
        { key: 'check', kind: 'quiz', title: 'Check', minutes: 5 },
      ],
    },
  ],
}
const quiz = {
  passMark: 0.7,
  questions: [
    {
      key: 'q1',
      kind: 'single',
      prompt: 'Which?',
      points: 1,
      options: [
        { key: 'a', text: 'This', correct: true },
        { key: 'b', text: 'That', correct: false },
      ],
    },
  ],
}
const folder = {
  'track.json': JSON.stringify(head),
  'courses/one/read.md': '## A lesson\n\nWith words.\n',
  'courses/one/check.quiz.json': JSON.stringify(quiz),
}

const problemsOf = (files: Readonly<Record<string, string>>) => {
  const read = readTrackFolder(textsOf(files))
  return read.ok ? [] : read.problems.map(({ place, code }) => `${place} ${code}`)
}
const changed = (change: (track: typeof head) => unknown) => {
  const track = structuredClone(head)
  change(track)
  return { ...folder, 'track.json': JSON.stringify(track) }
}

describe('the folder of a track', () => {
  it('gives back any track that was written, and writes the same bytes again', () => {
    fc.assert(
      fc.property(anyTrack, (track) => {
        const texts = writeTrackFolder(track)
        const read = readTrackFolder(bytesOf(texts))
        expect(read).toEqual({ ok: true, content: track, files: new Map() })
        expect(read.ok && writeTrackFolder(read.content)).toEqual(texts)
      }),
      { numRuns: 150 },
    )
  })

  it('writes the same bytes whatever the order in which an object holds its fields', () => {
    const read = readTrackFolder(textsOf(folder)) as { content: TrackContent }
    const turned = Object.fromEntries(Object.entries(read.content).reverse()) as TrackContent
    expect(writeTrackFolder(turned)).toEqual(writeTrackFolder(read.content))
  })

  it('takes pictures that are what their names say, and no drawing with a script', () => {
    const wrong = {
      'assets/script.svg': '<svg><script>x</script></svg>',
      'assets/broken.svg': '<svg><g></svg>',
      'assets/text.png': 'x',
      'assets/drawing.png': '<svg/>',
    }
    const read = readTrackFolder(textsOf({ ...folder, ...wrong }))
    expect(!read.ok && read.problems.map(({ place, code }) => `${place} ${code}`).sort()).toEqual([
      'assets/broken.svg picture_broken',
      'assets/drawing.png picture_differs',
      'assets/script.svg picture_script',
      'assets/text.png picture_kind',
    ])
  })

  it('reads a folder within a folder, with what people and systems leave there', () => {
    const packed = Object.fromEntries(
      Object.entries(folder).map(([path, text]) => [`labels-main/${path}`, text]),
    )
    const read = readTrackFolder(
      textsOf({
        ...packed,
        'labels-main/README.md': 'x',
        'labels-main/.gitignore': 'x',
        '__MACOSX/labels-main/track.json': 'x',
        'labels-main/.git/config': 'x',
        'labels-main/assets/a.svg': '<svg/>',
        'labels-main/data/rows.csv': 'a,b\n',
      }),
    )
    expect(read).toMatchObject({ ok: true, content: { slug: 'labels', price: null } })
    expect(read.ok && [...read.files.keys()]).toEqual(['assets/a.svg', 'data/rows.csv'])
  })

  it('says that there is no track, or that there are several', () => {
    expect(problemsOf({ 'readme.txt': 'x' })).toEqual([' no_track_json'])
    expect(problemsOf({ 'a/track.json': '{}', 'b/track.json': '{}' })).toEqual([
      'a/track.json, b/track.json several_tracks',
    ])
  })

  it.each<[string, Readonly<Record<string, string>>, string[]]>([
    ['broken JSON', { ...folder, 'track.json': '{\n"a": 1,\n}' }, ['track.json json_broken']],
    [
      'another format',
      changed((track) => Object.assign(track, { format: 'x' })),
      ['track.json: format format_unknown'],
    ],
    [
      'a field that is missing',
      changed((track) => Object.assign(track, { hours: undefined })),
      ['track.json: hours missing'],
    ],
    [
      'a text for a number',
      changed((track) => Object.assign(track, { hours: '3' })),
      ['track.json: hours wrong_type'],
    ],
    [
      'an unknown field',
      changed((track) => Object.assign(track, { colour: 'red' })),
      ['track.json unknown_field'],
    ],
    [
      'an unknown language',
      changed((track) => Object.assign(track, { language: 'fr' })),
      ['track.json: language not_one_of'],
    ],
    [
      'a key with capitals',
      changed((track) => Object.assign(track.courses[0] as object, { key: 'One' })),
      ['track.json: courses[0].key key_form'],
    ],
    [
      'a key that climbs',
      changed((track) => Object.assign(track.courses[0] as object, { key: '../x' })),
      ['track.json: courses[0].key key_form'],
    ],
    [
      'a zero byte',
      changed((track) => Object.assign(track, { title: 'a\u0000b' })),
      ['track.json: title not_text'],
    ],
    [
      'half a sign',
      changed((track) => Object.assign(track, { title: 'a\ud800b' })),
      ['track.json: title not_text'],
    ],
    [
      'a lesson that is not there',
      { ...folder, 'courses/one/read.md': undefined as unknown as string },
      ['courses/one/read.md file_missing'],
    ],
    [
      'a lesson that nobody names',
      { ...folder, 'courses/one/more.md': 'x' },
      ['courses/one/more.md file_unknown'],
    ],
    ['a film', { ...folder, 'assets/film.mp4': 'x' }, ['assets/film.mp4 file_kind']],
    ['a folder of pictures', { ...folder, 'assets/a/b.png': 'x' }, ['assets/a/b.png file_nested']],
    ['a picture with a space', { ...folder, 'assets/a b.png': 'x' }, ['assets/a b.png file_name']],
    [
      'a question of an unknown kind',
      { ...folder, 'courses/one/check.quiz.json': JSON.stringify(quiz).replace('single', 'essay') },
      ['courses/one/check.quiz.json: questions[0].kind not_one_of'],
    ],
    [
      'an option twice',
      { ...folder, 'courses/one/check.quiz.json': JSON.stringify(quiz).replace('"b"', '"a"') },
      ['courses/one/check.quiz.json: questions[0].options[1].key key_repeated'],
    ],
  ])('names the place of %s', (_what, files, expected) => {
    const given = Object.fromEntries(Object.entries(files).filter(([, text]) => text !== undefined))
    expect(problemsOf(given)).toEqual(expected)
  })

  it('refuses bytes that are not UTF-8', () => {
    const files = textsOf(folder)
    files.set('courses/one/read.md', new Uint8Array([0x66, 0xff, 0xfe]))
    expect(readTrackFolder(files)).toMatchObject({
      problems: [{ place: 'courses/one/read.md', code: 'not_text' }],
    })
  })

  it('names an item that two courses have', () => {
    const second = { ...head.courses[0], key: 'two' }
    const files = {
      ...changed((track) => track.courses.push(second as (typeof track.courses)[0])),
      'courses/two/read.md': 'x',
      'courses/two/check.quiz.json': JSON.stringify(quiz),
    }
    expect(problemsOf(files)).toEqual([
      'track.json: courses[1].items[0].key item_repeated',
      'track.json: courses[1].items[1].key item_repeated',
    ])
  })
})

/** The tracks that the demo begins with, once they are written. */
const seeds = resolve('db/seed/tracks')
const tracks = existsSync(seeds)
  ? readdirSync(seeds, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  : []

describe.skipIf(tracks.length === 0)('the tracks of the demo', () => {
  it.each(tracks.map(({ name }) => name))('%s comes back as it was', (name) => {
    const root = join(seeds, name)
    const paths = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    const read = readTrackFolder(
      new Map(paths.map((path) => [path, new Uint8Array(readFileSync(join(root, path)))])),
    )
    if (!read.ok) throw new Error(JSON.stringify(read.problems.slice(0, 5)))
    const again = readTrackFolder(
      new Map([...bytesOf(writeTrackFolder(read.content)), ...read.files]),
    )
    expect(again).toEqual(read)
  })
})
