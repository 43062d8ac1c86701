import { sql } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'
import type { Seal, SealedTransaction } from './seal'

/** The seals after `number` in their order, a page of them. */
export async function sealsAfter(tx: Tx, number: string, limit: number): Promise<Seal[]> {
  return tx.execute<Seal>(sql`
    select number::text as number, from_entry_id::text as "fromEntryId", up_to_entry_id::text as "upToEntryId",
      transactions, leaves, previous_hash as "previousHash", hash,
      ledger_microseconds(sealed_at) as "sealedMicroseconds"
    from ledger_seal seal where seal.number > ${number}::bigint order by seal.number limit ${limit}`)
}

/** A transaction as it is now, with the id of its entry at position 1, by which it is in a seal. */
export type Placed = SealedTransaction & { firstEntryId: string }

/** The transactions whose first entry lies above `after` and not above `upTo`, in order, a page of them. */
export async function transactionsBetween(
  tx: Tx,
  { after, upTo, limit }: { after: string; upTo: string; limit: number },
): Promise<Placed[]> {
  return tx.execute<Placed>(sql`
    select first.id::text as "firstEntryId", t.id, t.kind, t.reference, t.idempotency_key as "idempotencyKey",
      t.parameters_hash as "parametersHash", t.reverses_id as "reversesId",
      ledger_microseconds(t.occurred_at) as "occurredMicroseconds",
      ledger_microseconds(t.posted_at) as "postedMicroseconds",
      (select json_agg(json_build_object('id', e.id::text, 'accountId', e.account_id,
          'currency', e.currency, 'amountMinor', e.amount_minor::text,
          'balanceAfterMinor', e.balance_after_minor::text, 'accountVersion', e.account_version::text
        ) order by e.position) from ledger_entry e where e.transaction_id = t.id) as entries
    from ledger_entry first join ledger_transaction t on t.id = first.transaction_id
    where first.position = 1 and first.id > ${after}::bigint and first.id <= ${upTo}::bigint
    order by first.id limit ${limit}`)
}
