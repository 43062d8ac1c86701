import { savedSearch, searchDocument } from 'db/schema/search'
import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { addDays } from '~/kernel/clock'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { mostCounted } from './found'
import { conditionOf, matchOf } from './match.server'
import { alertDays, alertDelayMs } from './saved-search'
import { readQuery } from './search-query'

/**
 * Tells those who keep a search what is new in it: once a day at most, each document once, in one
 * notice. Safe to run at any time, any number of times.
 */
export async function alertSavedSearches(
  tx: Tx,
  input: { at: Date; limit: number },
): Promise<number> {
  const { at, limit } = input
  const upTo = new Date(at.getTime() - alertDelayMs)
  const due = await tx
    .select()
    .from(savedSearch)
    .where(and(eq(savedSearch.alerts, true), lte(savedSearch.lookedAt, addDays(upTo, -alertDays))))
    .orderBy(asc(savedSearch.lookedAt), asc(savedSearch.id))
    .limit(limit)
    .for('no key update', { skipLocked: true })
  let told = 0
  for (const row of due) {
    const fresh = await newResults(tx, row.query, row.lookedAt, upTo)
    await tx.update(savedSearch).set({ lookedAt: upTo }).where(eq(savedSearch.id, row.id))
    if (fresh.length === 0) continue
    const facts = { count: fresh.length, first: fresh[0] ?? '', until: upTo.toISOString() }
    await enqueue(tx, 'notify', { event: 'saved-search-found', subject: row.id, facts })
    told += 1
  }
  return told
}

/** Titles of what was listed since, the newest first. An offer that is sold again after a pause is not new. */
async function newResults(tx: Tx, query: string, since: Date, upTo: Date): Promise<string[]> {
  const offeredSince = addDays(since, -alertDays)
  const match = await matchOf(tx, readQuery(new URLSearchParams(query)).query)
  const rows = await tx.execute<{ title: string }>(sql`
    select title from (
      select * from search_document
      where listed_at > ${since.toISOString()}::timestamptz and listed_at <= ${upTo.toISOString()}::timestamptz
        and (kind <> 'offer' or published_at > ${offeredSince.toISOString()}::timestamptz)
      offset 0
    ) ${searchDocument} where ${conditionOf(match) ?? sql`true`}
    order by listed_at desc, subject_id desc limit ${mostCounted}`)
  return rows.map(({ title }) => title)
}
