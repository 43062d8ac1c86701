import { appeal } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { loadFile } from '~/platform/files.server'
import { appealUntil } from '../reviews/appeal.server'
import { type ReviewRow, seatedReviews } from '../reviews/assign-reviewers.server'
import { differMuch, mostPoints, totalOf } from '../reviews/capstone-marks'
import { gradedAttemptStatuses } from './attempt'
import { type AttemptSubject, capstoneOf } from './attempt-rows.server'
import { namesAuthor } from './capstone-work'
import { headOf, ownSubject } from './exercise-queries.server'
import {
  appealableAttemptStatuses,
  markingAttemptStatuses,
  workingAttemptStatuses,
} from './grading-states'
import { filesOf } from './save-capstone.server'

/** The reviews that the result rests on: both, and the third where the two differed much. */
export function decidingReviews(
  subject: Pick<AttemptSubject, 'item'>,
  seated: readonly ReviewRow[],
): ReviewRow[] {
  const capstone = capstoneOf(subject)
  const handedIn = seated.filter(({ submittedAt }) => submittedAt !== null)
  const [first, second] = [1, 2].map((seat) => {
    const review = handedIn.find((one) => one.seat === seat)
    return review ? totalOf(capstone, review.marks) : null
  })
  const apart =
    first !== null && first !== undefined && second !== null && second !== undefined
      ? differMuch(capstone, first, second)
      : true
  return handedIn.filter(({ seat }) => seat < 3 || apart)
}

/** Marks and words without anybody's name. */
export const shownReview = ({ seat, marks, words }: ReviewRow) => ({
  seat,
  marks: marks ?? {},
  words,
})

/** Links, words and files of an attempt, with the names that their author gave them. */
export async function workOf(db: Reader, { attempt }: Pick<AttemptSubject, 'attempt'>) {
  const files = await filesOf(db, attempt.id)
  return {
    words: attempt.words,
    links: attempt.links,
    files: files.map(({ id, name, bytes, sha256 }) => ({ id, name, bytes, sha256 })),
  }
}

/** A capstone for the learner: what is asked, what was handed in, and, when it is graded, the marks. */
export async function capstonePage(db: Reader, viewer: Viewer, attemptId: string, at: Date) {
  const subject = await ownSubject(db, viewer, attemptId)
  const { attempt } = subject
  const capstone = capstoneOf(subject)
  const graded = gradedAttemptStatuses.includes(attempt.status)
  const seated = await seatedReviews(db, attempt.id)
  const [filed] = await db.select().from(appeal).where(eq(appeal.attemptId, attempt.id))
  const until = appealUntil(attempt)
  const due = seated.flatMap(({ submittedAt, dueAt }) => (submittedAt ? [] : [dueAt.getTime()]))
  return {
    ...headOf(subject),
    capstone,
    mostPoints: mostPoints(capstone),
    points: graded ? attempt.points : null,
    work: await workOf(db, subject),
    namesAuthor: namesAuthor(attempt.words, viewer?.name ?? ''),
    reviews: graded ? decidingReviews(subject, seated).map(shownReview) : [],
    marking: markingAttemptStatuses.includes(attempt.status)
      ? {
          third: seated.some(({ seat }) => seat === 3),
          dueAt: due.length > 0 ? new Date(Math.max(...due)) : null,
        }
      : null,
    reviewersMissing: attempt.reviewersMissingAt !== null,
    appeal: filed
      ? {
          reason: filed.reason,
          filedAt: filed.filedAt,
          decidedAt: filed.decidedAt,
          outcome: filed.outcome,
          words: filed.words,
        }
      : null,
    appealUntil: until,
    may: {
      edit: workingAttemptStatuses.includes(attempt.status),
      appeal: appealableAttemptStatuses.includes(attempt.status) && until !== null && until > at,
    },
  }
}

export type CapstonePage = Awaited<ReturnType<typeof capstonePage>>

/** Which kind of attempt this is, for the learner's page. @throws Refused not_found */
export async function kindOfAttempt(db: Reader, viewer: Viewer, attemptId: string) {
  const { item, attempt } = await ownSubject(db, viewer, attemptId)
  return { kind: item.kind, status: attempt.status }
}

/** A file of the learner's own. @throws Refused not_found */
export async function ownFile(
  db: Reader,
  viewer: Viewer,
  input: { attemptId: string; fileId: string },
) {
  const { attempt } = await ownSubject(db, viewer, input.attemptId)
  const file = (await filesOf(db, attempt.id)).find(({ id }) => id === input.fileId)
  if (!file) throw new Refused('not_found')
  return { name: file.name, data: await loadFile(file.fileKey) }
}
