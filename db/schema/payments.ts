import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type {
  OperationKind,
  OperationRequest,
  OperationStatus,
} from '../../app/domain/payments/operation'
import type { CheckoutRequest, PaymentStatus } from '../../app/domain/payments/payment'
import { id, json, minor, moment } from './columns'

/** A funder's payment through the provider, for something that payments does not know (`reference`). */
export const payment = pgTable(
  'payment',
  {
    id: id(),
    reference: text('reference').notNull(),
    /** The organisation or person that pays. */
    funder: text('funder').notNull(),
    startedBy: text('started_by').notNull(),
    currency: text('currency').notNull(),
    amountMinor: minor('amount_minor').notNull(),
    status: text('status').$type<PaymentStatus>().notNull(),
    rail: text('rail').$type<'card' | 'bank'>(),
    /** What the provider was asked for, kept before it is asked, so that asking again is the same. */
    checkoutRequest: json<CheckoutRequest>('checkout_request'),
    sessionId: text('session_id'),
    checkoutUrl: text('checkout_url'),
    chargeId: text('charge_id'),
    feeMinor: minor('fee_minor'),
    chargedAt: moment('charged_at'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (table) => [
    index('payment_reference').on(table.reference),
    uniqueIndex('payment_open').on(table.reference).where(sql`status in ('started', 'processing')`),
    uniqueIndex('payment_session').on(table.sessionId),
    uniqueIndex('payment_charge').on(table.chargeId),
  ],
)

/** The outbox: what the provider shall be asked to do, written with the ledger transaction that needs it. */
export const operation = pgTable(
  'operation',
  {
    id: id(),
    kind: text('kind').$type<OperationKind>().notNull(),
    reference: text('reference').notNull(),
    /** Who receives the money: a person (transfer) or a funder (refund). */
    party: text('party').notNull(),
    ledgerTransactionId: text('ledger_transaction_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    currency: text('currency').notNull(),
    amountMinor: minor('amount_minor').notNull(),
    request: json<OperationRequest>('request').notNull(),
    status: text('status').$type<OperationStatus>().notNull(),
    providerId: text('provider_id'),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    createdAt: moment('created_at').notNull(),
    firstSentAt: moment('first_sent_at'),
    settledAt: moment('settled_at'),
  },
  (table) => [
    uniqueIndex('operation_idempotency').on(table.idempotencyKey),
    index('operation_reference').on(table.reference),
    uniqueIndex('operation_provider').on(table.providerId),
    index('operation_status').on(table.status),
  ],
)

/** The inbox: every verified webhook once, under the provider's event id. */
export const webhookEvent = pgTable(
  'webhook_event',
  {
    id: id(),
    type: text('type').notNull(),
    objectId: text('object_id').notNull(),
    payload: json<unknown>('payload').notNull(),
    receivedAt: moment('received_at').notNull().defaultNow(),
    processedAt: moment('processed_at'),
    lastError: text('last_error'),
  },
  (table) => [index('webhook_event_received').on(table.receivedAt)],
)

/** The account with the provider of a person or an organisation, to which transfers go. */
export const payoutAccount = pgTable(
  'payout_account',
  {
    personId: text('person_id').primaryKey(),
    providerAccountId: text('provider_account_id'),
    status: text('status').$type<'started' | 'incomplete' | 'ready'>().notNull(),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (table) => [uniqueIndex('payout_account_provider').on(table.providerAccountId)],
)
