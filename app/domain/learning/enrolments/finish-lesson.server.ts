import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { completeItem } from './complete-item.server'
import { itemOf, publishedTrackBySlug, readingEnrolment } from './learner-rows.server'
import { itemsOf, outlineOf } from './outline.server'
import { trackIdBySlug } from './track-by-slug.server'

/**
 * The learner has read a lesson; what comes next is said. Only lessons are done by saying so.
 * @throws Refused not_found, not_enrolled, form_invalid for an item that has to be passed.
 */
export async function finishLesson(
  tx: Tx,
  input: { trackSlug: string; itemKey: string; by: string; at: Date },
): Promise<{ completed: boolean; enrolmentId: string; nextKey: string | null }> {
  const trackId = await trackIdBySlug(tx, input.trackSlug)
  const row = trackId ? await readingEnrolment(tx, input.by, trackId) : null
  if (!row) {
    throw new Refused(
      (await publishedTrackBySlug(tx, input.trackSlug)) ? 'not_enrolled' : 'not_found',
    )
  }
  const { kind } = await itemOf(tx, row.versionId, input.itemKey)
  if (kind !== 'lesson') throw new Refused('form_invalid')
  const items = itemsOf(await outlineOf(tx, row.versionId, row.id))
  const nextKey = items[items.findIndex(({ key }) => key === input.itemKey) + 1]?.key ?? null
  const done = { enrolmentId: row.id, itemKey: input.itemKey, at: input.at }
  return { ...(await completeItem(tx, done)), enrolmentId: row.id, nextKey }
}
