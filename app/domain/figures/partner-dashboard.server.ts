import { person } from 'db/schema/identity'
import {
  attempt,
  attemptReview,
  course,
  enrolment,
  item,
  itemProgress,
  track,
  trackVersion,
} from 'db/schema/learning'
import { and, asc, eq, inArray, isNull, lt, sql } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import type { Viewer } from '~/domain/identity/viewer'
import { begunStatuses } from '~/domain/learning/enrolments/enrolment'
import { readDashboard } from '~/domain/learning/permissions'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { type Funnel, funnelOf } from './graduate-funnel'
import { type LearnerOf, partnerLearners } from './partner-learners.server'

export type Asked = {
  readonly organisationId: string
  readonly trackId?: string
  readonly at: Date
}

export type CohortFunnel = {
  readonly cohortId: string | null
  readonly name: string | null
} & Funnel

/** The partner's funnel whole, and by cohort; those without one last. */
export async function partnerFunnel(
  db: Reader,
  viewer: Viewer,
  asked: Asked,
): Promise<{ all: Funnel; cohorts: CohortFunnel[] }> {
  assertMay(viewer, readDashboard, asked)
  const learners = await partnerLearners(db, asked)
  const groups = new Map<string | null, LearnerOf[]>()
  for (const one of learners) groups.set(one.cohortId, [...(groups.get(one.cohortId) ?? []), one])
  const cohorts = [...groups].map(([cohortId, group]) => ({
    cohortId,
    name: group[0]?.cohort ?? null,
    ...funnelOf(group, asked.at),
  }))
  const last = (name: string | null) => name ?? '\uffff'
  cohorts.sort((a, b) => (last(a.name) < last(b.name) ? -1 : 1))
  return { all: funnelOf(learners, asked.at), cohorts }
}

/** The partner's tracks that have or had a published version, for the choice on the page. */
export async function dashboardTracks(db: Reader, viewer: Viewer, of: { organisationId: string }) {
  assertMay(viewer, readDashboard, of)
  return db
    .selectDistinctOn([track.id], {
      trackId: track.id,
      slug: track.slug,
      title: trackVersion.title,
      versionId: trackVersion.id,
      number: trackVersion.number,
    })
    .from(track)
    .innerJoin(trackVersion, eq(trackVersion.trackId, track.id))
    .where(
      and(eq(track.partnerId, of.organisationId), sql`${trackVersion.publishedAt} is not null`),
    )
    .orderBy(track.id, sql`${trackVersion.number} desc`)
}

type DashboardTrack = Awaited<ReturnType<typeof dashboardTracks>>[number]

/** The track of this id among those of the choice; null when none is asked for. @throws Refused not_found */
export function chosenTrack(
  tracks: readonly DashboardTrack[],
  trackId: string | null,
): DashboardTrack | null {
  if (!trackId) return null
  const found = tracks.find((one) => one.trackId === trackId)
  if (!found) throw new Refused('not_found')
  return found
}

export type Step = {
  readonly itemKey: string
  readonly title: string
  readonly kind: string
  readonly course: string
  readonly done: number
}

/** How many people of those who began a version have done each item of it, in the order of the track. */
export async function dropOff(
  db: Reader,
  viewer: Viewer,
  of: { organisationId: string; versionId: string },
): Promise<{ began: number; steps: Step[] }> {
  assertMay(viewer, readDashboard, of)
  const began = and(
    eq(enrolment.versionId, of.versionId),
    inArray(enrolment.status, [...begunStatuses]),
  )
  const [count] = await db
    .select({ began: sql<number>`count(distinct ${enrolment.personId})::int` })
    .from(enrolment)
    .innerJoin(track, eq(track.id, enrolment.trackId))
    .where(and(began, eq(track.partnerId, of.organisationId)))
  const steps = await db
    .select({
      itemKey: item.key,
      title: item.title,
      kind: item.kind,
      course: course.title,
      done: sql<number>`(count(distinct ${enrolment.personId}) filter (where ${itemProgress.itemKey} is not null))::int`,
    })
    .from(item)
    .innerJoin(course, and(eq(course.versionId, item.versionId), eq(course.key, item.courseKey)))
    .innerJoin(trackVersion, eq(trackVersion.id, item.versionId))
    .innerJoin(
      track,
      and(eq(track.id, trackVersion.trackId), eq(track.partnerId, of.organisationId)),
    )
    .leftJoin(enrolment, began)
    .leftJoin(
      itemProgress,
      and(eq(itemProgress.enrolmentId, enrolment.id), eq(itemProgress.itemKey, item.key)),
    )
    .where(eq(item.versionId, of.versionId))
    .groupBy(item.versionId, item.key, course.versionId, course.key)
    .orderBy(asc(course.position), asc(item.position))
  return { began: count?.began ?? 0, steps }
}

export type ReviewerLoad = {
  readonly personId: string
  readonly name: string
  readonly waiting: number
  readonly overdue: number
  readonly done: number
  /** Half of their reviews took at most so many days; null before the first. */
  readonly medianDays: number | null
  readonly late: number
}

/** What each reviewer has marked, has before them, and how long it takes. */
export async function reviewerLoad(
  db: Reader,
  viewer: Viewer,
  { organisationId, at }: Asked,
): Promise<ReviewerLoad[]> {
  assertMay(viewer, readDashboard, { organisationId })
  const open = and(isNull(attemptReview.submittedAt), isNull(attemptReview.endedAt))
  const days = sql`extract(epoch from ${attemptReview.submittedAt} - ${attemptReview.assignedAt}) / 86400`
  return db
    .select({
      personId: person.id,
      name: person.name,
      waiting: sql<number>`count(*) filter (where ${open})::int`,
      overdue: sql<number>`count(*) filter (where ${and(open, lt(attemptReview.dueAt, at))})::int`,
      done: sql<number>`count(${attemptReview.submittedAt})::int`,
      medianDays: sql<number | null>`percentile_cont(0.5) within group (order by ${days})`,
      late: sql<number>`count(*) filter (where ${attemptReview.endedBecause} = 'late')::int`,
    })
    .from(attemptReview)
    .innerJoin(person, eq(person.id, attemptReview.reviewerId))
    .innerJoin(attempt, eq(attempt.id, attemptReview.attemptId))
    .innerJoin(enrolment, eq(enrolment.id, attempt.enrolmentId))
    .innerJoin(track, eq(track.id, enrolment.trackId))
    .where(eq(track.partnerId, organisationId))
    .groupBy(person.id)
    .orderBy(asc(person.name))
}
