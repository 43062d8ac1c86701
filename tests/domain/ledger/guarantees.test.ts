import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { useDatabase } from 'tests/support/database'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AccountKind, accountKinds } from '~/domain/ledger/account'
import { balanceAsOf, balanceOf } from '~/domain/ledger/balance-queries.server'
import { type Posting, postTransaction } from '~/domain/ledger/post-transaction.server'
import { accountHistory, transactionEntries, trialBalance } from '~/domain/ledger/queries.server'
import { type Db, database, databaseError, inTransaction } from '~/platform/database.server'

const testDatabase = useDatabase()
const at = new Date('2026-03-01T10:00:00Z')
let owner: Db
let close: () => Promise<void>

beforeAll(() => {
  const client = postgres(testDatabase.ownerUrl, { max: 2, onnotice: () => {} })
  owner = drizzle(client)
  close = () => client.end()
})
afterAll(() => close())

let count = 0
/** Funds the escrow of a fresh reference. */
function funding(amountMinor: bigint, change: Partial<Posting> = {}): Posting {
  count += 1
  return {
    kind: 'fund',
    idempotencyKey: `fund-${count}`,
    reference: `ref-${count}`,
    occurredAt: at,
    currency: 'EUR',
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

const post = (posting: Posting) => inTransaction((tx) => postTransaction(tx, posting))
const escrowOf = (reference: string) => ({
  kind: 'escrow' as const,
  reference,
  owner: 'f',
  currency: 'EUR',
})

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    return databaseError(error)?.code ?? (error as Error).message
  }
  return 'nothing was refused'
}

describe('posting', () => {
  it('writes the entries, the balance after each, and a history without gaps', async () => {
    const posting = funding(1_000n)
    const { transactionId } = await post(posting)
    await post({
      ...funding(0n),
      kind: 'release',
      entries: [
        { account: escrowOf(posting.reference), amountMinor: 400n },
        { account: { kind: 'fee_revenue' }, amountMinor: -40n },
        { account: { kind: 'payable', owner: 'm' }, amountMinor: -360n },
      ],
    })
    const history = await accountHistory(database(), escrowOf(posting.reference))
    expect(
      history.map(({ amountMinor, balanceAfterMinor }) => [amountMinor, balanceAfterMinor]),
    ).toEqual([
      [400n, -600n],
      [-1_000n, -1_000n],
    ])
    const entries = await transactionEntries(database(), [transactionId])
    expect(
      entries.map(({ accountKind, balanceAfterMinor }) => [accountKind, balanceAfterMinor]),
    ).toEqual([
      ['psp_cash', null],
      ['escrow', -1_000n],
    ])
    expect(await balanceOf(database(), escrowOf(posting.reference))).toBe(-600n)
  })

  it('keeps one account twice in one posting in order', async () => {
    const reference = 'twice'
    await post(
      funding(0n, {
        reference,
        entries: [
          { account: { kind: 'escrow', reference, owner: 'f' }, amountMinor: -50n },
          { account: { kind: 'psp_cash' }, amountMinor: 80n },
          { account: { kind: 'escrow', reference, owner: 'f' }, amountMinor: -30n },
        ],
      }),
    )
    const history = await accountHistory(database(), escrowOf(reference))
    expect(history.map(({ balanceAfterMinor }) => balanceAfterMinor)).toEqual([-80n, -50n])
  })

  it('answers a balance as of any time', async () => {
    const first = funding(500n, { occurredAt: new Date('2026-01-01T00:00:00Z') })
    await post(first)
    await post({
      ...first,
      idempotencyKey: `${first.idempotencyKey}-more`,
      occurredAt: new Date('2026-02-01T00:00:00Z'),
    })
    const account = escrowOf(first.reference)
    expect(await balanceAsOf(database(), account, new Date('2025-12-31T00:00:00Z'))).toBe(0n)
    expect(await balanceAsOf(database(), account, new Date('2026-01-15T00:00:00Z'))).toBe(-500n)
    expect(await balanceAsOf(database(), account, new Date('2026-02-01T00:00:00Z'))).toBe(-1_000n)
  })

  it('knows the same account kinds as the code', async () => {
    for (const kind of Object.keys(accountKinds) as AccountKind[]) {
      const { floor, derived } = accountKinds[kind]
      const other: AccountKind = kind === 'fx_position' ? 'clawback' : 'fx_position'
      const entries = [
        { account: { kind, owner: 'kinds' }, amountMinor: 5n },
        { account: { kind: other, owner: 'kinds' }, amountMinor: -5n },
      ]
      const code = await codeOf(post(funding(0n, { entries })))
      expect([kind, code]).toEqual([kind, floor ? 'insufficient_funds' : 'nothing was refused'])
      if (floor) continue
      const [line] = await accountHistory(database(), { kind, owner: 'kinds', currency: 'EUR' })
      expect([kind, line?.balanceAfterMinor === null]).toEqual([kind, derived])
    }
    const unknown = [
      { account: { kind: 'pocket' as AccountKind }, amountMinor: 5n },
      { account: { kind: 'psp_cash' as const }, amountMinor: -5n },
    ]
    expect(await codeOf(post(funding(0n, { entries: unknown })))).toBe('SM004')
  })
})

describe('what is refused', () => {
  it('an unbalanced posting, a single entry, nothing at all, a balance only across currencies', async () => {
    const cash = { account: { kind: 'psp_cash' as const }, amountMinor: 100n }
    const fee = { account: { kind: 'fee_revenue' as const }, amountMinor: -99n }
    expect(await codeOf(post(funding(0n, { entries: [cash, fee] })))).toBe('SM004')
    expect(await codeOf(post(funding(0n, { entries: [cash] })))).toBe('SM004')
    expect(await codeOf(post(funding(0n, { entries: [] })))).toBe('SM004')
    const mixed = {
      id: 'ltx_mixed',
      kind: 'fund',
      reference: 'x',
      idempotencyKey: 'mixed',
      occurredAt: at.toISOString(),
      entries: [
        { kind: 'psp_cash', currency: 'EUR', amountMinor: '5' },
        { kind: 'fee_revenue', currency: 'USD', amountMinor: '-5' },
      ],
    }
    expect(
      await codeOf(database().execute(sql`select ledger_post(${JSON.stringify(mixed)}::jsonb)`)),
    ).toBe('SM004')
  })

  it('an amount beyond 64 bits, a sum that would wrap, a fraction', async () => {
    const big = 2n ** 63n
    expect(await codeOf(post(funding(big)))).toBe('22003')
    const almost = funding(2n ** 62n, { reference: 'wrap' })
    const account = { kind: 'escrow' as const, reference: 'wrap', owner: 'f' }
    const entries = [
      { account: { kind: 'psp_cash' as const }, amountMinor: 2n ** 62n },
      { account, amountMinor: -(2n ** 62n) },
    ]
    await post({ ...almost, entries })
    await post(funding(0n, { entries }))
    expect(await codeOf(post(funding(0n, { entries })))).toBe('22003')
    const fraction = `{"id":"ltx_f","kind":"fund","reference":"x","idempotencyKey":"f","occurredAt":"2026-01-01","entries":[{"kind":"psp_cash","currency":"EUR","amountMinor":"1.5"},{"kind":"fee_revenue","currency":"EUR","amountMinor":"-1.5"}]}`
    expect(await codeOf(database().execute(sql`select ledger_post(${fraction}::jsonb)`))).toBe(
      '22P02',
    )
  })

  it('taking more than is held, and leaves nothing behind', async () => {
    const posting = funding(100n)
    await post(posting)
    const entries = [
      {
        account: { kind: 'escrow' as const, reference: posting.reference, owner: 'f' },
        amountMinor: 101n,
      },
      { account: { kind: 'payable' as const, owner: 'greedy' }, amountMinor: -101n },
    ]
    expect(await codeOf(post(funding(0n, { entries })))).toBe('insufficient_funds')
    expect(await balanceOf(database(), escrowOf(posting.reference))).toBe(-100n)
    expect(await balanceOf(database(), { kind: 'payable', owner: 'greedy', currency: 'EUR' })).toBe(
      0n,
    )
  })

  it('the same key with other parameters; the same ones answer with the first result', async () => {
    const posting = funding(70n)
    const first = await post(posting)
    const again = await post({ ...posting, occurredAt: new Date('2027-01-01T00:00:00Z') })
    expect(again).toEqual({ transactionId: first.transactionId, replayed: true })
    expect(first.replayed).toBe(false)
    const entries = posting.entries.map((entry) => ({
      ...entry,
      amountMinor: entry.amountMinor * 2n,
    }))
    expect(await codeOf(post({ ...posting, entries }))).toBe('idempotency_mismatch')
    expect(await balanceOf(database(), escrowOf(posting.reference))).toBe(-70n)
  })

  it('a reversal that is not exact, or a second one', async () => {
    const posting = funding(30n)
    const { transactionId } = await post(posting)
    const back = (amountMinor: bigint, key: string): Posting => ({
      ...posting,
      kind: 'undo',
      idempotencyKey: key,
      reversesId: transactionId,
      entries: [
        { account: { kind: 'escrow', reference: posting.reference, owner: 'f' }, amountMinor },
        { account: { kind: 'psp_cash' }, amountMinor: -amountMinor },
      ],
    })
    expect(await codeOf(post(back(29n, 'undo-a')))).toBe('SM004')
    await post(back(30n, 'undo-b'))
    expect(await codeOf(post(back(30n, 'undo-c')))).toBe('23505')
  })
})

/** The same statement as the application and as the owner of the tables. */
async function triedByBoth(statement: string): Promise<[string, string]> {
  return [
    await codeOf(database().execute(sql.raw(statement))),
    await codeOf(owner.execute(sql.raw(statement))),
  ]
}

describe('around the function', () => {
  it('nobody changes, deletes or empties what was posted', async () => {
    await post(funding(10n))
    for (const table of ['ledger_entry', 'ledger_transaction']) {
      const column = table === 'ledger_entry' ? 'amount_minor = 1' : "kind = 'gift'"
      expect(await triedByBoth(`update ${table} set ${column}`)).toEqual(['42501', 'SM003'])
      expect(await triedByBoth(`delete from ${table}`)).toEqual(['42501', 'SM003'])
      expect(await triedByBoth(`truncate ${table} cascade`)).toEqual(['42501', 'SM003'])
    }
    expect(await triedByBoth('delete from ledger_account')).toEqual(['42501', 'SM003'])
    expect(await triedByBoth("update ledger_account set owner = 'me'")).toEqual(['42501', 'SM003'])
    expect(
      await triedByBoth("update ledger_account set balance_minor = 1 where kind = 'escrow'"),
    ).toEqual(['42501', '23514'])
  })

  it('nobody adds an entry later, not even a pair that sums to zero', async () => {
    const posting = funding(10n)
    const { transactionId } = await post(posting)
    const pair = (birth: string) => `
      insert into ledger_entry (transaction_id, database_transaction, position, account_id, currency, amount_minor)
      select '${transactionId}', ${birth}, 9 + n, account_id, 'EUR', case n when 1 then 5 else -5 end
      from (select account_id from ledger_entry where transaction_id = '${transactionId}' and balance_after_minor is null) a,
        generate_series(1, 2) n`
    const original = `(select database_transaction from ledger_transaction where id = '${transactionId}')`
    expect(await triedByBoth(pair('pg_current_xact_id()'))).toEqual(['42501', '23503'])
    expect(await triedByBoth(pair(original))).toEqual(['42501', 'SM003'])
  })

  it('nor within the same database transaction, once it was posted', async () => {
    const posting = funding(10n)
    const code = await codeOf(
      owner.transaction(async (tx) => {
        const { transactionId } = await postTransaction(tx, posting)
        await tx.execute(sql`
          insert into ledger_entry (transaction_id, database_transaction, position, account_id, currency, amount_minor)
          select ${transactionId}, pg_current_xact_id(), 9 + n, account_id, 'EUR', case n when 1 then 5 else -5 end
          from (select account_id from ledger_entry where transaction_id = ${transactionId} and balance_after_minor is null) a,
            generate_series(1, 2) n`)
      }),
    )
    expect(code).toBe('SM003')
  })

  it('nobody makes a transaction without entries, unbalanced, or for another database transaction', async () => {
    const make = (birth: string) => `
      insert into ledger_transaction (id, kind, reference, idempotency_key, parameters_hash, occurred_at, database_transaction)
      values ('ltx_empty', 'fund', 'x', 'empty', 'x', now(), ${birth})`
    expect(await triedByBoth(make('pg_current_xact_id()'))).toEqual(['42501', 'SM004'])
    expect(await triedByBoth(make("'99999999'::xid8"))).toEqual(['42501', 'SM003'])
    const unbalanced = owner.transaction(async (tx) => {
      await tx.execute(sql.raw(make('pg_current_xact_id()')))
      await tx.execute(sql`
        insert into ledger_entry (transaction_id, database_transaction, position, account_id, currency, amount_minor)
        select 'ltx_empty', pg_current_xact_id(), n, (select id from ledger_account where kind = 'psp_cash' and owner = '' and currency = 'EUR'), 'EUR', n
        from generate_series(1, 2) n`)
    })
    expect(await codeOf(unbalanced)).toBe('SM004')
  })

  it('refuses the application its own functions and roles', async () => {
    expect(await codeOf(database().execute(sql`set session_replication_role = 'replica'`))).toBe(
      '42501',
    )
    expect(
      await codeOf(database().execute(sql`alter table ledger_entry disable trigger all`)),
    ).toBe('42501')
    expect(await codeOf(database().execute(sql`select nextval('ledger_entry_id_seq')`))).toBe(
      '42501',
    )
  })

  it('still sums to zero in every currency', async () => {
    const sums = new Map<string, bigint>()
    for (const { currency, balanceMinor } of await trialBalance(database())) {
      sums.set(currency, (sums.get(currency) ?? 0n) + balanceMinor)
    }
    expect([...sums.values()].every((sum) => sum === 0n)).toBe(true)
    const wrong = await database().execute(sql`
      select account.id from ledger_account account join ledger_entry entry on entry.account_id = account.id
      where entry.account_version is not null group by account.id
      having account.balance_minor <> sum(entry.amount_minor) or account.version <> count(*)
        or max(entry.account_version) <> count(*)`)
    expect(wrong).toHaveLength(0)
  })
})
