import type Stripe from 'stripe'
import { type Check, fieldsOf, optional, shape } from '../core/checks'
import { badParam } from '../core/errors'

/** A dispute's evidence before anybody has given any. */
export const noEvidence: Stripe.Dispute.Evidence = {
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

const LONGEST = 20_000

/** A piece of evidence; an empty one takes it back. */
const piece: Check<string> = (value, path) => {
  if (typeof value !== 'string') throw badParam('Invalid string', path)
  if (value.length > LONGEST) {
    throw badParam(`Invalid string: must be at most ${LONGEST} characters`, path)
  }
  return value
}

const field = optional(piece)

/** What may be written. Files cannot be uploaded to the simulator, so their ids are refused. */
const evidenceFields = fieldsOf<Stripe.DisputeUpdateParams.Evidence>()({
  access_activity_log: field,
  billing_address: field,
  cancellation_policy_disclosure: field,
  cancellation_rebuttal: field,
  customer_email_address: field,
  customer_name: field,
  customer_purchase_ip: field,
  duplicate_charge_explanation: field,
  duplicate_charge_id: field,
  product_description: field,
  refund_policy_disclosure: field,
  refund_refusal_explanation: field,
  service_date: field,
  shipping_address: field,
  shipping_carrier: field,
  shipping_date: field,
  shipping_tracking_number: field,
  uncategorized_text: field,
})
export const evidenceShape = shape(evidenceFields)

/** The evidence with what was written added to it. */
export function withEvidence(
  evidence: Stripe.Dispute.Evidence,
  given: ReturnType<typeof evidenceShape>,
): Stripe.Dispute.Evidence {
  const written = Object.entries(given).map(([key, value]) => [key, value === '' ? null : value])
  return { ...evidence, ...Object.fromEntries(written) }
}
