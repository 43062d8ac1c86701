import {
  type Answer,
  ask,
  askOnce,
  checked,
  fromProviderCurrency,
  ofOperation,
  stripe,
  toProviderAmount,
} from './stripe.server'
import { type OperationFacts, refundFacts } from './stripe-operations.server'

/** A payment by bank transfer: how much is still missing, and what the payer has to write on it. */
export type TransferFacts = {
  readonly intentId: string
  readonly state: 'waiting' | 'paid' | 'given_up'
  readonly currency: string
  readonly amountMinor: bigint
  readonly missingMinor: bigint
  readonly reference: string | null
  /** The provider's page with the account to send to. */
  readonly instructionsUrl: string | null
}

/** A movement of what a payer has sent and no payment has used. */
export type CashFacts = {
  readonly movementId: string
  /** The provider's word: funded, applied_to_payment, unapplied_from_payment, return_initiated… */
  readonly kind: string
  readonly currency: string
  readonly amountMinor: bigint
  readonly createdAt: Date
}

/** Makes the payer whose transfers are matched; asked twice for one, the provider answers the same. */
export function createPayer(input: {
  payerId: string
  email: string
  name: string
}): Promise<Answer<{ customerId: string }>> {
  return ask(async () => {
    const customer = await stripe().customers.create(
      { email: input.email, name: input.name, metadata: { payer: input.payerId } },
      { idempotencyKey: `payer:${input.payerId}` },
    )
    return { customerId: checked(customer, 'customer', 'cus').id }
  })
}

/** What has come of a payment by bank transfer so far. */
export function retrieveTransfer(intentId: string): Promise<Answer<TransferFacts>> {
  return ask(async () => {
    const intent = checked(await stripe().paymentIntents.retrieve(intentId), 'payment_intent', 'pi')
    const asked = intent.next_action?.display_bank_transfer_instructions
    const paid = intent.status === 'succeeded'
    return {
      intentId: intent.id,
      state: paid ? 'paid' : intent.status === 'canceled' ? 'given_up' : 'waiting',
      currency: fromProviderCurrency(intent.currency),
      amountMinor: BigInt(intent.amount),
      missingMinor: paid ? 0n : BigInt(asked?.amount_remaining ?? intent.amount),
      reference: asked?.reference ?? null,
      instructionsUrl: asked?.hosted_instructions_url ?? null,
    }
  })
}

/** Gives up a payment that is not fully funded; what has come stays with the payer as cash. */
export function giveUpTransfer(intentId: string): Promise<Answer<{ intentId: string }>> {
  return ask(async () => {
    const key = { idempotencyKey: `cancel:${intentId}` }
    const intent = await stripe().paymentIntents.cancel(intentId, {}, key)
    return { intentId: checked(intent, 'payment_intent', 'pi').id }
  })
}

/** What lies with the provider for a payer, by currency: an overpayment, or the part of a payment given up. */
export function cashOf(
  customerId: string,
): Promise<Answer<{ currency: string; amountMinor: bigint }[]>> {
  return ask(async () => {
    const { available } = await stripe().customers.retrieveCashBalance(customerId)
    return Object.entries(available ?? {}).map(([code, amount]) => ({
      currency: fromProviderCurrency(code),
      amountMinor: BigInt(amount),
    }))
  })
}

/** How it came to lie there, the newest first. */
export function cashMovementsOf(customerId: string): Promise<Answer<CashFacts[]>> {
  return ask(async () => {
    const facts: CashFacts[] = []
    const rows = stripe().customers.listCashBalanceTransactions(customerId, { limit: 100 })
    for await (const row of rows) {
      facts.push({
        movementId: row.id,
        kind: row.type,
        currency: fromProviderCurrency(row.currency),
        amountMinor: BigInt(row.net_amount),
        createdAt: new Date(row.created * 1000),
      })
    }
    return facts
  })
}

/** Sends a payer's cash back to the account it came from; refused beyond what lies there. */
export function returnCash(input: {
  operationId: string
  idempotencyKey: string
  customerId: string
  currency: string
  amountMinor: bigint
  sentBefore: boolean
  /** System time of the first try, from which on a lost one is looked for. */
  since: Date
}): Promise<Answer<OperationFacts>> {
  const { operationId } = input
  return askOnce({
    sentBefore: input.sentBefore,
    find: async () => {
      const created = { gte: Math.floor(input.since.getTime() / 1000) - 60 }
      const refund = await ofOperation(stripe().refunds.list({ created, limit: 100 }), operationId)
      return refund && refundFacts(refund)
    },
    send: async () =>
      refundFacts(
        await stripe().refunds.create(
          {
            origin: 'customer_balance',
            customer: input.customerId,
            amount: toProviderAmount(input.amountMinor),
            currency: input.currency.toLowerCase(),
            metadata: { operation: operationId },
          },
          { idempotencyKey: input.idempotencyKey },
        ),
      ),
  })
}
