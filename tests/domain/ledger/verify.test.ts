import type postgres from 'postgres'
import { useDatabase } from 'tests/support/database'
import { hold } from 'tests/support/escrow'
import { asSuperuser, post, sealWhole, verify } from 'tests/support/ledger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refundHeld } from '~/domain/escrow/refund-held.server'
import { releaseHeld } from '~/domain/escrow/release-held.server'
import { inTransaction } from '~/platform/database.server'

const testDatabase = useDatabase()
const at = new Date('2026-03-01T10:00:00Z')
let superuser: postgres.Sql

/** A small book with everything in it: fundings, releases, a refund, hot accounts, seals, snapshots. */
beforeAll(async () => {
  for (let n = 1; n <= 4; n += 1) {
    await hold({ reference: `mil_${n}`, amountMinor: 100_000n, at })
  }
  for (const reference of ['mil_1', 'mil_2', 'mil_3']) {
    await inTransaction((tx) =>
      releaseHeld(tx, {
        reference,
        feeBps: 1_000,
        holdbackBps: 1_000,
        holdbackDays: 30,
        shares: [
          { personId: 'm1', shareBps: 6_000 },
          { personId: 'm2', shareBps: 4_000 },
        ],
        acceptedAt: at,
        at,
      }),
    )
  }
  await inTransaction((tx) => refundHeld(tx, { reference: 'mil_4', at }))
  const legs = Array.from({ length: 300 }, () => [
    { account: { kind: 'psp_cash' as const }, amountMinor: 1n },
    { account: { kind: 'payable' as const, owner: 'm1' }, amountMinor: -1n },
  ])
  await post({
    ...{ kind: 'fund', idempotencyKey: 'many', reference: 'many', occurredAt: at, currency: 'EUR' },
    entries: legs.flat(),
  })
  // A snapshot is folded up to the entry at position 1 of the last sealed transaction.
  await post({
    ...{
      kind: 'fund',
      idempotencyKey: 'after',
      reference: 'after',
      occurredAt: at,
      currency: 'EUR',
    },
    entries: [
      { account: { kind: 'psp_cash' }, amountMinor: 5n },
      { account: { kind: 'fee_revenue' }, amountMinor: -5n },
    ],
  })
  // In several seals, however late the server lets them be made.
  await sealWhole(4)
  superuser = asSuperuser(testDatabase.name)
  await superuser`set session_replication_role = replica`
})
afterAll(() => superuser.end())

it('says clean of a ledger that is, with what it counted', async () => {
  const { counts, lastSeal, difference } = await verify()
  expect(difference).toBeNull()
  expect(counts).toMatchObject({ transactions: counts.sealed, snapshots: 2 })
  expect(counts.entries).toBeGreaterThan(600)
  expect(lastSeal?.hash).toMatch(/^[0-9a-f]{64}$/)
})

/** What a superuser does with every trigger switched off, what is found, and how it is undone. */
const release = `(select id from ledger_transaction where kind = 'release' and reference = 'mil_2')`
const cashLine = `(select id from ledger_entry where account_version is null order by id limit 1)`
const corruptions: [string, string, RegExp][] = [
  [
    'an amount is changed',
    `update ledger_entry set amount_minor = amount_minor + 1 where id = ${cashLine}`,
    /^transaction ltx_/,
  ],
  [
    'an entry is removed',
    `delete from ledger_entry where transaction_id = ${release} and position = 3`,
    /^transaction ltx_/,
  ],
  [
    'an entry is added',
    `insert into ledger_entry (transaction_id, database_transaction, position, account_id, currency, amount_minor)
     select transaction_id, database_transaction, 99, account_id, currency, 5 from ledger_entry where id = ${cashLine}`,
    /^transaction ltx_/,
  ],
  [
    'a pair that sums to zero is added where it fits',
    `insert into ledger_entry (transaction_id, database_transaction, position, account_id, currency, amount_minor)
     select e.transaction_id, e.database_transaction, (select max(position) from ledger_entry where transaction_id = e.transaction_id) + n,
       e.account_id, e.currency, case n when 1 then 5 else -5 end
     from ledger_entry e, generate_series(1, 2) n where e.id = ${cashLine}`,
    /^seal \d+, transaction ltx_/,
  ],
  [
    'money is moved from a warranty to a member, with every balance made to fit',
    `with moved as (
       update ledger_entry e set amount_minor = amount_minor + by.amount, balance_after_minor = balance_after_minor + by.amount
       from (select id, case kind when 'holdback' then 1 else -1 end as amount from ledger_account
         where (kind, owner) in (('payable', 'm2'), ('holdback', 'org_funder'))) by
       where by.id = e.account_id and e.transaction_id = (select id from ledger_transaction where reference = 'mil_3' and kind = 'release')
       returning e.account_id, by.amount)
     update ledger_account a set balance_minor = balance_minor + moved.amount from moved where a.id = moved.account_id`,
    /^seal \d+, transaction ltx_/,
  ],
  [
    "a transaction's kind is changed",
    `update ledger_transaction set kind = 'gift' where id = ${release}`,
    /^seal \d+, transaction ltx_/,
  ],
  [
    'the time of a transaction is changed',
    `update ledger_transaction set occurred_at = occurred_at + interval '1 microsecond' where id = ${release}`,
    /^seal \d+, transaction ltx_/,
  ],
  [
    'the last transaction is removed with its entries, and its account made to fit',
    `with gone as (delete from ledger_transaction where idempotency_key = 'after' returning id)
     delete from ledger_entry where transaction_id = (select id from gone)`,
    /^seal \d+$/,
  ],
  [
    'a transaction without entries is added',
    `insert into ledger_transaction select (t).* from (
       select jsonb_populate_record(t, '{"id": "ltx_new", "idempotency_key": "new", "reverses_id": null}') t from ledger_transaction t limit 1) x`,
    /^transaction ltx_new$/,
  ],
  [
    'entries are left without their transaction',
    `delete from ledger_transaction where id = ${release}`,
    /^entry \d+ of transaction ltx_/,
  ],
  [
    'a balance after an entry is changed',
    `update ledger_entry set balance_after_minor = balance_after_minor - 1 where transaction_id = ${release} and position = 1`,
    /^entry \d+ of account acc_/,
  ],
  [
    'a version is left out',
    `update ledger_entry set account_version = account_version + 1000 where transaction_id = ${release} and position = 1`,
    /^entry \d+ of account acc_/,
  ],
  [
    "an account's balance is changed",
    `update ledger_account set balance_minor = balance_minor - 1 where kind = 'payable' and owner = 'm2'`,
    /^account acc_\w+ \(payable m2 EUR\)$/,
  ],
  [
    'a derived account is given a balance elsewhere',
    `update ledger_account set owner = 'somebody' where kind = 'psp_cash'`,
    /^account acc_/,
  ],
  ['an account is removed', `delete from ledger_account where kind = 'fee_revenue'`, /^entry \d+/],
  [
    "a snapshot's balance is changed",
    `update ledger_snapshot set balance_minor = balance_minor + 1`,
    /^snapshot of account acc_\w+ up to entry \d+$/,
  ],
  [
    "a snapshot's time is changed",
    `update ledger_snapshot set latest_at = latest_at - interval '1 day' where account_version is not null`,
    /^snapshot of account acc_\w+ up to entry \d+$/,
  ],
  ["a seal's hash is changed", `update ledger_seal set hash = repeat('a', 64)`, /^seal 1$/],
  [
    "a seal's leaves are changed",
    `update ledger_seal set leaves = overlay(leaves placing '\\x00'::bytea from 5)`,
    /^seal 1$/,
  ],
  ['a seal is removed', `delete from ledger_seal where number = 1`, /^seal 2$/],
]

describe('finds and names it when', () => {
  it.each(corruptions)('%s', async (_, statement, where) => {
    await superuser.begin(async (sql) => {
      // What was there is put back afterwards, row by row.
      await sql.unsafe(`create table kept_t as table ledger_transaction; create table kept_e as table ledger_entry;
        create table kept_a as table ledger_account; create table kept_n as table ledger_snapshot; create table kept_s as table ledger_seal`)
    })
    try {
      await superuser.unsafe(statement)
      const { difference } = await verify()
      expect(difference?.where).toMatch(where)
      expect(difference?.what.length).toBeGreaterThan(10)
    } finally {
      await superuser.unsafe(`
        truncate ledger_transaction, ledger_entry, ledger_account, ledger_snapshot, ledger_seal;
        insert into ledger_transaction table kept_t; insert into ledger_entry overriding system value table kept_e;
        insert into ledger_account table kept_a; insert into ledger_snapshot table kept_n; insert into ledger_seal table kept_s;
        drop table kept_t, kept_e, kept_a, kept_n, kept_s`)
    }
    expect((await verify()).difference).toBeNull()
  })
})
