import { person } from 'db/schema/identity'
import { savedSearch } from 'db/schema/search'
import { and, count, eq, sql } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { mostSavedSearches } from './saved-search'
import { type SearchQuery, writeQuery } from './search-query'

/** Alerts that go on, or begin: what came while they were off is not told afterwards. */
const alertsFrom = (at: Date) => ({
  alerts: true,
  lookedAt: sql`case when ${savedSearch.alerts} then ${savedSearch.lookedAt} else ${at.toISOString()}::timestamptz end`,
})

/**
 * Keeps a search under a name, with alerts. The same search is kept once: its name changes.
 * @throws Refused saved_searches_full
 */
export async function saveSearch(
  tx: Tx,
  input: { query: SearchQuery; name: string; by: string; at: Date },
): Promise<{ savedSearchId: string }> {
  const { by, name, at } = input
  const query = writeQuery(input.query)
  // Two tabs at once keep to the limit and to one of each: the person's row is the lock.
  await tx.select({ id: person.id }).from(person).where(eq(person.id, by)).for('no key update')
  const [same] = await tx
    .select({ id: savedSearch.id })
    .from(savedSearch)
    .where(and(eq(savedSearch.personId, by), eq(savedSearch.query, query)))
  if (same) {
    await tx
      .update(savedSearch)
      .set({ name, ...alertsFrom(at) })
      .where(eq(savedSearch.id, same.id))
    return { savedSearchId: same.id }
  }
  const [kept] = await tx
    .select({ rows: count() })
    .from(savedSearch)
    .where(eq(savedSearch.personId, by))
  if ((kept?.rows ?? 0) >= mostSavedSearches) {
    throw new Refused('saved_searches_full', { most: mostSavedSearches })
  }
  const id = newId('savedSearch')
  await tx
    .insert(savedSearch)
    .values({ id, personId: by, name, query, alerts: true, createdAt: at, lookedAt: at })
  return { savedSearchId: id }
}

/**
 * Switches the alerts of one's own search. Safe to run twice.
 * @throws Refused not_found
 */
export async function switchAlerts(
  tx: Tx,
  input: { savedSearchId: string; alerts: boolean; by: string; at: Date },
): Promise<void> {
  const { savedSearchId, alerts, by, at } = input
  const changed = await tx
    .update(savedSearch)
    .set(alerts ? alertsFrom(at) : { alerts })
    .where(and(eq(savedSearch.id, savedSearchId), eq(savedSearch.personId, by)))
    .returning({ id: savedSearch.id })
  if (changed.length === 0) throw new Refused('not_found')
}

/** Forgets one's own search. Safe to run twice. */
export async function forgetSearch(
  tx: Tx,
  input: { savedSearchId: string; by: string },
): Promise<void> {
  await tx
    .delete(savedSearch)
    .where(and(eq(savedSearch.id, input.savedSearchId), eq(savedSearch.personId, input.by)))
}
