import type { z } from 'zod'
import { isKept, leftBehind, packagePathProblem } from './package-files'
import { kindProblem } from './picture'
import {
  type Item,
  type ItemContent,
  type LessonPackage,
  type TrackContent,
  trackFormat,
} from './track-content'
import {
  mostProblems,
  type TrackFileProblem,
  type TrackFileProblemCode,
} from './track-file-problem'
import { decodeText, readJson, writeJson } from './track-json'
import { capstoneShape, exerciseShape, headShape, lessonCharacters, quizShape } from './track-shape'

export type TrackFiles = ReadonlyMap<string, Uint8Array>
export type ReadTrack =
  | { readonly ok: true; readonly content: TrackContent; readonly files: TrackFiles }
  | { readonly ok: false; readonly problems: readonly TrackFileProblem[] }

const pictures = /\.(png|jpe?g|gif|webp|svg)$/i
const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

const endings = {
  lesson: '.md',
  quiz: '.quiz.json',
  exercise: '.exercise.json',
  capstone: '.capstone.json',
} as const

type ItemPlace = { readonly key: string; readonly kind: Item['kind'] }
type ItemHead = ItemPlace & { readonly package?: LessonPackage | undefined }
const fileOf = (courseKey: string, item: ItemPlace) =>
  `courses/${courseKey}/${item.key}${endings[item.kind]}`

const problem = (
  place: string,
  code: TrackFileProblemCode,
  facts: TrackFileProblem['facts'] = {},
): TrackFileProblem => ({ place, code, facts })

/**
 * Reads the folder of a track: paths with "/" between their parts, and the bytes of each file.
 * What holds the folder itself, as archives often do, is taken off the paths. `files` of the answer
 * are the pictures and the rows of exercises.
 */
export function readTrackFolder(given: TrackFiles): ReadTrack {
  const folder = withoutOuterFolder(given)
  if (!folder.ok) return folder
  const { files } = folder
  const head = readJson('track.json', files.get('track.json') ?? new Uint8Array(), headShape)
  if (!head.ok) return { ok: false, problems: head.problems.slice(0, mostProblems) }
  const problems: TrackFileProblem[] = repeatedItems(head.value)
  const used = new Set(['track.json'])
  const courses = head.value.courses.map((course) => ({
    ...course,
    items: course.items.flatMap((item): Item[] => {
      const path = fileOf(course.key, item)
      used.add(path)
      const content = readItem(path, item, files.get(path))
      if (content.ok) {
        return [{ key: item.key, title: item.title, minutes: item.minutes, ...content.value }]
      }
      problems.push(...content.problems)
      return []
    }),
  }))
  const kept = new Map<string, Uint8Array>()
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (used.has(path)) continue
    const found = strayProblem(path, bytes)
    if (found) problems.push(found)
    else kept.set(path, bytes)
  }
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, mostProblems) }
  const { format: _, ...rest } = head.value
  return { ok: true, content: { ...rest, courses }, files: kept }
}

type Folder = { ok: true; files: TrackFiles } | { ok: false; problems: TrackFileProblem[] }

function withoutOuterFolder(given: TrackFiles): Folder {
  const paths = [...given.keys()].filter((path) => !/(^|\/)(__MACOSX|\.[^/]+)\//.test(path))
  const named = paths.filter((path) => /^([^/]+\/)*track\.json$/.test(path))
  const shortest = named.sort((a, b) => a.split('/').length - b.split('/').length)[0]
  if (shortest === undefined) return { ok: false, problems: [problem('', 'no_track_json')] }
  const outer = shortest.slice(0, -'track.json'.length)
  // A package may hold what it likes.
  const tracks = named.filter((path) => !path.startsWith(`${outer}packages/`))
  if (tracks.length > 1) {
    const names = tracks.slice(0, 5).join(', ')
    return { ok: false, problems: [problem(names, 'several_tracks', { count: tracks.length })] }
  }
  const files = new Map<string, Uint8Array>()
  for (const path of paths) {
    const inner = path.startsWith(outer) ? path.slice(outer.length) : path
    // A folder is named by the paths in it; archives may list it by itself.
    if (inner === '' || inner.endsWith('/') || leftBehind.test(inner)) continue
    files.set(inner, given.get(path) as Uint8Array)
  }
  return { ok: true, files }
}

function repeatedItems(head: z.output<typeof headShape>): TrackFileProblem[] {
  const seen = new Set<string>()
  return head.courses.flatMap((course, at) =>
    course.items.flatMap(({ key }, index) => {
      const again = seen.has(key)
      seen.add(key)
      const place = `track.json: courses[${at}].items[${index}].key`
      return again ? [problem(place, 'item_repeated', { key })] : []
    }),
  )
}

type ReadItem = { ok: true; value: ItemContent } | { ok: false; problems: TrackFileProblem[] }

function readItem(path: string, head: ItemHead, bytes: Uint8Array | undefined): ReadItem {
  const { kind } = head
  if (bytes === undefined) return { ok: false, problems: [problem(path, 'file_missing')] }
  if (kind === 'lesson') {
    const body = decodeText(bytes)
    if (body === null) return { ok: false, problems: [problem(path, 'not_text')] }
    if (body.length > lessonCharacters) {
      return { ok: false, problems: [problem(path, 'too_long', { most: lessonCharacters })] }
    }
    return {
      ok: true,
      value: { kind, body, ...(head.package ? { package: head.package } : {}) },
    }
  }
  if (kind === 'quiz') {
    const read = readJson(path, bytes, quizShape)
    return read.ok ? { ok: true, value: { kind, quiz: read.value } } : read
  }
  if (kind === 'exercise') {
    const read = readJson(path, bytes, exerciseShape)
    return read.ok ? { ok: true, value: { kind, exercise: read.value } } : read
  }
  const read = readJson(path, bytes, capstoneShape)
  return read.ok ? { ok: true, value: { kind, capstone: read.value } } : read
}

/** What is wrong with a file that no item names; null for a picture, rows or a package's file. */
function strayProblem(path: string, bytes: Uint8Array): TrackFileProblem | null {
  const [folder = '', name = '', ...deeper] = path.split('/')
  if (folder === 'packages') {
    if (packagePathProblem(path)) return problem(path, 'file_name')
    return isKept(path) ? null : problem(path, 'file_kind', { kinds: 'html, js, css, png, mp4, …' })
  }
  if (folder !== 'assets' && folder !== 'data') return problem(path, 'file_unknown')
  if (deeper.length > 0 || name === '') return problem(path, 'file_nested', { folder })
  if (!plainName.test(name)) return problem(path, 'file_name')
  const fits = folder === 'assets' ? pictures.test(name) : /\.(csv|tsv|jsonl)$/i.test(name)
  const kinds = folder === 'assets' ? 'png, jpg, gif, webp, svg' : 'csv, tsv, jsonl'
  if (!fits) return problem(path, 'file_kind', { kinds })
  const broken = folder === 'assets' ? kindProblem(path, bytes) : null
  return broken ? problem(path, broken) : null
}

/**
 * The text files of a track's folder, in the one form that Samar writes: reading them gives the
 * content again, and writing that gives the same bytes. Pictures and rows are beside it.
 */
export function writeTrackFolder(content: TrackContent): Map<string, string> {
  const heads = content.courses.map((course) => ({
    ...course,
    items: course.items.map((item) => {
      const { key, kind, title, minutes } = item
      const plays = item.kind === 'lesson' && item.package ? { package: item.package } : {}
      return { key, kind, title, minutes, ...plays }
    }),
  }))
  const texts = new Map<string, string>()
  texts.set('track.json', writeJson({ format: trackFormat, ...content, courses: heads }))
  for (const course of content.courses) {
    for (const item of course.items) texts.set(fileOf(course.key, item), textOf(item))
  }
  return texts
}

function textOf(item: Item): string {
  // The mark at the head of a file is taken for the file's; one of the lesson's own is kept so.
  if (item.kind === 'lesson')
    return item.body.startsWith('\uFEFF') ? `\uFEFF${item.body}` : item.body
  if (item.kind === 'quiz') return writeJson(item.quiz)
  return writeJson(item.kind === 'exercise' ? item.exercise : item.capstone)
}
