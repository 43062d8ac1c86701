import { answersAreTexts, type Criterion } from '../criteria/criterion'
import { isClassification } from '../criteria/metric'
import type { Json } from '../evidence/canonical'
import type { AnswerRule, EndpointKind } from './endpoint'

export type AnswerProblem =
  | 'not_json'
  | 'answer_missing'
  | 'answer_not_text'
  | 'answer_too_long'
  /** No label, or no number, occurs in the text; or more than one does. */
  | 'answer_unclear'
  | 'list_missing'
  | 'list_length'
  | 'answer_repeated'
  | 'answer_unknown_id'

/** The longest answer that is kept: a label or a number, or a text. */
export const maxAnswerLength = 200
export const maxTextLength = 8_000

/** Where the answers of an endpoint stand and what of them counts. */
export type Reading = {
  readonly kind: EndpointKind
  /** Within the response, or, where several rows are asked at once, within one answer of the list. */
  readonly answerPointer: string
  readonly listPointer: string
  readonly rule: AnswerRule
  readonly labels: readonly string[]
  /** Characters. */
  readonly mostLength: number
}

/** What these criteria expect of an answer: the labels it is one of, and how long it may be. */
export function expectedOf(criteria: readonly Criterion[]): Pick<Reading, 'labels' | 'mostLength'> {
  const classified = criteria.find(({ metric }) => isClassification(metric))
  return {
    labels: classified?.labels ?? [],
    mostLength: answersAreTexts(criteria) ? maxTextLength : maxAnswerLength,
  }
}

export type ReadAnswer =
  | { readonly ok: true; readonly output: string }
  | { readonly ok: false; readonly problem: AnswerProblem }

const failed = (problem: AnswerProblem): ReadAnswer => ({ ok: false, problem })

/** Reads an RFC 6901 pointer; undefined where it points at nothing. */
export function resolvePointer(json: Json, pointer: string): Json | undefined {
  if (pointer === '') return json
  let at: Json | undefined = json
  for (const part of pointer.slice(1).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(at)) at = /^(0|[1-9]\d*)$/.test(key) ? at[Number(key)] : undefined
    else if (at !== null && typeof at === 'object' && Object.hasOwn(at, key)) at = at[key]
    else return undefined
  }
  return at
}

export function isPointer(text: string): boolean {
  return text.length <= 500 && (text === '' || /^(\/([^~]|~[01])*)$/.test(text))
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
/** What a word is made of, in every script. */
const sign = '[\\p{L}\\p{M}\\p{N}_]'

const patterns = new WeakMap<readonly string[], RegExp>()

/** One pattern for all labels, the longest first: "not urgent" is not "urgent". */
function patternOf(labels: readonly string[]): RegExp {
  const known = patterns.get(labels)
  if (known) return known
  const longest = [...labels].sort((a, b) => b.length - a.length)
  const any = longest.map((label) => escaped(label.trim()).replace(/\s+/g, '\\s+')).join('|')
  const pattern = new RegExp(`(?<!${sign})(?:${any})(?!${sign})`, 'giu')
  patterns.set(labels, pattern)
  return pattern
}

/** How labels are compared when one is looked for in a text. */
export function foldedLabel(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase()
}

/** The only label of the set that occurs in the text as a word; null for none or several. */
export function labelInText(text: string, labels: readonly string[]): string | null {
  if (labels.length === 0) return null
  const found = new Set((text.match(patternOf(labels)) ?? []).map(foldedLabel))
  if (found.size !== 1) return null
  const [only] = found
  return labels.find((label) => foldedLabel(label) === only) ?? null
}

const numbers =
  /(?<![\p{L}\p{N}_.,])[-+\u2212]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[-+]?\d+)?(?![\d]|[.,]\d)/giu

/**
 * The only number that occurs in the text, written with a point and, perhaps, commas between
 * thousands; null for none, several, or one that can be read in two ways ("3,5").
 */
export function numberInText(text: string): string | null {
  const found = new Set(
    (text.match(numbers) ?? []).map((one) =>
      one.replaceAll(',', '').replace('\u2212', '-').replace(/^\+/, ''),
    ),
  )
  if (found.size !== 1) return null
  const [only = ''] = found
  return Number.isFinite(Number(only)) ? only : null
}

/** A text as it is kept: what no database stores must not stop a run, a zero byte or half of a pair. */
export function keptText(text: string): string {
  return text
    .replaceAll('\u0000', '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim()
}

/** What counts of one answer: a string, a number or a truth value, read by the endpoint's rule. */
function countedOf(found: Json | undefined, { rule, labels, mostLength }: Reading): ReadAnswer {
  if (found === undefined || found === null) return failed('answer_missing')
  if (typeof found === 'object') return failed('answer_not_text')
  const text = keptText(String(found))
  if (rule === 'as_it_is') {
    return text.length > mostLength ? failed('answer_too_long') : { ok: true, output: text }
  }
  if (text.length > maxTextLength) return failed('answer_too_long')
  const output = rule === 'label_in_text' ? labelInText(text, labels) : numberInText(text)
  return output === null ? failed('answer_unclear') : { ok: true, output }
}

/** The answers in a response body, in the order of the ids that were asked. */
export function readAnswers(
  body: string,
  ids: readonly string[],
  reading: Reading,
): readonly ReadAnswer[] {
  let json: Json
  try {
    json = JSON.parse(body) as Json
  } catch {
    return ids.map(() => failed('not_json'))
  }
  if (reading.kind !== 'batch') {
    const answer = countedOf(resolvePointer(json, reading.answerPointer), reading)
    return ids.map(() => answer)
  }
  const list = resolvePointer(json, reading.listPointer)
  if (!Array.isArray(list)) return ids.map(() => failed('list_missing'))
  const read = (item: Json) => countedOf(resolvePointer(item, reading.answerPointer), reading)
  const named = list.flatMap((item) => {
    const id = idOf(item)
    return id === null ? [] : [{ id, item }]
  })
  if (named.length > 0) return byId(named, ids, read)
  // Where no answer says whose it is, only a list of the right length can be laid beside the rows:
  // with one missing nobody knows which, and the rest would all move up.
  if (list.length !== ids.length) return ids.map(() => failed('list_length'))
  return list.map(read)
}

function idOf(item: Json): string | null {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return null
  const id = Object.hasOwn(item, 'id') ? item.id : undefined
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null
}

function byId(
  named: readonly { id: string; item: Json }[],
  ids: readonly string[],
  read: (item: Json) => ReadAnswer,
): readonly ReadAnswer[] {
  const items = new Map<string, Json[]>()
  for (const { id, item } of named) items.set(id, [...(items.get(id) ?? []), item])
  const asked = new Set(ids)
  const strange = named.some(({ id }) => !asked.has(id))
  return ids.map((id) => {
    const [item, other] = items.get(id) ?? []
    if (item === undefined) return failed(strange ? 'answer_unknown_id' : 'answer_missing')
    return other === undefined ? read(item) : failed('answer_repeated')
  })
}
