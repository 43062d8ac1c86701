import { contract, contractMember, milestone } from 'db/schema/contracts'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import { grouped } from '~/kernel/grouped'
import type { Reader } from '~/platform/database.server'
import { openContractStatuses } from '../contract'
import { endedStatuses } from '../milestones/milestone'
import { handOverContractStatuses } from './hand-over'
import { worksAt } from './seats'

/** Seats of open contracts of a team that still have something to do, of everybody. */
export async function heldSeats(db: Reader, teamId: string) {
  const rows = await db
    .select({
      contractId: contract.id,
      title: contract.title,
      status: contract.status,
      personId: contractMember.personId,
      lead: contractMember.lead,
      seatUntil: contractMember.seatUntil,
    })
    .from(contract)
    .innerJoin(contractMember, eq(contractMember.contractId, contract.id))
    .where(and(eq(contract.teamId, teamId), inArray(contract.status, [...openContractStatuses])))
    .orderBy(asc(contract.id), asc(contractMember.personId))
  const ids = [...new Set(rows.map(({ contractId }) => contractId))]
  const milestones =
    ids.length === 0
      ? []
      : await db
          .select({
            contractId: milestone.contractId,
            position: milestone.position,
            status: milestone.status,
          })
          .from(milestone)
          .where(inArray(milestone.contractId, ids))
  const open = grouped(
    milestones.filter(({ status }) => !endedStatuses.includes(status)),
    ({ contractId }) => contractId,
  )
  return rows
    .filter((row) =>
      (open.get(row.contractId) ?? []).some(({ position }) => worksAt(row, position)),
    )
    .map(({ status, lead, ...row }) => ({
      ...row,
      leads: lead === 1,
      mayHandOver: handOverContractStatuses.includes(status),
    }))
}

/**
 * What members of a team would leave behind: the open contracts in which they have a seat, of those
 * that the viewer may read as one of their people.
 */
export async function seatsLeftBehind(db: Reader, viewer: Viewer, teamId: string) {
  if (!viewer) return []
  const held = await heldSeats(db, teamId)
  const mine = held.filter(({ personId }) => personId === viewer.personId)
  return held
    .filter(({ contractId }) => mine.some((row) => row.contractId === contractId))
    .map((row) => ({
      ...row,
      onlyLead: row.leads && !held.some((other) => leadsBeside(other, row)),
    }))
}

type Held = Awaited<ReturnType<typeof heldSeats>>[number]

/** Whether somebody else leads the same contract. */
export function leadsBeside(other: Held, row: Pick<Held, 'contractId' | 'personId'>): boolean {
  return other.leads && other.contractId === row.contractId && other.personId !== row.personId
}
