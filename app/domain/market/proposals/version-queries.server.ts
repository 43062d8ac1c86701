import { person } from 'db/schema/identity'
import { briefVersion, proposalVersion } from 'db/schema/market'
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import { withoutPeople } from '~/domain/outcomes/criteria/without-people'
import { type Difference, differencesOf } from '~/kernel/differences'
import type { Reader } from '~/platform/database.server'
import type { BriefTerms } from '../briefs/brief-version'
import { stagesInRows } from '../exchange/exchange'
import { briefPage } from '../queries.server'
import { isDiscovery } from './discovery'
import { counteredProposalStatuses, type ProposalStatus } from './proposal'
import { netOfSeat, type ProposalSide, type ProposalTerms } from './proposal-version'

/**
 * Everything that the two sides of a proposal laid before each other, oldest first. For
 * `proposalPage`, which has asked who may read it.
 */
export async function versionsOf(db: Reader, proposalId: string) {
  return db
    .select({
      version: proposalVersion.version,
      side: proposalVersion.side,
      body: proposalVersion.body,
      note: proposalVersion.note,
      briefVersion: proposalVersion.briefVersion,
      name: person.name,
      createdAt: proposalVersion.createdAt,
    })
    .from(proposalVersion)
    .innerJoin(person, eq(person.id, proposalVersion.createdBy))
    .where(eq(proposalVersion.proposalId, proposalId))
    .orderBy(asc(proposalVersion.version))
}

/** What lies before the other side, and since when. */
export type LaidVersion = { readonly body: ProposalTerms; readonly createdAt: Date }

/** The newest words of the team by proposal: what its client reads while the team writes others. */
export async function newestOfTeams(
  db: Reader,
  proposalIds: readonly string[],
): Promise<Map<string, LaidVersion>> {
  if (proposalIds.length === 0) return new Map()
  const rows = await db
    .selectDistinctOn([proposalVersion.proposalId], {
      proposalId: proposalVersion.proposalId,
      body: proposalVersion.body,
      createdAt: proposalVersion.createdAt,
    })
    .from(proposalVersion)
    .where(
      and(inArray(proposalVersion.proposalId, [...proposalIds]), eq(proposalVersion.side, 'team')),
    )
    .orderBy(proposalVersion.proposalId, desc(proposalVersion.version))
  return new Map(rows.map(({ proposalId, ...laid }) => [proposalId, laid]))
}

/** The names of everybody who has a seat in one of these, also of who has lost it since. */
export async function namesIn(
  db: Reader,
  versions: readonly LaidVersion[],
): Promise<Map<string, string>> {
  const ids = versions.flatMap(({ body }) => body.seats.map(({ personId }) => personId))
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(inArray(person.id, ids))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/**
 * What is different between two versions of a proposal; seats are told by their people's names,
 * milestones by their titles and, as the form numbers them, without a discovery.
 */
export function proposalDifferences(
  before: ProposalTerms,
  after: ProposalTerms,
  names: ReadonlyMap<string, string>,
): Difference[] {
  const rows = (milestones: ProposalTerms['milestones']) =>
    milestones.filter((row) => !isDiscovery(row))
  const told = ({ seats, milestones, ...terms }: ProposalTerms) => ({
    ...terms,
    discovery: milestones
      .filter(isDiscovery)
      .map(({ criterionIds: _, kind: __, ...row }) => row)[0],
    milestones: rows(milestones).map(({ criterionIds, ...row }) => ({
      ...row,
      criterionIds: [...criterionIds].sort().join(' '),
    })),
    seats: seats.map(({ personId, role, shareBps, exchange }) => ({
      name: names.get(personId) ?? personId,
      role,
      shareBps,
      ...(exchange
        ? {
            hostId: names.get(exchange.hostId) ?? exchange.hostId,
            stage: stagesInRows(exchange, milestones).milestones,
          }
        : {}),
    })),
  })
  return differencesOf(told(before), told(after)).map((one) => {
    const [part, index] = one.path
    if (part !== 'milestones') return one
    const row = rows(after.milestones)[Number(index)] ?? rows(before.milestones)[Number(index)]
    return row ? { ...one, about: row.title } : one
  })
}

/** What the client's counter-offer asks to be otherwise, while it waits for the team. */
export function counterDifferences(
  status: ProposalStatus,
  versions: readonly { readonly body: ProposalTerms }[],
): Difference[] {
  const [before, counter] = versions.slice(-2)
  if (!counteredProposalStatuses.includes(status) || !before || !counter) return []
  return proposalDifferences(before.body, counter.body, new Map())
}

/**
 * What is different for a member who is asked again: between the team's last version and the terms
 * in hand, with what their seat is paid under each. Null before the first version.
 */
export function changesForMember(
  versions: readonly { readonly side: ProposalSide; readonly body: ProposalTerms }[],
  inHand: ProposalTerms,
  member: { personId: string; names: ReadonlyMap<string, string>; feeBps: number },
) {
  const last = versions.filter(({ side }) => side === 'team').at(-1)
  if (!last) return null
  const newest = versions.at(-1)
  const { personId, names, feeBps } = member
  return {
    /** The terms in hand are the client's own numbers. */
    counterTaken:
      newest?.side === 'client' && proposalDifferences(newest.body, inHand, names).length === 0,
    differences: proposalDifferences(last.body, inHand, names),
    beforeMinor: netOfSeat(last.body, personId, feeBps),
    nowMinor: netOfSeat(inHand, personId, feeBps),
  }
}

/** The versions of a published brief, newest first, each with what it changed. As the brief itself. */
export async function briefVersions(db: Reader, viewer: Viewer, briefId: string) {
  const { brief, mine, mayEdit } = await briefPage(db, viewer, briefId)
  const rows = await db
    .select({
      version: briefVersion.version,
      body: briefVersion.body,
      note: briefVersion.note,
      createdAt: briefVersion.createdAt,
    })
    .from(briefVersion)
    .where(eq(briefVersion.briefId, brief.id))
    .orderBy(desc(briefVersion.version))
  const shown = (body: BriefTerms) =>
    mine ? body : { ...body, criteria: body.criteria.map(withoutPeople) }
  return {
    brief,
    mayEdit,
    versions: rows.map(({ body, ...row }, index) => {
      const before = rows[index + 1]
      return {
        ...row,
        body: shown(body),
        differences: before ? differencesOf(shown(before.body), shown(body)) : [],
      }
    }),
  }
}

/** What changed in a brief since the version that a proposal answers; nothing where it is that one. */
export async function briefChangesSince(
  db: Reader,
  viewer: Viewer,
  briefId: string,
  version: number,
): Promise<Difference[]> {
  const { versions } = await briefVersions(db, viewer, briefId)
  const before = versions.find((row) => row.version === version)
  const [newest] = versions
  if (!before || !newest || newest.version === version) return []
  return differencesOf(before.body, newest.body)
}
