import type Stripe from 'stripe'
import { expandField, fieldsOf, flag, metadata, optional } from '../core/checks'
import type { Context } from '../core/context'
import { later, nevermind } from '../core/due'
import { notPossible } from '../core/errors'
import { emit } from '../core/events'
import { expanded, find } from '../core/expand'
import { route } from '../core/route'
import { addMovement } from './balance'
import { evidenceShape, withEvidence } from './dispute-evidence'
import { withdrawn } from './disputes'

type Dispute = Stripe.Dispute

const OPEN = ['needs_response', 'warning_needs_response']
const UNDECIDED = [...OPEN, 'under_review', 'warning_under_review']
const isInquiry = (dispute: Dispute) => dispute.status.startsWith('warning_')

/** The words by which Stripe's sandbox decides, given as `uncategorized_text`. */
const DECIDING: Record<string, 'won' | 'lost' | 'escalated'> = {
  winning_evidence: 'won',
  losing_evidence: 'lost',
  escalate_inquiry_evidence: 'escalated',
}

function answer(
  context: Context,
  id: string,
  params: {
    evidence?: ReturnType<typeof evidenceShape>
    metadata?: Record<string, string>
    submit?: boolean
  },
): Dispute {
  const dispute = find(context, 'dispute', id, 'dispute')
  if (params.evidence && !OPEN.includes(dispute.status)) {
    throw notPossible(
      `This dispute is already ${dispute.status}: its evidence cannot be changed any more.`,
    )
  }
  const evidence = withEvidence(dispute.evidence, params.evidence ?? {})
  const given = Object.values(params.evidence ?? {}).some((value) => value !== '')
  const submits = given && params.submit !== false
  const changed: Dispute = {
    ...dispute,
    evidence,
    metadata: { ...dispute.metadata, ...params.metadata },
    evidence_details: {
      ...dispute.evidence_details,
      has_evidence: dispute.evidence_details.has_evidence || given,
      submission_count: dispute.evidence_details.submission_count + (submits ? 1 : 0),
      submission_method: submits ? 'manual' : dispute.evidence_details.submission_method,
    },
    ...(submits ? { status: isInquiry(dispute) ? 'warning_under_review' : 'under_review' } : {}),
  }
  context.unit.put('dispute', changed)
  emit(context, 'charge.dispute.updated', changed, {
    evidence: dispute.evidence,
    status: dispute.status,
  })
  if (submits) nevermind(context, 'dispute_deadline', id)
  // The bank reads it after the answer has gone out.
  if (submits && DECIDING[evidence.uncategorized_text ?? '']) {
    later(context, 'dispute_decision', id, 0)
  }
  return changed
}

/** The bank has read the evidence. */
export function decisionIsDue(context: Context, id: string): void {
  const dispute = context.unit.get('dispute', id)
  if (!dispute || !UNDECIDED.includes(dispute.status)) return
  const outcome = DECIDING[dispute.evidence.uncategorized_text ?? '']
  if (outcome === 'escalated') escalate(context, dispute)
  else decideDispute(context, id, outcome === 'won')
}

/** Nobody answered in time: a chargeback is lost, an inquiry is closed. */
export function deadlineIsDue(context: Context, id: string): void {
  const dispute = context.unit.get('dispute', id)
  if (!dispute || !OPEN.includes(dispute.status)) return
  context.unit.put('dispute', {
    ...dispute,
    evidence_details: { ...dispute.evidence_details, past_due: true },
  })
  decideDispute(context, id, false)
}

/** An inquiry becomes a chargeback. */
function escalate(context: Context, dispute: Dispute): void {
  if (!isInquiry(dispute)) return
  const { payment_method_details: details } = dispute
  const charged = withdrawn(context, {
    ...dispute,
    evidence_details: {
      ...dispute.evidence_details,
      due_by: context.clock + 9 * 86_400,
    },
    is_charge_refundable: false,
    ...(details?.card
      ? {
          payment_method_details: {
            ...details,
            card: { ...details.card, case_type: 'chargeback' },
          },
        }
      : {}),
    status: 'needs_response',
  })
  context.unit.put('dispute', charged)
  later(context, 'dispute_deadline', dispute.id, 9)
  emit(context, 'charge.dispute.updated', charged, { status: dispute.status })
  emit(context, 'charge.dispute.funds_withdrawn', charged)
}

/**
 * The bank decides. A won chargeback brings its money back, not the fee; an inquiry is closed either
 * way.
 */
export function decideDispute(context: Context, id: string, won: boolean): Dispute {
  const dispute = find(context, 'dispute', id, 'dispute')
  if (!UNDECIDED.includes(dispute.status)) {
    throw notPossible(`The dispute ${id} is already closed: ${dispute.status}.`)
  }
  nevermind(context, 'dispute_deadline', id)
  nevermind(context, 'dispute_decision', id)
  const inquiry = isInquiry(dispute)
  const movements = [...dispute.balance_transactions]
  if (won && !inquiry) {
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
  const closed: Dispute = {
    ...dispute,
    balance_transactions: movements,
    status: inquiry ? 'warning_closed' : won ? 'won' : 'lost',
  }
  context.unit.put('dispute', closed)
  emit(context, 'charge.dispute.closed', closed, { status: dispute.status })
  if (won && !inquiry) emit(context, 'charge.dispute.funds_reinstated', closed)
  return closed
}

export const disputeAnswerRoutes = [
  route(
    'POST',
    '/v1/disputes/:id',
    fieldsOf<Stripe.DisputeUpdateParams>()({
      ...expandField,
      evidence: optional(evidenceShape),
      metadata: optional(metadata),
      submit: optional(flag),
    }),
    (context, params, ids) =>
      expanded(context, answer(context, ids.id ?? '', params), params.expand),
  ),
  route('POST', '/v1/disputes/:id/close', expandField, (context, params, ids) => {
    const dispute = find(context, 'dispute', ids.id ?? '', 'dispute')
    if (!OPEN.includes(dispute.status)) {
      throw notPossible(`This dispute is already closed: ${dispute.status}.`)
    }
    return expanded(context, decideDispute(context, dispute.id, false), params.expand)
  }),
]
