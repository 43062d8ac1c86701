import { savedSearch } from 'db/schema/search'
import { eq } from 'drizzle-orm'
import { readQuery, searchHref } from '~/domain/market/search/search-query'
import type { Reader } from '~/platform/database.server'
import { type Facts, type Notice, notice } from './notice'

/** Whoever keeps the search is told, unless the alerts were switched off in between. */
export async function savedSearchFound(db: Reader, id: string, given: Facts): Promise<Notice[]> {
  const [row] = await db.select().from(savedSearch).where(eq(savedSearch.id, id))
  if (!row?.alerts) return []
  const { query } = readQuery(new URLSearchParams(row.query))
  const { count = 0, first = '' } = given
  const facts = { search: row.name, count, first }
  return [
    notice([row.personId], 'saved_search_found', searchHref({ ...query, sort: 'newest' }), facts),
  ]
}
