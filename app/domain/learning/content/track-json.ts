import type { z } from 'zod'
import {
  isTrackFileProblemCode,
  type TrackFileProblem,
  type TrackFileProblemCode,
} from './track-file-problem'

type Read<T> = { ok: true; value: T } | { ok: false; problems: TrackFileProblem[] }

/** Text without its byte order mark, which decides about the encoding; UTF-8 without one. Else null. */
export function decodeText(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  const big = first === 0xfe && second === 0xff
  const encoding = big ? 'utf-16be' : first === 0xff && second === 0xfe ? 'utf-16le' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\u0000') ? null : text
  } catch {
    return null
  }
}

/** Reads the JSON of one file in the given shape. Problems name the file and the field. */
export function readJson<T>(path: string, bytes: Uint8Array, shape: z.ZodType<T>): Read<T> {
  const text = decodeText(bytes)
  if (text === null) {
    return { ok: false, problems: [{ place: path, code: 'not_text', facts: {} }] }
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    const facts = { line: lineOf(text, error) }
    return { ok: false, problems: [{ place: path, code: 'json_broken', facts }] }
  }
  const parsed = shape.safeParse(json, { reportInput: true })
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(path, issue)) }
}

/** The line where reading stopped, from the parser's own words; 0 where it does not say. */
function lineOf(text: string, error: unknown): number {
  const position = /position (\d+)/.exec(String(error))?.[1]
  if (position === undefined) return /end of JSON/.test(String(error)) ? text.split('\n').length : 0
  return text.slice(0, Number(position)).split('\n').length
}

function placeOf(file: string, path: readonly PropertyKey[]): string {
  if (path.length === 0) return file
  const field = path.reduce<string>(
    (all, part) =>
      typeof part === 'number' ? `${all}[${part}]` : `${all}${all ? '.' : ''}${String(part)}`,
    '',
  )
  return `${file}: ${field}`
}

/** What a value is, in the words of JSON. */
function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function problemsOf(file: string, issue: z.core.$ZodIssue): TrackFileProblem[] {
  const place = placeOf(file, issue.path)
  const one = (code: TrackFileProblemCode, facts: TrackFileProblem['facts'] = {}) => [
    { place, code, facts },
  ]
  if (isTrackFileProblemCode(issue.message)) {
    const params = issue.code === 'custom' ? (issue.params ?? {}) : {}
    return one(issue.message, params as TrackFileProblem['facts'])
  }
  if (issue.path.join('.') === 'format') return one('format_unknown')
  if (issue.input === undefined && issue.code !== 'unrecognized_keys') return one('missing')
  switch (issue.code) {
    case 'invalid_type':
      return one('wrong_type', { expected: issue.expected, found: kindOf(issue.input) })
    case 'invalid_value':
      return one('not_one_of', { values: issue.values.map(String).join(', ') })
    case 'invalid_union':
      return one('not_one_of', { values: unionValues(issue).join(', ') })
    case 'unrecognized_keys':
      return issue.keys.flatMap((field) => one('unknown_field', { field: field.slice(0, 100) }))
    case 'too_big': {
      const code =
        issue.origin === 'string' ? 'too_long' : issue.origin === 'array' ? 'too_many' : 'too_large'
      return one(code, { most: Number(issue.maximum) })
    }
    case 'too_small':
      return one('too_small', { least: Number(issue.minimum) })
    default:
      return one('wrong')
  }
}

/** The kinds that a union knows, for what is of none. */
function unionValues(issue: z.core.$ZodIssueInvalidUnion): string[] {
  const field = issue.path.at(-1)
  if (field === 'level') return ['1', '2', '3', '4']
  return issue.path.includes('prerequisites')
    ? ['skill', 'track']
    : ['single', 'multiple', 'numeric', 'ordering', 'short_text']
}

/** The order in which fields are written, over all shapes; a name has one place. */
const fieldOrder = [
  ...['format', 'key', 'kind', 'slug', 'skillId', 'level', 'language', 'title', 'minutes'],
  ...['intro', 'brief', 'summary', 'description', 'licence', 'hours', 'skills', 'roles'],
  ...['leadsFrom', 'prerequisites', 'translationOf', 'price', 'currency', 'amountMinor'],
  ...['prompt', 'points', 'text', 'correct', 'explanation', 'source', 'options', 'answer'],
  ...['tolerance', 'unit', 'parts', 'accept', 'criterion', 'metric', 'averaging'],
  ...['positiveClass', 'labels', 'target', 'sampleSize', 'missingError', 'dataset', 'file'],
  'labelColumn',
  ...['sampleRows', 'waysIn', 'deliverables', 'rubric', 'levels', 'passMark', 'limitMinutes'],
  ...['draw', 'questions', 'courses', 'items', 'package', 'folder', 'standard', 'launch'],
]
const placeInOrder = new Map(fieldOrder.map((name, index) => [name, index]))

/** JSON with its fields in one order, two spaces deep and a line end at the end. */
export function writeJson(value: unknown): string {
  return `${JSON.stringify(value, inOrder, 2)}\n`
}

function inOrder(_name: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const rank = (name: string) => placeInOrder.get(name) ?? fieldOrder.length
  return Object.fromEntries(
    Object.entries(value).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1)),
  )
}
