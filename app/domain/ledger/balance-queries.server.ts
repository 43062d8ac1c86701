import { ledgerAccount, ledgerEntry, ledgerSnapshot, ledgerTransaction } from 'db/schema/ledger'
import { eq, type SQL, sql } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { type AccountRef, accountKinds } from './account'

export type AccountInCurrency = AccountRef & { readonly currency: string }

/** An account's id follows from what it is. */
export function accountId(account: AccountInCurrency): SQL<string> {
  return sql<string>`ledger_account_id(${account.kind}, ${account.reference ?? ''}, ${account.owner ?? ''}, ${account.currency})`
}

/**
 * The balance now, signed: what is owed is negative. An account nobody has posted to has zero. Where
 * it is derived, it is the last snapshot and the entries after it.
 */
export async function balanceOf(db: Reader, account: AccountInCurrency): Promise<bigint> {
  if (!accountKinds[account.kind].derived) {
    const [row] = await db
      .select({ balanceMinor: ledgerAccount.balanceMinor })
      .from(ledgerAccount)
      .where(eq(ledgerAccount.id, accountId(account)))
    return row?.balanceMinor ?? 0n
  }
  return oneBalance(
    db,
    sql`
      with last as (
        select balance_minor, up_to_entry_id from ${ledgerSnapshot}
        where account_id = ${accountId(account)} order by up_to_entry_id desc limit 1
      )
      select coalesce((select balance_minor from last), 0) + coalesce(sum(amount_minor), 0) as balance
      from ${ledgerEntry}
      where account_id = ${accountId(account)} and account_version is null
        and id > coalesce((select up_to_entry_id from last), 0)`,
  )
}

/**
 * The balance as the transactions up to and including `at` (business time) made it. It begins at the
 * last snapshot that holds nothing later, and reads on only in the spans between snapshots, and after
 * them, in which something as early can lie.
 */
export async function balanceAsOf(
  db: Reader,
  account: AccountInCurrency,
  at: Date,
): Promise<bigint> {
  // A span goes from one place to another of the account's entries: by id, or by version where it has them.
  const { derived } = accountKinds[account.kind]
  const place = derived ? sql`entry.id` : sql`entry.account_version`
  const end = derived ? sql`up_to_entry_id` : sql`account_version`
  const begin = derived ? sql`from_entry_id` : sql`account_version - entries`
  const moment = sql`${at.toISOString()}::timestamptz`
  return oneBalance(
    db,
    sql`
      with snapshot as (
        select *, ${begin} as low, ${end} as high from ${ledgerSnapshot}
        where account_id = ${accountId(account)}
      ), base as (
        select balance_minor, high from snapshot where latest_at <= ${moment}
        order by up_to_entry_id desc limit 1
      ), span as (
        select low, high from snapshot
        where low >= coalesce((select high from base), 0) and earliest_at <= ${moment}
        union all
        select coalesce(max(high), 0), 9223372036854775807 from snapshot
      )
      select coalesce((select balance_minor from base), 0) + coalesce(sum(entry.amount_minor), 0) as balance
      from span
      join ${ledgerEntry} entry on entry.account_id = ${accountId(account)}
        and entry.account_version is ${derived ? sql`null` : sql`not null`}
        and ${place} > span.low and ${place} <= span.high
      join ${ledgerTransaction} moved on moved.id = entry.transaction_id
      where moved.occurred_at <= ${moment}`,
  )
}

async function oneBalance(db: Reader, query: SQL): Promise<bigint> {
  const [row] = await db.execute<{ balance: string }>(query)
  return BigInt(row?.balance ?? 0)
}
