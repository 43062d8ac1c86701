import type { SignedIn } from '~/domain/identity/viewer'
import { openAttemptStatuses } from '~/domain/learning/attempts/attempt'
import { openAttempts, runningTracks } from '~/domain/learning/enrolments/learner-queries.server'
import type { Reader } from '~/platform/database.server'
import type { Waiting } from './waiting-items.server'

/** What a learner can go on with: open attempts, the payment of a place, the next thing to read. */
export async function learningItems(db: Reader, viewer: SignedIn, at: Date): Promise<Waiting[]> {
  const attempts = await openAttempts(db, viewer)
  const tracks = await runningTracks(db, viewer, at)
  return [
    ...attempts
      .filter(({ status, dueAt }) => openAttemptStatuses.includes(status) && !(dueAt && dueAt < at))
      .map((row) => ({
        id: row.attemptId,
        href: `/attempts/${row.attemptId}`,
        title: 'learning.item_attempt' as const,
        sentence: null,
        values: {},
        about: row.title,
        until: row.dueAt,
      })),
    ...tracks
      .filter(({ state, resume }) => state === 'waiting' || resume !== null)
      .map((row) => {
        const waits = row.state === 'waiting'
        return {
          id: row.enrolmentId,
          href:
            waits || !row.resume
              ? `/learning/${row.enrolmentId}`
              : `/tracks/${row.slug}/${row.resume.key}`,
          title: waits ? ('learning.item_pay' as const) : ('learning.item_resume' as const),
          sentence: waits ? null : ('learning.item_resume_sentence' as const),
          values: { item: row.resume?.title ?? '' },
          about: row.title,
          until: waits ? null : (row.nextDate?.startsAt ?? null),
        }
      }),
  ]
}
