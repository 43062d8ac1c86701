import { person } from 'db/schema/identity'
import { and, eq, isNotNull } from 'drizzle-orm'
import { emailKey } from '~/domain/identity/email'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { capstoneOf, lockSubject } from '../attempts/attempt-rows.server'
import { waitingAttemptStatuses } from '../attempts/grading-states'
import { decisionOf, seatedReviews, seatsFilled, takeSeat } from './assign-reviewers.server'
import { tiesOf } from './eligible-reviewers.server'

/**
 * The operator names a reviewer from outside where the partner has too few without a tie to the learner.
 * The caller has checked that it is the operator.
 * @throws Refused reviewer_unknown, reviewer_has_tie, already_done when no seat is empty
 */
export async function nameReviewer(
  tx: Tx,
  input: {
    readonly attemptId: string
    readonly email: string
    readonly by: string
    readonly at: Date
  },
): Promise<{ left: number }> {
  const { attemptId, by, at } = input
  const subject = await lockSubject(tx, attemptId)
  capstoneOf(subject)
  if (!waitingAttemptStatuses.includes(subject.attempt.status)) throw new Refused('already_done')
  const [named] = await tx
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.emailKey, emailKey(input.email)), isNotNull(person.emailConfirmedAt)))
  if (!named) throw new Refused('reviewer_unknown')
  if ((await tiesOf(tx, subject, [named.id])).size > 0) throw new Refused('reviewer_has_tie')
  const seated = await seatedReviews(tx, attemptId)
  const seats = decisionOf(subject, seated).kind === 'third' ? [1, 2, 3] : [1, 2]
  const [seat, ...left] = seats.filter((one) => !seated.some((review) => review.seat === one))
  if (seat === undefined) throw new Refused('already_done')
  await takeSeat(tx, { attemptId, seat, reviewerId: named.id, at })
  await audit(tx, { by, act: 'review.name_reviewer', subject: attemptId })
  if (left.length === 0) await seatsFilled(tx, subject)
  return { left: left.length }
}
