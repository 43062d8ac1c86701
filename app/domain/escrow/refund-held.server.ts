import { postTransaction } from '~/domain/ledger/post-transaction.server'
import { recordOperation } from '~/domain/payments/record-operation.server'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { lockFundings, spendFundings } from './fundings.server'

/**
 * Gives what is held for `reference` back to its funders, each by the charge that it came in by; with
 * `paymentIds` only those payments. The provider is asked by the outbox. A second call does nothing more.
 * @throws Refused insufficient_funds when there is nothing that could go back.
 */
export async function refundHeld(
  tx: Tx,
  input: { reference: string; paymentIds?: readonly string[]; at: Date },
): Promise<{ refundedMinor: bigint; operationIds: string[] }> {
  const { reference, at } = input
  const all = (await lockFundings(tx, reference)).filter(
    ({ paymentId }) => input.paymentIds?.includes(paymentId) ?? true,
  )
  const held = all.filter(({ usedFor }) => usedFor === null)
  if (held.length === 0 && !all.some(({ usedFor }) => usedFor === 'refund')) {
    throw new Refused('insufficient_funds')
  }
  const operationIds: string[] = []
  for (const { paymentId, funder, currency, amountMinor, chargeId, refusals } of held) {
    const posted = await postTransaction(tx, {
      kind: 'refund',
      idempotencyKey: `refund:${paymentId}:${refusals}`,
      reference,
      occurredAt: at,
      currency,
      entries: [
        { account: { kind: 'escrow', reference, owner: funder }, amountMinor },
        { account: { kind: 'refund_payable', owner: funder }, amountMinor: -amountMinor },
      ],
    })
    operationIds.push(
      await recordOperation(tx, {
        kind: 'refund',
        reference: paymentId,
        party: funder,
        ledgerTransactionId: posted.transactionId,
        currency,
        amountMinor,
        request: { charge: chargeId, transferGroup: reference },
      }),
    )
  }
  if (held.length > 0) await spendFundings(tx, held, 'refund', at)
  return {
    refundedMinor: held.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
    operationIds,
  }
}
