import type Stripe from 'stripe'
import { type Check, expandField, integer, optional, shape, text } from './checks'
import type { Context } from './context'
import { badParam } from './errors'
import { expanded, present } from './expand'

interface Range {
  gt?: number
  gte?: number
  lt?: number
  lte?: number
}

const bounds = shape({
  gt: optional(integer()),
  gte: optional(integer()),
  lt: optional(integer()),
  lte: optional(integer()),
})

/** A moment, or a range of moments. */
export const created: Check<number | Range> = (value, path) =>
  typeof value === 'object' ? bounds(value, path) : integer()(value, path)

/** What every v1 list takes. */
export const pageFields = {
  ...expandField,
  created: optional(created),
  ending_before: optional(text()),
  limit: optional(integer({ min: 1, max: 100 })),
  starting_after: optional(text()),
}

interface PageParams {
  created?: number | Range
  ending_before?: string
  expand?: string[]
  limit?: number
  starting_after?: string
}

export function within(moment: number, range: number | Range | undefined): boolean {
  if (range === undefined) return true
  if (typeof range === 'number') return moment === range
  if (range.gt !== undefined && moment <= range.gt) return false
  if (range.gte !== undefined && moment < range.gte) return false
  if (range.lt !== undefined && moment >= range.lt) return false
  return range.lte === undefined || moment <= range.lte
}

/** One page, newest first, of rows that are given in the order of their creation. */
export function page<T extends { id: string; created: number }>(
  context: Context,
  rows: readonly T[],
  params: PageParams,
  url: string,
): Stripe.ApiList<T> {
  const matching = rows.filter((row) => within(row.created, params.created)).reverse()
  const limit = params.limit ?? 10
  const at = (id: string, param: string) => {
    const index = matching.findIndex((row) => row.id === id)
    if (index < 0) throw badParam(`No such object: '${id}'`, param, 'resource_missing')
    return index
  }
  let from = 0
  let hasMore: boolean
  if (params.ending_before !== undefined) {
    const end = at(params.ending_before, 'ending_before')
    from = Math.max(0, end - limit)
    hasMore = from > 0
    return list(context, matching.slice(from, end), hasMore, url, params.expand)
  }
  if (params.starting_after !== undefined) from = at(params.starting_after, 'starting_after') + 1
  hasMore = from + limit < matching.length
  return list(context, matching.slice(from, from + limit), hasMore, url, params.expand)
}

function list<T extends object>(
  context: Context,
  rows: T[],
  hasMore: boolean,
  url: string,
  expand?: string[],
): Stripe.ApiList<T> {
  const data = rows.map((row) => present(context, row))
  return expanded(context, { object: 'list' as const, data, has_more: hasMore, url }, expand)
}
