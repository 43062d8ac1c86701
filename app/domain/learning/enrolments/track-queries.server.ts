import { organisation } from 'db/schema/identity'
import { cohort, enrolment, track, trackVersion } from 'db/schema/learning'
import { and, asc, desc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import { actsFor, belongsTo } from '~/domain/identity/permissions'
import type { Viewer } from '~/domain/identity/viewer'
import { claimsOf } from '~/domain/skills/queries.server'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { enrollingVersionStatuses } from '../versions/track-version'
import { openSeats } from './catalogue-queries.server'
import {
  completedEnrolmentStatuses,
  openEnrolmentStatuses,
  readingStatuses,
  seatedStatuses,
} from './enrolment'
import { isBegun, itemsStanding, stepOf } from './item-states.server'
import type { Enrolment } from './learner-rows.server'
import { itemsOf, openLesson, outlineOf } from './outline.server'
import { openSponsorships } from './take-seat.server'

/** The viewer's enrolment that the track's page is about: the open one, else the completed one. */
async function ownEnrolment(
  db: Reader,
  viewer: Viewer,
  trackId: string,
): Promise<Enrolment | null> {
  if (!viewer) return null
  const [row] = await db
    .select()
    .from(enrolment)
    .where(
      and(
        eq(enrolment.personId, viewer.personId),
        eq(enrolment.trackId, trackId),
        inArray(enrolment.status, [...openEnrolmentStatuses, ...completedEnrolmentStatuses]),
      ),
    )
    .orderBy(sql`${enrolment.completedAt} desc nulls first`)
    .limit(1)
  return row ?? null
}

async function versionShown(db: Reader, trackId: string, own: Enrolment | null) {
  const mine = own !== null && readingStatuses.includes(own.status)
  const [row] = await db
    .select()
    .from(trackVersion)
    .where(
      mine
        ? eq(trackVersion.id, own.versionId)
        : and(
            eq(trackVersion.trackId, trackId),
            inArray(trackVersion.status, [...enrollingVersionStatuses]),
          ),
    )
  return row ?? null
}

/** Cohorts that people can still join, with the seats that are left; null is as many as come. */
export async function joinableCohorts(db: Reader, trackId: string, at: Date) {
  const rows = await db
    .select({
      id: cohort.id,
      name: cohort.name,
      startsAt: cohort.startsAt,
      endsAt: cohort.endsAt,
      seats: cohort.seats,
      taken: sql<number>`(select count(*)::int from ${enrolment}
        where ${enrolment}.cohort_id = ${cohort}.id
        and ${inArray(enrolment.status, [...seatedStatuses])})`,
    })
    .from(cohort)
    .where(and(eq(cohort.trackId, trackId), isNull(cohort.closedAt), gt(cohort.endsAt, at)))
    .orderBy(asc(cohort.startsAt), asc(cohort.id))
  return rows.map(({ seats, taken, ...row }) => ({
    ...row,
    left: seats === null ? null : Math.max(0, seats - taken),
  }))
}

/** The same track in other languages. */
async function translations(db: Reader, slug: string, translationOf: string | null) {
  const original = translationOf ?? slug
  const rows = await db
    .select({ slug: track.slug, title: trackVersion.title, language: trackVersion.language })
    .from(trackVersion)
    .innerJoin(track, eq(track.id, trackVersion.trackId))
    .where(
      and(
        inArray(trackVersion.status, [...enrollingVersionStatuses]),
        or(eq(track.slug, original), eq(trackVersion.translationOf, original)),
      ),
    )
    .orderBy(asc(trackVersion.language), asc(track.slug))
  return rows.filter((row) => row.slug !== slug)
}

type Prerequisites = (typeof trackVersion.$inferSelect)['prerequisites']

/** What is good to have before, and whether the viewer has it. */
async function prerequisitesFor(db: Reader, viewer: Viewer, asked: Prerequisites) {
  const slugs = asked.flatMap((one) => (one.kind === 'track' ? [one.slug] : []))
  const claims = viewer ? ((await claimsOf(db, [viewer.personId])).get(viewer.personId) ?? []) : []
  const titles = slugs.length === 0 ? [] : await titlesOf(db, slugs, viewer)
  return asked.map((one) => {
    if (one.kind === 'skill') {
      const held = claims.some(
        ({ skillId, level }) => skillId === one.skillId && level >= one.level,
      )
      return { ...one, held: viewer ? held : null }
    }
    const known = titles.find(({ slug }) => slug === one.slug)
    return { ...one, title: known?.title ?? one.slug, held: viewer ? Boolean(known?.done) : null }
  })
}

function titlesOf(db: Reader, slugs: readonly string[], viewer: Viewer) {
  return db
    .select({
      slug: track.slug,
      title: trackVersion.title,
      done: sql<boolean>`exists (select 1 from ${enrolment} where ${enrolment}.track_id = ${track}.id
        and ${enrolment.personId} = ${viewer?.personId ?? ''}
        and ${inArray(enrolment.status, [...completedEnrolmentStatuses])})`,
    })
    .from(track)
    .innerJoin(
      trackVersion,
      and(
        eq(trackVersion.trackId, track.id),
        inArray(trackVersion.status, [...enrollingVersionStatuses]),
      ),
    )
    .where(inArray(track.slug, [...slugs]))
    .orderBy(desc(track.slug))
}

/**
 * A track's page. Strangers see the published version; who learns sees the version they are in, with
 * what they have done.
 * @throws Refused not_found
 */
export async function trackPage(db: Reader, viewer: Viewer, slug: string, at: Date) {
  const [found] = await db
    .select({
      track,
      partner: {
        id: organisation.id,
        name: organisation.name,
        about: organisation.about,
        website: organisation.website,
      },
    })
    .from(track)
    .innerJoin(organisation, eq(organisation.id, track.partnerId))
    .where(eq(track.slug, slug))
  if (!found) throw new Refused('not_found')
  const own = await ownEnrolment(db, viewer, found.track.id)
  const version = await versionShown(db, found.track.id, own)
  if (!version) throw new Refused('not_found')
  const reads = own !== null && readingStatuses.includes(own.status)
  const courses = await outlineOf(db, version.id, own?.id ?? null)
  const items = itemsOf(courses)
  const standing = own ? await itemsStanding(db, own, items, at) : []
  const cohorts = await joinableCohorts(db, found.track.id, at)
  const staff = viewer !== null && (viewer.operator || belongsTo(viewer, found.track.partnerId))
  return {
    slug,
    partner: found.partner,
    version,
    courses,
    minutes: items.reduce((sum, { minutes }) => sum + minutes, 0),
    openKey: openLesson(items)?.key ?? null,
    readsAll: reads || staff,
    /** The partner's own people are not marked by each other. */
    ofPartner: viewer !== null && belongsTo(viewer, found.track.partnerId),
    capstones: items.some(({ kind }) => kind === 'capstone'),
    own: own && {
      enrolmentId: own.id,
      waits: own.startedAt === null,
      completed: own.completedAt !== null,
      begun: isBegun(standing),
      resume: stepOf(slug, standing),
      done: items.filter(({ doneAt }) => doneAt !== null).length,
    },
    items: items.length,
    enrolling: enrollingVersionStatuses.includes(version.status),
    cohorts,
    openSeats: (await openSeats(db, [found.track.id])).get(found.track.id) ?? 0,
    seatsWithoutCohort: (await openSponsorships(db, { trackId: found.track.id, cohortId: null }))
      .length,
    translations: await translations(db, slug, version.translationOf),
    prerequisites: await prerequisitesFor(db, viewer, version.prerequisites),
    funders:
      viewer?.memberships
        .filter(({ kind, organisationId }) => kind === 'funder' && actsFor(viewer, organisationId))
        .map(({ organisationId, name }) => ({ organisationId, name })) ?? [],
  }
}
