import { organisation } from 'db/schema/identity'
import {
  cohort,
  cohortDate,
  enrolment,
  item,
  itemProgress,
  learningChoice,
  sponsorship,
  track,
  trackVersion,
} from 'db/schema/learning'
import { and, desc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import { actingPeople } from '~/domain/identity/acts-for.server'
import { activeEnrolmentStatuses } from '~/domain/learning/enrolments/enrolment'
import type { Reader } from '~/platform/database.server'
import { type Facts, type Notice, notice } from './notice'

/** What learners, partners and funders are told about places in tracks. */

async function aboutEnrolment(db: Reader, enrolmentId: string) {
  const [row] = await db
    .select({
      enrolment,
      slug: track.slug,
      partnerId: track.partnerId,
      partner: organisation.name,
      title: trackVersion.title,
    })
    .from(enrolment)
    .innerJoin(track, eq(track.id, enrolment.trackId))
    .innerJoin(organisation, eq(organisation.id, track.partnerId))
    .innerJoin(trackVersion, eq(trackVersion.id, enrolment.versionId))
    .where(eq(enrolment.id, enrolmentId))
  if (!row) return null
  const { amountMinor, currency } = row.enrolment
  const money: Facts =
    amountMinor !== null && currency ? { amountMinor: amountMinor.toString(), currency } : {}
  return {
    ...row,
    facts: { track: row.title, partner: row.partner, ...money },
    url: `/learning/${enrolmentId}`,
  }
}

export async function enrolmentBegan(db: Reader, enrolmentId: string): Promise<Notice[]> {
  const found = await aboutEnrolment(db, enrolmentId)
  if (!found) return []
  const { facts, url } = found
  const kind = `enrolment_began_${found.enrolment.funding}`
  return [notice([found.enrolment.personId], kind, url, facts)]
}

export async function enrolmentPaymentFailed(db: Reader, enrolmentId: string): Promise<Notice[]> {
  const found = await aboutEnrolment(db, enrolmentId)
  if (!found) return []
  const { facts, url } = found
  return [notice([found.enrolment.personId], 'enrolment_payment_failed', url, facts, 'turn')]
}

/** Whoever paid is told where the money goes. */
export async function enrolmentRefunded(db: Reader, enrolmentId: string): Promise<Notice[]> {
  const found = await aboutEnrolment(db, enrolmentId)
  if (!found) return []
  const { facts, slug } = found
  if (!found.enrolment.sponsorshipId) {
    return [notice([found.enrolment.personId], 'enrolment_refunded', found.url, facts)]
  }
  const [paid] = await db
    .select({ funderId: sponsorship.funderId })
    .from(sponsorship)
    .where(eq(sponsorship.id, found.enrolment.sponsorshipId))
  const funders = paid ? await actingPeople(db, paid.funderId) : []
  return [notice(funders, 'seat_refunded', `/tracks/${slug}/sponsor`, facts)]
}

export async function enrolmentReleased(db: Reader, enrolmentId: string): Promise<Notice[]> {
  const found = await aboutEnrolment(db, enrolmentId)
  if (!found) return []
  const people = await actingPeople(db, found.partnerId)
  return [
    notice(
      people,
      'enrolment_released',
      `/organisations/${found.partnerId}/payout-account`,
      found.facts,
    ),
  ]
}

async function aboutSponsorship(db: Reader, sponsorshipId: string) {
  const [row] = await db
    .select({ sponsorship, slug: track.slug, title: trackVersion.title })
    .from(sponsorship)
    .innerJoin(track, eq(track.id, sponsorship.trackId))
    .innerJoin(trackVersion, eq(trackVersion.trackId, track.id))
    .where(and(eq(sponsorship.id, sponsorshipId), isNotNull(trackVersion.publishedAt)))
    // What a funder has read: never the title of a draft.
    .orderBy(desc(trackVersion.number))
    .limit(1)
  if (!row) return null
  const people = await actingPeople(db, row.sponsorship.funderId)
  const facts = { track: row.title, seats: row.sponsorship.seats }
  return { people, facts, url: `/tracks/${row.slug}/sponsor` }
}

export async function sponsorshipFunded(db: Reader, id: string): Promise<Notice[]> {
  const found = await aboutSponsorship(db, id)
  return found ? [notice(found.people, 'sponsorship_funded', found.url, found.facts)] : []
}

export async function sponsorshipPaymentFailed(db: Reader, id: string): Promise<Notice[]> {
  const found = await aboutSponsorship(db, id)
  return found
    ? [notice(found.people, 'sponsorship_payment_failed', found.url, found.facts, 'turn')]
    : []
}

/** Everybody in the cohort who has not done it yet and wants to be reminded. */
export async function cohortDateNear(db: Reader, dateId: string, given: Facts): Promise<Notice[]> {
  const [about] = await db
    .select({ date: cohortDate, cohort: cohort.name, slug: track.slug })
    .from(cohortDate)
    .innerJoin(cohort, eq(cohort.id, cohortDate.cohortId))
    .innerJoin(track, eq(track.id, cohort.trackId))
    .where(eq(cohortDate.id, dateId))
  const itemKey = about?.date.itemKey
  if (!about || !itemKey) return []
  const rows = await db
    .select({ personId: enrolment.personId })
    .from(enrolment)
    .innerJoin(item, and(eq(item.versionId, enrolment.versionId), eq(item.key, itemKey)))
    .leftJoin(
      itemProgress,
      and(
        eq(itemProgress.enrolmentId, enrolment.id),
        eq(itemProgress.itemKey, item.key),
        eq(itemProgress.contentHash, item.contentHash),
      ),
    )
    .leftJoin(learningChoice, eq(learningChoice.personId, enrolment.personId))
    .where(
      and(
        eq(enrolment.cohortId, about.date.cohortId),
        inArray(enrolment.status, [...activeEnrolmentStatuses]),
        isNull(itemProgress.doneAt),
        or(isNull(learningChoice.reminders), eq(learningChoice.reminders, true)),
      ),
    )
  const facts = { ...given, what: about.date.title, cohort: about.cohort }
  const people = rows.map(({ personId }) => personId)
  return [notice(people, 'cohort_date_near', `/tracks/${about.slug}/${itemKey}`, facts, 'turn')]
}

export async function learningIdle(db: Reader, enrolmentId: string): Promise<Notice[]> {
  const found = await aboutEnrolment(db, enrolmentId)
  if (!found || !activeEnrolmentStatuses.includes(found.enrolment.status)) return []
  const facts = { track: found.title }
  return [notice([found.enrolment.personId], 'learning_idle', '/learning', facts)]
}
