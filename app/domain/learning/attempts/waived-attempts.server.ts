import { appeal } from 'db/schema/learning'
import { and, eq, inArray } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'

/** Of these attempts, those that an appeal has struck out: they are none of the three, and nobody waits after them. */
export async function waivedAttempts(
  db: Reader,
  attemptIds: readonly string[],
): Promise<Set<string>> {
  if (attemptIds.length === 0) return new Set()
  const rows = await db
    .select({ id: appeal.attemptId })
    .from(appeal)
    .where(and(inArray(appeal.attemptId, [...attemptIds]), eq(appeal.outcome, 'again')))
  return new Set(rows.map(({ id }) => id))
}
