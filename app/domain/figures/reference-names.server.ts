import { contract, milestone } from 'db/schema/contracts'
import { organisation } from 'db/schema/identity'
import { enrolment, sponsorship, track, trackVersion } from 'db/schema/learning'
import { eq, inArray, sql } from 'drizzle-orm'
import { peopleByIds } from '~/domain/identity/queries.server'
import {
  enrolmentReference,
  learningReference,
  sponsorshipReference,
} from '~/domain/learning/enrolments/enrolment-money'
import type { Reader } from '~/platform/database.server'

/** What money was paid or is held for, as pages name it. */
export type ReferenceName = {
  readonly kind: 'milestone' | 'place' | 'seats'
  readonly title: string
  /** The contract that it belongs to, or the partner of the track. */
  readonly within: string
  readonly href: string
}

/** The names behind escrow's references. A place leads to its track and says nothing of its learner. */
export async function referenceNames(
  db: Reader,
  references: readonly string[],
): Promise<Map<string, ReferenceName>> {
  const asked = [...new Set(references)]
  const of = (kind: 'enrolment' | 'sponsorship') =>
    asked.flatMap((one) => {
      const found = learningReference(one)
      return found?.kind === kind ? [found.id] : []
    })
  return new Map([
    ...(await milestones(
      db,
      asked.filter((one) => learningReference(one) === null),
    )),
    ...(await places(db, of('enrolment'))),
    ...(await seats(db, of('sponsorship'))),
  ])
}

type Named = [string, ReferenceName][]

async function milestones(db: Reader, ids: string[]): Promise<Named> {
  if (ids.length === 0) return []
  const rows = await db
    .select({ id: milestone.id, title: milestone.title, within: contract.title })
    .from(milestone)
    .innerJoin(contract, eq(contract.id, milestone.contractId))
    .where(inArray(milestone.id, ids))
  return rows.map(({ id, ...names }) => [
    id,
    { kind: 'milestone', href: `/milestones/${id}`, ...names },
  ])
}

async function places(db: Reader, ids: string[]): Promise<Named> {
  if (ids.length === 0) return []
  const rows = await db
    .select({
      id: enrolment.id,
      slug: track.slug,
      title: trackVersion.title,
      within: organisation.name,
    })
    .from(enrolment)
    .innerJoin(track, eq(track.id, enrolment.trackId))
    .innerJoin(trackVersion, eq(trackVersion.id, enrolment.versionId))
    .innerJoin(organisation, eq(organisation.id, track.partnerId))
    .where(inArray(enrolment.id, ids))
  return rows.map(({ id, slug, ...names }) => [
    enrolmentReference(id),
    { kind: 'place', href: `/tracks/${slug}`, ...names },
  ])
}

async function seats(db: Reader, ids: string[]): Promise<Named> {
  if (ids.length === 0) return []
  const rows = await db
    .selectDistinctOn([sponsorship.id], {
      id: sponsorship.id,
      slug: track.slug,
      title: trackVersion.title,
      within: organisation.name,
    })
    .from(sponsorship)
    .innerJoin(track, eq(track.id, sponsorship.trackId))
    .innerJoin(trackVersion, eq(trackVersion.trackId, track.id))
    .innerJoin(organisation, eq(organisation.id, track.partnerId))
    .where(inArray(sponsorship.id, ids))
    .orderBy(sponsorship.id, sql`${trackVersion.publishedAt} desc nulls last`)
  return rows.map(({ id, slug, ...names }) => [
    sponsorshipReference(id),
    { kind: 'seats', href: `/tracks/${slug}/sponsor`, ...names },
  ])
}

/** The names of people and organisations that are paid, or paid in. */
export async function partyNames(db: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  const asked = [...new Set(ids)]
  const people = await peopleByIds(db, asked)
  const rows =
    asked.length === 0
      ? []
      : await db
          .select({ id: organisation.id, name: organisation.name })
          .from(organisation)
          .where(inArray(organisation.id, asked))
  return new Map([
    ...[...people].map(([id, { name }]): [string, string] => [id, name]),
    ...rows.map(({ id, name }): [string, string] => [id, name]),
  ])
}
