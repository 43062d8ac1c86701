import { item } from 'db/schema/learning'
import { and, eq } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'
import { completeItem } from '../enrolments/complete-item.server'
import type { AttemptSubject } from './attempt-rows.server'

/**
 * The item of a passed attempt is done. Where the learner has moved on to a version that has it no
 * longer, or in other words, the pass stands and nothing else follows from it.
 */
export async function passItem(
  tx: Tx,
  { attempt, enrolment, item: tried }: AttemptSubject,
  { at }: { at: Date },
): Promise<void> {
  const [same] = await tx
    .select({ key: item.key })
    .from(item)
    .where(
      and(
        eq(item.versionId, enrolment.versionId),
        eq(item.key, attempt.itemKey),
        eq(item.contentHash, tried.contentHash),
      ),
    )
  if (!same) return
  await completeItem(tx, { enrolmentId: attempt.enrolmentId, itemKey: attempt.itemKey, at })
}
