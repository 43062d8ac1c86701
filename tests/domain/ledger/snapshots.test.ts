import fc from 'fast-check'
import postgres from 'postgres'
import { useDatabase } from 'tests/support/database'
import { asSuperuser, sealAll, sealWhole, summedByHand, verify } from 'tests/support/ledger'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  type AccountInCurrency,
  balanceAsOf,
  balanceOf,
} from '~/domain/ledger/balance-queries.server'
import { type Entry, postTransaction } from '~/domain/ledger/post-transaction.server'
import { database, inTransaction } from '~/platform/database.server'

const testDatabase = useDatabase()
let owner: postgres.Sql
beforeAll(() => {
  owner = postgres(testDatabase.ownerUrl, { max: 2, onnotice: () => {} })
})
afterAll(() => owner.end())

/** Two derived accounts and two that keep their balance; business time goes forwards and back. */
const accounts: AccountInCurrency[] = [
  { kind: 'psp_cash', currency: 'EUR' },
  { kind: 'fee_revenue', currency: 'EUR' },
  { kind: 'payable', owner: 'm', currency: 'EUR' },
  { kind: 'escrow', reference: 'r', owner: 'f', currency: 'EUR' },
]
const begin = Date.UTC(2026, 2, 1)
const dayMs = 86_400_000

/** Without the accounts that keep a balance, whose rows are locked, many are open at a time. */
type Batch = { legs: number; day: number; openMs: number; kept: boolean; seals: boolean }
let count = 0

const keptLegs = (amountMinor: bigint): Entry[] => [
  { account: { kind: 'payable', owner: 'm' }, amountMinor: -amountMinor },
  { account: { kind: 'escrow', reference: 'r', owner: 'f' }, amountMinor: -amountMinor * 2n },
]

async function postBatch({ legs, day, openMs, kept, seals }: Batch): Promise<void> {
  count += 1
  const key = `batch-${count}`
  await inTransaction(async (tx) => {
    await postTransaction(tx, {
      kind: 'fund',
      idempotencyKey: key,
      reference: key,
      occurredAt: new Date(begin + day * dayMs),
      currency: 'EUR',
      entries: Array.from({ length: legs }, (_, n) => BigInt(n + 1)).flatMap((amountMinor) => [
        { account: { kind: 'psp_cash' }, amountMinor: amountMinor * (kept ? 4n : 1n) },
        { account: { kind: 'fee_revenue' }, amountMinor: -amountMinor },
        ...(kept ? keptLegs(amountMinor) : []),
      ]),
    })
    // Committed later than others that began after it.
    await new Promise((done) => setTimeout(done, openMs))
  })
  if (seals) await sealAll(1 + (count % 3))
}

/** Compares within one moment of the database, whoever posts or seals meanwhile. */
const sameByHand = (times: Date[]) =>
  database().transaction(
    async (tx) => {
      for (const account of accounts) {
        expect(await balanceOf(tx, account)).toBe(await summedByHand(tx, account, null))
        for (const at of times) {
          expect(await balanceAsOf(tx, account, at)).toBe(await summedByHand(tx, account, at))
        }
      }
    },
    { isolationLevel: 'repeatable read' },
  )

it('a balance from snapshots is the sum of all entries, now and as of any time', async () => {
  const batch = fc.record({
    legs: fc.integer({ min: 1, max: 160 }),
    day: fc.integer({ min: 0, max: 40 }),
    openMs: fc.integer({ min: 0, max: 60 }),
    kept: fc.boolean(),
    seals: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(batch, { minLength: 2, maxLength: 8 }),
      fc.array(fc.integer({ min: -1, max: 41 }), { minLength: 2, maxLength: 4 }),
      async (batches, days) => {
        const times = days.map((day) => new Date(begin + day * dayMs))
        const posting = batches.map(postBatch)
        await sameByHand(times)
        await Promise.all(posting)
        await sameByHand(times)
      },
    ),
    { numRuns: 12, endOnFailure: true },
  )
  await sealWhole()
  const { difference, counts } = await verify()
  expect(difference).toBeNull()
  expect(counts.snapshots).toBeGreaterThan(8)
  const kinds = await owner`
    select distinct kind from ledger_snapshot s join ledger_account a on a.id = s.account_id order by 1`
  expect(kinds.map(({ kind }) => kind)).toEqual(['escrow', 'fee_revenue', 'payable', 'psp_cash'])
}, 120_000)

it('a derived balance begins at its last snapshot', async () => {
  const cash = { kind: 'psp_cash', currency: 'EUR' } as const
  const before = await balanceOf(database(), cash)
  const superuser = asSuperuser(testDatabase.name)
  await superuser`set session_replication_role = replica`
  await superuser`
    update ledger_snapshot set balance_minor = balance_minor + 1000 where up_to_entry_id = (
      select max(up_to_entry_id) from ledger_snapshot where account_id = ledger_account_id('psp_cash', '', '', 'EUR'))
    and account_id = ledger_account_id('psp_cash', '', '', 'EUR')`
  await superuser.end()
  expect(await balanceOf(database(), cash)).toBe(before + 1_000n)
})
