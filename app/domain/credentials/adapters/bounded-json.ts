export type Json = null | boolean | number | string | Json[] | JsonObject
export type JsonObject = { [key: string]: Json | undefined }

export type JsonProblem = 'too_large' | 'too_deep' | 'not_json'

const mostLetters = 400_000
const mostDepth = 32

/** Whether brackets are nested deeper than any credential needs; what stands in strings does not count. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]
    if (inString) {
      if (letter === '\\') at += 1
      else if (letter === '"') inString = false
    } else if (letter === '"') inString = true
    else if (letter === '{' || letter === '[') {
      depth += 1
      if (depth > mostDepth) return true
    } else if (letter === '}' || letter === ']') depth -= 1
  }
  return false
}

/** Reads JSON of an object from a stranger: bounded in size and depth before anything is built. */
export function readJsonObject(
  text: string,
): { ok: true; value: JsonObject } | { ok: false; problem: JsonProblem } {
  if (text.length > mostLetters) return { ok: false, problem: 'too_large' }
  if (isTooDeep(text)) return { ok: false, problem: 'too_deep' }
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? { ok: true, value } : { ok: false, problem: 'not_json' }
  } catch {
    return { ok: false, problem: 'not_json' }
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
export const listOf = (value: Json | undefined): Json[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]
