import { savedSearch } from 'db/schema/search'
import { and, asc, eq } from 'drizzle-orm'
import type { SignedIn, Viewer } from '~/domain/identity/viewer'
import type { Reader } from '~/platform/database.server'
import { readQuery, type SearchQuery, writeQuery } from './search-query'

/** The viewer's own searches, the oldest first. */
export async function mySavedSearches(db: Reader, viewer: SignedIn) {
  const rows = await db
    .select({
      savedSearchId: savedSearch.id,
      name: savedSearch.name,
      query: savedSearch.query,
      alerts: savedSearch.alerts,
      createdAt: savedSearch.createdAt,
    })
    .from(savedSearch)
    .where(eq(savedSearch.personId, viewer.personId))
    .orderBy(asc(savedSearch.createdAt), asc(savedSearch.id))
  return rows.map((row) => ({ ...row, query: readQuery(new URLSearchParams(row.query)).query }))
}

/** The viewer's saved search of exactly this query, if there is one. */
export async function savedAs(db: Reader, viewer: Viewer, query: SearchQuery) {
  if (!viewer) return null
  const [row] = await db
    .select({ savedSearchId: savedSearch.id, name: savedSearch.name, alerts: savedSearch.alerts })
    .from(savedSearch)
    .where(and(eq(savedSearch.personId, viewer.personId), eq(savedSearch.query, writeQuery(query))))
  return row ?? null
}
