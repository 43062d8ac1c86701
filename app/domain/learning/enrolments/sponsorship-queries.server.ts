import { organisation } from 'db/schema/identity'
import { cohort, enrolment, sponsorship, track, trackVersion } from 'db/schema/learning'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { actsFor } from '~/domain/identity/permissions'
import type { SignedIn } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { enrollingVersionStatuses } from '../versions/track-version'
import { joinableCohorts } from './track-queries.server'

/** The organisations for which the viewer pays for others. */
function fundersOf(viewer: SignedIn) {
  return viewer.memberships.filter(
    ({ kind, organisationId }) => kind === 'funder' && actsFor(viewer, organisationId),
  )
}

/**
 * The page on which a funder pays for seats in a track: only for those who act for one.
 * @throws Refused not_found
 */
export async function sponsorPage(db: Reader, viewer: SignedIn, slug: string, at: Date) {
  const funders = fundersOf(viewer)
  if (funders.length === 0) throw new Refused('not_found')
  const [about] = await db
    .select({
      trackId: track.id,
      trackTitle: trackVersion.title,
      currency: trackVersion.currency,
      priceMinor: trackVersion.priceMinor,
      partner: organisation.name,
    })
    .from(track)
    .innerJoin(organisation, eq(organisation.id, track.partnerId))
    .innerJoin(
      trackVersion,
      and(
        eq(trackVersion.trackId, track.id),
        inArray(trackVersion.status, [...enrollingVersionStatuses]),
      ),
    )
    .where(eq(track.slug, slug))
  if (!about) throw new Refused('not_found')
  return {
    ...about,
    slug,
    funders: funders.map(({ organisationId, name }) => ({ organisationId, name })),
    cohorts: await joinableCohorts(db, about.trackId, at),
    sponsorships: await sponsorshipsOf(
      db,
      about.trackId,
      funders.map(({ organisationId }) => organisationId),
    ),
  }
}

const seatsWhere = (what: ReturnType<typeof sql>) =>
  sql<number>`(select count(*)::int from ${enrolment}
    where ${enrolment}.sponsorship_id = ${sponsorship}.id and ${what})`

function sponsorshipsOf(db: Reader, trackId: string, funderIds: readonly string[]) {
  return db
    .select({
      sponsorshipId: sponsorship.id,
      funder: organisation.name,
      cohort: cohort.name,
      seats: sponsorship.seats,
      currency: sponsorship.currency,
      seatMinor: sponsorship.seatMinor,
      createdAt: sponsorship.createdAt,
      fundedAt: sponsorship.fundedAt,
      closedAt: sponsorship.closedAt,
      taken: seatsWhere(sql`${enrolment.refundedAt} is null`),
      released: seatsWhere(sql`${enrolment.releasedAt} is not null`),
      completed: seatsWhere(sql`${enrolment.completedAt} is not null`),
    })
    .from(sponsorship)
    .innerJoin(organisation, eq(organisation.id, sponsorship.funderId))
    .leftJoin(cohort, eq(cohort.id, sponsorship.cohortId))
    .where(and(eq(sponsorship.trackId, trackId), inArray(sponsorship.funderId, [...funderIds])))
    .orderBy(desc(sponsorship.createdAt), desc(sponsorship.id))
}
