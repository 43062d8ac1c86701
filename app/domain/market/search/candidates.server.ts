import { sql } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { type Dimension, dimensions, facetOf } from './facets'
import { mostCandidates } from './found'
import { conditionOf, type Match } from './match.server'

export type FacetCount = { readonly value: string; readonly count: number }
export type Counted = {
  readonly total: number
  /** False where there are more than were looked at: then every number is a least one. */
  readonly complete: boolean
  readonly facets: Readonly<Record<Dimension, readonly FacetCount[]>>
}

/** The first documents that match, in no order: the index is asked once and stops early. */
function firstMatches(match: Match, except?: Dimension) {
  const condition = conditionOf(match, except)
  return condition === null
    ? sql`select facets from search_document order by published_at desc, subject_id desc
        limit ${mostCandidates + 1}`
    : sql`select facets from search_document where ${condition} limit ${mostCandidates + 1}`
}

async function tokensOf(db: Reader, match: Match, except?: Dimension) {
  return db.execute<{ token: string | null; count: number }>(sql`
    with candidate as materialized (${firstMatches(match, except)})
    select null as token, count(*)::int as count from candidate
    union all
    select token, count(*)::int from candidate cross join unnest(facets) as token group by token`)
}

/**
 * How many documents match and, for each dimension, how many would if it had another value and the
 * others stayed as they are. A chosen value is listed even where nothing has it. Public.
 */
export async function countMatches(db: Reader, match: Match): Promise<Counted> {
  const chosen = dimensions.filter((name) => match.facets[name] !== undefined)
  const [own, ...others] = await Promise.all([
    tokensOf(db, match),
    ...chosen.map((name) => tokensOf(db, match, name)),
  ])
  const seen = own.find(({ token }) => token === null)?.count ?? 0
  const facets = Object.fromEntries(
    dimensions.map((name): [Dimension, FacetCount[]] => {
      const rows = others[chosen.indexOf(name)] ?? own
      const value = match.facets[name]
      const counts = new Map<string, number>(value === undefined ? [] : [[value, 0]])
      for (const { token, count } of rows) {
        const facet = token === null ? null : facetOf(token)
        if (facet?.dimension === name) counts.set(facet.value, count)
      }
      return [name, [...counts].map(([value, count]) => ({ value, count })).sort(commonestFirst)]
    }),
  ) as Record<Dimension, FacetCount[]>
  return { total: seen, complete: seen <= mostCandidates, facets }
}

const commonestFirst = (a: FacetCount, b: FacetCount) =>
  b.count - a.count || (a.value < b.value ? -1 : 1)
