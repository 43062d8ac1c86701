import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { useDatabase } from 'tests/support/database'
import { post, sealAll, sealWhole, verify } from 'tests/support/ledger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Posting, postTransaction } from '~/domain/ledger/post-transaction.server'
import { sealingState } from '~/domain/ledger/queries.server'
import { sealLedger } from '~/domain/ledger/seal-ledger.server'
import { sealLedgerTask } from '~/jobs/seal-ledger'
import { database, databaseError, inTransaction } from '~/platform/database.server'

const testDatabase = useDatabase()
let owner: postgres.Sql
beforeAll(() => {
  owner = postgres(testDatabase.ownerUrl, { max: 4, onnotice: () => {} })
})
afterAll(() => owner.end())

let count = 0
function transfer(amountMinor = 5n, change: Partial<Posting> = {}): Posting {
  count += 1
  return {
    kind: 'fund',
    idempotencyKey: `key ${count}, کلید`,
    reference: `ref-${count}`,
    occurredAt: new Date(Date.UTC(2026, 2, 1, 0, 0, count)),
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

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing was refused',
    (error: unknown) => databaseError(error)?.code ?? String(error),
  )

describe('sealing', () => {
  it('closes what is final into batches, each naming the one before', async () => {
    expect(await sealAll()).toBe(0)
    for (let i = 0; i < 7; i += 1) await post(transfer())
    expect(await sealingState(database())).toMatchObject({ last: null, unsealed: 7 })
    await sealAll(3)
    await sealWhole()
    const seals = await owner`select * from ledger_seal order by number`
    expect(seals.reduce((sum, seal) => sum + seal.transactions, 0)).toBe(7)
    expect(seals.length).toBeGreaterThan(0)
    for (const [at, seal] of seals.entries()) {
      expect(seal.previous_hash).toBe(seals[at - 1]?.hash ?? '0'.repeat(64))
      expect(seal.from_entry_id).toBe(seals[at - 1]?.up_to_entry_id ?? '0')
    }
    expect(await verify()).toMatchObject({ difference: null, counts: { sealed: 7 } })
  })

  it('waits for a posting with lower ids that has not been committed', async () => {
    await sealWhole()
    let commit = () => {}
    const held = new Promise<void>((done) => {
      commit = done
    })
    let posted = () => {}
    const begun = new Promise<void>((done) => {
      posted = done
    })
    const slow = inTransaction(async (tx) => {
      const { transactionId } = await postTransaction(tx, transfer(11n))
      posted()
      await held
      return transactionId
    })
    await begun
    const { transactionId: quick } = await post(transfer(12n))
    expect(await sealAll()).toBe(0)
    expect(await sealingState(database())).toMatchObject({ unsealed: 1 })
    commit()
    const first = await slow
    await sealWhole()
    const order = await owner`
      select transaction_id from ledger_entry where transaction_id in ${owner([first, quick])} and position = 1 order by id`
    expect(order.map((row) => row.transaction_id)).toEqual([first, quick])
    expect(await verify()).toMatchObject({ difference: null })
  })

  it('seals each transaction once while many post and several seal', async () => {
    let posting = true
    const sealer = async () => {
      while (posting) await inTransaction((tx) => sealLedger(tx, { most: 5 }))
    }
    const sealers = [sealer(), sealer()]
    const poster = async (places: number) => {
      for (let i = 0; i < places; i += 1) {
        await inTransaction(async (tx) => {
          await postTransaction(tx, transfer(BigInt(i + 1)))
          if (i % 4 === 0) await new Promise((done) => setTimeout(done, 3))
          if (i % 7 === 6) throw new Error('rolled back')
        }).catch(() => {})
      }
    }
    await Promise.all([poster(30), poster(30), poster(30)])
    posting = false
    await Promise.all(sealers)
    await sealWhole()
    const { counts, difference } = await verify()
    expect(difference).toBeNull()
    expect(counts.sealed).toBe(counts.transactions)
  })

  it('goes on after a restore on another server, whose transaction ids begin anew', async () => {
    await owner`update ledger_horizon set before_transaction = '9223372036854775807'`
    await post(transfer())
    await sealWhole()
    expect(await verify()).toMatchObject({ difference: null })
  })

  it('is done by the job, which says nothing new the second time', async () => {
    await post(transfer())
    const job = { id: '1', attempts: 1, max_attempts: 3 }
    const run = async () => {
      await sealLedgerTask.handler({}, { job } as never)
      return (await sealingState(database())).unsealed
    }
    await expect.poll(run).toBe(0)
    const before = (await sealingState(database())).last
    await run()
    expect((await sealingState(database())).last).toEqual(before)
  })

  it('is refused in a transaction that has begun to write: its horizon would lie', async () => {
    const work = drizzle(owner).transaction(async (tx) => {
      await tx.execute(sql`select pg_current_xact_id()`)
      await sealLedger(tx, { most: 5 })
    })
    expect(await codeOf(work)).toBe('SM003')
  })
})

describe('around the function', () => {
  /** The same statement as the application and as the owner of the tables. */
  const triedByBoth = async (statement: string) => [
    await codeOf(database().execute(sql.raw(statement))),
    await codeOf(drizzle(owner).execute(sql.raw(statement))),
  ]

  it('nobody changes or removes a seal or a snapshot', async () => {
    for (const table of ['ledger_seal', 'ledger_snapshot']) {
      const column = table === 'ledger_seal' ? "hash = 'x'" : 'balance_minor = 1'
      expect(await triedByBoth(`update ${table} set ${column}`)).toEqual(['42501', 'SM003'])
      expect(await triedByBoth(`delete from ${table}`)).toEqual(['42501', 'SM003'])
      expect(await triedByBoth(`truncate ${table}`)).toEqual(['42501', 'SM003'])
    }
  })

  it('nobody adds a seal that does not follow, or forges one that does', async () => {
    const like = (change: string) => `
      insert into ledger_seal select (s).* from (
        select row(number + 1, up_to_entry_id, up_to_entry_id + 1, 1, sha256(''), hash, ${change}, now())::ledger_seal as s
        from ledger_seal order by number desc limit 1) made`
    expect(await triedByBoth(like("repeat('0', 64)"))).toEqual(['42501', 'SM003'])
    expect(await triedByBoth('insert into ledger_seal select * from ledger_seal limit 1')).toEqual([
      '42501',
      'SM003',
    ])
  })

  it('the application has neither the horizon nor the fold', async () => {
    const tried = async (statement: string) => codeOf(database().execute(sql.raw(statement)))
    expect(await tried('update ledger_horizon set entry_id = 999999')).toBe('42501')
    expect(await tried('insert into ledger_snapshot select * from ledger_snapshot')).toBe('42501')
    expect(await tried('select ledger_fold(0, 999999)')).toBe('42501')
    expect(await tried('select ledger_seal_next(null)')).toBe('nothing was refused')
  })
})
