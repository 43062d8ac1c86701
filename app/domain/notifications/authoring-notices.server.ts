import { organisation, organisationMember } from 'db/schema/identity'
import { item, track, trackVersion } from 'db/schema/learning'
import { and, eq, inArray } from 'drizzle-orm'
import { actingRoles } from '~/domain/identity/organisation'
import type { Reader } from '~/platform/database.server'
import { operatorPeople } from './audience.server'
import { except, type Notice, notice } from './notice'

/** What the operator and the writers of a track tell one another. */

async function aboutVersion(db: Reader, versionId: string) {
  const [found] = await db
    .select({ version: trackVersion, track, partner: organisation.name })
    .from(trackVersion)
    .innerJoin(track, eq(track.id, trackVersion.trackId))
    .innerJoin(organisation, eq(organisation.id, track.partnerId))
    .where(eq(trackVersion.id, versionId))
  if (!found) return null
  const { title, number } = found.version
  return {
    ...found,
    facts: { partner: found.partner, track: title, number },
    url: `/partners/${found.track.partnerId}/tracks/${found.track.id}`,
  }
}

/** Who acts for the partner, and whoever wrote in this version and is still with it. */
async function writersOf(db: Reader, versionId: string, partnerId: string): Promise<string[]> {
  const members = await db
    .select()
    .from(organisationMember)
    .where(eq(organisationMember.organisationId, partnerId))
  const hands = await db
    .selectDistinct({ by: item.savedBy })
    .from(item)
    .where(
      and(
        eq(item.versionId, versionId),
        inArray(
          item.savedBy,
          members.map(({ personId }) => personId),
        ),
      ),
    )
  const acting = members.filter(({ role }) => actingRoles.includes(role))
  return [...acting.map(({ personId }) => personId), ...hands.map(({ by }) => by)]
}

export async function trackSubmitted(db: Reader, versionId: string): Promise<Notice[]> {
  const about = await aboutVersion(db, versionId)
  if (!about) return []
  const people = except(await operatorPeople(db), [about.version.submittedBy ?? ''])
  return [notice(people, 'track_submitted', `/desk/tracks/${versionId}`, about.facts, 'turn')]
}

export async function trackSentBack(db: Reader, versionId: string): Promise<Notice[]> {
  const about = await aboutVersion(db, versionId)
  if (!about) return []
  const people = await writersOf(db, versionId, about.track.partnerId)
  return [notice(people, 'track_sent_back', about.url, about.facts, 'turn')]
}

export async function trackPublished(db: Reader, versionId: string): Promise<Notice[]> {
  const about = await aboutVersion(db, versionId)
  if (!about) return []
  const people = await writersOf(db, versionId, about.track.partnerId)
  return [notice(people, 'track_published', about.url, about.facts)]
}
