import { attempt, enrolment, trackVersion } from 'db/schema/learning'
import { and, eq, inArray } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { unfinishedAttemptStatuses } from '../attempts/attempt'
import { enrollingVersionStatuses } from '../versions/track-version'
import { completeTrack } from './complete-track.server'
import { activeEnrolmentStatuses } from './enrolment'
import { doneCount, lockOwnEnrolment } from './learner-rows.server'

/**
 * The learner moves to the version that is published now. What they did stays done where its words
 * are the same; the rest is to be done again. Moving to where one is does nothing.
 * @throws Refused not_found, changed_meanwhile (another version than the one that was shown),
 * attempt_open, already_done (the track is completed or left).
 */
export async function moveToVersion(
  tx: Tx,
  input: { enrolmentId: string; versionId: string; by: string; at: Date },
): Promise<{ already: boolean }> {
  const row = await lockOwnEnrolment(tx, input)
  if (row.versionId === input.versionId) return { already: true }
  if (!activeEnrolmentStatuses.includes(row.status)) throw new Refused('already_done')
  const [target] = await tx
    .select({ id: trackVersion.id })
    .from(trackVersion)
    .where(
      and(
        eq(trackVersion.trackId, row.trackId),
        inArray(trackVersion.status, [...enrollingVersionStatuses]),
      ),
    )
  if (target?.id !== input.versionId) throw new Refused('changed_meanwhile')
  const [running] = await tx
    .select({ id: attempt.id })
    .from(attempt)
    .where(
      and(eq(attempt.enrolmentId, row.id), inArray(attempt.status, [...unfinishedAttemptStatuses])),
    )
    .limit(1)
  if (running) throw new Refused('attempt_open')
  await tx
    .update(enrolment)
    .set({ versionId: target.id, lastActiveAt: input.at })
    .where(eq(enrolment.id, row.id))
  const done = await doneCount(tx, { id: row.id, versionId: target.id })
  // The new version may ask for less than the old one did.
  if (done.of > 0 && done.items === done.of) {
    await completeTrack(tx, { enrolmentId: row.id, at: input.at })
  }
  return { already: false }
}
