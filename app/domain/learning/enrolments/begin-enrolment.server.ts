import { enrolment, itemProgress } from 'db/schema/learning'
import { and, desc, eq, ne } from 'drizzle-orm'
import { addDays } from '~/kernel/clock'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { refundDays } from './enrolment-money'
import type { Enrolment } from './learner-rows.server'

/**
 * The learner can begin: it is free, paid, or a seat was taken. Who was here before goes on where
 * they stopped. The price can be had back for two weeks from here on.
 */
export async function beginEnrolment(tx: Tx, row: Enrolment, at: Date): Promise<void> {
  await tx
    .update(enrolment)
    .set({
      status: 'active',
      startedAt: at,
      lastActiveAt: at,
      refundUntil: row.amountMinor === null ? null : addDays(at, refundDays),
    })
    .where(eq(enrolment.id, row.id))
  await bringProgress(tx, row)
  await enqueue(tx, 'notify', { event: 'enrolment-began', subject: row.id })
}

/** What was done in an earlier enrolment in the same track is still done. */
async function bringProgress(tx: Tx, row: Enrolment): Promise<void> {
  const [earlier] = await tx
    .select({ id: enrolment.id })
    .from(enrolment)
    .where(
      and(
        eq(enrolment.personId, row.personId),
        eq(enrolment.trackId, row.trackId),
        ne(enrolment.id, row.id),
      ),
    )
    .orderBy(desc(enrolment.enrolledAt), desc(enrolment.id))
    .limit(1)
  if (!earlier) return
  const done = await tx.select().from(itemProgress).where(eq(itemProgress.enrolmentId, earlier.id))
  if (done.length === 0) return
  await tx
    .insert(itemProgress)
    .values(done.map((progress) => ({ ...progress, enrolmentId: row.id })))
    .onConflictDoNothing()
}
