import type { Json } from '../evidence/canonical'
import type { EndpointKind } from './endpoint'

export type TemplateProblem =
  | 'not_json'
  | 'no_placeholder'
  | 'column_unknown'
  | 'too_large'
  | 'rows_missing'
  | 'id_column'

export type Template = { readonly json: Json }

/** A row as it is sent: under its opaque id, without its label. */
export type RequestRow = {
  readonly id: string
  readonly features: Readonly<Record<string, Json>>
}

const placeholder = /\{\{\s*([^{}]+?)\s*\}\}/g
const whole = /^\{\{\s*([^{}]+?)\s*\}\}$/

/**
 * A request body as JSON with places for a row: `{{features}}` as a whole string is replaced by
 * an object of all features, `{{id}}` by the opaque id, `{{column}}` by that column's value. A place
 * that stands alone becomes the JSON value itself; inside a text it becomes its text. A request for
 * several rows has one kind of place only: `{{rows}}` as a whole string, replaced by their list.
 */
export function parseTemplate(
  text: string,
  columns: readonly string[],
  kind: EndpointKind = 'single',
): { ok: true; template: Template } | { ok: false; problem: TemplateProblem; column?: string } {
  if (text.length > 10_000) return { ok: false, problem: 'too_large' }
  let json: Json
  try {
    json = JSON.parse(text) as Json
  } catch {
    return { ok: false, problem: 'not_json' }
  }
  if (kind === 'batch') return parseBatch(json, columns)
  const named = textsIn(json).flatMap(namesIn)
  const unknown = named.find(
    (name) => name !== 'features' && name !== 'id' && !columns.includes(name),
  )
  if (unknown !== undefined) return { ok: false, problem: 'column_unknown', column: unknown }
  if (!named.some((name) => name !== 'id')) return { ok: false, problem: 'no_placeholder' }
  return { ok: true, template: { json } }
}

/** The columns that a kept template asks for. */
export function placeholdersIn(text: string): string[] {
  const own = new Set(['features', 'id', 'rows'])
  try {
    const named = textsIn(JSON.parse(text) as Json).flatMap(namesIn)
    return [...new Set(named)].filter((name) => !own.has(name))
  } catch {
    return []
  }
}

function parseBatch(
  json: Json,
  columns: readonly string[],
): { ok: true; template: Template } | { ok: false; problem: TemplateProblem } {
  // A row of a batch is { id, …features }: a column of that name would hide the opaque id.
  if (columns.includes('id')) return { ok: false, problem: 'id_column' }
  const texts = textsIn(json).filter((text) => namesIn(text).length > 0)
  const fits = texts.length > 0 && texts.every((text) => whole.exec(text)?.[1] === 'rows')
  return fits ? { ok: true, template: { json } } : { ok: false, problem: 'rows_missing' }
}

function textsIn(json: Json): string[] {
  if (typeof json === 'string') return [json]
  if (Array.isArray(json)) return json.flatMap(textsIn)
  return json !== null && typeof json === 'object' ? Object.values(json).flatMap(textsIn) : []
}

function namesIn(text: string): string[] {
  return [...text.matchAll(placeholder)].map((match) => match[1] ?? '')
}

function filled(json: Json, placed: (name: string) => Json): Json {
  if (typeof json === 'string') {
    const only = whole.exec(json)
    if (only) return placed(only[1] ?? '')
    return json.replaceAll(placeholder, (_, name: string) => {
      const value = placed(name)
      if (value === null) return ''
      return typeof value === 'string' ? value : JSON.stringify(value)
    })
  }
  if (Array.isArray(json)) return json.map((item) => filled(item, placed))
  if (json === null || typeof json !== 'object') return json
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, filled(value, placed)]),
  )
}

/** The JSON body for one row. Values are put in as JSON, so a row cannot change the shape. */
export function renderRequest(template: Template, row: RequestRow): string {
  const placed = (name: string): Json => {
    if (Object.hasOwn(row.features, name)) return row.features[name] ?? null
    if (name === 'features') return { ...row.features }
    return name === 'id' ? row.id : ''
  }
  return JSON.stringify(filled(template.json, placed))
}

/** The JSON body for several rows, each as `{ id, …features }`, in their order. */
export function renderBatch(template: Template, rows: readonly RequestRow[]): string {
  const list = rows.map(({ id, features }) => ({ id, ...features }))
  return JSON.stringify(filled(template.json, (name) => (name === 'rows' ? list : '')))
}
