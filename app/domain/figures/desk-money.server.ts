import { funding, holdback, payable } from 'db/schema/escrow'
import { asc, inArray } from 'drizzle-orm'
import { arrivingStatuses, payableTransitions } from '~/domain/escrow/payable'
import { assertMay } from '~/domain/identity/may'
import { operateDesk } from '~/domain/identity/permissions'
import type { Viewer } from '~/domain/identity/viewer'
import { sealingState, trialBalance } from '~/domain/ledger/queries.server'
import { operationTransitions, refusedOperationStatuses } from '~/domain/payments/operation'
import { operationsList, webhookList } from '~/domain/payments/queries.server'
import type { Reader } from '~/platform/database.server'
import { partyNames, referenceNames } from './reference-names.server'

/** The books, the outbox and the inbox, for an operator. */
export async function deskMoney(db: Reader, viewer: Viewer) {
  assertMay(viewer, operateDesk, null)
  const balances = await trialBalance(db)
  const owed = await owedPayables(db)
  const operations = await operationsList(db)
  const parties = await partyNames(db, [
    ...owed.map(({ personId }) => personId),
    ...operations.map(({ party }) => party),
  ])
  const names = await referenceNames(
    db,
    owed.map(({ reference }) => reference),
  )
  const held = await heldAgain(
    db,
    operations
      .filter(({ kind, status }) => kind === 'refund' && refusedOperationStatuses.includes(status))
      .map(({ reference }) => reference),
  )
  return {
    currencies: [...new Set(balances.map(({ currency }) => currency))].map((currency) => {
      const rows = balances.filter((row) => row.currency === currency)
      return { currency, rows, sumMinor: rows.reduce((sum, row) => sum + row.balanceMinor, 0n) }
    }),
    payables: owed.map((row) => ({
      ...row,
      name: parties.get(row.personId) ?? row.personId,
      canResend: payableTransitions.find(row.status, 'resend', 'operator').ok,
      title: names.get(row.reference)?.title ?? row.reference,
      kind: names.get(row.reference)?.kind ?? null,
    })),
    operations: operations.map((row) => ({
      ...row,
      name: parties.get(row.party) ?? row.party,
      canAskAgain: operationTransitions.find(row.status, 'send', 'operator').ok,
      canRefundAgain: held.has(row.reference) && refusedOperationStatuses.includes(row.status),
    })),
    events: await webhookList(db),
    sealing: await sealingState(db),
  }
}

/** What is owed and not yet paid, the oldest due date first. */
function owedPayables(db: Reader) {
  return db
    .select({
      payableId: payable.id,
      reference: payable.reference,
      personId: payable.personId,
      currency: payable.currency,
      amountMinor: payable.amountMinor,
      status: payable.status,
      dueAt: payable.dueAt,
      refusals: payable.refusals,
    })
    .from(payable)
    .where(inArray(payable.status, [...arrivingStatuses]))
    .orderBy(asc(payable.dueAt), asc(payable.id))
    .limit(100)
}

/** The payments and holdbacks whose refund was refused and whose money is held again. */
async function heldAgain(db: Reader, paymentIds: readonly string[]): Promise<Set<string>> {
  if (paymentIds.length === 0) return new Set()
  const rows = await db
    .select({ paymentId: funding.paymentId, usedFor: funding.usedFor })
    .from(funding)
    .where(inArray(funding.paymentId, [...paymentIds]))
  const kept = await db
    .select({ id: holdback.id, refused: holdback.refusedCharges })
    .from(holdback)
    .where(inArray(holdback.id, [...paymentIds]))
  return new Set([
    ...rows.filter(({ usedFor }) => usedFor === null).map(({ paymentId }) => paymentId),
    ...kept.filter(({ refused }) => refused.length > 0).map(({ id }) => id),
  ])
}
