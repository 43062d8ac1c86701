import { attemptReview, enrolment, trackVersion } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { actingPeople } from '~/domain/identity/acts-for.server'
import { type AttemptSubject, attemptSubject } from '~/domain/learning/attempts/attempt-rows.server'
import { tiesOf } from '~/domain/learning/reviews/eligible-reviewers.server'
import type { Reader } from '~/platform/database.server'
import { operatorPeople } from './audience.server'
import { except, type Facts, type Notice, notice } from './notice'

/** What learners, reviewers and those who decide appeals are told. Reviewers never read a learner's name. */

const factsOf = ({ item, version }: Pick<AttemptSubject, 'item' | 'version'>) => ({
  item: item.title,
  track: version.title,
})

async function toLearner(
  db: Reader,
  attemptId: string,
  kind: string,
  turn: 'turn' | 'tell' = 'tell',
): Promise<Notice[]> {
  const subject = await attemptSubject(db, attemptId)
  if (!subject) return []
  const url = `/attempts/${attemptId}`
  return [notice([subject.enrolment.personId], kind, url, factsOf(subject), turn)]
}

export const attemptGraded = (db: Reader, attemptId: string, { result }: Facts) =>
  toLearner(db, attemptId, result === 'passed' ? 'attempt_passed' : 'attempt_not_passed')

export const attemptBroken = (db: Reader, attemptId: string) =>
  toLearner(db, attemptId, 'attempt_broken', 'turn')

export const appealDecided = (db: Reader, attemptId: string, { result }: Facts) =>
  toLearner(db, attemptId, `appeal_${result}`, result === 'again' ? 'turn' : 'tell')

async function toReviewer(db: Reader, reviewId: string, kind: string): Promise<Notice[]> {
  const [review] = await db.select().from(attemptReview).where(eq(attemptReview.id, reviewId))
  if (!review || review.submittedAt || review.endedAt) return []
  const subject = await attemptSubject(db, review.attemptId)
  if (!subject) return []
  const facts = { ...factsOf(subject), deadline: review.dueAt.toISOString() }
  return [notice([review.reviewerId], kind, `/reviewing/${reviewId}`, facts, 'turn')]
}

export const reviewAssigned = (db: Reader, reviewId: string) =>
  toReviewer(db, reviewId, 'review_assigned')

export const reviewDue = (db: Reader, reviewId: string) => toReviewer(db, reviewId, 'review_due')

/** The operator may name somebody from outside; the partner can ask more people in. */
export async function reviewersMissing(db: Reader, attemptId: string): Promise<Notice[]> {
  const subject = await attemptSubject(db, attemptId)
  if (!subject) return []
  const facts = factsOf(subject)
  const managers = except(await actingPeople(db, subject.track.partnerId), [
    subject.enrolment.personId,
  ])
  return [
    notice(await operatorPeople(db), 'reviewers_missing_name', '/desk/reviews', facts, 'turn'),
    notice(managers, 'reviewers_missing', '/reviewing', facts),
  ]
}

/** Those of the partner who may decide it; the operator where there is nobody. */
export async function appealFiled(db: Reader, attemptId: string): Promise<Notice[]> {
  const subject = await attemptSubject(db, attemptId)
  if (!subject) return []
  const managers = await actingPeople(db, subject.track.partnerId)
  const ties = await tiesOf(db, subject, managers)
  const free = managers.filter((personId) => !ties.has(personId))
  const people = free.length > 0 ? free : await operatorPeople(db)
  return [
    notice(people, 'appeal_filed', `/reviewing/appeals/${attemptId}`, factsOf(subject), 'turn'),
  ]
}

export async function appealWaits(db: Reader, attemptId: string): Promise<Notice[]> {
  const subject = await attemptSubject(db, attemptId)
  if (!subject) return []
  const url = `/reviewing/appeals/${attemptId}`
  return [notice(await operatorPeople(db), 'appeal_waits', url, factsOf(subject), 'turn')]
}

export async function trackCompleted(db: Reader, enrolmentId: string): Promise<Notice[]> {
  const [row] = await db
    .select({ personId: enrolment.personId, track: trackVersion.title })
    .from(enrolment)
    .innerJoin(trackVersion, eq(trackVersion.id, enrolment.versionId))
    .where(eq(enrolment.id, enrolmentId))
  return row ? [notice([row.personId], 'track_completed', '/teams', { track: row.track })] : []
}
