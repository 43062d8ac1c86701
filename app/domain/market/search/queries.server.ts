import type { Viewer } from '~/domain/identity/viewer'
import { type Currency, isCurrency } from '~/kernel/money'
import { sha256 } from '~/platform/crypto.server'
import type { Reader } from '~/platform/database.server'
import { countMatches } from './candidates.server'
import { readCursor, writeCursor } from './cursor'
import { sources } from './documents/sources.server'
import { matchOf } from './match.server'
import { type FoundRow, resultsPerPage, rowsOfMatches } from './page-of-matches.server'
import { type SearchQuery, writeQuery } from './search-query'
import { suggestText } from './spelling-queries.server'

/** With fewer results than these a slip of the finger is likely. */
const fewResults = 5

export type SearchResult = Omit<FoundRow, 'amountMinor' | 'publishedAt' | 'weight' | 'currency'> & {
  readonly amount: { currency: Currency; amountMinor: bigint } | null
  readonly publishedAt: Date
}

/**
 * A job brings the index up to date a moment after a change; what has been withdrawn within that
 * moment is left out here, so that nothing is shown that a stranger could not open.
 */
async function stillPublic(db: Reader, rows: readonly FoundRow[]): Promise<FoundRow[]> {
  const open = await Promise.all(
    sources.map(({ kind, stillPublic }) => {
      const ids = rows.filter((row) => row.kind === kind).map(({ subjectId }) => subjectId)
      return ids.length === 0 ? [] : stillPublic(db, ids)
    }),
  )
  const known = new Set(open.flat())
  return rows.filter(({ subjectId }) => known.has(subjectId))
}

function resultOf(row: FoundRow): SearchResult {
  const { amountMinor, currency, publishedAt, weight: _, ...rest } = row
  const paid = amountMinor !== null && currency !== null && isCurrency(currency)
  return {
    ...rest,
    publishedAt: new Date(publishedAt),
    amount: paid ? { currency, amountMinor: BigInt(amountMinor) } : null,
  }
}

/**
 * One page of what everybody may find: rows, counts, facets and the places before and after. `page` is
 * a cursor from an address; one that is none begins at the start and says so. Every viewer finds the same.
 */
export async function searchPage(
  db: Reader,
  _viewer: Viewer,
  input: { query: SearchQuery; page: string },
) {
  const { query } = input
  const mark = sha256(writeQuery(query)).slice(0, 12)
  const cursor = input.page === '' ? null : readCursor(input.page, mark)
  const match = await matchOf(db, query)
  const counted = await countMatches(db, match)
  const { complete } = counted
  const found = await rowsOfMatches(db, match, { sort: query.sort, cursor, complete })
  const back = cursor?.side === 'before'
  const more = found.length > resultsPerPage
  const rows = found.slice(0, resultsPerPage)
  if (back) rows.reverse()
  const cursorAt = (side: 'after' | 'before') => {
    const row = side === 'after' ? rows.at(-1) : rows[0]
    return row ? writeCursor({ ...row, side }, mark) : null
  }
  return {
    rows: (await stillPublic(db, rows)).map(resultOf),
    counted,
    next: back || more ? cursorAt('after') : null,
    previous: (back ? more : cursor !== null) ? cursorAt('before') : null,
    pageGone: input.page !== '' && cursor === null,
    suggestion:
      counted.total < fewResults && query.text !== '' ? await suggestText(db, query.text) : null,
  }
}
