import { person } from 'db/schema/identity'
import { offer, offerSeat, offerVersion } from 'db/schema/offers'
import { team, teamMember } from 'db/schema/teams'
import { and, asc, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import type { Currency } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { draftVersion, type OfferVersionRow, versionRow } from './lock-offer.server'
import { editableOfferStatuses, orderableOfferStatuses } from './offer'

/** How the viewer stands to a team. */
export async function standingIn(db: Reader, viewer: Viewer, teamId: string) {
  if (!viewer) return { isMember: false, leads: false }
  const [row] = await db
    .select({ lead: teamMember.lead })
    .from(teamMember)
    .where(and(eq(teamMember.teamId, teamId), eq(teamMember.personId, viewer.personId)))
  return { isMember: row !== undefined, leads: row?.lead === 1 }
}

/** The people of a version, in the order of share. */
async function seatsOf(db: Reader, versionId: string) {
  return db
    .select({
      personId: offerSeat.personId,
      name: person.name,
      headline: person.headline,
      role: offerSeat.role,
      shareBps: offerSeat.shareBps,
      agreedAt: offerSeat.agreedAt,
    })
    .from(offerSeat)
    .innerJoin(person, eq(person.id, offerSeat.personId))
    .where(eq(offerSeat.versionId, versionId))
    .orderBy(desc(offerSeat.shareBps), asc(person.id))
}

async function soldVersion(db: Reader, offerId: string, number: number) {
  const [row] = await db
    .select()
    .from(offerVersion)
    .where(and(eq(offerVersion.offerId, offerId), eq(offerVersion.number, number)))
  return row ?? null
}

/** What a version says to its readers; on which machines it runs comes with the contract. */
function readVersion(version: OfferVersionRow) {
  const { id, number, title, sectors, classes, leastMinor, askedAt, publishedAt } = version
  const { manifest: _, ...content } = version.content
  const currency = version.currency as Currency
  return {
    id,
    number,
    title,
    sectors,
    classes,
    currency,
    leastMinor,
    askedAt,
    publishedAt,
    content,
  }
}

/**
 * One offer: the version on sale for everybody, or the draft for the team. Shares are the team's.
 * @throws Refused not_found, also for a draft that the viewer's team does not write.
 */
export async function offerPage(
  db: Reader,
  viewer: Viewer,
  offerId: string,
  wanted: 'sold' | 'draft' = 'sold',
) {
  const [row] = await db
    .select({ offer, team })
    .from(offer)
    .innerJoin(team, eq(team.id, offer.teamId))
    .where(eq(offer.id, offerId))
  if (!row) throw new Refused('not_found')
  const standing = await standingIn(db, viewer, row.team.id)
  const { current } = row.offer
  const draft = standing.isMember ? await draftVersion(db, offerId) : null
  const sold = current === null ? null : await soldVersion(db, offerId, current)
  const version = wanted === 'draft' ? draft : sold
  if (!version || (wanted === 'draft' && !standing.isMember)) throw new Refused('not_found')
  const seats = await seatsOf(db, version.id)
  const { id, slug, name, country } = row.team
  return {
    offer: { id: row.offer.id, status: row.offer.status },
    team: { id, slug, name, country },
    version: readVersion(version),
    seats: seats.map(({ agreedAt: _, ...seat }) => ({
      ...seat,
      shareBps: standing.isMember ? seat.shareBps : null,
    })),
    mySeat: seats.find(({ personId }) => personId === viewer?.personId) ?? null,
    ...standing,
    orderable: orderableOfferStatuses.includes(row.offer.status),
    editable: editableOfferStatuses.includes(row.offer.status),
    hasDraft: draft !== null,
  }
}

/**
 * What the pages for writing an offer need: the draft, its seats, and the team's members.
 * @throws Refused not_found for strangers, not_allowed for who does not lead, offer_settled.
 */
export async function offerDraft(db: Reader, viewer: Viewer, offerId: string) {
  const page = await offerStanding(db, viewer, offerId)
  const version = await draftVersion(db, offerId)
  if (!version || !page.editable) throw new Refused('offer_settled')
  const seats = await seatsOf(db, version.id)
  const members = await db
    .select({
      personId: teamMember.personId,
      name: person.name,
      role: teamMember.role,
      shareBps: teamMember.shareBps,
    })
    .from(teamMember)
    .innerJoin(person, eq(person.id, teamMember.personId))
    .where(eq(teamMember.teamId, page.team.id))
    .orderBy(desc(teamMember.shareBps), asc(person.id))
  return {
    ...page,
    version: { ...version, currency: version.currency as Currency },
    seats,
    members: members.map((member) => {
      const seat = seats.find(({ personId }) => personId === member.personId)
      return { ...member, role: seat?.role ?? member.role, shareBps: seat?.shareBps ?? 0 }
    }),
  }
}

async function offerStanding(db: Reader, viewer: Viewer, offerId: string) {
  const [row] = await db
    .select({ offer, team })
    .from(offer)
    .innerJoin(team, eq(team.id, offer.teamId))
    .where(eq(offer.id, offerId))
  if (!row) throw new Refused('not_found')
  const { isMember, leads } = await standingIn(db, viewer, row.team.id)
  if (!isMember) throw new Refused('not_found')
  if (!leads) throw new Refused('not_allowed')
  return { ...row, editable: editableOfferStatuses.includes(row.offer.status) }
}

/** Seats in drafts that wait for the viewer's word. */
export async function openOfferSeats(db: Reader, viewer: Viewer) {
  if (!viewer) return []
  return db
    .select({
      offerId: offer.id,
      title: offerVersion.title,
      teamName: team.name,
    })
    .from(offerSeat)
    .innerJoin(offerVersion, eq(offerVersion.id, offerSeat.versionId))
    .innerJoin(offer, eq(offer.id, offerVersion.offerId))
    .innerJoin(team, eq(team.id, offer.teamId))
    .innerJoin(
      teamMember,
      and(eq(teamMember.teamId, team.id), eq(teamMember.personId, offerSeat.personId)),
    )
    .where(
      and(
        eq(offerSeat.personId, viewer.personId),
        isNull(offerSeat.agreedAt),
        isNull(offerVersion.publishedAt),
        isNotNull(offerVersion.askedAt),
        inArray(offer.status, [...editableOfferStatuses]),
      ),
    )
}

/** What a brief orders, for its organisation's pages; null for a brief of its own. */
export async function orderedOffer(db: Reader, versionId: string | null, tierId: string | null) {
  if (versionId === null) return null
  const version = await versionRow(db, versionId)
  const tier = version.content.tiers.find(({ id }) => id === tierId)
  const [sold] = await db
    .select({ status: offer.status, teamName: team.name, teamSlug: team.slug })
    .from(offer)
    .innerJoin(team, eq(team.id, offer.teamId))
    .where(eq(offer.id, version.offerId))
  if (!tier || !sold) throw new Refused('not_found')
  return {
    offerId: version.offerId,
    title: version.title,
    number: version.number,
    classes: version.classes,
    rows: version.content.rows,
    inputs: version.content.inputs,
    tier,
    teamName: sold.teamName,
    teamSlug: sold.teamSlug,
    orderable: orderableOfferStatuses.includes(sold.status),
  }
}
