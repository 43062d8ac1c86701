import { searchDocument } from 'db/schema/search'
import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { type Dimension, dimensions, facetToken } from './facets'
import type { SearchQuery } from './search-query'
import { readText } from './text-query'

/** What a search asks the index, as the text of tsqueries. */
export type Match = {
  /** The words in every language's stems; null where nothing is asked for. It also ranks. */
  readonly wanted: string | null
  readonly unwanted: readonly string[]
  readonly facets: Readonly<Partial<Record<Dimension, string>>>
}

const configurations = ['english', 'turkish', 'arabic', 'simple'] as const

/**
 * The words as each configuration cuts them. A document is cut by one of them, so it is found by the
 * part that is of its language, whatever language the reader writes.
 */
export async function matchOf(db: Reader, query: SearchQuery): Promise<Match> {
  const { wanted, unwanted } = readText(query.text)
  const asked = [wanted, ...unwanted].filter((text) => text !== '')
  if (asked.length === 0) return { wanted: null, unwanted: [], facets: query.facets }
  const rows = await db.execute<{ cut: string[] }>(sql`
    select array[${sql.join(
      configurations.map(
        (name) => sql`websearch_to_tsquery(${sql.raw(`'pg_catalog.${name}'`)}, asked.text)::text`,
      ),
      sql`, `,
    )}] as cut
    from unnest(${sql.param(asked)}::text[]) with ordinality as asked(text, place) order by place`)
  const joined = rows.map(({ cut }) => {
    const parts = [...new Set(cut)].filter((part) => part !== '')
    return parts.length === 0 ? null : parts.map((part) => `(${part})`).join(' | ')
  })
  const first = wanted === '' ? null : (joined.shift() ?? null)
  return { wanted: first, unwanted: joined.filter((part) => part !== null), facets: query.facets }
}

/**
 * The match as one condition; null where everything matches. Words that are not wanted narrow what
 * else was asked and ask for nothing by themselves.
 */
export function conditionOf(match: Match, except?: Dimension): SQL | null {
  const tokens = dimensions.flatMap((name) => {
    const value = name === except ? undefined : match.facets[name]
    return value === undefined ? [] : [`'${facetToken(name, value)}'`]
  })
  const wanted = [...(match.wanted === null ? [] : [`(${match.wanted})`]), ...tokens]
  if (wanted.length === 0) return null
  const text = [...wanted, ...match.unwanted.map((part) => `!(${part})`)].join(' & ')
  return sql`${searchDocument.vector} @@ ${text}::tsquery`
}
