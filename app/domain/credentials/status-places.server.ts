import { randomInt } from 'node:crypto'
import { credential, statusList } from 'db/schema/credentials'
import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { statusListLength, statusPurposes } from './status-list'

/** A list of which this many places in a row were taken is full enough for a successor. */
const mostTries = 12

/**
 * A place that nobody has, by chance: the order of issuing cannot be read from a list. Somebody who is
 * about to take the same one at this moment is stepped round, not waited for.
 */
export async function takePlace(
  tx: Tx,
  issuerId: string,
): Promise<{ list: number; index: number }> {
  for (let list = (await lastList(tx, issuerId)) || 1; ; list += 1) {
    await openList(tx, issuerId, list)
    for (let tries = 0; tries < mostTries; tries += 1) {
      const index = randomInt(statusListLength)
      if (await isFree(tx, issuerId, list, index)) return { list, index }
    }
  }
}

async function isFree(tx: Tx, issuerId: string, list: number, index: number): Promise<boolean> {
  const name = `status-place:${issuerId}:${list}:${index}`
  const [lock] = await tx.execute<{ mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as mine`,
  )
  if (!lock?.mine) return false
  const taken = await tx
    .select({ id: credential.id })
    .from(credential)
    .where(
      and(
        eq(credential.issuerId, issuerId),
        eq(credential.listNumber, list),
        eq(credential.listIndex, index),
      ),
    )
  return taken.length === 0
}

async function lastList(tx: Tx, issuerId: string): Promise<number> {
  const [last] = await tx
    .select({ number: sql<number>`coalesce(max(${statusList.number}), 0)::int` })
    .from(statusList)
    .where(eq(statusList.issuerId, issuerId))
  return last?.number ?? 0
}

async function openList(tx: Tx, issuerId: string, number: number): Promise<void> {
  await tx
    .insert(statusList)
    .values(
      statusPurposes.map((purpose) => ({
        id: newId('statusList'),
        issuerId,
        purpose,
        number,
        length: statusListLength,
      })),
    )
    .onConflictDoNothing()
}
