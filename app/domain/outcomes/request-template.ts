import type { Json } from './canonical'

export type TemplateProblem = 'not_json' | 'no_placeholder' | 'column_unknown' | 'too_large'

export type Template = { readonly json: Json }

const placeholder = /\{\{\s*([^{}]+?)\s*\}\}/g
const whole = /^\{\{\s*([^{}]+?)\s*\}\}$/

/**
 * A request body as JSON with places for a row: `{{features}}` as a whole string is replaced by
 * an object of all features, `{{id}}` by the opaque id, `{{column}}` by that column's value.
 * A place that stands alone becomes the JSON value itself; inside a text it becomes its text.
 */
export function parseTemplate(
  text: string,
  columns: readonly string[],
): { ok: true; template: Template } | { ok: false; problem: TemplateProblem; column?: string } {
  if (text.length > 10_000) return { ok: false, problem: 'too_large' }
  let json: Json
  try {
    json = JSON.parse(text) as Json
  } catch {
    return { ok: false, problem: 'not_json' }
  }
  const named = namesIn(json)
  const unknown = named.find(
    (name) => name !== 'features' && name !== 'id' && !columns.includes(name),
  )
  if (unknown !== undefined) return { ok: false, problem: 'column_unknown', column: unknown }
  if (!named.some((name) => name !== 'id')) return { ok: false, problem: 'no_placeholder' }
  return { ok: true, template: { json } }
}

/** The columns that a kept template asks for. */
export function placeholdersIn(text: string): string[] {
  const own = new Set(['features', 'id'])
  try {
    return [...new Set(namesIn(JSON.parse(text) as Json))].filter((name) => !own.has(name))
  } catch {
    return []
  }
}

function namesIn(json: Json): string[] {
  if (typeof json === 'string')
    return [...json.matchAll(placeholder)].map((match) => match[1] ?? '')
  if (Array.isArray(json)) return json.flatMap(namesIn)
  return json !== null && typeof json === 'object' ? Object.values(json).flatMap(namesIn) : []
}

/** The JSON body for one row. Values are put in as JSON, so a row cannot change the shape. */
export function renderRequest(
  template: Template,
  row: { readonly id: string; readonly features: Readonly<Record<string, Json>> },
): string {
  const placed = (name: string): Json => {
    if (Object.hasOwn(row.features, name)) return row.features[name] ?? null
    if (name === 'features') return { ...row.features }
    return name === 'id' ? row.id : ''
  }
  const fill = (json: Json): Json => {
    if (typeof json === 'string') {
      const only = whole.exec(json)
      if (only) return placed(only[1] ?? '')
      return json.replaceAll(placeholder, (_, name: string) => {
        const value = placed(name)
        if (value === null) return ''
        return typeof value === 'string' ? value : JSON.stringify(value)
      })
    }
    if (Array.isArray(json)) return json.map(fill)
    if (json === null || typeof json !== 'object') return json
    return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, fill(value)]))
  }
  return JSON.stringify(fill(template.json))
}

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

export type AnswerProblem = 'not_json' | 'answer_missing' | 'answer_not_text' | 'answer_too_long'

/** The longest answer that is kept; a label is shorter than this. */
export const maxAnswerLength = 200

/** The label in a response body: a string, a number or a boolean where the pointer says. */
export function parseAnswer(
  body: string,
  pointer: string,
): { ok: true; output: string } | { ok: false; problem: AnswerProblem } {
  let json: Json
  try {
    json = JSON.parse(body) as Json
  } catch {
    return { ok: false, problem: 'not_json' }
  }
  const found = resolvePointer(json, pointer)
  if (found === undefined || found === null) return { ok: false, problem: 'answer_missing' }
  if (typeof found === 'object') return { ok: false, problem: 'answer_not_text' }
  // What no database keeps must not stop a run: a zero byte, half of a surrogate pair.
  const output = String(found)
    .replaceAll('\u0000', '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim()
  if (output.length > maxAnswerLength) return { ok: false, problem: 'answer_too_long' }
  return { ok: true, output }
}
