import Stripe from 'stripe'
import { isCurrency } from '~/kernel/money'
import { env } from '~/platform/env.server'

let made: { from: ReturnType<typeof env>; client: Stripe } | undefined

/**
 * The SDK, pointed at STRIPE_API_URL when that is set. It never tries again by itself, except once when
 * a connection that was kept is closed under it; so whatever changes something carries a key of ours.
 * Keys and outbox survive a crash.
 */
export function stripe(): Stripe {
  if (made?.from !== env()) {
    const { STRIPE_API_URL, STRIPE_SECRET_KEY, STRIPE_TIMEOUT_MS } = env()
    const url = STRIPE_API_URL ? new URL(STRIPE_API_URL) : null
    const client = new Stripe(STRIPE_SECRET_KEY, {
      maxNetworkRetries: 0,
      timeout: STRIPE_TIMEOUT_MS,
      telemetry: false,
      ...(url && {
        host: url.hostname,
        port: url.port || (url.protocol === 'https:' ? '443' : '80'),
        protocol: url.protocol === 'https:' ? 'https' : 'http',
      }),
    })
    made = { from: env(), client }
  }
  return made.client
}

/**
 * What came of asking the provider. `refused`: it has said no and did nothing. `unknown`: nobody knows
 * whether it was done, or it could not be asked; to be asked again, never to be counted as failed.
 */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: 'refused' | 'unknown'; readonly detail: string }

/** Asks, and sorts what may go wrong. Errors that are not the provider's are thrown on. */
export async function ask<T>(question: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await question() }
  } catch (error) {
    if (error instanceof WrongAnswer) return unknown(error.message)
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    const detail = `${error.code ?? error.type}: ${error.message}`.slice(0, 300)
    return isRefusal(error) ? { ok: false, reason: 'refused', detail } : unknown(detail)
  }
}

/**
 * Sends what may have been sent before. The provider keeps a key for a day only, so a later try never
 * relies on it: it looks first for what the earlier ones made, and sends, under the same key, when there
 * is nothing. A look-up that fails leaves the answer unknown, and nothing is sent.
 */
export async function askOnce<T>(question: {
  sentBefore: boolean
  find: () => Promise<T | null>
  send: () => Promise<T>
}): Promise<Answer<T>> {
  if (question.sentBefore) {
    const found = await ask(question.find)
    if (!found.ok) return { ...found, reason: 'unknown' }
    if (found.value !== null) return { ok: true, value: found.value }
  }
  return ask(question.send)
}

/** The first of a list's rows that was made for an operation of ours, however long the list is. */
export async function ofOperation<T extends { metadata?: Record<string, string> | null }>(
  rows: AsyncIterable<T>,
  operationId: string,
): Promise<T | null> {
  for await (const row of rows) if (row.metadata?.operation === operationId) return row
  return null
}

const unknown = (detail: string) => ({ ok: false, reason: 'unknown', detail }) as const

/** Said of this request and final: not a limit, a conflict, a lock, a key of ours, or their fault. */
function isRefusal(error: Stripe.errors.StripeError): boolean {
  const { errors } = Stripe
  if (error instanceof errors.StripeCardError) return true
  if (error instanceof errors.StripeIdempotencyError) return false
  const status = error.statusCode ?? 0
  return status === 400 || status === 402 || status === 404
}

class WrongAnswer extends Error {}

/** An answer that is not what was asked for is no answer: a proxy's page resolves as success, too. */
export function checked<T extends { id: string; object: string }>(
  value: T,
  object: T['object'],
  ...prefixes: readonly string[]
): T {
  const right =
    value.object === object && prefixes.some((prefix) => String(value.id).startsWith(`${prefix}_`))
  if (!right) throw new WrongAnswer(`the answer is not a ${object}`)
  return value
}

/** The provider counts in numbers; every amount that it takes is exact in one. */
export function toProviderAmount(amountMinor: bigint): number {
  if (amountMinor <= 0n || amountMinor > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new RangeError('the amount is outside what the provider takes')
  }
  return Number(amountMinor)
}

export function fromProviderCurrency(code: string): string {
  const currency = code.toUpperCase()
  if (!isCurrency(currency)) throw new WrongAnswer(`unknown currency ${code}`)
  return currency
}
