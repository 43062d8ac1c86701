import type { SignedIn } from '~/domain/identity/viewer'
import { openAttemptStatuses } from '~/domain/learning/attempts/attempt'
import { openAttempts, runningTracks } from '~/domain/learning/enrolments/learner-queries.server'
import type { Reader } from '~/platform/database.server'
import type { Waiting } from './waiting-items.server'

/** What a learner can go on with: open attempts, the payment of a place, the next thing to read. */
export async function learningItems(db: Reader, viewer: SignedIn, at: Date): Promise<Waiting[]> {
  const attempts = await openAttempts(db, viewer)
  const tracks = await runningTracks(db, viewer, at)
  const isTheirs = ({ status, wanted, dueAt }: (typeof attempts)[number]) =>
    (wanted !== null || openAttemptStatuses.includes(status)) && !(dueAt && dueAt < at)
  const listed = new Set(attempts.filter(isTheirs).map(({ attemptId }) => attemptId))
  return [
    ...attempts.filter(isTheirs).map((row) => ({
      id: row.attemptId,
      href: `/attempts/${row.attemptId}`,
      title: 'learning.item_attempt' as const,
      sentence: row.wanted ? (`learning.wanted_${row.wanted}` as const) : null,
      values: {},
      about: row.title,
      until: row.dueAt,
    })),
    ...tracks
      .filter(
        ({ state, resume }) =>
          state === 'waiting' || (resume !== null && !listed.has(resume.attemptId ?? '')),
      )
      .map((row) => {
        const waits = row.state === 'waiting'
        return {
          id: row.enrolmentId,
          href: waits || !row.resume ? `/learning/${row.enrolmentId}` : row.resume.href,
          title: waits
            ? ('learning.item_pay' as const)
            : row.begun
              ? ('learning.item_resume' as const)
              : ('learning.item_begin' as const),
          sentence: waits ? null : ('learning.item_resume_sentence' as const),
          values: { item: row.resume?.title ?? '' },
          about: row.title,
          until: waits ? null : (row.nextDate?.startsAt ?? null),
        }
      }),
  ]
}
