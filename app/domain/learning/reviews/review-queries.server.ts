import { attempt, attemptReview, item, trackVersion } from 'db/schema/learning'
import { and, asc, count, desc, eq, inArray, isNull } from 'drizzle-orm'
import type { SignedIn } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { loadFile } from '~/platform/files.server'
import { gradedAttemptStatuses } from '../attempts/attempt'
import { type AttemptSubject, attemptSubject, capstoneOf } from '../attempts/attempt-rows.server'
import { shownReview } from '../attempts/capstone-queries.server'
import { fileNameForReviewers } from '../attempts/capstone-work'
import { reviewableAttemptStatuses } from '../attempts/grading-states'
import { filesOf } from '../attempts/save-capstone.server'
import { seatedReviews } from './assign-reviewers.server'
import { mostPoints, shownAs } from './capstone-marks'

type Review = typeof attemptReview.$inferSelect

export type ReviewState = 'open' | 'handed_in' | 'given_back' | 'late' | 'over'

function stateOf(review: Review, status: AttemptSubject['attempt']['status']): ReviewState {
  if (review.endedBecause === 'conflict') return 'given_back'
  if (review.endedBecause === 'late') return 'late'
  if (review.submittedAt !== null) return 'handed_in'
  return reviewableAttemptStatuses.includes(status) ? 'open' : 'over'
}

/** The reviews that somebody was asked for, those that wait first. Nothing in it names a learner. */
export async function reviewsOf(db: Reader, viewer: SignedIn) {
  const rows = await db
    .select({
      review: attemptReview,
      status: attempt.status,
      title: item.title,
      track: trackVersion.title,
    })
    .from(attemptReview)
    .innerJoin(attempt, eq(attempt.id, attemptReview.attemptId))
    .innerJoin(item, and(eq(item.versionId, attempt.versionId), eq(item.key, attempt.itemKey)))
    .innerJoin(trackVersion, eq(trackVersion.id, attempt.versionId))
    .where(eq(attemptReview.reviewerId, viewer.personId))
    .orderBy(asc(attemptReview.submittedAt), asc(attemptReview.dueAt), desc(attemptReview.id))
    .limit(200)
  return rows.map(({ review, status, title, track }) => ({
    id: review.id,
    learner: shownAs(review.attemptId),
    title,
    track,
    dueAt: review.dueAt,
    submittedAt: review.submittedAt,
    begun: Object.keys(review.marks ?? {}).length > 0 || review.words !== '',
    state: stateOf(review, status),
  }))
}

/** How many works wait for the viewer's marks. */
export async function waitingReviews(db: Reader, viewer: SignedIn): Promise<number> {
  const [row] = await db
    .select({ waiting: count() })
    .from(attemptReview)
    .innerJoin(attempt, eq(attempt.id, attemptReview.attemptId))
    .where(
      and(
        eq(attemptReview.reviewerId, viewer.personId),
        isNull(attemptReview.submittedAt),
        isNull(attemptReview.endedAt),
        inArray(attempt.status, [...reviewableAttemptStatuses]),
      ),
    )
  return row?.waiting ?? 0
}

/** What reviewers and those who decide appeals see of a work: nothing that names its author. */
export async function blindWork(db: Reader, { attempt: { id, words, links } }: AttemptSubject) {
  const files = await filesOf(db, id)
  return {
    learner: shownAs(id),
    words,
    links,
    files: files.map((file, place) => ({
      id: file.id,
      name: fileNameForReviewers(file.name, place),
      bytes: file.bytes,
    })),
  }
}

async function reviewOf(db: Reader, viewer: SignedIn, reviewId: string) {
  const [review] = await db.select().from(attemptReview).where(eq(attemptReview.id, reviewId))
  if (review?.reviewerId !== viewer.personId) throw new Refused('not_found')
  const subject = await attemptSubject(db, review.attemptId)
  if (!subject) throw new Refused('not_found')
  return { review, subject, state: stateOf(review, subject.attempt.status) }
}

/**
 * One review for its reviewer. What others marked is in it only when this one is handed in and the
 * result stands; somebody who gave it back sees no more of the work.
 */
export async function reviewPage(db: Reader, viewer: SignedIn, reviewId: string) {
  const { review, subject, state } = await reviewOf(db, viewer, reviewId)
  const capstone = capstoneOf(subject)
  const { item: work, version, attempt: tried } = subject
  const shown = state === 'open' || state === 'handed_in'
  const graded = gradedAttemptStatuses.includes(tried.status)
  const others =
    state === 'handed_in' && graded
      ? (await seatedReviews(db, tried.id)).filter(
          ({ id, submittedAt }) => id !== review.id && submittedAt !== null,
        )
      : []
  return {
    review: {
      id: review.id,
      state,
      dueAt: review.dueAt,
      submittedAt: review.submittedAt,
      marks: review.marks ?? {},
      words: review.words,
    },
    learner: shownAs(tried.id),
    title: work.title,
    track: version.title,
    brief: work.rendered?.kind === 'capstone' ? work.rendered.brief : '',
    capstone,
    mostPoints: mostPoints(capstone),
    work: shown ? await blindWork(db, subject) : null,
    others: others.map(shownReview),
    result: state === 'handed_in' && graded ? { points: tried.points, passed: tried.passed } : null,
  }
}

export type ReviewPage = Awaited<ReturnType<typeof reviewPage>>

/** A file of the work, under a name that says nothing. @throws Refused not_found */
export async function reviewFile(
  db: Reader,
  viewer: SignedIn,
  input: { reviewId: string; fileId: string },
) {
  const { subject, state } = await reviewOf(db, viewer, input.reviewId)
  if (state !== 'open' && state !== 'handed_in') throw new Refused('not_found')
  return blindFile(db, subject, input.fileId)
}

export async function blindFile(db: Reader, subject: AttemptSubject, fileId: string) {
  const files = await filesOf(db, subject.attempt.id)
  const place = files.findIndex(({ id }) => id === fileId)
  const file = files[place]
  if (!file) throw new Refused('not_found')
  return { name: fileNameForReviewers(file.name, place), data: await loadFile(file.fileKey) }
}
