import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { expect, inject, vi } from 'vitest'
import { type AccountInCurrency, accountId } from '~/domain/ledger/balance-queries.server'
import { type Posting, postTransaction } from '~/domain/ledger/post-transaction.server'
import { sealingState } from '~/domain/ledger/queries.server'
import { sealLedger } from '~/domain/ledger/seal-ledger.server'
import { verifyLedger } from '~/domain/ledger/verify-ledger.server'
import { database, inTransaction, type Reader } from '~/platform/database.server'

export const post = (posting: Posting) => inTransaction((tx) => postTransaction(tx, posting))

/** A superuser in the test's database, before whom no trigger stands. */
export function asSuperuser(name: string) {
  const url = new URL(inject('cluster').adminUrl)
  url.pathname = `/${name}`
  return postgres(url.href, { max: 1, onnotice: () => {} })
}

/** What the job does, until nothing is left but what somebody still writes. Seals made. */
export async function sealAll(most = 2_000): Promise<number> {
  let seals = 0
  for (let idle = 0; idle < 2; ) {
    const sealed = await inTransaction((tx) => sealLedger(tx, { most }))
    if (sealed && sealed.transactions > 0) seals += 1
    else idle += 1
  }
  return seals
}

/** Seals until nothing is left; transactions of other databases on this server may be in the way a while. */
export async function sealWhole(most?: number): Promise<void> {
  await vi.waitFor(
    async () => {
      await sealAll(most)
      expect((await sealingState(database())).unsealed).toBe(0)
    },
    { timeout: 15_000 },
  )
}

export const verify = () =>
  database().transaction((tx) => verifyLedger(tx), {
    ...{ isolationLevel: 'repeatable read', accessMode: 'read only' },
  })

/** Every entry of an account up to a business time, summed without any snapshot. */
export async function summedByHand(
  db: Reader,
  account: AccountInCurrency,
  at: Date | null,
): Promise<bigint> {
  const moment = at?.toISOString() ?? 'infinity'
  const [row] = await db.execute<{ total: string }>(sql`
    select coalesce(sum(e.amount_minor), 0)::text as total
    from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
    where e.account_id = ${accountId(account)} and t.occurred_at <= ${moment}::timestamptz`)
  return BigInt(row?.total ?? 0)
}
