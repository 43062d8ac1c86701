import { zipOfTexts } from 'tests/support/archives'
import { sampleTrack } from 'tests/support/learning'
import { scormPackage } from 'tests/support/scorm'
import { describe, expect, it } from 'vitest'
import { readImport } from '~/domain/learning/adapters/read-import.server'
import { itemProblems } from '~/domain/learning/content/check-track'
import { readItem } from '~/domain/learning/content/read-item'
import type { Item } from '~/domain/learning/content/track-content'
import { readTrackFolder, writeTrackFolder } from '~/domain/learning/content/track-files'

const read = async (files: Record<string, string | Uint8Array>) => {
  const { format, imported } = await readImport(zipOfTexts(files), 'The course.zip')
  const [item] = imported.content.courses[0]?.items ?? []
  return { format, imported, item, lost: imported.lost.map(({ reason }) => reason) }
}
const playedBy = (item: Item | undefined) => (item?.kind === 'lesson' ? item.package : undefined)

describe('a SCORM package', () => {
  for (const [version, standard] of [
    ['1.2', 'scorm_1_2'],
    ['CAM 1.3', 'scorm_2004'],
    ['2004 3rd Edition', 'scorm_2004'],
    ['2004 4th Edition', 'scorm_2004'],
  ] as const) {
    it(`of ${version} becomes a lesson that plays its files as they came`, async () => {
      const files = scormPackage({ version, launch: 'pages/start%20here.html?unit=1' })
      const { format, imported, item, lost } = await read({
        ...files,
        'pages/start here.html': '<p>Begin</p>',
        'media/film.mp4': Buffer.from([0, 1, 2, 255]),
        '__MACOSX/._x': 'left behind',
      })
      expect(format).toBe('scorm')
      expect(item?.title).toBe('Rivers of Punjab')
      expect(playedBy(item)).toEqual({
        folder: 'rivers-of-punjab',
        standard,
        launch: 'pages/start%20here.html?unit=1',
      })
      expect([...imported.files.keys()].sort()).toEqual([
        'packages/rivers-of-punjab/imsmanifest.xml',
        'packages/rivers-of-punjab/index.html',
        'packages/rivers-of-punjab/media/film.mp4',
        'packages/rivers-of-punjab/pages/start here.html',
      ])
      expect(imported.files.get('packages/rivers-of-punjab/media/film.mp4')).toEqual(
        Buffer.from([0, 1, 2, 255]),
      )
      expect(lost).toEqual([])
      expect(item && itemProblems(item, new Set(imported.files.keys()))).toEqual([])
    })
  }

  it('tells what does not come along', async () => {
    const { lost, item } = await read(
      scormPackage({
        version: '2004 3rd Edition',
        parameters: '?lang=en',
        page: '<iframe src="inner.html"></iframe>',
        scos: 3,
        inItem:
          '<adlcp:dataFromLMS>x</adlcp:dataFromLMS><imsss:sequencing><imsss:objectives><imsss:primaryObjective/></imsss:objectives></imsss:sequencing>',
        metadata: '<lom><general><description>x</description></general></lom>',
        more: { 'notes.docx': 'PK', 'Setup.EXE': 'MZ' },
      }),
    )
    expect(playedBy(item)?.launch).toBe('index.html?lang=en')
    expect(lost.sort()).toEqual([
      'scorm_document',
      'scorm_frames',
      'scorm_metadata',
      'scorm_objectives',
      'scorm_program',
      'scorm_sco',
      'scorm_sco',
      'scorm_sequencing',
      'scorm_settings',
    ])
  })

  it('knows its edition by its marks where the manifest does not say', async () => {
    const { item } = await read(scormPackage({ version: '', mark: 'scormType' }))
    expect(playedBy(item)?.standard).toBe('scorm_2004')
    const other = await read(scormPackage({ version: '', mark: 'scormtype' }))
    expect(playedBy(other.item)?.standard).toBe('scorm_1_2')
  })

  it.each([
    ['without an SCO', scormPackage({ scos: 0 }), 'scorm_no_sco'],
    ['whose first file is not there', scormPackage({ launch: 'gone.html' }), 'scorm_launch'],
    ['that begins elsewhere', scormPackage({ launch: 'https://evil.test/x' }), 'scorm_launch'],
    ['that begins outside', scormPackage({ launch: '../../etc/passwd' }), 'manifest_outside'],
    [
      'that begins with a script',
      scormPackage({ launch: 'javascript:alert(1)' }),
      'manifest_outside',
    ],
    [
      'of too many files',
      scormPackage({
        more: Object.fromEntries(Array.from({ length: 2_001 }, (_, at) => [`f/${at}.txt`, 'x'])),
      }),
      'scorm_large',
    ],
  ])('%s is refused', async (_what, files, problem) => {
    await expect(read(files)).rejects.toMatchObject({ problem })
  })

  it('that holds another archive is refused', async () => {
    const inner = zipOfTexts({ a: 'b' })
    await expect(read(scormPackage({ more: { 'inner.bin': inner } }))).rejects.toMatchObject({
      problem: 'nested',
    })
  })
})

describe('a track with a package', () => {
  const plays = { folder: 'rivers', standard: 'scorm_1_2' as const, launch: 'index.html?a=1' }
  const content = sampleTrack({
    courses: [
      {
        ...{ key: 'one', title: 'One', summary: '' },
        items: [
          { kind: 'lesson', key: 'rivers', title: 'Rivers', minutes: 5, body: '', package: plays },
        ],
      },
    ],
  })
  const files = {
    'packages/rivers/index.html': '<p>x</p>',
    'packages/rivers/data/track.json': '{}',
    'packages/rivers/imsmanifest.xml': '<manifest/>',
    'packages/rivers/a/film.bin': Buffer.from([9, 8, 7]),
  }
  const folder: Record<string, string | Buffer> = {
    ...Object.fromEntries(writeTrackFolder(content)),
    ...files,
  }

  it('goes out and comes in again, the same', async () => {
    const { format, imported } = await readImport(zipOfTexts(folder), 'x.zip')
    expect(format).toBe('samar_track')
    expect(imported.content).toEqual(content)
    expect([...imported.files.keys()].sort()).toEqual(Object.keys(files).sort())
    expect(imported.files.get('packages/rivers/a/film.bin')).toEqual(Buffer.from([9, 8, 7]))
    expect(writeTrackFolder(imported.content)).toEqual(writeTrackFolder(content))
  })

  it('says what is wrong with its place', () => {
    const bytes = new Map(Object.entries(folder).map(([path, text]) => [path, Buffer.from(text)]))
    const problems = (path: string) => {
      const read = readTrackFolder(new Map([...bytes, [path, Buffer.from('x')]]))
      return read.ok ? [] : read.problems.map(({ code }) => code)
    }
    expect(problems('packages/Rivers/index.html')).toEqual(['file_name'])
    expect(problems('packages/rivers/a\\b.html')).toEqual(['file_name'])
    expect(problems('packages/loose.html')).toEqual(['file_name'])
    expect(problems('packages/rivers/x.docx')).toEqual(['file_kind'])
    const json = String(folder['track.json'])
    const headed = (text: string) =>
      readTrackFolder(new Map([...bytes, ['track.json', Buffer.from(text)]]))
    expect(headed(json.replace('index.html?a=1', '../x.html'))).toMatchObject({
      problems: [{ code: 'launch_form' }],
    })
    expect(headed(json.replace('"kind": "lesson"', '"kind": "quiz"'))).toMatchObject({
      problems: [{ code: 'unknown_field' }],
    })
  })

  it('cannot go out while its first file is missing', () => {
    const [item] = content.courses[0]?.items ?? []
    expect(item && itemProblems(item, new Set())).toEqual([
      { code: 'package_missing', itemKey: 'rivers', part: 'packages/rivers/index.html' },
    ])
  })

  it('keeps its package when its words are saved', () => {
    const [item] = content.courses[0]?.items ?? []
    const form = new FormData()
    form.set('title', 'Rivers, again')
    form.set('body', 'Words.')
    expect(item && readItem(form, item).item).toMatchObject({ body: 'Words.', package: plays })
  })
})
