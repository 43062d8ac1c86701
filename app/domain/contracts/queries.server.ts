import { contract, contractTerms, signature } from 'db/schema/contracts'
import { organisation, person } from 'db/schema/identity'
import { team } from 'db/schema/teams'
import { desc, eq, inArray } from 'drizzle-orm'
import { heldFor, holdbackFor, payablesFor } from '~/domain/escrow/queries.server'
import { actingPeople } from '~/domain/identity/acts-for.server'
import { assertMay, may } from '~/domain/identity/may'
import { actsFor } from '~/domain/identity/permissions'
import { peopleByIds } from '~/domain/identity/queries.server'
import type { SignedIn, Viewer } from '~/domain/identity/viewer'
import { evidenceHead } from '~/domain/outcomes/queries.server'
import type { Currency } from '~/kernel/money'
import { invariant, Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import type { Side } from './contract'
import type { MilestoneActor } from './milestones/milestone'
import { overviews } from './overview-queries.server'
import {
  type ContractParties,
  isMember,
  readContract,
  sideOf,
  signForClient,
  signForTeam,
} from './permissions'
import { type ContractRow, contractRow, currentTerms, membersOf } from './rows.server'
import { openHandOver } from './seats/hand-over-rows.server'
import { membersAt, worksAt } from './seats/seats'

export async function parties(db: Reader, row: ContractRow): Promise<ContractParties> {
  return { organisationId: row.organisationId, members: await membersOf(db, row.id) }
}

/**
 * The contract as the viewer stands to it.
 * @param position the milestone that it is about, or the first.
 * @throws Refused not_found for whoever is no party.
 */
export async function readable(db: Reader, viewer: Viewer, contractId: string, position = 1) {
  const row = await contractRow(db, contractId)
  const subject = await parties(db, row)
  assertMay(viewer, readContract, subject)
  const side = isMember(viewer, subject) ? 'team' : sideOf(viewer, subject)
  return { row, parties: subject, side, viewer, actors: actorsOf(viewer, subject, position) }
}

/** As whom the viewer may act: what decides the buttons, from the same table as the commands. */
export function actorsOf(
  viewer: SignedIn,
  subject: ContractParties,
  position = 1,
): MilestoneActor[] {
  const actors: MilestoneActor[] = []
  const member = subject.members.find(({ personId }) => personId === viewer.personId)
  if (member) {
    if (worksAt(member, position)) actors.push('team')
  } else if (actsFor(viewer, subject.organisationId)) actors.push('client')
  if (viewer.operator) actors.push('operator')
  return actors
}

/** The side that the viewer may sign for; null for whoever only reads or works. */
export function signsFor(standing: Awaited<ReturnType<typeof readable>>): Side | null {
  const { viewer, parties: subject, side } = standing
  if (may(viewer, signForTeam, subject)) return 'team'
  return may(viewer, signForClient, subject) && side === 'client' ? 'client' : null
}

/** What the client and the team of a contract are called. */
export async function namesOfSides(db: Reader, row: ContractRow) {
  const [found] = await db
    .select({ clientName: organisation.name, teamName: team.name, teamSlug: team.slug })
    .from(contract)
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .where(eq(contract.id, row.id))
  invariant(found, 'a contract has its two sides')
  return found
}

/** Everybody who signed any version, by version and side. */
async function signaturesOf(db: Reader, contractId: string) {
  return db
    .select({
      version: signature.version,
      side: signature.side,
      name: signature.typedName,
      personId: signature.personId,
      sha256: signature.sha256,
      signedAt: signature.signedAt,
    })
    .from(signature)
    .where(eq(signature.contractId, contractId))
    .orderBy(desc(signature.version), signature.signedAt)
}

/** One contract for its parties and the operator. */
export async function contractPage(db: Reader, viewer: Viewer, contractId: string, at: Date) {
  const { row, side, actors, parties: subject } = await readable(db, viewer, contractId)
  const [overview] = await overviews(db, eq(contract.id, row.id), () => side, at)
  invariant(overview, 'the contract was just read')
  const { body: terms, sha256 } = await currentTerms(db, row.id)
  const acting = await actingPeople(db, row.organisationId)
  const people = await peopleByIds(db, [...acting, ...subject.members.map((m) => m.personId)])
  const signatures = await signaturesOf(db, row.id)
  const evidence = await evidenceHead(db, row.id)
  const open = await openHandOver(db, row.id)
  const leads = subject.members.filter(({ lead }) => lead).map(({ personId }) => personId)
  return {
    ...overview,
    ...(await namesOfSides(db, row)),
    terms,
    termsHash: sha256,
    termsVersion: row.termsVersion,
    signatures: signatures.filter(({ version }) => version === row.termsVersion),
    clientPeople: acting.map((id) => ({ personId: id, name: people.get(id)?.name ?? '' })),
    members: membersAt(terms, overview.current?.position ?? 1).map((member) => ({
      ...member,
      lead: leads.includes(member.personId),
    })),
    money: await moneyOf(
      db,
      overview.milestones.map(({ id }) => id),
    ),
    leads,
    handOver: open && { fromPosition: open.fromPosition, deadlineAt: open.deadlineAt },
    evidenceCount: evidence.count,
    lastHash: evidence.hash,
    mayAct: actors,
    deleteDataAt: row.deleteDataAt,
    dataDeletedAt: row.dataDeletedAt,
  }
}

/** What is held, released or given back for each milestone, and how far each transfer has come. */
export async function moneyOf(db: Reader, milestoneIds: readonly string[]) {
  const held = await heldFor(db, milestoneIds)
  const payables = await payablesFor(db, milestoneIds)
  return Promise.all(
    milestoneIds.map(async (milestoneId) => ({
      milestoneId,
      held: held.get(milestoneId) ?? null,
      holdback: await holdbackFor(db, milestoneId),
      payables: payables.filter(({ reference }) => reference === milestoneId),
    })),
  )
}

/** The terms of a contract in one version, with the one before it and all signatures. */
export async function termsPage(
  db: Reader,
  viewer: Viewer,
  contractId: string,
  version: number | null,
) {
  const standing = await readable(db, viewer, contractId)
  const { row } = standing
  const versions = await db
    .select()
    .from(contractTerms)
    .where(eq(contractTerms.contractId, row.id))
    .orderBy(desc(contractTerms.version))
  const shown = versions.find((entry) => entry.version === (version ?? row.termsVersion))
  if (!shown) throw new Refused('not_found')
  const signatures = await signaturesOf(db, row.id)
  return {
    contract: { ...row, currency: row.currency as Currency },
    ...(await namesOfSides(db, row)),
    side: standing.side,
    signs: signsFor(standing),
    shown,
    before: versions.find((entry) => entry.version === shown.version - 1) ?? null,
    versions: versions.map(({ version: number, note, createdAt, sha256 }) => ({
      version: number,
      note,
      createdAt,
      sha256,
      signatures: signatures.filter((mark) => mark.version === number),
    })),
  }
}

/** The contract that came of a brief, for whoever may read it. */
export async function contractOfBrief(db: Reader, viewer: Viewer, briefId: string) {
  const [row] = await db.select().from(contract).where(eq(contract.briefId, briefId)).limit(1)
  return row && may(viewer, readContract, await parties(db, row)) ? row.id : null
}

/** The names of people, for events that name them. */
export async function namesOf(db: Reader, personIds: readonly string[]) {
  const ids = [...new Set(personIds)]
  if (ids.length === 0) return new Map<string, string>()
  const rows = await db
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(inArray(person.id, ids))
  return new Map(rows.map(({ id, name }) => [id, name]))
}
