import { ledgerAccount, ledgerEntry, ledgerSeal, ledgerTransaction } from 'db/schema/ledger'
import { and, asc, count, desc, eq, gt, inArray, lt, min, sql } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import type { AccountKind } from './account'
import { type AccountInCurrency, accountId } from './balance-queries.server'

const total = sql<bigint>`coalesce(sum(${ledgerEntry.amountMinor}), 0)`.mapWith(BigInt)

const lineColumns = {
  entryId: ledgerEntry.id,
  transactionId: ledgerEntry.transactionId,
  kind: ledgerTransaction.kind,
  reference: ledgerTransaction.reference,
  reversesId: ledgerTransaction.reversesId,
  occurredAt: ledgerTransaction.occurredAt,
  currency: ledgerEntry.currency,
  amountMinor: ledgerEntry.amountMinor,
  balanceAfterMinor: ledgerEntry.balanceAfterMinor,
}

/** The lines of one account, newest first; `before` is an entry id to page on from. */
export async function accountHistory(
  db: Reader,
  account: AccountInCurrency,
  page: { limit: number; before?: bigint } = { limit: 100 },
) {
  return db
    .select(lineColumns)
    .from(ledgerEntry)
    .innerJoin(ledgerTransaction, eq(ledgerTransaction.id, ledgerEntry.transactionId))
    .where(
      and(
        eq(ledgerEntry.accountId, accountId(account)),
        page.before === undefined ? undefined : lt(ledgerEntry.id, page.before),
      ),
    )
    .orderBy(desc(ledgerEntry.id))
    .limit(page.limit)
}

/** Every account of these kinds that belongs to `references`, with its balance. Not for derived kinds. */
export async function balancesFor(
  db: Reader,
  input: { kinds: AccountKind[]; references: string[] },
) {
  if (input.references.length === 0) return []
  return db
    .select({
      kind: ledgerAccount.kind,
      reference: ledgerAccount.reference,
      owner: ledgerAccount.owner,
      currency: ledgerAccount.currency,
      balanceMinor: ledgerAccount.balanceMinor,
    })
    .from(ledgerAccount)
    .where(
      and(
        inArray(ledgerAccount.kind, input.kinds),
        inArray(ledgerAccount.reference, input.references),
      ),
    )
    .orderBy(asc(ledgerAccount.id))
}

/** Every entry of a transaction with the account that it is on, in posting order. */
export async function transactionEntries(db: Reader, transactionIds: string[]) {
  if (transactionIds.length === 0) return []
  return db
    .select({
      ...lineColumns,
      accountKind: ledgerAccount.kind,
      accountReference: ledgerAccount.reference,
      owner: ledgerAccount.owner,
    })
    .from(ledgerEntry)
    .innerJoin(ledgerTransaction, eq(ledgerTransaction.id, ledgerEntry.transactionId))
    .innerJoin(ledgerAccount, eq(ledgerAccount.id, ledgerEntry.accountId))
    .where(inArray(ledgerEntry.transactionId, transactionIds))
    .orderBy(asc(ledgerTransaction.id), asc(ledgerEntry.position))
}

/** What each kind of account holds in each currency, from the entries; a currency's rows sum to zero. */
export async function trialBalance(db: Reader) {
  return db
    .select({ currency: ledgerEntry.currency, kind: ledgerAccount.kind, balanceMinor: total })
    .from(ledgerEntry)
    .innerJoin(ledgerAccount, eq(ledgerAccount.id, ledgerEntry.accountId))
    .groupBy(ledgerEntry.currency, ledgerAccount.kind)
    .orderBy(asc(ledgerEntry.currency), asc(ledgerAccount.kind))
}

/** The transaction that was posted under this key, if there is one. */
export async function transactionByKey(db: Reader, idempotencyKey: string) {
  const [row] = await db
    .select({ transactionId: ledgerTransaction.id, occurredAt: ledgerTransaction.occurredAt })
    .from(ledgerTransaction)
    .where(eq(ledgerTransaction.idempotencyKey, idempotencyKey))
  return row ?? null
}

/** How far the ledger is sealed, and since when (system time) the oldest transaction beyond waits. */
export async function sealingState(db: Reader) {
  const [last] = await db
    .select({
      number: ledgerSeal.number,
      upToEntryId: ledgerSeal.upToEntryId,
      hash: ledgerSeal.hash,
      sealedAt: ledgerSeal.sealedAt,
    })
    .from(ledgerSeal)
    .orderBy(desc(ledgerSeal.number))
    .limit(1)
  const [rest] = await db
    .select({ unsealed: count(), oldestAt: min(ledgerTransaction.postedAt) })
    .from(ledgerEntry)
    .innerJoin(ledgerTransaction, eq(ledgerTransaction.id, ledgerEntry.transactionId))
    .where(and(gt(ledgerEntry.id, last?.upToEntryId ?? 0n), eq(ledgerEntry.position, 1)))
  return { last: last ?? null, unsealed: rest?.unsealed ?? 0, oldestAt: rest?.oldestAt ?? null }
}
