import type Stripe from 'stripe'
import { expandField, optional, text } from '../core/checks'
import type { Context } from '../core/context'
import { notPossible } from '../core/errors'
import { emit } from '../core/events'
import { expanded, find } from '../core/expand'
import { page, pageFields } from '../core/lists'
import { route } from '../core/route'
import { addMovement } from './balance'
import { DISPUTE_FEE_MINOR } from './cards'

const EVIDENCE_DAYS = 9

/** The payer's bank takes the money back: a dispute of the whole charge. */
export function openDispute(context: Context, chargeId: string): Stripe.Dispute {
  const charge = find(context, 'charge', chargeId, 'charge')
  if (charge.disputed || charge.status !== 'succeeded') {
    throw notPossible(`The charge ${chargeId} cannot be disputed.`)
  }
  const id = context.newId('dp')
  const withdrawal = addMovement(context, {
    type: 'adjustment',
    reportingCategory: 'dispute',
    amount: -charge.amount,
    currency: charge.currency,
    source: id,
    fee: DISPUTE_FEE_MINOR,
    feeDescription: 'Dispute fee',
    description: `Chargeback withdrawal for ${charge.id}`,
  })
  const dispute = {
    id,
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: [withdrawal],
    charge: charge.id,
    created: context.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: context.now + EVIDENCE_DAYS * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand: 'visa',
        case_type: 'chargeback',
        network: 'visa',
        network_reason_code: '10.4',
      },
      type: 'card',
    },
    reason: 'fraudulent',
    status: 'needs_response',
  } satisfies Stripe.Dispute
  context.unit.put('dispute', dispute)
  context.unit.put('charge', { ...charge, disputed: true })
  emit(context, 'charge.dispute.created', dispute)
  emit(context, 'charge.dispute.funds_withdrawn', dispute)
  return dispute
}

/** The bank decides; of the simulator, not of Stripe. */
export function decideDispute(context: Context, id: string, won: boolean): Stripe.Dispute {
  const dispute = find(context, 'dispute', id, 'dispute')
  if (dispute.status === 'won' || dispute.status === 'lost') {
    throw notPossible(`The dispute ${id} is already closed: ${dispute.status}.`)
  }
  const movements = [...dispute.balance_transactions]
  if (won) {
    movements.push(
      addMovement(context, {
        type: 'adjustment',
        reportingCategory: 'dispute_reversal',
        amount: dispute.amount,
        currency: dispute.currency,
        source: id,
        description: `Chargeback reversal for ${String(dispute.charge)}`,
      }),
    )
  }
  const closed: Stripe.Dispute = {
    ...dispute,
    balance_transactions: movements,
    status: won ? 'won' : 'lost',
  }
  context.unit.put('dispute', closed)
  emit(context, 'charge.dispute.closed', closed)
  if (won) emit(context, 'charge.dispute.funds_reinstated', closed)
  return closed
}

const noEvidence: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
}

export const disputeRoutes = [
  route('GET', '/v1/disputes/:id', expandField, (context, params, ids) =>
    expanded(context, find(context, 'dispute', ids.id ?? '', 'dispute'), params.expand),
  ),
  route('GET', '/v1/disputes', { ...pageFields, charge: optional(text()) }, (context, params) => {
    const rows = context.unit
      .all('dispute')
      .filter((row) => !params.charge || row.charge === params.charge)
    return page(context, rows, params, '/v1/disputes')
  }),
]
