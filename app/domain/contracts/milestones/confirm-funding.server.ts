import { holdFunds } from '~/domain/escrow/hold-funds.server'
import { refundHeld } from '~/domain/escrow/refund-held.server'
import { confirmedPaymentStatuses, lostPaymentStatuses } from '~/domain/payments/payment'
import { paymentById } from '~/domain/payments/queries.server'
import { invariant, Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { enqueue } from '~/platform/queue.server'
import { contractTransitions } from '../contract'
import { moveContract } from '../move-contract.server'
import { lockContract, milestoneRow, termsOf } from '../rows.server'
import { milestoneTransitions } from './milestone'
import { moveMilestone, type OpenedMilestone } from './move-milestone.server'

type Payment = NonNullable<Awaited<ReturnType<typeof paymentById>>>

/**
 * The provider has settled a payment. Confirmed: the money is held and the work unlocks. Failed or
 * expired: the milestone can be funded again. Money that comes in for a milestone which no longer
 * waits for it is booked and goes straight back. Safe to run twice.
 */
export async function confirmFunding(
  tx: Tx,
  input: { paymentId: string; at: Date },
): Promise<{ result: 'held' | 'returned' | 'failed' | 'nothing' }> {
  const payment = await paymentById(tx, input.paymentId)
  if (!payment) throw new Refused('not_found')
  const { contractId } = await milestoneRow(tx, payment.reference)
  const contract = await lockContract(tx, contractId)
  const milestone = await milestoneRow(tx, payment.reference)
  const opened = { contract, milestone, terms: await termsOf(tx, contractId) }
  if (lostPaymentStatuses.includes(payment.status)) {
    return fundingFailed(tx, opened, payment, input.at)
  }
  if (!confirmedPaymentStatuses.includes(payment.status)) return { result: 'nothing' }
  const waits = milestoneTransitions.find(milestone.status, 'confirm_funding', 'platform').ok
  if (waits && payment.amountMinor === milestone.amountMinor) {
    await hold(tx, payment, input.at)
    await unlockWork(tx, opened, payment, input.at)
    return { result: 'held' }
  }
  if (milestone.fundedAt && milestone.paymentId === payment.paymentId) return { result: 'nothing' }
  await hold(tx, payment, input.at)
  await refundHeld(tx, { reference: milestone.id, paymentIds: [payment.paymentId], at: input.at })
  log.warn({ payment: payment.paymentId, milestone: milestone.id }, 'late payment returned')
  return { result: 'returned' }
}

type Opened = Pick<OpenedMilestone, 'contract' | 'milestone' | 'terms'>

async function hold(tx: Tx, payment: Payment, at: Date): Promise<void> {
  const { chargeId, rail, chargedAt, feeMinor } = payment
  invariant(chargeId && rail && chargedAt, 'a confirmed payment has its charge')
  await holdFunds(tx, {
    paymentId: payment.paymentId,
    reference: payment.reference,
    funder: payment.funder,
    currency: payment.currency,
    amountMinor: payment.amountMinor,
    feeMinor: feeMinor ?? 0n,
    chargeId,
    rail,
    chargedAt,
    at,
  })
}

async function unlockWork(tx: Tx, opened: Opened, payment: Payment, at: Date): Promise<void> {
  await moveMilestone(
    tx,
    { ...opened, milestone: { ...opened.milestone, fundedAt: at } },
    {
      event: 'confirm_funding',
      actor: 'platform',
      by: null,
      at,
      set: { fundedAt: at, paymentId: payment.paymentId },
      evidence: {
        payment: payment.paymentId,
        amountMinor: payment.amountMinor.toString(),
        currency: payment.currency,
      },
    },
  )
  if (contractTransitions.find(opened.contract.status, 'funded', 'platform').ok) {
    await moveContract(tx, opened.contract, { event: 'funded', actor: 'platform', by: null, at })
  }
  await enqueue(tx, 'notify', { event: 'milestone-funded', subject: opened.milestone.id })
}

async function fundingFailed(
  tx: Tx,
  opened: Opened,
  payment: Payment,
  at: Date,
): Promise<{ result: 'failed' | 'nothing' }> {
  const { milestone } = opened
  const waits = milestoneTransitions.find(milestone.status, 'funding_failed', 'platform').ok
  if (!waits || milestone.paymentId !== payment.paymentId) return { result: 'nothing' }
  await moveMilestone(tx, opened, {
    event: 'funding_failed',
    actor: 'platform',
    by: null,
    at,
    note: payment.status,
    set: { paymentId: null },
  })
  await enqueue(tx, 'notify', {
    event: 'funding-failed',
    subject: milestone.id,
    facts: { payment: payment.paymentId },
  })
  return { result: 'failed' }
}
