import { milestone as milestoneTable } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import { startPayment } from '~/domain/payments/start-payment.server'
import { isCurrency, type Money } from '~/kernel/money'
import { invariant, Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { fundableContractStatuses } from '../contract'
import { milestonesOf } from '../rows.server'
import { nextToFund, payingStatuses } from './milestone'
import { moveMilestone, openMilestone } from './move-milestone.server'

/**
 * The client starts to pay for the next milestone. The route then opens the provider's checkout,
 * outside the transaction. A second click leads to the same open payment.
 */
export async function fundMilestone(
  tx: Tx,
  input: { milestoneId: string; by: string; at: Date },
): Promise<{ paymentId: string; contractId: string; title: string; amount: Money }> {
  const opened = await openMilestone(tx, {
    milestoneId: input.milestoneId,
    event: 'start_funding',
    cause: { person: input.by },
    doneIn: payingStatuses,
  })
  const { contract, milestone } = opened
  if (!fundableContractStatuses.includes(contract.status)) {
    throw new Refused('transition_refused', { from: contract.status, event: 'start_funding' })
  }
  const next = nextToFund(await milestonesOf(tx, contract.id))
  if (next?.id !== milestone.id) throw new Refused('not_yet_due')
  const { paymentId } = await startPayment(tx, {
    reference: milestone.id,
    funder: contract.organisationId,
    startedBy: input.by,
    currency: milestone.currency,
    amountMinor: milestone.amountMinor,
    at: input.at,
  })
  if (!opened.done) {
    await moveMilestone(tx, opened, {
      event: 'start_funding',
      actor: opened.actor,
      by: input.by,
      at: input.at,
      set: { paymentId },
    })
  } else if (milestone.paymentId !== paymentId) {
    await rememberPayment(tx, milestone.id, paymentId)
  }
  invariant(isCurrency(milestone.currency), 'a milestone is in a known currency')
  return {
    paymentId,
    contractId: contract.id,
    title: milestone.title,
    amount: { currency: milestone.currency, amountMinor: milestone.amountMinor },
  }
}

/** The earlier payment lapsed before its failure was told; the new one is what counts. */
async function rememberPayment(tx: Tx, milestoneId: string, paymentId: string): Promise<void> {
  await tx.update(milestoneTable).set({ paymentId }).where(eq(milestoneTable.id, milestoneId))
}
