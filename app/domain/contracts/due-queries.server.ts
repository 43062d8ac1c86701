import { contract, contractInput, deadlineNotice, handOver, milestone } from 'db/schema/contracts'
import { and, asc, eq, inArray, isNotNull, isNull, lte } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { settingAt } from '~/platform/settings.server'
import { openContractStatuses } from './contract'
import { type DisputeDueItem, disputesDue } from './disputes/pass-dispute.server'
import {
  type HoldbackDueItem,
  holdbackDue,
  runningClaims,
} from './holdback/holdback-due-queries.server'
import { handedInStates } from './inputs/contract-input'
import { type ReminderKind, remindersReached, takeBackAt } from './milestones/deadlines'
import {
  disputedStatuses,
  operatorStatuses,
  reviewStatuses,
  unfundedStatuses,
  workingStatuses,
} from './milestones/milestone'
import { openHandOverStates } from './seats/hand-over'

export type NoticeKind = ReminderKind | 'overdue' | 'take_back'

/** Something that business time has reached. `at` is when it fell due. */
export type DueItem =
  | { what: 'contract_lapse'; subject: string; at: Date }
  | { what: 'next_funding_lapse'; subject: string; at: Date }
  | { what: 'review_over'; subject: string; at: Date }
  | { what: 'data_deletion'; subject: string; at: Date }
  | HoldbackDueItem
  | DisputeDueItem
  | { what: 'hand_over_lapse'; subject: string; at: Date }
  | { what: 'inputs_lapse'; subject: string; at: Date }
  | { what: 'input_silence'; subject: string; inputId: string; at: Date }
  | { what: 'notice'; subject: string; at: Date; kinds: NoticeKind[]; deadlineAt: Date }

/** Everything in contracts that is due at `at` and not done yet, the oldest first. */
export async function dueItems(db: Reader, at: Date): Promise<DueItem[]> {
  const found = [
    ...(await lapses(db, at)),
    ...(await reviewsOver(db, at)),
    ...(await notices(db, at)),
    ...(await deletions(db, at)),
    ...(await holdbackDue(db, at)),
    ...(await inputsLate(db, at)),
    ...(await inputsUnanswered(db, at)),
    ...(await handOversLate(db, at)),
    ...(await disputesDue(db, at)),
  ]
  return found.sort((a, b) => a.at.getTime() - b.at.getTime())
}

async function lapses(db: Reader, at: Date): Promise<DueItem[]> {
  const contracts = await db
    .select({ id: contract.id, deadlineAt: contract.deadlineAt })
    .from(contract)
    .where(and(inArray(contract.status, [...openContractStatuses]), lte(contract.deadlineAt, at)))
  const milestones = await db
    .select({ id: milestone.id, deadlineAt: milestone.deadlineAt })
    .from(milestone)
    .where(and(inArray(milestone.status, [...unfundedStatuses]), lte(milestone.deadlineAt, at)))
  return [
    ...contracts.map((row) => ({
      what: 'contract_lapse' as const,
      subject: row.id,
      at: row.deadlineAt ?? at,
    })),
    ...milestones.map((row) => ({
      what: 'next_funding_lapse' as const,
      subject: row.id,
      at: row.deadlineAt ?? at,
    })),
  ]
}

async function reviewsOver(db: Reader, at: Date): Promise<DueItem[]> {
  const rows = await db
    .select({ id: milestone.id, deadlineAt: milestone.deadlineAt })
    .from(milestone)
    .where(and(inArray(milestone.status, [...reviewStatuses]), lte(milestone.deadlineAt, at)))
  return rows.map((row) => ({ what: 'review_over', subject: row.id, at: row.deadlineAt ?? at }))
}

/** Milestones whose weeks still wait though the client's time to hand in is over. */
async function inputsLate(db: Reader, at: Date): Promise<DueItem[]> {
  const rows = await db
    .select({ subject: milestone.id, deadlineAt: milestone.deadlineAt })
    .from(milestone)
    .where(
      and(
        inArray(milestone.status, [...workingStatuses]),
        eq(milestone.awaitsInputs, true),
        lte(milestone.deadlineAt, at),
      ),
    )
  return rows.map(({ subject, deadlineAt }) => ({
    what: 'inputs_lapse',
    subject,
    at: deadlineAt ?? at,
  }))
}

/** Inputs that the team did not answer in time, of contracts that go on. */
async function inputsUnanswered(db: Reader, at: Date): Promise<DueItem[]> {
  const rows = await db
    .select({
      subject: contractInput.contractId,
      inputId: contractInput.inputId,
      deadlineAt: contractInput.deadlineAt,
    })
    .from(contractInput)
    .innerJoin(contract, eq(contract.id, contractInput.contractId))
    .where(
      and(
        inArray(contractInput.state, [...handedInStates]),
        lte(contractInput.deadlineAt, at),
        inArray(contract.status, [...openContractStatuses]),
      ),
    )
  return rows.map(({ deadlineAt, ...row }) => ({
    what: 'input_silence',
    ...row,
    at: deadlineAt ?? at,
  }))
}

/** Hand-overs for which somebody's word still misses though the time is over. */
async function handOversLate(db: Reader, at: Date): Promise<DueItem[]> {
  const rows = await db
    .select({ subject: handOver.id, at: handOver.deadlineAt })
    .from(handOver)
    .where(and(inArray(handOver.state, [...openHandOverStates]), lte(handOver.deadlineAt, at)))
  return rows.map((row) => ({ what: 'hand_over_lapse', ...row }))
}

async function deletions(db: Reader, at: Date): Promise<DueItem[]> {
  const rows = await db
    .select({ id: contract.id, deleteDataAt: contract.deleteDataAt })
    .from(contract)
    .where(and(lte(contract.deleteDataAt, at), isNull(contract.dataDeletedAt)))
  return rows.map((row) => ({ what: 'data_deletion', subject: row.id, at: row.deleteDataAt ?? at }))
}

type Running = { id: string; enteredAt: Date; deadlineAt: Date | null; working: boolean }

async function running(db: Reader): Promise<Running[]> {
  const contracts = await db
    .select({ id: contract.id, enteredAt: contract.enteredAt, deadlineAt: contract.deadlineAt })
    .from(contract)
    .where(and(inArray(contract.status, [...openContractStatuses]), isNotNull(contract.deadlineAt)))
  const handOvers = await db
    .select({ id: handOver.id, enteredAt: handOver.proposedAt, deadlineAt: handOver.deadlineAt })
    .from(handOver)
    .where(inArray(handOver.state, [...openHandOverStates]))
  const milestones = await db
    .select({
      id: milestone.id,
      status: milestone.status,
      enteredAt: milestone.enteredAt,
      deadlineAt: milestone.deadlineAt,
      awaitsInputs: milestone.awaitsInputs,
    })
    .from(milestone)
    .where(
      and(
        inArray(milestone.status, [
          ...unfundedStatuses,
          ...workingStatuses,
          ...reviewStatuses,
          ...operatorStatuses,
          ...disputedStatuses,
        ]),
        isNotNull(milestone.deadlineAt),
      ),
    )
    .orderBy(asc(milestone.deadlineAt))
  return [
    ...contracts.map((row) => ({ ...row, working: false })),
    ...(await runningClaims(db)).map((row) => ({ ...row, working: false })),
    ...handOvers.map((row) => ({ ...row, working: false })),
    ...milestones.map((row) => ({
      ...row,
      working: workingStatuses.includes(row.status) && !row.awaitsInputs,
    })),
  ]
}

/** Reminders before a deadline, and for the team's work the notices after it, that were not sent. */
async function notices(db: Reader, at: Date): Promise<DueItem[]> {
  const overdueDays = await settingAt(db, 'overdueDays', at)
  const rows = await running(db)
  const wanted = rows.flatMap((row): Extract<DueItem, { what: 'notice' }>[] => {
    if (!row.deadlineAt) return []
    const { deadlineAt } = row
    const kinds: NoticeKind[] = [...remindersReached(row.enteredAt, deadlineAt, at)]
    if (row.working && deadlineAt <= at) kinds.push('overdue')
    if (row.working && takeBackAt(deadlineAt, overdueDays) <= at) kinds.push('take_back')
    return kinds.length === 0
      ? []
      : [
          {
            what: 'notice',
            subject: row.id,
            at: deadlineAt < at ? deadlineAt : at,
            kinds,
            deadlineAt,
          },
        ]
  })
  if (wanted.length === 0) return []
  const sent = await db
    .select()
    .from(deadlineNotice)
    .where(
      inArray(
        deadlineNotice.subject,
        wanted.map(({ subject }) => subject),
      ),
    )
  return wanted
    .map((item) => ({
      ...item,
      kinds: item.kinds.filter(
        (kind) =>
          !sent.some(
            (row) =>
              row.subject === item.subject &&
              row.kind === kind &&
              row.deadlineAt.getTime() === item.deadlineAt.getTime(),
          ),
      ),
    }))
    .filter(({ kinds }) => kinds.length > 0)
}
