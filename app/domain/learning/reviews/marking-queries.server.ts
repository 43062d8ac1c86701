import {
  appeal,
  attempt,
  attemptReview,
  enrolment,
  item,
  track,
  trackVersion,
} from 'db/schema/learning'
import { and, asc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { may } from '~/domain/identity/may'
import type { SignedIn } from '~/domain/identity/viewer'
import { raterKappa } from '~/domain/outcomes/metrics/agreement'
import { grouped } from '~/kernel/grouped'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { type AttemptSubject, attemptSubject, capstoneOf } from '../attempts/attempt-rows.server'
import { decidingReviews, shownReview } from '../attempts/capstone-queries.server'
import { appealedAttemptStatuses, waitingAttemptStatuses } from '../attempts/grading-states'
import { manageLearning } from '../permissions'
import { seatedReviews } from './assign-reviewers.server'
import { mostPoints, shownAs } from './capstone-marks'
import { tiesAmong, tiesOf } from './eligible-reviewers.server'
import { blindFile, blindWork } from './review-queries.server'

/** The partners whose marking the viewer looks after; null is all of them. */
function managedPartners(viewer: SignedIn): string[] | null {
  if (viewer.operator) return null
  return viewer.memberships
    .map(({ organisationId }) => organisationId)
    .filter((organisationId) => may(viewer, manageLearning, { organisationId }))
}

const ofPartners = (partners: readonly string[] | null) =>
  partners === null ? undefined : inArray(track.partnerId, [...partners])

/** Those of the works that the viewer has no part in and no tie to: of the others they decide nothing. */
async function withoutTied<Row extends { attemptId: string }>(
  db: Reader,
  viewer: SignedIn,
  rows: readonly Row[],
): Promise<Row[]> {
  const works = rows.map(({ attemptId }) => attemptId)
  const ties = await tiesAmong(db, works, [viewer.personId])
  return rows.filter(({ attemptId }) => !ties.has(attemptId))
}

/** Appeals that wait for the viewer's decision, and attempts that reviewers are missing for. */
export async function markingDesk(db: Reader, viewer: SignedIn) {
  const partners = managedPartners(viewer)
  if (partners?.length === 0) return { manages: false, appeals: [], missing: [], agreement: [] }
  const about = { attemptId: attempt.id, title: item.title, track: trackVersion.title }
  const appeals = await db
    .select({ ...about, since: appeal.filedAt })
    .from(appeal)
    .innerJoin(attempt, eq(attempt.id, appeal.attemptId))
    .innerJoin(enrolment, eq(enrolment.id, attempt.enrolmentId))
    .innerJoin(track, eq(track.id, enrolment.trackId))
    .innerJoin(item, and(eq(item.versionId, attempt.versionId), eq(item.key, attempt.itemKey)))
    .innerJoin(trackVersion, eq(trackVersion.id, attempt.versionId))
    .where(and(inArray(attempt.status, [...appealedAttemptStatuses]), ofPartners(partners)))
    .orderBy(asc(appeal.filedAt))
    .limit(100)
  const decidable = await withoutTied(db, viewer, appeals)
  const missing = await db
    .select({ ...about, since: attempt.reviewersMissingAt })
    .from(attempt)
    .innerJoin(enrolment, eq(enrolment.id, attempt.enrolmentId))
    .innerJoin(track, eq(track.id, enrolment.trackId))
    .innerJoin(item, and(eq(item.versionId, attempt.versionId), eq(item.key, attempt.itemKey)))
    .innerJoin(trackVersion, eq(trackVersion.id, attempt.versionId))
    .where(
      and(
        inArray(attempt.status, [...waitingAttemptStatuses]),
        isNotNull(attempt.reviewersMissingAt),
        ofPartners(partners),
      ),
    )
    .orderBy(asc(attempt.reviewersMissingAt))
    .limit(100)
  const named = <T extends { attemptId: string }>(rows: readonly T[]) =>
    rows.map((row) => ({ ...row, learner: shownAs(row.attemptId) }))
  return {
    manages: true,
    appeals: named(decidable),
    missing: named(missing),
    agreement: await agreementOf(db, partners),
  }
}

/**
 * How alike the first two reviewers mark, by track: quadratic weighted kappa over the levels that they
 * chose, line by line. null where chance alone leaves nothing to disagree about. And how often a third
 * marked.
 */
export async function agreementOf(db: Reader, partners: readonly string[] | null) {
  const rows = await db
    .select({
      trackId: track.id,
      title: trackVersion.title,
      attemptId: attempt.id,
      content: item.content,
      seat: attemptReview.seat,
      marks: attemptReview.marks,
    })
    .from(attemptReview)
    .innerJoin(attempt, eq(attempt.id, attemptReview.attemptId))
    .innerJoin(enrolment, eq(enrolment.id, attempt.enrolmentId))
    .innerJoin(track, eq(track.id, enrolment.trackId))
    .innerJoin(item, and(eq(item.versionId, attempt.versionId), eq(item.key, attempt.itemKey)))
    .innerJoin(trackVersion, eq(trackVersion.id, attempt.versionId))
    .where(
      and(
        isNotNull(attemptReview.submittedAt),
        isNull(attemptReview.endedAt),
        isNotNull(attempt.gradedAt),
        ofPartners(partners),
      ),
    )
    .orderBy(asc(attempt.id))
  const tracks = grouped(rows, ({ trackId }) => trackId)
  return [...tracks.values()].map((reviews) => {
    const all = [...grouped(reviews, ({ attemptId }) => attemptId).values()]
    const pairs = all.flatMap(pairsOf)
    const levels = Math.max(2, ...pairs.flatMap(({ first, second }) => [+first + 1, +second + 1]))
    return {
      trackId: reviews[0]?.trackId ?? '',
      title: reviews[0]?.title ?? '',
      reviewed: all.filter((seats) => seats.length >= 2).length,
      third: all.filter((seats) => seats.some(({ seat }) => seat === 3)).length,
      pairs: pairs.length,
      kappa:
        pairs.length === 0
          ? null
          : raterKappa(
              pairs,
              Array.from({ length: levels }, (_, at) => String(at)),
              'quadratic',
            ),
    }
  })
}

type Marked = {
  readonly trackId: string
  readonly content: AttemptSubject['item']['content']
  readonly seat: number
  readonly marks: Record<string, number> | null
}

/** The levels that both chose, line by line, as places in the line's own order. */
function pairsOf(seats: readonly Marked[]): { first: string; second: string }[] {
  const [one, two] = [1, 2].map((seat) => seats.find((review) => review.seat === seat))
  if (!one || !two || one.content.kind !== 'capstone') return []
  return one.content.capstone.rubric.flatMap(({ key, levels }) => {
    const place = (marks: Marked['marks']) =>
      levels.findIndex(({ points }) => points === marks?.[key])
    const [first, second] = [place(one.marks), place(two.marks)]
    return first < 0 || second < 0 ? [] : [{ first: String(first), second: String(second) }]
  })
}

async function appealed(db: Reader, viewer: SignedIn, attemptId: string) {
  const subject = await attemptSubject(db, attemptId)
  const [filed] = await db.select().from(appeal).where(eq(appeal.attemptId, attemptId))
  const manages =
    subject &&
    (viewer.operator || may(viewer, manageLearning, { organisationId: subject.track.partnerId }))
  if (!subject || !filed || !manages) throw new Refused('not_found')
  const tie = (await tiesOf(db, subject, [viewer.personId])).get(viewer.personId) ?? null
  // The learner is not shown what their reviewers are called, here or anywhere.
  if (tie === 'self') throw new Refused('not_found')
  return { subject, filed, tie }
}

/** An appeal for those who may decide it: the work, every mark that counted, and the reason. */
export async function appealPage(db: Reader, viewer: SignedIn, attemptId: string) {
  const { subject, filed, tie } = await appealed(db, viewer, attemptId)
  const { attempt: tried, item: work, version } = subject
  const capstone = capstoneOf(subject)
  return {
    attemptId,
    learner: shownAs(attemptId),
    title: work.title,
    track: version.title,
    capstone,
    mostPoints: mostPoints(capstone),
    points: tried.points,
    work: await blindWork(db, subject),
    reviews: decidingReviews(subject, await seatedReviews(db, attemptId)).map(shownReview),
    appeal: {
      reason: filed.reason,
      filedAt: filed.filedAt,
      decidedAt: filed.decidedAt,
      outcome: filed.outcome,
      words: filed.words,
    },
    /** Why the viewer may not decide it; null when they may. */
    tie,
    open: appealedAttemptStatuses.includes(tried.status),
  }
}

export async function appealFile(
  db: Reader,
  viewer: SignedIn,
  input: { attemptId: string; fileId: string },
) {
  const { subject } = await appealed(db, viewer, input.attemptId)
  return blindFile(db, subject, input.fileId)
}
