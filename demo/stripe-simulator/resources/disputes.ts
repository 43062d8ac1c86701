import type Stripe from 'stripe'
import { expandField, optional, text } from '../core/checks'
import type { Context } from '../core/context'
import { later } from '../core/due'
import { notPossible } from '../core/errors'
import { emit } from '../core/events'
import { expanded, find } from '../core/expand'
import { page, pageFields } from '../core/lists'
import { route } from '../core/route'
import { addMovement } from './balance'
import { DISPUTE_FEE_MINOR, type DisputeKind } from './cards'
import { noEvidence } from './dispute-evidence'

const EVIDENCE_DAYS = 9

const NETWORK_REASONS: Record<DisputeKind, string> = {
  fraudulent: '10.4',
  product_not_received: '13.1',
  inquiry: '13.1',
}

/**
 * The payer's bank takes the money back, or in an inquiry only asks: a dispute of the whole charge, or
 * of `amount` of it.
 */
export function openDispute(
  context: Context,
  chargeId: string,
  kind: DisputeKind,
  amount?: number,
): Stripe.Dispute {
  const charge = find(context, 'charge', chargeId, 'charge')
  const disputed = amount ?? charge.amount
  if (charge.disputed || charge.status !== 'succeeded' || disputed > charge.amount) {
    throw notPossible(`The charge ${chargeId} cannot be disputed.`)
  }
  const inquiry = kind === 'inquiry'
  const isCard = charge.payment_method_details?.type === 'card'
  const dispute = {
    id: context.newId('dp'),
    object: 'dispute',
    amount: disputed,
    balance_transactions: [],
    charge: charge.id,
    created: context.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: context.clock + EVIDENCE_DAYS * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    ...(isCard
      ? {
          payment_method_details: {
            card: {
              brand: 'visa',
              case_type: inquiry ? ('inquiry' as const) : ('chargeback' as const),
              network: 'visa',
              network_reason_code: NETWORK_REASONS[kind],
            },
            type: 'card' as const,
          },
        }
      : {}),
    reason: inquiry ? 'general' : kind,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  } satisfies Stripe.Dispute
  context.unit.put('charge', { ...charge, disputed: true })
  later(context, 'dispute_deadline', dispute.id, EVIDENCE_DAYS)
  if (inquiry) {
    context.unit.put('dispute', dispute)
    emit(context, 'charge.dispute.created', dispute)
    return dispute
  }
  const charged = withdrawn(context, dispute)
  context.unit.put('dispute', charged)
  emit(context, 'charge.dispute.created', charged)
  emit(context, 'charge.dispute.funds_withdrawn', charged)
  return charged
}

/** The dispute with its money and the fee taken from the balance. */
export function withdrawn(context: Context, dispute: Stripe.Dispute): Stripe.Dispute {
  const withdrawal = addMovement(context, {
    type: 'adjustment',
    reportingCategory: 'dispute',
    amount: -dispute.amount,
    currency: dispute.currency,
    source: dispute.id,
    fee: DISPUTE_FEE_MINOR,
    feeDescription: 'Dispute fee',
    description: `Chargeback withdrawal for ${String(dispute.charge)}`,
  })
  return { ...dispute, balance_transactions: [...dispute.balance_transactions, withdrawal] }
}

export const disputeRoutes = [
  route('GET', '/v1/disputes/:id', expandField, (context, params, ids) =>
    expanded(context, find(context, 'dispute', ids.id ?? '', 'dispute'), params.expand),
  ),
  route(
    'GET',
    '/v1/disputes',
    { ...pageFields, charge: optional(text()), payment_intent: optional(text()) },
    (context, params) => {
      const rows = context.unit.all('dispute').filter((row) => {
        if (params.charge && row.charge !== params.charge) return false
        return !params.payment_intent || row.payment_intent === params.payment_intent
      })
      return page(context, rows, params, '/v1/disputes')
    },
  ),
]
