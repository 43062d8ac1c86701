import { contract, contractMember, contractTerms, milestone } from 'db/schema/contracts'
import { organisation, organisationMember } from 'db/schema/identity'
import { and, asc, desc, eq } from 'drizzle-orm'
import { actingRoles } from '~/domain/identity/organisation'
import { invariant, Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import type { Side } from './contract'
import type { MilestoneActor } from './milestones/milestone'
import { worksAt } from './seats/seats'
import type { Terms } from './terms/terms'

export type ContractRow = typeof contract.$inferSelect
export type MilestoneRow = typeof milestone.$inferSelect

export async function contractRow(db: Reader, contractId: string): Promise<ContractRow> {
  const [row] = await db.select().from(contract).where(eq(contract.id, contractId))
  if (!row) throw new Refused('not_found')
  return row
}

export async function milestoneRow(db: Reader, milestoneId: string): Promise<MilestoneRow> {
  const [row] = await db.select().from(milestone).where(eq(milestone.id, milestoneId))
  if (!row) throw new Refused('not_found')
  return row
}

/**
 * Everything that happens in one contract happens in turn: its row is always locked first. The key
 * itself stays free: a job that writes rows which refer to the contract and its milestone, in
 * whichever order, would otherwise meet this lock crosswise.
 */
export async function lockContract(tx: Tx, contractId: string): Promise<ContractRow> {
  const [row] = await tx
    .select()
    .from(contract)
    .where(eq(contract.id, contractId))
    .for('no key update')
  if (!row) throw new Refused('not_found')
  return row
}

/** The milestones in order. */
export async function milestonesOf(db: Reader, contractId: string): Promise<MilestoneRow[]> {
  return db
    .select()
    .from(milestone)
    .where(eq(milestone.contractId, contractId))
    .orderBy(asc(milestone.position))
}

export async function membersOf(db: Reader, contractId: string) {
  const rows = await db
    .select()
    .from(contractMember)
    .where(eq(contractMember.contractId, contractId))
    .orderBy(desc(contractMember.shareBps), asc(contractMember.personId))
  return rows.map((row) => ({ ...row, lead: row.lead === 1 }))
}

/** The terms in force: the latest version. */
export async function currentTerms(db: Reader, contractId: string) {
  const [row] = await db
    .select()
    .from(contractTerms)
    .where(eq(contractTerms.contractId, contractId))
    .orderBy(desc(contractTerms.version))
    .limit(1)
  invariant(row, 'a contract has terms')
  return row
}

/** The terms that a command acts under. */
export async function termsOf(db: Reader, contractId: string): Promise<Terms> {
  return (await currentTerms(db, contractId)).body
}

/**
 * On whose behalf a person may act in a contract. A member of the client's organisation who only
 * reads acts for nobody but is known to be a party; so is who has handed over their seat.
 * @param position the milestone that it is about, or the first.
 */
export async function standing(
  db: Reader,
  subject: { id: string; organisationId: string },
  personId: string,
  position = 1,
): Promise<{ party: boolean; actors: MilestoneActor[]; leads: boolean }> {
  const roles = await db
    .select({
      organisationId: organisationMember.organisationId,
      role: organisationMember.role,
      kind: organisation.kind,
    })
    .from(organisationMember)
    .innerJoin(organisation, eq(organisation.id, organisationMember.organisationId))
    .where(eq(organisationMember.personId, personId))
  const [member] = await db
    .select({ lead: contractMember.lead, seatUntil: contractMember.seatUntil })
    .from(contractMember)
    .where(and(eq(contractMember.contractId, subject.id), eq(contractMember.personId, personId)))
  const atClient = roles.find(({ organisationId }) => organisationId === subject.organisationId)
  const actors: MilestoneActor[] = []
  // A member of the team who later joins the client's organisation still acts for the team only.
  if (member) {
    if (worksAt(member, position)) actors.push('team')
  } else if (atClient && actingRoles.includes(atClient.role)) actors.push('client')
  if (roles.some(({ kind }) => kind === 'operator')) actors.push('operator')
  const party = atClient !== undefined || member !== undefined || actors.length > 0
  return { party, actors, leads: member?.lead === 1 }
}

/** The side for which a person may sign and negotiate. @throws Refused not_found or not_allowed */
export async function signingSide(
  db: Reader,
  subject: { id: string; organisationId: string },
  personId: string,
): Promise<Side> {
  const { party, actors, leads } = await standing(db, subject, personId)
  if (!party) throw new Refused('not_found')
  if (actors.includes('client')) return 'client'
  if (leads) return 'team'
  throw new Refused('not_allowed')
}
