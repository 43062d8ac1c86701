import {
  contract,
  contractMember,
  holdbackClaim,
  milestone,
  milestoneEvent,
} from 'db/schema/contracts'
import {
  and,
  asc,
  eq,
  exists,
  gte,
  inArray,
  isNotNull,
  isNull,
  lte,
  or,
  type SQL,
} from 'drizzle-orm'
import { endedContractStatuses } from '~/domain/contracts/contract'
import { grouped } from '~/kernel/grouped'
import type { Reader } from '~/platform/database.server'
import { type ClientRecord, clientRecord, type SignedContract } from './client-record'
import { rankingBps } from './rate'
import { type Work, type WorkRecord, workRecord } from './rates'

type OfContract = Work & { readonly contractId: string; readonly teamId: string }

/** Every funded milestone of the contracts that fit, with what happened to it. */
async function worksWhere(db: Reader, where: SQL): Promise<OfContract[]> {
  const rows = await db
    .select({
      id: milestone.id,
      contractId: milestone.contractId,
      teamId: contract.teamId,
      status: milestone.status,
      outcome: milestone.outcome,
      criterionIds: milestone.criterionIds,
      weeks: milestone.weeks,
      fundedAt: milestone.fundedAt,
      inputsAt: milestone.inputsAt,
    })
    .from(milestone)
    .innerJoin(contract, eq(contract.id, milestone.contractId))
    .where(and(where, isNotNull(milestone.fundedAt)))
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  const steps = await db
    .select({
      milestoneId: milestoneEvent.milestoneId,
      event: milestoneEvent.event,
      to: milestoneEvent.to,
      at: milestoneEvent.at,
    })
    .from(milestoneEvent)
    .where(inArray(milestoneEvent.milestoneId, ids))
    .orderBy(asc(milestoneEvent.id))
  const claims = await db
    .select({ milestoneId: holdbackClaim.milestoneId, state: holdbackClaim.state })
    .from(holdbackClaim)
    .where(inArray(holdbackClaim.milestoneId, ids))
  const stepsOf = grouped(steps, ofMilestone)
  const claimsOf = grouped(claims, ofMilestone)
  return rows.flatMap(({ id, fundedAt, criterionIds, ...row }) =>
    fundedAt
      ? [
          {
            ...row,
            fundedAt,
            criteria: criterionIds.length,
            steps: stepsOf.get(id) ?? [],
            claims: (claimsOf.get(id) ?? []).map(({ state }) => state),
          },
        ]
      : [],
  )
}

const ofMilestone = ({ milestoneId }: { readonly milestoneId: string }) => milestoneId

/** What a team has delivered, counted over all its contracts. Public. */
export async function recordOfTeam(db: Reader, teamId: string): Promise<WorkRecord> {
  return workRecord(await worksWhere(db, eq(contract.teamId, teamId)))
}

/** The same for several teams at once; every team that is asked for is there. */
export async function recordsOfTeams(
  db: Reader,
  teamIds: readonly string[],
): Promise<Map<string, WorkRecord>> {
  const works =
    teamIds.length === 0 ? [] : await worksWhere(db, inArray(contract.teamId, [...teamIds]))
  const worksOf = grouped(works, ({ teamId }) => teamId)
  return new Map(teamIds.map((id) => [id, workRecord(worksOf.get(id) ?? [])]))
}

/** What a search may rank teams by, in basis points: the projection that a job writes down to it. */
export async function rankingOfTeams(
  db: Reader,
  teamIds: readonly string[],
): Promise<Map<string, number>> {
  const records = await recordsOfTeams(db, teamIds)
  return new Map([...records].map(([id, { verified }]) => [id, rankingBps(verified)]))
}

/** What was delivered in the milestones in which a person has a share. Public, as the portfolio is. */
export async function recordOfPerson(db: Reader, personId: string): Promise<WorkRecord> {
  const own = db
    .select({ id: contractMember.contractId })
    .from(contractMember)
    .where(
      and(
        eq(contractMember.contractId, milestone.contractId),
        eq(contractMember.personId, personId),
        gte(milestone.position, contractMember.seatFrom),
        or(isNull(contractMember.seatUntil), lte(milestone.position, contractMember.seatUntil)),
      ),
    )
  return workRecord(await worksWhere(db, exists(own)))
}

/** How a client funds, reviews and disagrees. Public. */
export async function recordOfClient(db: Reader, organisationId: string): Promise<ClientRecord> {
  const rows = await db
    .select({ id: contract.id, status: contract.status, signedAt: contract.signedAt })
    .from(contract)
    .where(and(eq(contract.organisationId, organisationId), isNotNull(contract.signedAt)))
  const works = await worksWhere(db, eq(contract.organisationId, organisationId))
  const worksOf = grouped(works, ({ contractId }) => contractId)
  const signed = rows.flatMap(({ id, status, signedAt }): SignedContract[] =>
    signedAt
      ? [
          {
            signedAt,
            ended: endedContractStatuses.includes(status),
            works: worksOf.get(id) ?? [],
          },
        ]
      : [],
  )
  return clientRecord(signed)
}
