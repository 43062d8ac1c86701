import type Stripe from 'stripe'
import {
  type Answer,
  ask,
  askOnce,
  checked,
  ofOperation,
  stripe,
  toProviderAmount,
} from './stripe.server'
import type { OperationFacts } from './stripe-operations.server'

/** Money on its way from our balance to our bank account. */
export type PayoutFacts = OperationFacts & {
  /** The provider's guess. */
  readonly arrivesAt: Date
}

/** Pays available money out; it is on its way when answered, and done or failed days later. */
export function createPayout(input: {
  operationId: string
  idempotencyKey: string
  currency: string
  amountMinor: bigint
  sentBefore: boolean
}): Promise<Answer<PayoutFacts>> {
  const { operationId } = input
  return askOnce({
    sentBefore: input.sentBefore,
    find: async () => {
      const payout = await ofOperation(stripe().payouts.list({ limit: 100 }), operationId)
      return payout && factsOf(payout)
    },
    send: async () =>
      factsOf(
        await stripe().payouts.create(
          {
            amount: toProviderAmount(input.amountMinor),
            currency: input.currency.toLowerCase(),
            metadata: { operation: operationId },
          },
          { idempotencyKey: input.idempotencyKey },
        ),
      ),
  })
}

export function retrievePayout(payoutId: string): Promise<Answer<PayoutFacts>> {
  return ask(async () => factsOf(await stripe().payouts.retrieve(payoutId)))
}

/** Takes back a payout that has not left yet; the provider refuses when it has. */
export function cancelPayout(payoutId: string): Promise<Answer<PayoutFacts>> {
  const key = { idempotencyKey: `cancel:${payoutId}` }
  return ask(async () => factsOf(await stripe().payouts.cancel(payoutId, {}, key)))
}

/** Keeps the provider from paying held money out by itself; safe to say again. */
export function payOutByHand(): Promise<Answer<{ byHand: boolean }>> {
  return ask(async () => {
    const settings = await stripe().balanceSettings.update({
      payments: { payouts: { schedule: { interval: 'manual' } } },
    })
    return { byHand: settings.payments.payouts?.schedule?.interval === 'manual' }
  })
}

function factsOf(given: Stripe.Payout): PayoutFacts {
  const payout = checked(given, 'payout', 'po')
  const failed = payout.status === 'failed' || payout.status === 'canceled'
  return {
    providerId: payout.id,
    operationId: payout.metadata?.operation ?? null,
    state: failed ? 'failed' : payout.status === 'paid' ? 'done' : 'pending',
    detail: payout.failure_code,
    arrivesAt: new Date(payout.arrival_date * 1000),
  }
}
