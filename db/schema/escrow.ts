import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { PayableStatus } from '../../app/domain/escrow/payable'
import { id, json, minor, moment } from './columns'

/** Cleared money of one funder, held for `reference` (a milestone, to escrow an opaque text). */
export const funding = pgTable(
  'funding',
  {
    /** The payment; a part that was moved to another reference adds that reference behind a slash. */
    paymentId: text('payment_id').primaryKey(),
    reference: text('reference').notNull(),
    funder: text('funder').notNull(),
    currency: text('currency').notNull(),
    amountMinor: minor('amount_minor').notNull(),
    chargeId: text('charge_id').notNull(),
    rail: text('rail').$type<'card' | 'bank'>().notNull(),
    chargedAt: moment('charged_at').notNull(),
    ledgerTransactionId: text('ledger_transaction_id').notNull(),
    /** What became of it; null while it is held. */
    usedFor: text('used_for').$type<'release' | 'refund'>(),
    usedAt: moment('used_at'),
    /** How often the provider has refused its refund. */
    refusals: integer('refusals').notNull().default(0),
  },
  (table) => [index('funding_reference').on(table.reference)],
)

/** The part of a milestone kept for its warranty window, with the shares fixed at release. */
export const holdback = pgTable(
  'holdback',
  {
    id: id(),
    reference: text('reference').notNull(),
    currency: text('currency').notNull(),
    amountMinor: minor('amount_minor').notNull(),
    shares: json<{ personId: string; shareBps: number }[]>('shares').notNull(),
    /** The charges that it came in by. */
    sources: json<{ chargeId: string; funder: string; amountMinor: string }[]>('sources').notNull(),
    dueAt: moment('due_at').notNull(),
    releasedAt: moment('released_at'),
    /** What keeps it back beyond its window, opaque to escrow; null while nothing does. */
    heldBy: text('held_by'),
    /** It went back to its funders instead. */
    refundedAt: moment('refunded_at'),
    /** Charges whose refund the provider refused: their parts are kept back again. */
    refusedCharges: json<string[]>('refused_charges').notNull().default([]),
    /** How often the provider has refused a refund. */
    refusals: integer('refusals').notNull().default(0),
  },
  (table) => [
    uniqueIndex('holdback_reference').on(table.reference),
    index('holdback_due').on(table.dueAt),
  ],
)

/** What a member is owed from one release out of one charge, and how far its transfer has come. */
export const payable = pgTable(
  'payable',
  {
    id: id(),
    reference: text('reference').notNull(),
    /** Who is paid: a person, or an organisation such as a training partner. */
    personId: text('person_id').notNull(),
    reason: text('reason').$type<'release' | 'holdback'>().notNull(),
    currency: text('currency').notNull(),
    amountMinor: minor('amount_minor').notNull(),
    shareBps: integer('share_bps').notNull(),
    /** The provider's charge that the money came in by; the transfer is taken from it. */
    chargeId: text('charge_id').notNull(),
    ledgerTransactionId: text('ledger_transaction_id').notNull(),
    releasedAt: moment('released_at').notNull(),
    /** Transfers wait until here: max(accepted, charged + the rail's risk days). */
    dueAt: moment('due_at').notNull(),
    status: text('status').$type<PayableStatus>().notNull(),
    /** How often the provider has refused its transfer. */
    refusals: integer('refusals').notNull().default(0),
    /** When the member was asked for a payout account. */
    askedAt: moment('asked_at'),
    paidAt: moment('paid_at'),
  },
  (table) => [
    index('payable_reference').on(table.reference),
    index('payable_person').on(table.personId),
    index('payable_due').on(table.status, table.dueAt),
  ],
)
