import { enrolment } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'
import { enrolmentTransitions } from './enrolment'
import { lockEnrolment } from './learner-rows.server'

/** Every item of the learner's version is done: the track is completed. A second call does nothing. */
export async function completeTrack(
  tx: Tx,
  input: { enrolmentId: string; at: Date },
): Promise<{ already: boolean }> {
  const row = await lockEnrolment(tx, input.enrolmentId)
  const step = enrolmentTransitions.find(row.status, 'complete', 'platform')
  if (!step.ok) return { already: true }
  await tx
    .update(enrolment)
    .set({ status: step.to, completedAt: input.at })
    .where(eq(enrolment.id, row.id))
  return { already: false }
}
