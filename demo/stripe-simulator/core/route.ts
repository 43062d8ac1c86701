import { type Fields, shape, type Values } from './checks'
import type { Context } from './context'
import type { Raw } from './params'

export interface Route {
  method: 'GET' | 'POST' | 'DELETE'
  pattern: string
  handle: (context: Context, params: Record<string, Raw>, ids: Record<string, string>) => object
}

/** An endpoint of the API: its parameters are checked before it begins its work. */
export function route<S extends Fields>(
  method: Route['method'],
  pattern: string,
  fields: S,
  handle: (context: Context, params: Values<S>, ids: Record<string, string>) => object,
): Route {
  const check = shape(fields)
  return {
    method,
    pattern,
    handle: (context, params, ids) => handle(context, check(params, ''), ids),
  }
}

/** The names in the pattern with what stands there in the path, or null. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return null
  const ids: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':')) {
      if (value === '') return null
      ids[part.slice(1)] = decodeURIComponent(value)
    } else if (part !== value) return null
  }
  return ids
}
