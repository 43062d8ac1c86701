import type { SignedIn } from '~/domain/identity/viewer'
import { transactionEntries } from '~/domain/ledger/queries.server'
import type { Reader } from '~/platform/database.server'
import { payablesOf } from './queries.server'
import { explainRelease } from './statement'

/**
 * The viewer's own statement, newest first: one line for each release they had a share of, with how
 * its sum came about and how far each transfer is.
 */
export async function statementOf(db: Reader, viewer: SignedIn, page: number, size = 20) {
  const payables = await payablesOf(db, viewer.personId)
  const ids = [...new Set(payables.map(({ transactionId }) => transactionId))]
  const pages = Math.max(1, Math.ceil(ids.length / size))
  const current = Math.min(Math.max(1, page), pages)
  const shown = ids.slice((current - 1) * size, current * size)
  const entries = await transactionEntries(db, shown)
  const lines = shown.flatMap((transactionId) => {
    const parts = payables.filter((row) => row.transactionId === transactionId)
    const first = parts[0]
    if (!first) return []
    const { reference, reason, currency, shareBps, releasedAt } = first
    return {
      transactionId,
      reference,
      reason,
      currency,
      shareBps,
      releasedAt,
      amountMinor: parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
      ...explainRelease(entries.filter((row) => row.transactionId === transactionId)),
      parts: parts.map(({ payableId, amountMinor, status, dueAt, paidAt }) => ({
        payableId,
        amountMinor,
        status,
        dueAt,
        paidAt,
      })),
    }
  })
  return { lines, page: current, pages }
}
