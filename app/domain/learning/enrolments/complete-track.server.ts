import { enrolment } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { enrolmentTransitions } from './enrolment'
import { issueTrackCredential } from './issue-track-credential.server'

/**
 * Everything of a track is done: the enrolment is completed, and the credential of level 2 issued, once.
 * Called again, or for somebody who has left, it changes nothing.
 * @throws Refused not_found
 */
export async function completeTrack(
  tx: Tx,
  input: { enrolmentId: string; at: Date },
): Promise<{ already: boolean; credentialId: string | null }> {
  const { enrolmentId, at } = input
  const [row] = await tx.select().from(enrolment).where(eq(enrolment.id, enrolmentId)).for('update')
  if (!row) throw new Refused('not_found')
  const step = enrolmentTransitions.find(row.status, 'complete', 'platform')
  if (!step.ok) return { already: true, credentialId: null }
  await tx
    .update(enrolment)
    .set({ status: step.to, completedAt: at })
    .where(eq(enrolment.id, enrolmentId))
  const { credentialId } = await issueTrackCredential(tx, { enrolmentId, at })
  await audit(tx, { by: null, act: 'enrolment.complete', subject: enrolmentId })
  await enqueue(tx, 'notify', { event: 'track-completed', subject: enrolmentId })
  return { already: false, credentialId }
}
