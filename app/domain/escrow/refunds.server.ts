import { funding, holdback } from 'db/schema/escrow'
import { eq } from 'drizzle-orm'
import type { AccountRef } from '~/domain/ledger/account'
import { type Operation, operationById } from '~/domain/payments/operations.server'
import { isId } from '~/kernel/ids'
import { invariant } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'

export type Kept = typeof holdback.$inferSelect

export type LockedRefund = {
  readonly operation: Operation
  readonly reference: string
  readonly funder: string
  /** Where the money lay before, and lies again when the provider refuses. */
  readonly account: AccountRef
  /** Notes that it lies there again. */
  readonly keepAgain: () => Promise<unknown>
}

/** Whether a refund gives back a part that was kept back, not a payment's money. */
export function isHoldbackRefund(operation: { reference: string }): boolean {
  return isId('holdback', operation.reference)
}

export async function lockKept(tx: Tx, holdbackId: string): Promise<Kept> {
  const [kept] = await tx.select().from(holdback).where(eq(holdback.id, holdbackId)).for('update')
  invariant(kept, 'a refund of a holdback has its holdback')
  return kept
}

/** A refund with what it gives back, under lock: a payment's money, or a part that was kept back. */
export async function lockRefund(tx: Tx, operationId: string): Promise<LockedRefund> {
  const operation = await operationById(tx, operationId)
  invariant(operation?.kind === 'refund', 'a refund is settled by its operation')
  return isHoldbackRefund(operation)
    ? ofHoldback(tx, operation, await lockKept(tx, operation.reference))
    : ofFunding(tx, operation)
}

function ofHoldback(tx: Tx, operation: Operation, kept: Kept): LockedRefund {
  const { reference } = kept
  const funder = operation.party
  const charge = 'charge' in operation.request ? operation.request.charge : ''
  return {
    operation,
    reference,
    funder,
    account: { kind: 'holdback', reference, owner: funder },
    keepAgain: () =>
      tx
        .update(holdback)
        .set({ refusedCharges: [...kept.refusedCharges, charge], refusals: kept.refusals + 1 })
        .where(eq(holdback.id, kept.id)),
  }
}

async function ofFunding(tx: Tx, operation: Operation): Promise<LockedRefund> {
  const [row] = await tx
    .select()
    .from(funding)
    .where(eq(funding.paymentId, operation.reference))
    .for('update')
  invariant(row, 'a refund has its funding')
  const { reference, funder } = row
  return {
    operation,
    reference,
    funder,
    account: { kind: 'escrow', reference, owner: funder },
    keepAgain: () =>
      tx
        .update(funding)
        .set({ usedFor: null, usedAt: null, refusals: row.refusals + 1 })
        .where(eq(funding.paymentId, row.paymentId)),
  }
}
