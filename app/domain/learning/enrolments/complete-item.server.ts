import { enrolment, itemProgress } from 'db/schema/learning'
import { eq, sql } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'
import { completeTrack } from './complete-track.server'
import { doneCount, itemOf, lockEnrolment } from './learner-rows.server'

/**
 * Writes down that an item of the learner's version is done: a lesson read, anything else passed.
 * The last one completes the track. Done twice it keeps the first time, unless its words have
 * changed since.
 * @throws Refused not_found when the version has no such item.
 */
export async function completeItem(
  tx: Tx,
  input: { enrolmentId: string; itemKey: string; at: Date },
): Promise<{ completed: boolean }> {
  const row = await lockEnrolment(tx, input.enrolmentId)
  const { contentHash } = await itemOf(tx, row.versionId, input.itemKey)
  await tx
    .insert(itemProgress)
    .values({ enrolmentId: row.id, itemKey: input.itemKey, contentHash, doneAt: input.at })
    .onConflictDoUpdate({
      target: [itemProgress.enrolmentId, itemProgress.itemKey],
      set: { contentHash, doneAt: input.at },
      setWhere: sql`${itemProgress.contentHash} <> ${contentHash}`,
    })
  await tx.update(enrolment).set({ lastActiveAt: input.at }).where(eq(enrolment.id, row.id))
  const done = await doneCount(tx, row)
  if (done.of === 0 || done.items < done.of) return { completed: false }
  await completeTrack(tx, { enrolmentId: row.id, at: input.at })
  return { completed: true }
}
