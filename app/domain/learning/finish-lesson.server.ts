import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { completeItem } from './complete-item.server'
import { itemOf, publishedTrackBySlug, readingEnrolment } from './learner-rows.server'
import { trackIdBySlug } from './track-by-slug.server'

/**
 * The learner has read a lesson. Only lessons are done by saying so.
 * @throws Refused not_found, not_enrolled, form_invalid for an item that has to be passed.
 */
export async function finishLesson(
  tx: Tx,
  input: { trackSlug: string; itemKey: string; by: string; at: Date },
): Promise<{ completed: boolean }> {
  const trackId = await trackIdBySlug(tx, input.trackSlug)
  const row = trackId ? await readingEnrolment(tx, input.by, trackId) : null
  if (!row) {
    throw new Refused(
      (await publishedTrackBySlug(tx, input.trackSlug)) ? 'not_enrolled' : 'not_found',
    )
  }
  const { kind } = await itemOf(tx, row.versionId, input.itemKey)
  if (kind !== 'lesson') throw new Refused('form_invalid')
  return completeItem(tx, { enrolmentId: row.id, itemKey: input.itemKey, at: input.at })
}
