import type Stripe from 'stripe'
import {
  type Answer,
  askOnce,
  checked,
  ofOperation,
  stripe,
  toProviderAmount,
} from './stripe.server'

/** A transfer, or a part of one, that was taken back. */
export type ReversalFacts = {
  readonly providerId: string
  readonly amountMinor: bigint
}

/**
 * Takes a transfer back, in whole or in part; several parts may follow one another, and the provider
 * refuses more than the transfer. It is done when it is answered.
 */
export function reverseTransfer(input: {
  operationId: string
  idempotencyKey: string
  transferId: string
  amountMinor: bigint
  sentBefore: boolean
}): Promise<Answer<ReversalFacts>> {
  const { operationId, transferId } = input
  return askOnce({
    sentBefore: input.sentBefore,
    find: async () => {
      const rows = stripe().transfers.listReversals(transferId, { limit: 100 })
      const reversal = await ofOperation(rows, operationId)
      return reversal && factsOf(reversal)
    },
    send: async () =>
      factsOf(
        await stripe().transfers.createReversal(
          transferId,
          { amount: toProviderAmount(input.amountMinor), metadata: { operation: operationId } },
          { idempotencyKey: input.idempotencyKey },
        ),
      ),
  })
}

function factsOf(given: Stripe.TransferReversal): ReversalFacts {
  const reversal = checked(given, 'transfer_reversal', 'trr')
  return { providerId: reversal.id, amountMinor: BigInt(reversal.amount) }
}
