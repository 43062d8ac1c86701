import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  customType,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { AccountKind } from '../../app/domain/ledger/account'
import { id, minor, moment } from './columns'

const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })
const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/**
 * One account per kind, reference (what the money is for) and owner (whose it is), in one currency.
 * Amounts are signed: a debit is positive, a credit negative; `balance_minor` is their sum. Accounts
 * that every posting touches (provider cash, fees) keep no balance here: theirs is derived.
 */
export const ledgerAccount = pgTable(
  'ledger_account',
  {
    id: id(),
    kind: text('kind').$type<AccountKind>().notNull(),
    reference: text('reference').notNull().default(''),
    owner: text('owner').notNull().default(''),
    currency: text('currency').notNull(),
    balanceMinor: minor('balance_minor').notNull().default(sql`0`),
    version: bigint('version', { mode: 'bigint' }).notNull().default(sql`0`),
  },
  (table) => [
    unique('ledger_account_identity').on(table.kind, table.reference, table.owner, table.currency),
    check('ledger_account_currency', sql`${table.currency} ~ '^[A-Z]{3}$'`),
    check(
      'ledger_account_floor',
      sql`${table.kind} not in ('escrow', 'escrow_frozen', 'holdback', 'payable', 'refund_payable') or ${table.balanceMinor} <= 0`,
    ),
    check(
      'ledger_account_derived',
      sql`${table.kind} not in ('psp_cash', 'transfer_clearing', 'fee_revenue', 'psp_fee') or (${table.balanceMinor} = 0 and ${table.version} = 0)`,
    ),
  ],
)

export const ledgerTransaction = pgTable(
  'ledger_transaction',
  {
    id: id(),
    kind: text('kind').notNull(),
    reference: text('reference').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    /** SHA-256 of kind, reference and entries: the same key with other parameters is refused. */
    parametersHash: text('parameters_hash').notNull(),
    reversesId: text('reverses_id'),
    occurredAt: moment('occurred_at').notNull(),
    postedAt: moment('posted_at').notNull().defaultNow(),
    databaseTransaction: xid8('database_transaction').notNull(),
  },
  (table) => [
    uniqueIndex('ledger_transaction_idempotency').on(table.idempotencyKey),
    unique('ledger_transaction_birth').on(table.id, table.databaseTransaction),
    uniqueIndex('ledger_transaction_reverses')
      .on(table.reversesId)
      .where(sql`reverses_id is not null`),
    index('ledger_transaction_reference').on(table.reference),
    check('ledger_transaction_finite', sql`isfinite(${table.occurredAt})`),
  ],
)

export const ledgerEntry = pgTable(
  'ledger_entry',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    transactionId: text('transaction_id').notNull(),
    databaseTransaction: xid8('database_transaction').notNull(),
    position: integer('position').notNull(),
    /** No foreign key: it would write to the row of an account that every posting shares. */
    accountId: text('account_id').notNull(),
    currency: text('currency').notNull(),
    amountMinor: minor('amount_minor').notNull(),
    /** The account's balance after this entry, and its place in the history; null where derived. */
    balanceAfterMinor: minor('balance_after_minor'),
    accountVersion: bigint('account_version', { mode: 'bigint' }),
  },
  (table) => [
    foreignKey({
      columns: [table.transactionId, table.databaseTransaction],
      foreignColumns: [ledgerTransaction.id, ledgerTransaction.databaseTransaction],
      name: 'ledger_entry_birth',
    }),
    unique('ledger_entry_account_version').on(table.accountId, table.accountVersion),
    unique('ledger_entry_position').on(table.transactionId, table.position),
    check('ledger_entry_amount', sql`${table.amountMinor} <> 0`),
    // A derived balance is its last snapshot and the entries after it.
    index('ledger_entry_derived').on(table.accountId, table.id).where(sql`account_version is null`),
  ],
)

/**
 * The ledger up to here, closed: a hash chain over batches of transactions (app/domain/ledger/seal.ts
 * has the form). A seal covers the transactions whose entry at position 1 has an id above
 * `from_entry_id` and not above `up_to_entry_id`, in the order of those ids.
 */
export const ledgerSeal = pgTable('ledger_seal', {
  number: bigint('number', { mode: 'bigint' }).primaryKey(),
  fromEntryId: bigint('from_entry_id', { mode: 'bigint' }).notNull(),
  upToEntryId: bigint('up_to_entry_id', { mode: 'bigint' }).notNull(),
  transactions: integer('transactions').notNull(),
  /** One SHA-256 of each transaction, so that a difference is found at its transaction. */
  leaves: bytes('leaves').notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text('hash').notNull(),
  sealedAt: moment('sealed_at').notNull(),
})

/**
 * Up to where entries will be final: every entry up to `entry_id` was drawn by a database transaction
 * that began to write before `before_transaction`, so none can still appear once those have ended.
 */
export const ledgerHorizon = pgTable('ledger_horizon', {
  id: integer('id').primaryKey(),
  entryId: bigint('entry_id', { mode: 'bigint' }).notNull(),
  beforeTransaction: xid8('before_transaction').notNull(),
})

/** An account's balance by all entries up to one, folded when a batch is sealed. Never recomputed. */
export const ledgerSnapshot = pgTable(
  'ledger_snapshot',
  {
    accountId: text('account_id').notNull(),
    upToEntryId: bigint('up_to_entry_id', { mode: 'bigint' }).notNull(),
    /** Where the account's snapshot before this one ends, and how many entries lie between. */
    fromEntryId: bigint('from_entry_id', { mode: 'bigint' }).notNull(),
    entries: bigint('entries', { mode: 'bigint' }).notNull(),
    balanceMinor: minor('balance_minor').notNull(),
    /** The place of the last entry in the account's history; null where derived. */
    accountVersion: bigint('account_version', { mode: 'bigint' }),
    /** The earliest business time among the entries between, and the latest among all so far. */
    earliestAt: moment('earliest_at').notNull(),
    latestAt: moment('latest_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.upToEntryId] })],
)
