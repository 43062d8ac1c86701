import { sql } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'

export type Sealed = {
  /** Zero when nothing more is final now. */
  readonly transactions: number
  readonly number?: string
  readonly hash?: string
  /** Accounts whose balance was folded into a snapshot. */
  readonly snapshots?: number
}

/**
 * Closes the next transactions that are final, at most `most`, into one seal through the database's own
 * function, which alone may write it. It must be the first statement of `tx`. What has become final
 * since the last call is sealed by the one after this.
 * @returns null when another process is sealing
 */
export async function sealLedger(tx: Tx, { most }: { most: number }): Promise<Sealed | null> {
  const [row] = await tx.execute<{ result: Sealed | null }>(
    sql`select ledger_seal_next(${most}) as result`,
  )
  return row?.result ?? null
}
