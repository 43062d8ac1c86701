import { refundHeld } from '~/domain/escrow/refund-held.server'
import { processingPaymentStatuses } from '~/domain/payments/payment'
import { paymentById } from '~/domain/payments/queries.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { contractTransitions } from './contract'
import { owedInputStates } from './inputs/contract-input'
import { inputRows } from './inputs/input-rows.server'
import { dataDeletionAt } from './milestones/deadlines'
import { endMilestone } from './milestones/end-milestone.server'
import { milestoneTransitions, unfundedStatuses } from './milestones/milestone'
import { moveMilestone } from './milestones/move-milestone.server'
import { moveContract } from './move-contract.server'
import {
  type ContractRow,
  lockContract,
  type MilestoneRow,
  milestoneRow,
  milestonesOf,
  termsOf,
} from './rows.server'

/** A bank transfer that the provider is working on is waited for, however late it is. */
export async function paymentUnderWay(tx: Tx, rows: readonly MilestoneRow[]): Promise<boolean> {
  for (const { paymentId } of rows) {
    const payment = paymentId ? await paymentById(tx, paymentId) : null
    if (payment && processingPaymentStatuses.includes(payment.status)) return true
  }
  return false
}

async function cancelUnfunded(tx: Tx, contract: ContractRow, at: Date): Promise<void> {
  const terms = await termsOf(tx, contract.id)
  for (const row of await milestonesOf(tx, contract.id)) {
    if (!milestoneTransitions.find(row.status, 'cancel', 'clock').ok) continue
    await moveMilestone(
      tx,
      { milestone: row, terms },
      { event: 'cancel', actor: 'clock', by: null, at },
    )
  }
}

/** Nobody signed, or nobody paid, in time: the contract ends and nothing is owed. */
export async function lapseContract(
  tx: Tx,
  input: { contractId: string; at: Date },
): Promise<boolean> {
  const contract = await lockContract(tx, input.contractId)
  const due = contract.deadlineAt !== null && contract.deadlineAt <= input.at
  if (!due || !contractTransitions.find(contract.status, 'lapse', 'clock').ok) return false
  if (await paymentUnderWay(tx, await milestonesOf(tx, contract.id))) return false
  const terms = await termsOf(tx, contract.id)
  await cancelUnfunded(tx, contract, input.at)
  await moveContract(tx, contract, {
    event: 'lapse',
    actor: 'clock',
    by: null,
    at: input.at,
    set: { closedAt: input.at, deleteDataAt: dataDeletionAt(contract, terms, input.at) },
  })
  await enqueue(tx, 'notify', {
    event: 'contract-lapsed',
    subject: contract.id,
    facts: { was: contract.status },
  })
  return true
}

/** The next milestone was not funded in time: the contract ends with what has been delivered. */
export async function lapseNextFunding(
  tx: Tx,
  input: { milestoneId: string; at: Date },
): Promise<boolean> {
  const { contractId } = await milestoneRow(tx, input.milestoneId)
  const contract = await lockContract(tx, contractId)
  const row = await milestoneRow(tx, input.milestoneId)
  const due = row.deadlineAt !== null && row.deadlineAt <= input.at
  if (!due || !unfundedStatuses.includes(row.status)) return false
  if (await paymentUnderWay(tx, [row])) return false
  await cancelUnfunded(tx, contract, input.at)
  await endMilestone(tx, contract, input.at)
  await enqueue(tx, 'notify', {
    event: 'contract-lapsed',
    subject: contract.id,
    facts: { was: 'next_funding' },
  })
  return true
}

/**
 * What the weeks wait for was not handed in in time, and nothing was delivered without: all that is
 * held goes back whole, and the contract ends. What has been handed in is the team's to answer, and
 * is waited for.
 */
export async function lapseInputs(
  tx: Tx,
  input: { milestoneId: string; at: Date },
): Promise<boolean> {
  const { milestoneId, at } = input
  const { contractId } = await milestoneRow(tx, milestoneId)
  const contract = await lockContract(tx, contractId)
  const late = await milestoneRow(tx, milestoneId)
  const due = late.awaitsInputs && late.deadlineAt !== null && late.deadlineAt <= at
  if (!due || !canLapse(late)) return false
  const inputs = await inputRows(tx, [contractId])
  if (!inputs.some(({ state }) => owedInputStates.includes(state))) return false
  const terms = await termsOf(tx, contractId)
  for (const milestone of (await milestonesOf(tx, contractId)).filter(canLapse)) {
    const evidence = { deadline: late.deadlineAt?.toISOString() ?? '' }
    const move = { event: 'lapse_inputs', actor: 'clock', by: null, at, evidence } as const
    await moveMilestone(tx, { milestone, terms }, move)
    await refundHeld(tx, { reference: milestone.id, at })
    await enqueue(tx, 'notify', {
      event: 'milestone-refunded',
      subject: milestone.id,
      facts: { why: 'inputs' },
    })
  }
  await cancelUnfunded(tx, contract, at)
  await endMilestone(tx, contract, at)
  return true
}

function canLapse({ status }: MilestoneRow): boolean {
  return milestoneTransitions.find(status, 'lapse_inputs', 'clock').ok
}
