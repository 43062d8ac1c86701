import type Stripe from 'stripe'

/** What a session was created with that its object does not show. */
export interface SessionDetail {
  id: string
  lineItems: LineItem[]
  paymentIntent: {
    description: string | null
    metadata: Record<string, string>
    receiptEmail: string | null
    transferGroup: string | null
    statementDescriptor: string | null
  }
}

/** A line item as it travels: the SDK turns the decimal string into an object on arrival. */
export type LineItem = Omit<Stripe.LineItem, 'price'> & {
  price: Omit<Stripe.Price, 'unit_amount_decimal'> & { unit_amount_decimal: string }
}

export interface StoredAccountLink {
  id: string
  link: Stripe.V2.Core.AccountLink
  used: boolean
}

export interface ThinEvent {
  id: string
  object: 'v2.core.event'
  type: string
  created: string
  livemode: false
  related_object: { id: string; type: string; url: string }
  reason: { type: 'request'; request: { id: string; idempotency_key: string } } | null
  data: Record<string, unknown>
}

export type DeliveryState =
  | 'pending'
  | 'held'
  | 'delivered'
  | 'dropped'
  | 'given_up'
  | 'not_configured'

export interface Delivery {
  id: string
  event: string
  thin: boolean
  state: DeliveryState
  /** Position in the queue; a reorder changes it. */
  sequence: number
  due: number
  firstDue: number
  attempts: number
  lastStatus: number | null
  lastError: string | null
}

export interface IdempotencyRecord {
  id: string
  fingerprint: string
  status: number
  body: unknown
  created: number
}

export const FAULT_KINDS = [
  'webhook_duplicate',
  'webhook_reorder',
  'webhook_delay',
  'webhook_drop',
  'api_500',
  'api_delay',
  'timeout_after_commit',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

export interface Fault {
  id: string
  kind: FaultKind
  /** How many more times it strikes. */
  remaining: number
  /** Webhook faults: only events whose type starts so. */
  eventType: string | null
  /** API faults: only POST requests whose path starts so. */
  path: string | null
  delayMs: number
  holdMs: number
}

/** Every kind of row the simulator keeps. */
export interface Tables {
  session: Stripe.Checkout.Session
  session_detail: SessionDetail
  payment_intent: Stripe.PaymentIntent
  charge: Stripe.Charge
  balance_transaction: Stripe.BalanceTransaction
  transfer: Stripe.Transfer
  transfer_reversal: Stripe.TransferReversal
  refund: Stripe.Refund
  dispute: Stripe.Dispute
  account: Stripe.V2.Core.Account
  account_link: StoredAccountLink
  event: Stripe.EventBase
  thin_event: ThinEvent
  delivery: Delivery
  idempotency: IdempotencyRecord
  fault: Fault
}

export type TableName = keyof Tables
