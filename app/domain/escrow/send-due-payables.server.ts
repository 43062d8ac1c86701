import { payable } from 'db/schema/escrow'
import { payoutAccount } from 'db/schema/payments'
import { and, asc, eq, inArray, isNull, lte, notInArray, or, sql } from 'drizzle-orm'
import { postTransaction } from '~/domain/ledger/post-transaction.server'
import { readyAccountStatuses } from '~/domain/payments/payment'
import { recordOperation } from '~/domain/payments/record-operation.server'
import { invariant } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { waitingPayableStatuses } from './payable'
import type { Payable } from './payables.server'

/**
 * Records a transfer for each payable that has fallen due and whose member has a ready account, and
 * asks the other members, once, to add one. The provider is asked by the outbox.
 */
export async function sendDuePayables(
  tx: Tx,
  input: { at: Date; limit: number },
): Promise<{ sent: number; asked: number }> {
  // One at a time: two of these would lock the members' accounts against each other.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('send-due-payables'))`)
  const asked = await askForAccounts(tx, input.at)
  const due = await tx
    .select({ row: payable, destination: payoutAccount.providerAccountId })
    .from(payable)
    .innerJoin(payoutAccount, eq(payoutAccount.personId, payable.personId))
    .where(
      and(
        inArray(payable.status, [...waitingPayableStatuses]),
        lte(payable.dueAt, input.at),
        inArray(payoutAccount.status, [...readyAccountStatuses]),
      ),
    )
    // Accounts are locked in the order of their ids, as every posting does.
    .orderBy(
      sql`ledger_account_id('payable', '', ${payable.personId}, ${payable.currency})`,
      asc(payable.id),
    )
    .limit(input.limit)
    .for('update', { of: payable, skipLocked: true })
  for (const { row, destination } of due) {
    invariant(destination, 'a ready payout account has its provider account')
    await sendPayable(tx, row, destination, input.at)
  }
  return { sent: due.length, asked }
}

async function sendPayable(tx: Tx, row: Payable, destination: string, at: Date): Promise<void> {
  const { id, personId, currency, amountMinor } = row
  const posted = await postTransaction(tx, {
    kind: 'transfer',
    idempotencyKey: `transfer:${id}:${row.refusals}`,
    reference: row.reference,
    occurredAt: at,
    currency,
    entries: [
      { account: { kind: 'payable', owner: personId }, amountMinor },
      { account: { kind: 'transfer_clearing' }, amountMinor: -amountMinor },
    ],
  })
  await recordOperation(tx, {
    kind: 'transfer',
    reference: id,
    party: personId,
    ledgerTransactionId: posted.transactionId,
    currency,
    amountMinor,
    request: { destination, sourceTransaction: row.chargeId, transferGroup: row.reference },
  })
  await tx.update(payable).set({ status: 'sending' }).where(eq(payable.id, id))
}

/** Tells members whose money waits only for a payout account; nobody is told twice. */
async function askForAccounts(tx: Tx, at: Date): Promise<number> {
  const waiting = await tx
    .select({
      id: payable.id,
      personId: payable.personId,
      reference: payable.reference,
      askedAt: payable.askedAt,
    })
    .from(payable)
    .leftJoin(payoutAccount, eq(payoutAccount.personId, payable.personId))
    .where(
      and(
        inArray(payable.status, [...waitingPayableStatuses]),
        or(
          isNull(payoutAccount.personId),
          notInArray(payoutAccount.status, [...readyAccountStatuses]),
        ),
      ),
    )
    .orderBy(asc(payable.personId), asc(payable.id))
  const asked = new Set(waiting.filter((row) => row.askedAt).map((row) => row.personId))
  let count = 0
  for (const { id, personId, reference } of waiting) {
    if (asked.has(personId)) continue
    asked.add(personId)
    count += 1
    await tx.update(payable).set({ askedAt: at }).where(eq(payable.id, id))
    await enqueue(tx, 'notify', {
      event: 'payout-account-needed',
      subject: id,
      facts: { personId, reference },
    })
  }
  return count
}
