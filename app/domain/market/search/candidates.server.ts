import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { type Dimension, dimensions, facetOf } from './facets'
import { mostCounted, mostWalked } from './found'
import { conditionOf, type Match } from './match.server'

export type FacetCount = { readonly value: string; readonly count: number }
export type Counted = {
  readonly total: number
  /** False where there are more than were looked at: then every number is a least one. */
  readonly complete: boolean
  readonly facets: Readonly<Record<Dimension, readonly FacetCount[]>>
}

type Tokens = readonly { token: string | null; count: number }[]

const tokensIn = (db: Reader, candidates: SQL): Promise<Tokens> =>
  db.execute<{ token: string | null; count: number }>(sql`
    with candidate as materialized (${candidates})
    select null as token, count(*)::int as count from candidate
    union all
    select token, count(*)::int from candidate cross join unnest(facets) as token group by token`)

const seenIn = (tokens: Tokens) => tokens.find(({ token }) => token === null)?.count ?? 0

/** How many documents there are, as the planner knows it: enough to choose a way by. */
async function documentsThere(db: Reader): Promise<number> {
  const [table] = await db.execute<{ rows: number }>(
    sql`select reltuples::float8 as rows from pg_class where oid = 'search_document'::regclass`,
  )
  return table?.rows ?? 0
}

/**
 * Whether so many documents match that a walk through the newest soon meets enough of them. The index
 * of words would collect all of them first. It is the planner's estimate, and only decides the way.
 */
async function isCommon(db: Reader, condition: SQL, there: number): Promise<boolean> {
  if (there <= mostWalked) return false
  const [plan] = await db.execute<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    sql`explain (format json) select from search_document where ${condition}`,
  )
  const share = (plan?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0) / there
  return share * mostWalked > mostCounted
}

/** The first documents that match, one more than are counted: by their facets. */
async function tokensOf(
  db: Reader,
  match: Match,
  there: number,
  except?: Dimension,
): Promise<Tokens> {
  const condition = conditionOf(match, except)
  const newest = (limit: number) =>
    sql`select * from search_document order by published_at desc, subject_id desc limit ${limit}`
  if (condition === null) return tokensIn(db, newest(mostCounted + 1))
  if (await isCommon(db, condition, there)) {
    const walked = await tokensIn(
      db,
      sql`select facets from (${newest(mostWalked)}) search_document where ${condition}
        limit ${mostCounted + 1}`,
    )
    if (seenIn(walked) > mostCounted) return walked
  }
  return tokensIn(
    db,
    sql`select facets from search_document where ${condition} limit ${mostCounted + 1}`,
  )
}

/**
 * How many documents match and, for each dimension, how many would if it had another value and the
 * others stayed as they are. A chosen value is listed even where nothing has it. Public.
 */
export async function countMatches(db: Reader, match: Match): Promise<Counted> {
  const chosen = dimensions.filter((name) => match.facets[name] !== undefined)
  const there = await documentsThere(db)
  const [own, ...others] = await Promise.all([
    tokensOf(db, match, there),
    ...chosen.map((name) => tokensOf(db, match, there, name)),
  ])
  const seen = seenIn(own)
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
  return { total: seen, complete: seen <= mostCounted, facets }
}

const commonestFirst = (a: FacetCount, b: FacetCount) =>
  b.count - a.count || (a.value < b.value ? -1 : 1)
