import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import type { Cursor } from './cursor'
import type { SubjectKind } from './document'
import { mostRanked, mostWalked } from './found'
import { conditionOf, type Match } from './match.server'
import type { Sort } from './search-query'

export const resultsPerPage = 20
/** With so many among the newest, the ranked ones need no others. */
const enoughToRank = 500

export type FoundRow = {
  subjectId: string
  kind: SubjectKind
  url: string
  title: string
  summary: string
  language: string
  facets: string[]
  currency: string | null
  amountMinor: string | null
  amountIsLeast: boolean
  verified: number
  publishedAt: string
  weight: number
}

const columns = sql`search_document.subject_id as "subjectId", kind, url, title, summary, language, facets,
  currency, amount_minor::text as "amountMinor", amount_is_least as "amountIsLeast",
  search_document.verified,
  to_char(search_document.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "publishedAt"`

/** What a list is ordered by before its dates; whole numbers are compared as such, so that an index serves. */
type Weight = { readonly of: SQL; readonly as: 'float8' | 'bigint' }

const score: Weight = { of: sql`weight`, as: 'float8' }
const proven: Weight = { of: sql`verified`, as: 'bigint' }
const cheapness: Weight = { of: sql`(-amount_minor)`, as: 'bigint' }

/** The order of a list and the part of it beyond a cursor, for rows of a source with these columns. */
function orderOf(weight: Weight | null, cursor: Cursor | null, date = sql`published_at`) {
  const back = cursor?.side === 'before'
  const way = back ? sql`asc` : sql`desc`
  const keys = [...(weight ? [weight.of] : []), date, sql`subject_id`]
  const order = sql.join(
    keys.map((key) => sql`${key} ${way}`),
    sql`, `,
  )
  if (!cursor) return { order, beyond: sql`true` }
  const values = [
    ...(weight ? [sql`(${cursor.weight}::float8)::${sql.raw(weight.as)}`] : []),
    sql`${cursor.publishedAt}::timestamptz`,
    sql`${cursor.subjectId}::text`,
  ]
  const beyond = sql`(${sql.join(keys, sql`, `)}) ${back ? sql`>` : sql`<`} (${sql.join(values, sql`, `)})`
  return { order, beyond }
}

const rowsOf = (db: Reader, query: SQL) => db.execute<FoundRow>(query)

/**
 * One page's rows and one more, in the order of the list; from a cursor that goes back, in the
 * opposite order.
 */
export async function rowsOfMatches(
  db: Reader,
  match: Match,
  input: { sort: Sort; cursor: Cursor | null; complete: boolean },
): Promise<FoundRow[]> {
  const limit = resultsPerPage + 1
  if (input.sort === 'best' && match.wanted !== null) {
    return rowsOf(db, ranked(match, match.wanted, { ...input, limit }))
  }
  const { sort } = input
  const weight = sort === 'proven' ? proven : sort === 'cheapest' ? cheapness : null
  const { order, beyond } = orderOf(weight, input.cursor)
  const shown = sql`${columns}, ${weight?.of ?? sql`0`}::float8 as weight`
  const { currency } = match.facets
  // Prices are in order within one currency.
  const walk = sort === 'cheapest' ? sql`currency = ${currency ?? ''} and ${beyond}` : beyond
  const condition = conditionOf(match)
  if (condition === null || !input.complete) {
    // What many documents have is soon met on the way through the newest; the walk has an end all the same.
    const walked = await rowsOf(
      db,
      sql`select ${shown}
        from (select * from search_document where ${walk} order by ${order} limit ${mostWalked})
          search_document
        where ${condition ?? sql`true`} order by ${order} limit ${limit}`,
    )
    if (walked.length === limit || condition === null) return walked
    const [end] = await db.execute<{ reached: boolean }>(sql`select not exists(
      select from search_document where ${walk} order by ${order} offset ${mostWalked} limit 1
    ) as reached`)
    if (end?.reached) return walked
  }
  // `offset 0` keeps the planner from walking the index of the order in search of a rare word.
  // Only the page's own rows are read whole.
  const page = sql`select subject_id from (
      select subject_id, published_at, verified, amount_minor from search_document
        where ${condition} offset 0
    ) search_document where ${beyond} order by ${order} limit ${limit}`
  return rowsOf(
    db,
    sql`select ${shown} from (${page}) page join search_document using (subject_id) order by ${order}`,
  )
}

/** The best of a bounded set: all that match, or where they are many the newest and the first found. */
function ranked(
  match: Match,
  wanted: string,
  input: { cursor: Cursor | null; complete: boolean; limit: number },
): SQL {
  const condition = conditionOf(match)
  const columnsToRank = sql`subject_id, published_at, verified, vector`
  const newest = sql`select ${columnsToRank} from
    (select * from search_document order by published_at desc, subject_id desc limit ${mostWalked})
      search_document
    where ${condition} limit ${mostRanked}`
  const first = sql`select ${columnsToRank} from search_document where ${condition}`
  const candidates = input.complete
    ? sql`${first} limit ${mostRanked}`
    : sql`select * from newest union all
        (${first} and (select count(*) from newest) < ${enoughToRank} limit ${mostRanked})`
  const { order, beyond } = orderOf(score, input.cursor)
  return sql`
    with ${input.complete ? sql`` : sql`newest as materialized (${newest}),`} ranked as materialized (
      select distinct on (subject_id) subject_id, published_at, round(
        (ts_rank(vector, ${wanted}::tsquery, 1) * (1 + least(verified, 10) * 0.05))::numeric, 6
      )::float8 as weight
      from (${candidates}) candidate
    ), page as (
      select * from ranked where ${beyond} order by ${order} limit ${input.limit}
    )
    select ${columns}, weight from page join search_document using (subject_id)
    order by ${orderOf(score, input.cursor, sql`page.published_at`).order}`
}
