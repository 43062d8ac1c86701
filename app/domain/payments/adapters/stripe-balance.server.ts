import type Stripe from 'stripe'
import { type Answer, ask, checked, fromProviderCurrency, stripe } from './stripe.server'

/** What the provider holds for us in one currency. */
export type BalanceFacts = {
  readonly currency: string
  readonly availableMinor: bigint
  readonly pendingMinor: bigint
}

/** One movement of that balance. */
export type MovementFacts = {
  readonly movementId: string
  /** The provider's word: charge, payment, transfer, refund, payout, adjustment and so on. */
  readonly kind: string
  /** The object behind it: ch_…, py_…, tr_…, trr_…, re_…, pyr_…, dp_…, po_…. */
  readonly sourceId: string | null
  readonly currency: string
  /** Before the provider's fee; negative when money leaves. */
  readonly amountMinor: bigint
  readonly feeMinor: bigint
  readonly netMinor: bigint
  /** System time. */
  readonly createdAt: Date
  /** When it is, or will be, available. */
  readonly availableAt: Date
}

export function retrieveBalance(): Promise<Answer<BalanceFacts[]>> {
  return ask(async () => {
    const { available, pending } = await stripe().balance.retrieve()
    const codes = new Set([...available, ...pending].map((sum) => sum.currency))
    const of = (sums: Stripe.Balance['available'], code: string) =>
      BigInt(sums.find((sum) => sum.currency === code)?.amount ?? 0)
    return [...codes].map((code) => ({
      currency: fromProviderCurrency(code),
      availableMinor: of(available, code),
      pendingMinor: of(pending, code),
    }))
  })
}

/** Every movement from `from` until before `to`, in system time, the newest first; page by page. */
export function movementsBetween(from: Date, to: Date): Promise<Answer<MovementFacts[]>> {
  return ask(async () => {
    const facts: MovementFacts[] = []
    const rows = stripe().balanceTransactions.list({
      created: { gte: secondsOf(from), lt: secondsOf(to) },
      limit: 100,
    })
    for await (const row of rows) facts.push(factsOf(row))
    return facts
  })
}

/** The movements that one object of the provider's has made. */
export function movementsOf(sourceId: string): Promise<Answer<MovementFacts[]>> {
  return ask(async () => {
    const facts: MovementFacts[] = []
    for await (const row of stripe().balanceTransactions.list({ source: sourceId, limit: 100 })) {
      facts.push(factsOf(row))
    }
    return facts
  })
}

const secondsOf = (at: Date) => Math.floor(at.getTime() / 1000)

function factsOf(given: Stripe.BalanceTransaction): MovementFacts {
  const row = checked(given, 'balance_transaction', 'txn')
  return {
    movementId: row.id,
    kind: row.type,
    sourceId: typeof row.source === 'string' ? row.source : (row.source?.id ?? null),
    currency: fromProviderCurrency(row.currency),
    amountMinor: BigInt(row.amount),
    feeMinor: BigInt(row.fee),
    netMinor: BigInt(row.net),
    createdAt: new Date(row.created * 1000),
    availableAt: new Date(row.available_on * 1000),
  }
}
