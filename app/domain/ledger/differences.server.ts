import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'

export type Difference = {
  /** The transaction, entry, account, snapshot or seal where it was found. */
  readonly where: string
  readonly what: string
}

/** Asks for the first place where something is not as the entries say. */
type Check = { what: string; query: SQL }

const books: Check[] = [
  {
    what: 'its entries are not two or more at the places 1 to n, born with it, with the sum zero in each currency',
    query: sql`
      with by_currency as (
        select t.id, min(e.id) as first, count(e.id) as entries, coalesce(sum(e.amount_minor), 0) as total,
          min(e.position) as low, max(e.position) as high,
          bool_and(e.database_transaction = t.database_transaction) as born
        from ledger_transaction t left join ledger_entry e on e.transaction_id = t.id
        group by t.id, e.currency
      )
      select 'transaction ' || id as place from by_currency group by id
      having sum(entries) < 2 or bool_or(total <> 0) or min(low) <> 1 or max(high) <> sum(entries)
        or not bool_and(born)
      order by min(first) limit 1`,
  },
  {
    what: 'its transaction does not exist',
    query: sql`
      select 'entry ' || e.id || ' of transaction ' || e.transaction_id as place from ledger_entry e
      where not exists (select from ledger_transaction t where t.id = e.transaction_id)
      order by e.id limit 1`,
  },
  {
    what: 'its account does not exist, has another currency, keeps its balance in another way, or would owe less than nothing',
    query: sql`
      select 'entry ' || e.id || ' of transaction ' || e.transaction_id as place
      from ledger_entry e left join ledger_account a on a.id = e.account_id
      where a.id is null or a.currency <> e.currency
        or ledger_kind_derived(a.kind) <> (e.account_version is null)
        or (e.account_version is null) <> (e.balance_after_minor is null)
        or (e.balance_after_minor > 0
          and a.kind in ('escrow', 'escrow_frozen', 'holdback', 'payable', 'refund_payable'))
      order by e.id limit 1`,
  },
  {
    what: 'it does not continue its account: the version or the balance after it is another',
    query: sql`
      select 'entry ' || id || ' of account ' || account_id as place from (
        select id, account_id, amount_minor, balance_after_minor, account_version,
          lag(account_version, 1, 0::bigint) over history as before,
          lag(balance_after_minor, 1, 0::bigint) over history as balance_before
        from ledger_entry where account_version is not null
        window history as (partition by account_id order by account_version)
      ) e
      where account_version <> before + 1 or balance_after_minor <> balance_before + amount_minor
      order by id limit 1`,
  },
  {
    what: 'its balance or version is not that of its last entry, or its id does not follow from what it is',
    query: sql`
      select 'account ' || a.id || ' (' || concat_ws(' ', a.kind, nullif(a.reference, ''), nullif(a.owner, ''), a.currency) || ')' as place
      from ledger_account a
      left join ledger_entry e on e.account_id = a.id and e.account_version = a.version
      where a.balance_minor <> coalesce(e.balance_after_minor, 0) or (a.version <> 0 and e.id is null)
        or exists (select from ledger_entry later where later.account_id = a.id and later.account_version = a.version + 1)
        or a.id <> ledger_account_id(a.kind, a.reference, a.owner, a.currency)
      order by a.id limit 1`,
  },
]

const snapshots: Check = {
  what: 'it is not the sum of the entries up to it',
  query: sql`
      select 'snapshot of account ' || s.account_id || ' up to entry ' || s.up_to_entry_id as place from (
        select *, lag(up_to_entry_id, 1, 0::bigint) over history as before,
          lag(balance_minor, 1, 0::bigint) over history as balance_before,
          lag(account_version, 1, 0::bigint) over history as version_before,
          lag(latest_at) over history as latest_before
        from ledger_snapshot window history as (partition by account_id order by up_to_entry_id)
      ) s
      cross join lateral (
        select count(*) as entries, coalesce(sum(e.amount_minor), 0) as amount,
          min(t.occurred_at) as earliest, max(t.occurred_at) as latest
        from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
        where e.account_id = s.account_id and e.id > s.from_entry_id and e.id <= s.up_to_entry_id
          and case when s.account_version is null then e.account_version is null
            else e.account_version > s.account_version - s.entries and e.account_version <= s.account_version end
      ) f
      where s.from_entry_id <> s.before or s.entries <> f.entries
        or s.balance_minor <> s.balance_before + f.amount
        or s.account_version <> s.version_before + f.entries
        or s.earliest_at is distinct from f.earliest
        or s.latest_at is distinct from greatest(s.latest_before, f.latest)
      order by s.up_to_entry_id, s.account_id limit 1`,
}

/** The first difference within the books: sums, histories, balances. Null when there is none. */
export async function booksDifference(tx: Tx): Promise<Difference | null> {
  for (const check of books) {
    const found = await firstOf(tx, check)
    if (found) return found
  }
  return null
}

/** The first snapshot that is not what its entries say. A wrong entry shows here too: ask the seals first. */
export function snapshotDifference(tx: Tx): Promise<Difference | null> {
  return firstOf(tx, snapshots)
}

async function firstOf(tx: Tx, { what, query }: Check): Promise<Difference | null> {
  const [found] = await tx.execute<{ place: string }>(query)
  return found ? { where: found.place, what } : null
}
