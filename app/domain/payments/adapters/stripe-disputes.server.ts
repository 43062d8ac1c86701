import type Stripe from 'stripe'
import { type Answer, ask, checked, fromProviderCurrency, stripe } from './stripe.server'

/** A payer's dispute as the provider knows it now. */
export type DisputeFacts = {
  readonly disputeId: string
  readonly chargeId: string
  readonly currency: string
  readonly amountMinor: bigint
  readonly reason: string
  /** An `inquiry` has taken no money yet, and may still be answered by a refund. */
  readonly state: 'inquiry' | 'open' | 'under_review' | 'won' | 'lost' | 'closed'
  /** What is gone from our balance for it now, without the fee. */
  readonly takenMinor: bigint
  readonly feeMinor: bigint
  /** The provider's time until which it can be answered. */
  readonly answerBy: Date | null
}

export function retrieveDispute(disputeId: string): Promise<Answer<DisputeFacts>> {
  return ask(async () => factsOf(await stripe().disputes.retrieve(disputeId)))
}

/** The disputes of a charge, the newest first. */
export function disputesOf(chargeId: string): Promise<Answer<DisputeFacts[]>> {
  return ask(async () => {
    const facts: DisputeFacts[] = []
    for await (const row of stripe().disputes.list({ charge: chargeId, limit: 100 })) {
      facts.push(factsOf(row))
    }
    return facts
  })
}

/** What we can say for ourselves; the provider passes it on to the payer's bank. */
export type DisputeEvidence = {
  readonly productDescription?: string
  readonly serviceDate?: string
  readonly customerEmail?: string
  readonly text?: string
}

/**
 * Answers a dispute. A draft may be changed; what is submitted goes to the bank and is final. Said
 * twice, it says the same.
 */
export function answerDispute(input: {
  disputeId: string
  idempotencyKey: string
  evidence: DisputeEvidence
  submit: boolean
}): Promise<Answer<DisputeFacts>> {
  const { productDescription, serviceDate, customerEmail, text } = input.evidence
  return ask(async () =>
    factsOf(
      await stripe().disputes.update(
        input.disputeId,
        {
          evidence: {
            ...(productDescription && { product_description: productDescription }),
            ...(serviceDate && { service_date: serviceDate }),
            ...(customerEmail && { customer_email_address: customerEmail }),
            ...(text && { uncategorized_text: text }),
          },
          submit: input.submit,
        },
        { idempotencyKey: input.idempotencyKey },
      ),
    ),
  )
}

/** Gives a dispute up: it is lost, for good. One that is closed already is only looked at. */
export async function giveUpDispute(input: {
  disputeId: string
  idempotencyKey: string
}): Promise<Answer<DisputeFacts>> {
  const { disputeId, idempotencyKey } = input
  const now = await retrieveDispute(disputeId)
  if (!now.ok || ['won', 'lost', 'closed'].includes(now.value.state)) return now
  return ask(async () => factsOf(await stripe().disputes.close(disputeId, {}, { idempotencyKey })))
}

const states: Record<string, DisputeFacts['state']> = {
  warning_needs_response: 'inquiry',
  warning_under_review: 'inquiry',
  warning_closed: 'closed',
  prevented: 'closed',
  needs_response: 'open',
  won: 'won',
  lost: 'lost',
}

function factsOf(given: Stripe.Dispute): DisputeFacts {
  const dispute = checked(given, 'dispute', 'dp', 'du')
  const { charge, evidence_details: details, balance_transactions: moves } = dispute
  const sum = (of: (row: Stripe.BalanceTransaction) => number) =>
    moves.reduce((total, row) => total + BigInt(of(row)), 0n)
  return {
    disputeId: dispute.id,
    chargeId: typeof charge === 'string' ? charge : charge.id,
    currency: fromProviderCurrency(dispute.currency),
    amountMinor: BigInt(dispute.amount),
    reason: dispute.reason,
    state: states[dispute.status] ?? 'under_review',
    takenMinor: -sum((row) => row.amount),
    feeMinor: sum((row) => row.fee),
    answerBy: details.due_by ? new Date(details.due_by * 1000) : null,
  }
}
