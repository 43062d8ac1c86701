import { person } from 'db/schema/identity'
import {
  cohort,
  cohortDate,
  enrolment,
  item,
  itemProgress,
  track,
  trackVersion,
} from 'db/schema/learning'
import { and, asc, count, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import type { SignedIn } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { manageLearning } from '../permissions'
import { partnerFor } from '../versions/author-queries.server'
import { openEnrolmentStatuses, readingStatuses } from './enrolment'

/** Cohorts as their partner sees them. Names and progress are for those who manage learning. */

const inCohort = [...new Set([...readingStatuses, ...openEnrolmentStatuses])]

export async function cohortsPage(db: Reader, viewer: SignedIn, organisationId: string) {
  const partner = await partnerFor(db, viewer, organisationId)
  const cohorts = await db
    .select({
      id: cohort.id,
      name: cohort.name,
      startsAt: cohort.startsAt,
      endsAt: cohort.endsAt,
      seats: cohort.seats,
      closedAt: cohort.closedAt,
      trackId: cohort.trackId,
      people: sql<number>`(select count(*)::int from ${enrolment} where ${enrolment}.cohort_id = ${cohort}.id
        and ${inArray(enrolment.status, inCohort)})`,
    })
    .from(cohort)
    .innerJoin(track, eq(track.id, cohort.trackId))
    .where(eq(track.partnerId, organisationId))
    .orderBy(desc(cohort.startsAt))
  return { partner, cohorts, tracks: await tracksOf(db, organisationId) }
}

/** The partner's tracks that learners have seen, by the title of the latest such version. */
async function tracksOf(db: Reader, organisationId: string) {
  const rows = await db
    .select({ id: track.id, title: trackVersion.title })
    .from(track)
    .innerJoin(trackVersion, eq(trackVersion.trackId, track.id))
    .where(and(eq(track.partnerId, organisationId), isNotNull(trackVersion.publishedAt)))
    .orderBy(asc(trackVersion.number))
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

/** One cohort: its dates, and for managers the people in it with how far they have come. */
export async function cohortPage(
  db: Reader,
  viewer: SignedIn,
  of: { organisationId: string; cohortId: string },
) {
  const partner = await partnerFor(db, viewer, of.organisationId)
  assertMay(viewer, manageLearning, { organisationId: of.organisationId })
  const [found] = await db
    .select({ cohort, slug: track.slug })
    .from(cohort)
    .innerJoin(track, eq(track.id, cohort.trackId))
    .where(and(eq(cohort.id, of.cohortId), eq(track.partnerId, of.organisationId)))
  if (!found) throw new Refused('not_found')
  const items = await publishedItems(db, found.cohort.trackId)
  const dates = await db
    .select()
    .from(cohortDate)
    .where(eq(cohortDate.cohortId, of.cohortId))
    .orderBy(asc(cohortDate.startsAt))
  return {
    partner,
    cohort: found.cohort,
    slug: found.slug,
    trackTitle: items[0]?.track ?? '',
    items: items.map(({ key, title }) => ({ key, title })),
    dates: dates.map((date) => ({
      ...date,
      item: items.find(({ key }) => key === date.itemKey)?.title ?? null,
    })),
    people: await peopleOf(db, of.cohortId),
  }
}
export type CohortPage = Awaited<ReturnType<typeof cohortPage>>

function publishedItems(db: Reader, trackId: string) {
  return db
    .select({ key: item.key, title: item.title, track: trackVersion.title })
    .from(item)
    .innerJoin(trackVersion, eq(trackVersion.id, item.versionId))
    .where(
      eq(
        trackVersion.id,
        sql`(select v.id from ${trackVersion} v where v.track_id = ${trackId}
          and v.published_at is not null order by v.number desc limit 1)`,
      ),
    )
    .orderBy(asc(item.courseKey), asc(item.position))
}

async function peopleOf(db: Reader, cohortId: string) {
  const rows = await db
    .select({
      enrolmentId: enrolment.id,
      versionId: enrolment.versionId,
      name: person.name,
      status: enrolment.status,
      lastActiveAt: enrolment.lastActiveAt,
      completedAt: enrolment.completedAt,
    })
    .from(enrolment)
    .innerJoin(person, eq(person.id, enrolment.personId))
    .where(eq(enrolment.cohortId, cohortId))
    .orderBy(asc(person.name))
  const done = await counts(
    db
      .select({ id: itemProgress.enrolmentId, all: count() })
      .from(itemProgress)
      .where(inArray(itemProgress.enrolmentId, ['', ...rows.map((row) => row.enrolmentId)]))
      .groupBy(itemProgress.enrolmentId),
  )
  const all = await counts(
    db
      .select({ id: item.versionId, all: count() })
      .from(item)
      .where(inArray(item.versionId, ['', ...rows.map((row) => row.versionId)]))
      .groupBy(item.versionId),
  )
  return rows.map(({ enrolmentId, versionId, ...row }) => ({
    ...row,
    id: enrolmentId,
    done: done.get(enrolmentId) ?? 0,
    of: all.get(versionId) ?? 0,
  }))
}

async function counts(rows: PromiseLike<readonly { id: string; all: number }[]>) {
  return new Map((await rows).map(({ id, all }) => [id, all]))
}
