import { sql } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'
import { booksDifference, type Difference, snapshotDifference } from './differences.server'
import { leafBytes, leafOf, noHash, type Seal, sealHash } from './seal'
import { sealsAfter, transactionsBetween } from './sealed-queries.server'

export type Verified = {
  counts: {
    seals: number
    sealed: number
    transactions: number
    entries: number
    accounts: number
    snapshots: number
  }
  /** The last seal that was walked: compare it with what the log, kept elsewhere, says of it. */
  lastSeal: Pick<Seal, 'number' | 'hash'> | null
  /** The first one found; null when the ledger is clean. */
  difference: Difference | null
}

const sealsAtOnce = 50
const transactionsAtOnce = 500

/**
 * Checks the whole ledger against itself: each transaction's sums, each account's history and balance,
 * each snapshot, and each seal, whose hashes are computed anew here and not in the database. `tx`
 * should be repeatable read, so that everything is of one moment. Reads in pages.
 */
export async function verifyLedger(tx: Tx): Promise<Verified> {
  const [counted] = await tx.execute<Omit<Verified['counts'], 'seals' | 'sealed'>>(sql`
    select (select count(*) from ledger_transaction)::float8 as transactions,
      (select count(*) from ledger_entry)::float8 as entries,
      (select count(*) from ledger_account)::float8 as accounts,
      (select count(*) from ledger_snapshot)::float8 as snapshots`)
  const counts = {
    ...{ seals: 0, sealed: 0, transactions: 0, entries: 0, accounts: 0, snapshots: 0 },
    ...counted,
  }
  const inside = await booksDifference(tx)
  if (inside) return { counts, lastSeal: null, difference: inside }
  const { lastSeal, difference } = await walkSeals(tx, counts)
  return { counts, lastSeal, difference: difference ?? (await snapshotDifference(tx)) }
}

async function walkSeals(
  tx: Tx,
  counts: Verified['counts'],
): Promise<Pick<Verified, 'lastSeal' | 'difference'>> {
  let last: Seal | null = null
  for (;;) {
    const page = await sealsAfter(tx, last?.number ?? '0', sealsAtOnce)
    if (page.length === 0) return { lastSeal: last, difference: null }
    for (const seal of page) {
      const difference = linkDifference(seal, last) ?? (await contentDifference(tx, seal))
      if (difference) return { lastSeal: last, difference }
      counts.seals += 1
      counts.sealed += seal.transactions
      last = seal
    }
  }
}

/** What is wrong with a seal by itself and as the one after `last`. */
function linkDifference(seal: Seal, last: Seal | null): Difference | null {
  const where = `seal ${seal.number}`
  if (BigInt(seal.number) !== BigInt(last?.number ?? 0) + 1n) {
    return { where, what: `it follows ${last ? `seal ${last.number}` : 'nothing'}: one is missing` }
  }
  if (seal.previousHash !== (last?.hash ?? noHash)) {
    return { where, what: 'it does not name the hash of the seal before it' }
  }
  if (seal.fromEntryId !== (last?.upToEntryId ?? '0')) {
    return { where, what: 'it does not begin where the seal before it ends' }
  }
  if (seal.hash !== sealHash(seal)) return { where, what: 'its hash is not that of what it says' }
  return null
}

/** The first transaction within a seal that is not what was sealed. */
async function contentDifference(tx: Tx, seal: Seal): Promise<Difference | null> {
  const where = `seal ${seal.number}`
  let place = 0
  for (let after = seal.fromEntryId; ; ) {
    const page = await transactionsBetween(tx, {
      ...{ after, upTo: seal.upToEntryId, limit: transactionsAtOnce },
    })
    for (const transaction of page) {
      const sealed = seal.leaves.subarray(place * leafBytes, (place + 1) * leafBytes)
      if (!leafOf(transaction).equals(sealed)) {
        return {
          where: `${where}, transaction ${transaction.id} at place ${place + 1}`,
          what: 'it is not what was sealed there: it was changed or added, or the one before it removed',
        }
      }
      place += 1
      after = transaction.firstEntryId
    }
    if (page.length < transactionsAtOnce) break
  }
  return place === seal.transactions
    ? null
    : { where, what: `${place} transactions are there, ${seal.transactions} were sealed` }
}
