import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { useDatabase } from 'tests/support/database'
import { asSuperuser, post, sealWhole, verify } from 'tests/support/ledger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AccountKind, accountKinds } from '~/domain/ledger/account'
import { balanceOf } from '~/domain/ledger/balance-queries.server'
import type { Posting } from '~/domain/ledger/post-transaction.server'
import { type Db, database, databaseError } from '~/platform/database.server'

const testDatabase = useDatabase()
const at = new Date('2026-03-01T10:00:00Z')
let client: postgres.Sql
let owner: Db
beforeAll(() => {
  client = postgres(testDatabase.ownerUrl, { max: 2, onnotice: () => {} })
  owner = drizzle(client)
})
afterAll(() => client.end())

let count = 0
function funding(amountMinor: bigint, change: Partial<Posting> = {}): Posting {
  count += 1
  return {
    ...{ kind: 'fund', idempotencyKey: `key-${count}`, reference: `ref-${count}` },
    ...{ occurredAt: at, currency: 'EUR' },
    entries: [
      { account: { kind: 'psp_cash' }, amountMinor },
      {
        account: { kind: 'escrow', reference: `ref-${count}`, owner: 'f' },
        amountMinor: -amountMinor,
      },
    ],
    ...change,
  }
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing was refused',
    (error: unknown) => databaseError(error)?.code ?? String(error),
  )
/** The same statement as the application's role and as the owner of the tables. */
const triedByBoth = async (statement: string) => [
  await codeOf(database().execute(sql.raw(statement))),
  await codeOf(owner.execute(sql.raw(statement))),
]
const tried = (statement: string) => codeOf(database().execute(sql.raw(statement)))

describe('account kinds', () => {
  it('are those of the posting table, the same in every place of the database and in the code', async () => {
    const kinds = Object.keys(accountKinds) as AccountKind[]
    expect(kinds.sort()).toEqual(
      (
        'psp_cash transfer_clearing escrow escrow_frozen holdback payable clawback refund_payable ' +
        'fee_revenue psp_fee dispute_receivable chargeback_loss fx_position'
      )
        .split(' ')
        .sort(),
    )
    const [row] = await client`
      select pg_get_functiondef('ledger_post'::regproc) as post, pg_get_functiondef('ledger_kind_derived'::regproc) as derived,
        (select pg_get_constraintdef(oid) from pg_constraint where conname = 'ledger_account_floor') as floor_check,
        (select pg_get_constraintdef(oid) from pg_constraint where conname = 'ledger_account_derived') as derived_check`
    const named = (text: string) => kinds.filter((kind) => new RegExp(`\\b${kind}\\b`).test(text))
    const floors = kinds.filter((kind) => accountKinds[kind].floor)
    const derived = kinds.filter((kind) => accountKinds[kind].derived)
    const listOf = (name: string) =>
      new RegExp(`${name} constant text\\[\\] := '\\{([^}]*)\\}'`).exec(row?.post)?.[1] ?? ''
    expect(named(row?.floor_check)).toEqual(floors)
    expect(named(listOf('floors'))).toEqual(floors)
    expect(named(row?.derived_check)).toEqual(derived)
    expect(named(row?.derived)).toEqual(derived)
    expect(named(listOf('derived'))).toEqual(derived)
    expect(named(listOf('others'))).toEqual(
      kinds.filter((kind) => !accountKinds[kind].floor && !accountKinds[kind].derived),
    )
  })
})

describe('at once', () => {
  it('twenty take from what is enough for one: one gets it, and the floor holds', async () => {
    const held = funding(100n)
    await post(held)
    const account = { kind: 'escrow' as const, reference: held.reference, owner: 'f' }
    const take = () =>
      post(
        funding(0n, {
          entries: [
            { account, amountMinor: 60n },
            { account: { kind: 'payable', owner: 'quick' }, amountMinor: -60n },
          ],
        }),
      )
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(take())))
    expect(codes.filter((code) => code === 'nothing was refused')).toHaveLength(1)
    expect(codes.filter((code) => code === 'insufficient_funds')).toHaveLength(19)
    expect(await balanceOf(database(), { ...account, currency: 'EUR' })).toBe(-40n)
  })

  it('the same key twenty times: one transaction, twenty times the same answer', async () => {
    const posting = funding(30n)
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(posting)))
    expect(new Set(answers.map(({ transactionId }) => transactionId)).size).toBe(1)
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
  })

  it('postings over the same accounts in opposite orders do not lock each other out', async () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const over = (order: string[]) =>
      post(
        funding(0n, {
          entries: [
            ...order.map((name) => ({
              account: { kind: 'clawback' as const, owner: name },
              amountMinor: 1n,
            })),
            { account: { kind: 'chargeback_loss' }, amountMinor: -5n },
          ],
        }),
      )
    const codes = await Promise.all(
      Array.from({ length: 30 }, (_, n) => codeOf(over(n % 2 ? names : [...names].reverse()))),
    )
    expect(new Set(codes)).toEqual(new Set(['nothing was refused']))
  })
})

describe('what is put into the function', () => {
  const body = (change: object) => {
    count += 1
    return {
      ...{ id: `ltx_raw_${count}`, kind: 'fund', reference: 'x', idempotencyKey: `raw-${count}` },
      occurredAt: at.toISOString(),
      entries: [
        { kind: 'psp_cash', currency: 'EUR', amountMinor: '5' },
        { kind: 'fee_revenue', currency: 'EUR', amountMinor: '-5' },
      ],
      ...change,
    }
  }
  const raw = (text: string | null) =>
    codeOf(database().execute(sql`select ledger_post(${text}::text::jsonb)`))
  const legs = (change: object) =>
    raw(
      JSON.stringify(
        body({
          entries: [
            { kind: 'psp_cash', currency: 'EUR', amountMinor: '5', ...change },
            { kind: 'fee_revenue', currency: 'EUR', amountMinor: '-5' },
          ],
        }),
      ),
    )

  it('a missing or null part', async () => {
    expect(await raw(null)).toBe('23502')
    for (const part of ['id', 'kind', 'reference', 'idempotencyKey', 'occurredAt']) {
      expect([part, await raw(JSON.stringify(body({ [part]: null })))]).toEqual([part, '23502'])
    }
    expect(await raw(JSON.stringify(body({ entries: null })))).toBe('22023')
    expect(await raw(JSON.stringify(body({ entries: undefined })))).toBe('SM004')
    expect(await legs({ kind: null })).toBe('SM004')
    expect(await legs({ currency: null })).toBe('SM004')
    expect(await legs({ amountMinor: null })).toBe('SM004')
    expect(await legs({ amountMinor: '0' })).toBe('SM004')
  })

  it('a wrong currency, kind, shape or moment', async () => {
    for (const currency of ['eur', 'EURO', 'EU', '€', '']) {
      expect([currency, await legs({ currency })]).toEqual([currency, '23514'])
    }
    expect(await legs({ kind: 'PSP_CASH' })).toBe('SM004')
    expect(await legs({ kind: '' })).toBe('SM004')
    expect(await legs({ currency: 'USD' })).toBe('SM004')
    expect(await raw(JSON.stringify(body({ entries: { kind: 'psp_cash' } })))).toBe('22023')
    expect(await raw(JSON.stringify(body({ entries: ['psp_cash'] })))).toBe('22023')
    expect(await raw('"fund"')).not.toBe('nothing was refused')
    for (const occurredAt of ['infinity', '-infinity']) {
      expect(await raw(JSON.stringify(body({ occurredAt })))).toBe('23514')
    }
    expect(await raw(JSON.stringify(body({ reference: 'a\u0000b' })))).toBe('22P05')
    expect(await raw(JSON.stringify(body({ idempotencyKey: 'k'.repeat(2_000_000) })))).toBe('54000')
  })

  it('numbers beyond what fits, in a leg, in a sum and in a balance', async () => {
    expect(await legs({ amountMinor: '9223372036854775808' })).toBe('22003')
    expect(await legs({ amountMinor: '1e400' })).toBe('22P02')
    const most = '9223372036854775807'
    const wide = ['1', '2', '3'].map((n) => ({
      kind: 'psp_cash',
      owner: n,
      currency: 'EUR',
      amountMinor: most,
    }))
    const entries = [...wide, { kind: 'fee_revenue', currency: 'EUR', amountMinor: '-1' }]
    expect(await raw(JSON.stringify(body({ entries })))).toBe('SM004')
  })

  it('the same name twice: the last one counts, for the entry and for the key alike', async () => {
    count += 1
    const twice = `{"id":"ltx_twice","kind":"fund","reference":"x","idempotencyKey":"other-${count}","idempotencyKey":"twice-${count}",
      "occurredAt":"2026-01-01","entries":[{"kind":"psp_cash","currency":"EUR","amountMinor":"500","amountMinor":"5"},
      {"kind":"fee_revenue","currency":"EUR","amountMinor":"-5"}]}`
    expect(await raw(twice)).toBe('nothing was refused')
    const [row] = await client`
      select idempotency_key, (select max(amount_minor) from ledger_entry where transaction_id = 'ltx_twice')::text as most
      from ledger_transaction where id = 'ltx_twice'`
    expect(row).toEqual({ idempotency_key: `twice-${count}`, most: '5' })
    expect(await raw(twice.replace('ltx_twice', 'ltx_again'))).toBe('nothing was refused')
    expect(await raw(twice.replaceAll('"5"', '"6"').replaceAll('"-5"', '"-6"'))).toBe('SM001')
    expect(await raw(JSON.stringify(body({ id: 'ltx_twice' })))).toBe('23505')
  })

  it('a thousand legs', async () => {
    const many = Array.from({ length: 999 }, (_, n) => ({
      account: { kind: 'payable' as const, owner: `many-${n}` },
      amountMinor: -1n,
    }))
    const entries = [{ account: { kind: 'psp_cash' as const }, amountMinor: 999n }, ...many]
    await post(funding(0n, { entries }))
    expect(
      await balanceOf(database(), { kind: 'payable', owner: 'many-998', currency: 'EUR' }),
    ).toBe(-1n)
  })

  it('tables and functions of the application in the place of the real ones', async () => {
    await database().transaction(async (tx) => {
      await tx.execute(sql`create temp table ledger_account (like ledger_account) on commit drop`)
      await tx.execute(sql`create temp table ledger_entry (like ledger_entry) on commit drop`)
      await tx.execute(sql`set local search_path = pg_temp, public`)
      const posting = JSON.stringify(body({ idempotencyKey: 'shadow' }))
      await tx.execute(sql`select public.ledger_post(${posting}::text::jsonb)`)
      expect(await tx.execute(sql`select from pg_temp.ledger_entry`)).toHaveLength(0)
    })
    expect(
      await client`select from ledger_transaction where idempotency_key = 'shadow'`,
    ).toHaveLength(1)
    expect(
      await tried(
        'create function public.ledger_account_id(text) returns text language sql as $$ select 1::text $$',
      ),
    ).toBe('42501')
  })
})

describe('around the function', () => {
  const line = (transactionId: string, birth = 'pg_current_xact_id()') => `
    insert into ledger_entry (transaction_id, database_transaction, position, account_id, currency, amount_minor)
    values ('${transactionId}', ${birth}, 1, ledger_account_id('psp_cash', '', '', 'EUR'), 'EUR', 5)`

  it('nobody enters anything without its transaction, or empties the accounts', async () => {
    expect(await triedByBoth(line('ltx_nowhere'))).toEqual(['42501', '23503'])
    expect(await triedByBoth('truncate ledger_account')).toEqual(['42501', 'SM003'])
    expect(
      await triedByBoth('truncate ledger_account, ledger_transaction, ledger_entry cascade'),
    ).toEqual(['42501', 'SM003'])
    expect(
      await triedByBoth(
        "insert into ledger_account (id, kind, currency) values ('acc_own', 'escrow', 'EURO')",
      ),
    ).toEqual(['42501', '23514'])
  })

  it('nobody brings entries in by COPY', async () => {
    const { transactionId } = await post(funding(10n))
    const [born] = await client`
      select database_transaction::text as birth, ledger_account_id('psp_cash', '', '', 'EUR') as account
      from ledger_transaction where id = ${transactionId}`
    const columns =
      'ledger_entry (transaction_id, database_transaction, position, account_id, currency, amount_minor)'
    expect(await triedByBoth(`copy ${columns} from program 'true'`)).toEqual(['42501', '42501'])
    expect(await tried(`copy ${columns} from stdin`)).toBe('42501')
    // Whoever may is stopped by the same trigger; a program stands in for the lines of the owner's COPY.
    const lines = [9, 10].map((place) =>
      [transactionId, born?.birth, place, born?.account, 'EUR', place === 9 ? 5 : -5].join('\\t'),
    )
    const superuser = asSuperuser(testDatabase.name)
    const program = `printf "${lines.join('\\n')}\\n"`
    expect(await codeOf(superuser.unsafe(`copy ${columns} from program '${program}'`))).toBe(
      'SM003',
    )
    await superuser.end()
    const rows = await client`select from ledger_entry where transaction_id = ${transactionId}`
    expect(rows).toHaveLength(2)
  })

  /** A whole transaction by hand, as the owner: a taking from an account with a history of its own. */
  async function byHand(
    reference: string,
    change: { version: string; balance: string; currency?: string },
  ) {
    const account = `ledger_account_id('escrow', '${reference}', 'f', 'EUR')`
    return codeOf(
      owner.transaction(async (tx) => {
        count += 1
        await tx.execute(
          sql.raw(`
          insert into ledger_transaction (id, kind, reference, idempotency_key, parameters_hash, occurred_at, database_transaction)
          values ('ltx_hand_${count}', 'fund', 'x', 'hand-${count}', 'x', now(), pg_current_xact_id());
          update ledger_account set balance_minor = balance_minor + 4, version = version + 1 where id = ${account};
          insert into ledger_entry (transaction_id, database_transaction, position, account_id, currency, amount_minor, balance_after_minor, account_version)
          select 'ltx_hand_${count}', pg_current_xact_id(), 1, ${account}, '${change.currency ?? 'EUR'}', 4, ${change.balance}, ${change.version}
          union all select 'ltx_hand_${count}', pg_current_xact_id(), 2, ledger_account_id('psp_cash', '', '', 'EUR'), 'EUR', -4, null, null`),
        )
      }),
    )
  }

  it('nobody leaves a gap in a history, tells another balance, or leaves both out', async () => {
    const { reference } = funding(10n)
    const posting = funding(10n, { reference })
    await post({
      ...posting,
      entries: [
        { account: { kind: 'psp_cash' }, amountMinor: 10n },
        { account: { kind: 'escrow', reference, owner: 'f' }, amountMinor: -10n },
      ],
    })
    expect(await byHand(reference, { version: '3', balance: '-6' })).toBe('SM003')
    expect(await byHand(reference, { version: '1', balance: '-6' })).toBe('23505')
    expect(await byHand(reference, { version: '2', balance: '-7' })).toBe('SM003')
    expect(await byHand(reference, { version: 'null::bigint', balance: 'null::bigint' })).toBe(
      'SM003',
    )
    expect(await byHand(reference, { version: '2', balance: '-6', currency: 'USD' })).toBe('SM003')
    expect(await byHand(reference, { version: '2', balance: '-6' })).toBe('nothing was refused')
    // An account whose row was moved by itself takes no further entry.
    await client`update ledger_account set version = 7 where id = ledger_account_id('escrow', ${reference}, 'f', 'EUR')`
    const next = { account: { kind: 'escrow' as const, reference, owner: 'f' }, amountMinor: -1n }
    const cash = { account: { kind: 'psp_cash' as const }, amountMinor: 1n }
    expect(await codeOf(post(funding(0n, { entries: [next, cash] })))).toBe('SM003')
    await client`update ledger_account set version = 2 where id = ledger_account_id('escrow', ${reference}, 'f', 'EUR')`
  })

  it('the application cannot switch a guard off, take another role, or stand in the way', async () => {
    for (const statement of [
      'alter table ledger_entry disable trigger ledger_entry_whole',
      'alter table ledger_entry disable trigger user',
      'drop trigger ledger_entry_append_only on ledger_entry',
      'create rule quiet as on insert to ledger_entry do instead nothing',
      'create trigger own before insert on ledger_entry for each row execute function refuse_change()',
      'alter table ledger_account drop constraint ledger_account_floor',
      'create or replace function ledger_check_entries() returns trigger language plpgsql as $$ begin return null; end $$',
      'drop function ledger_post(jsonb)',
      "select setval('ledger_entry_id_seq', 1)",
      'set role samar_owner',
      'select from ledger_account for update',
      'do $$ begin lock table ledger_entry in access exclusive mode; end $$',
      'insert into ledger_account select * from ledger_account on conflict (id) do update set balance_minor = 0',
      'merge into ledger_account a using ledger_account b on a.id = b.id when matched then update set balance_minor = 0',
      'with gone as (delete from ledger_entry returning 1) select from gone',
    ]) {
      expect([statement, await tried(statement)]).toEqual([statement, '42501'])
    }
    // PostgreSQL answers this with a warning, and gives nothing.
    await tried('grant insert on ledger_entry to samar_app')
    expect(await tried(line('ltx_nowhere'))).toBe('42501')
    // Not even the owner may have triggers passed over; only a superuser can, and the seals tell.
    expect(await triedByBoth("set session_replication_role = 'replica'")).toEqual([
      '42501',
      '42501',
    ])
  })

  it('leaves a ledger that is clean', async () => {
    await sealWhole()
    expect(await verify()).toMatchObject({ difference: null })
  })
})
