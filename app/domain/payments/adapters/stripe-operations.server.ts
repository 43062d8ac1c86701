import type Stripe from 'stripe'
import type { Operation } from '../operations.server'
import { type Answer, ask, checked, stripe, toProviderAmount } from './stripe.server'

/** A transfer or refund as the provider knows it now. */
export type OperationFacts = {
  readonly providerId: string
  /** Ours, which we gave it when we asked for it. */
  readonly operationId: string | null
  readonly state: 'pending' | 'done' | 'failed'
  readonly detail: string | null
}

function transferFacts(given: Stripe.Transfer): OperationFacts {
  const transfer = checked(given, 'transfer', 'tr')
  return {
    providerId: transfer.id,
    operationId: transfer.metadata.operation ?? null,
    // A transfer is made when it exists; one that was taken back is another story, told by its reversal.
    state: 'done',
    detail: null,
  }
}

/** What a refund means for the operation that asked for it. */
export function refundFacts(given: Stripe.Refund): OperationFacts {
  const refund = checked(given, 'refund', 're', 'pyr')
  const failed = refund.status === 'failed' || refund.status === 'canceled'
  return {
    providerId: refund.id,
    operationId: refund.metadata?.operation ?? null,
    state: failed ? 'failed' : refund.status === 'succeeded' ? 'done' : 'pending',
    detail: refund.failure_reason ?? null,
  }
}

/** Asks for a transfer or refund under the operation's own key. */
export function createOperation(operation: Operation): Promise<Answer<OperationFacts>> {
  const { request } = operation
  const shared = {
    amount: toProviderAmount(operation.amountMinor),
    metadata: { operation: operation.id, reference: operation.reference },
  }
  const key = { idempotencyKey: operation.idempotencyKey }
  return ask(async () => {
    if ('destination' in request) {
      const transfer = await stripe().transfers.create(
        {
          ...shared,
          currency: operation.currency.toLowerCase(),
          destination: request.destination,
          source_transaction: request.sourceTransaction,
          transfer_group: request.transferGroup,
        },
        key,
      )
      return transferFacts(transfer)
    }
    return refundFacts(await stripe().refunds.create({ ...shared, charge: request.charge }, key))
  })
}

/** Looks for what an earlier try may have made: by group or charge, then by our own id. */
export function findOperation(operation: Operation): Promise<Answer<OperationFacts | null>> {
  const { request } = operation
  const ours = (facts: OperationFacts) => facts.operationId === operation.id
  return ask(async () => {
    if ('destination' in request) {
      const list = stripe().transfers.list({ transfer_group: request.transferGroup, limit: 100 })
      for await (const transfer of list) {
        const facts = transferFacts(transfer)
        if (ours(facts)) return facts
      }
      return null
    }
    for await (const refund of stripe().refunds.list({ charge: request.charge, limit: 100 })) {
      const facts = refundFacts(refund)
      if (ours(facts)) return facts
    }
    return null
  })
}

/** The provider's own record of a transfer (tr_…) or refund (re_…, pyr_…). */
export function retrieveOperation(providerId: string): Promise<Answer<OperationFacts>> {
  return ask(async () =>
    providerId.startsWith('tr_')
      ? transferFacts(await stripe().transfers.retrieve(providerId))
      : refundFacts(await stripe().refunds.retrieve(providerId)),
  )
}
