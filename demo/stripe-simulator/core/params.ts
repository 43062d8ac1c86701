import { ApiError } from './errors'

export type Raw = string | number | boolean | null | Raw[] | { [key: string]: Raw }

const MAX_DEPTH = 8

/** Reads Stripe's form encoding: `a[b]=1`, `list[0][x]=2`, `list[]=3`. */
export function decodeForm(text: string): Record<string, Raw> {
  const root: Record<string, Raw> = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const path = splitName(name)
    if (path.length > MAX_DEPTH) throw new ApiError(400, `Invalid parameter: ${name}`)
    place(root, path, value)
  }
  return foldLists(root) as Record<string, Raw>
}

function splitName(name: string): string[] {
  const open = name.indexOf('[')
  if (open < 0) return [name]
  const path = [name.slice(0, open)]
  for (const match of name.slice(open).matchAll(/\[([^\]]*)\]/g)) path.push(match[1] ?? '')
  return path
}

function place(root: Record<string, Raw>, path: string[], value: string): void {
  let node = root
  path.forEach((part, depth) => {
    const key = part === '' ? String(Object.keys(node).length) : part
    if (depth === path.length - 1) {
      node[key] = value
      return
    }
    const next = node[key]
    if (next === undefined || typeof next !== 'object' || next === null || Array.isArray(next)) {
      node[key] = Object.create(null)
    }
    node = node[key] as Record<string, Raw>
  })
}

/** Turns objects whose keys are 0, 1, 2 … into arrays. */
function foldLists(value: Raw): Raw {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const keys = Object.keys(value)
  const folded = keys.map((key): [string, Raw] => [key, foldLists(value[key] as Raw)])
  const isList = keys.length > 0 && keys.every((key, index) => key === String(index))
  return isList ? folded.map(([, item]) => item) : Object.fromEntries(folded)
}

/** Reads a JSON body, which v2 endpoints take; an empty one is an empty object. */
export function decodeJson(text: string): Record<string, Raw> {
  if (text.trim() === '') return {}
  let value: Raw
  try {
    value = JSON.parse(text) as Raw
  } catch {
    throw new ApiError(400, 'The request body is not valid JSON.', { code: 'invalid_json' })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ApiError(400, 'The request body must be a JSON object.', { code: 'invalid_json' })
  }
  return value
}

/** The same for any order of keys: what an idempotency key is compared by. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalText(item)}`).join(',')}}`
}
