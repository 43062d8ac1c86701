import type Stripe from 'stripe'

/** What a session was created with that its object does not show. */
export interface SessionDetail {
  id: string
  lineItems: LineItem[]
  /** The card whose bank asks for a confirmation just now. */
  card?: string
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
  /** Milliseconds of the simulator's clock. */
  created: number
}

/** How far the simulator's clock is moved from the machine's. */
export interface Clock {
  id: 'clock'
  movedMs: number
}

/** Something that happens by time alone. */
export type DueKind =
  | 'funds'
  | 'bank_debit'
  | 'refund'
  | 'dispute_deadline'
  | 'dispute_decision'
  | 'payout'
  | 'account_deadline'

export interface Due {
  id: string
  kind: DueKind
  /** The object it happens to. */
  object: string
  /** Seconds of the simulator's clock. */
  at: number
}

export const FAULT_KINDS = [
  'webhook_duplicate',
  'webhook_reorder',
  'webhook_delay',
  'webhook_drop',
  'webhook_500',
  'webhook_timeout',
  'event_twice',
  'api_500',
  'api_500_after_commit',
  'api_delay',
  'timeout_after_commit',
  'silence',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

export interface Fault {
  id: string
  kind: FaultKind
  /** How many more times it strikes. */
  remaining: number
  /** Webhook faults: only events whose type starts so. */
  eventType: string | null
  /** API faults: only POST requests, or in a silence any, whose path starts so. */
  path: string | null
  delayMs: number
  holdMs: number
  /** Silence: milliseconds of the simulator's clock at which it ends. */
  until?: number
}

/** The balance transactions that an automatic payout paid out. */
export interface PayoutContent {
  id: string
  movements: string[]
}

export interface StoredBalanceSettings {
  id: 'balance_settings'
  settings: Stripe.BalanceSettings
}

/** A customer's cash with how it is matched with payments; `id` is the customer's. */
export interface StoredCashBalance {
  id: string
  available: Record<string, number>
  manual: boolean
}

/** What the onboarding pages have learned of an account. */
export interface AccountDetail {
  id: string
  legalName: string | null
  bankAccount: string | null
  agreed: boolean
  /** Whether an identity document has been asked for, and by when, in seconds of the clock. */
  document: 'unasked' | 'asked' | 'overdue' | 'rejected' | 'given'
  documentBy: number | null
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
  clock: Clock
  due: Due
  payout: Stripe.Payout
  payout_content: PayoutContent
  balance_settings: StoredBalanceSettings
  customer: Stripe.Customer
  cash_balance: StoredCashBalance
  cash_movement: Stripe.CustomerCashBalanceTransaction
  account_detail: AccountDetail
}

export type TableName = keyof Tables
