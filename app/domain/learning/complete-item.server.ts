import { enrolment, item, itemProgress } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { completeTrack } from './complete-track.server'
import { activeEnrolmentStatuses } from './enrolment'

/** An item is done. With the last one of its version the track is completed. Safe to call twice. */
export async function completeItem(
  tx: Tx,
  input: { enrolmentId: string; itemKey: string; at: Date },
): Promise<void> {
  const { enrolmentId, itemKey, at } = input
  const [row] = await tx.select().from(enrolment).where(eq(enrolment.id, enrolmentId)).for('update')
  if (!row) throw new Refused('not_found')
  const items = await tx
    .select({ key: item.key, contentHash: item.contentHash })
    .from(item)
    .where(eq(item.versionId, row.versionId))
  const done = items.find(({ key }) => key === itemKey)
  if (done) {
    await tx
      .insert(itemProgress)
      .values({ enrolmentId, itemKey, contentHash: done.contentHash, doneAt: at })
      .onConflictDoNothing()
  }
  const progress = await tx
    .select({ key: itemProgress.itemKey })
    .from(itemProgress)
    .where(eq(itemProgress.enrolmentId, enrolmentId))
  const left = items.filter(({ key }) => !progress.some((one) => one.key === key))
  if (left.length === 0 && activeEnrolmentStatuses.includes(row.status)) {
    await completeTrack(tx, { enrolmentId, at })
  }
}
