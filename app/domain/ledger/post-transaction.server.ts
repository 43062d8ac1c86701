import { sql } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import type { AccountRef } from './account'

export type Entry = {
  readonly account: AccountRef
  /** Debit positive, credit negative, never zero. */
  readonly amountMinor: bigint
}

export type Posting = {
  /** What happened, such as "release"; statements explain it by this word. */
  readonly kind: string
  /** One key, one transaction: the same posting again answers with the first one. */
  readonly idempotencyKey: string
  /** What it happened to; the ledger does not know what that is. */
  readonly reference: string
  /** Business time. */
  readonly occurredAt: Date
  readonly currency: string
  readonly entries: readonly Entry[]
  /** The transaction that this one undoes exactly. */
  readonly reversesId?: string
}

/**
 * Posts one balanced transaction through the database's own function, which alone may write.
 * Entries of amount zero are left out, so that a fee of nothing leaves no line.
 * @throws SM001 for a key used with other parameters, SM002 when an account would owe less than
 *   nothing; `inTransaction` turns both into refusals. Anything else is a fault of ours.
 */
export async function postTransaction(
  tx: Tx,
  posting: Posting,
): Promise<{ transactionId: string; replayed: boolean }> {
  const body = {
    id: newId('ledgerTransaction'),
    kind: posting.kind,
    idempotencyKey: posting.idempotencyKey,
    reference: posting.reference,
    occurredAt: posting.occurredAt.toISOString(),
    ...(posting.reversesId ? { reversesId: posting.reversesId } : {}),
    entries: posting.entries
      .filter(({ amountMinor }) => amountMinor !== 0n)
      .map(({ account, amountMinor }) => ({
        kind: account.kind,
        reference: account.reference ?? '',
        owner: account.owner ?? '',
        currency: posting.currency,
        amountMinor: amountMinor.toString(),
      })),
  }
  const [row] = await tx.execute<{ result: { transactionId: string; replayed: boolean } }>(
    sql`select ledger_post(${JSON.stringify(body)}::jsonb) as result`,
  )
  if (!row) throw new Error('ledger_post returned nothing')
  return row.result
}
