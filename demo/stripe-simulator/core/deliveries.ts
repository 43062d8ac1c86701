import Stripe from 'stripe'
import { GIVE_UP_AFTER_MS, type SimulatorOptions } from '../options'
import { clockMs, newContext } from './context'
import { releaseHeld } from './events'
import { silenced, strike } from './faults'
import type { Store, Unit } from './store'
import type { Delivery } from './tables'

interface Outcome {
  status: number | null
  error: string | null
}

const ANSWER_WITHIN_MS = 10_000
const signer = new Stripe('sk_test_signing_only').webhooks

/**
 * Posts events one after another in the order of their queue, until each is
 * answered with 2xx. A delivery is marked only after its answer, so an event
 * may come twice after a crash, and never not at all.
 */
export class Deliveries {
  readonly #store: Store
  readonly #options: SimulatorOptions
  #timer: NodeJS.Timeout | null = null
  #working: Promise<void> | null = null
  #stopped = false

  constructor(store: Store, options: SimulatorOptions) {
    this.#store = store
    this.#options = options
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), 100)
    this.wake()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer) clearInterval(this.#timer)
    await this.#working
  }

  /** Begins delivering what is due, unless that is already going on. */
  wake(): void {
    if (this.#stopped || this.#working) return
    this.#working = this.#deliverDue().finally(() => {
      this.#working = null
    })
  }

  async #deliverDue(): Promise<void> {
    for (;;) {
      if (this.#stopped) return
      const delivery = this.#next()
      if (!delivery) return
      await this.#attempt(delivery)
    }
  }

  #next(): Delivery | undefined {
    const now = this.#options.now()
    return this.#store.run((unit) => {
      const waiting = unit.all('delivery')
      if (waiting.some((row) => row.state === 'held' && row.due <= now)) {
        releaseHeld(newContext(unit, this.#options, '', { id: null, idempotencyKey: null }))
      }
      return unit
        .all('delivery')
        .filter((row) => row.state === 'pending' && row.due <= now)
        .sort((a, b) => a.sequence - b.sequence)
        .find((row) => !silenced(unit, { eventType: typeOf(unit, row) }, clockMs(unit, now)))
    })
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const { thinWebhookUrl, webhookUrl } = this.#options
    const url = delivery.thin ? thinWebhookUrl : webhookUrl
    const payload = this.#payload(delivery)
    const fault = this.#strike(delivery)
    let outcome: Outcome | null = null
    if (fault === 'webhook_500') outcome = { status: 500, error: null }
    else if (url !== null && payload !== null) outcome = await this.#post(url, payload)
    if (fault === 'webhook_timeout') outcome = { status: null, error: 'the answer was lost' }
    this.#store.run((unit) => {
      const row = unit.get('delivery', delivery.id)
      if (!row) return
      unit.put('delivery', this.#after(row, outcome))
      const event = unit.get('event', row.event)
      const open = unit
        .all('delivery')
        .filter((other) => other.event === row.event && isOpen(other.state))
      if (event && event.pending_webhooks !== open.length) {
        unit.put('event', { ...event, pending_webhooks: open.length })
      }
    })
  }

  /** What this attempt suffers: it never arrives, or arrives and is not heard to have. */
  #strike(delivery: Delivery): 'webhook_500' | 'webhook_timeout' | null {
    return this.#store.run((unit) => {
      const subject = { eventType: typeOf(unit, delivery) }
      if (strike(unit, 'webhook_500', subject)) return 'webhook_500'
      return strike(unit, 'webhook_timeout', subject) ? 'webhook_timeout' : null
    })
  }

  #payload(delivery: Delivery): string | null {
    return this.#store.run((unit) => {
      if (!delivery.thin) {
        const event = unit.get('event', delivery.event)
        return event ? JSON.stringify(event, null, 2) : null
      }
      const event = unit.get('thin_event', delivery.event)
      if (!event) return null
      const { data: _, ...notification } = event
      return JSON.stringify(notification)
    })
  }

  async #post(url: string, payload: string): Promise<Outcome> {
    const signature = signer.generateTestHeaderString({
      payload,
      secret: this.#options.webhookSecret,
      timestamp: Math.floor(this.#options.now() / 1000),
    })
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': signature,
          'user-agent': 'Stripe/1.0 (Samar payment simulator)',
        },
        body: payload,
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      })
      await response.arrayBuffer()
      return { status: response.status, error: null }
    } catch (error) {
      return { status: null, error: reasonOf(error) }
    }
  }

  #after(row: Delivery, outcome: Outcome | null): Delivery {
    const attempts = row.attempts + 1
    const lastStatus = outcome?.status ?? null
    const lastError = outcome?.error ?? null
    const next = { ...row, attempts, lastStatus, lastError }
    if (outcome === null) return { ...next, state: 'not_configured' }
    if (lastStatus !== null && lastStatus >= 200 && lastStatus < 300) {
      return { ...next, state: 'delivered' }
    }
    const now = this.#options.now()
    if (now - row.firstDue > GIVE_UP_AFTER_MS) return { ...next, state: 'given_up' }
    const { retryDelays } = this.#options
    const wait = retryDelays[Math.min(attempts, retryDelays.length) - 1] ?? 1_000
    return { ...next, due: now + wait }
  }
}

function typeOf(unit: Unit, delivery: Delivery): string {
  const table = delivery.thin ? 'thin_event' : 'event'
  return unit.get(table, delivery.event)?.type ?? ''
}

function isOpen(state: Delivery['state']): boolean {
  return state === 'pending' || state === 'held'
}

/** fetch says only that it failed; its cause says why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause as { code?: string } | undefined
  return cause?.code ?? error.message
}
