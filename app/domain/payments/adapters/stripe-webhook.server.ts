import { z } from 'zod'
import { env } from '~/platform/env.server'
import { stripe } from './stripe.server'

const toleranceSeconds = 300

/** A webhook whose signature holds. It points at an object; what is true of it is asked anew. */
export type WebhookNote = {
  readonly eventId: string
  readonly type: string
  readonly objectId: string
  readonly livemode: boolean
  readonly payload: unknown
}

const snapshot = z.object({
  id: z.string().startsWith('evt_'),
  object: z.literal('event'),
  type: z.string(),
  livemode: z.boolean(),
  data: z.object({ object: z.object({ id: z.string() }) }),
})
const thin = z.object({
  id: z.string().startsWith('evt_'),
  object: z.literal('v2.core.event'),
  type: z.string(),
  livemode: z.boolean(),
  related_object: z.object({ id: z.string() }),
})

export type WebhookReading =
  | { readonly ok: true; readonly note: WebhookNote }
  | {
      readonly ok: false
      readonly reason: 'unsigned' | 'signature' | 'stale' | 'future' | 'shape' | 'mode'
    }

/**
 * Reads a webhook: its signature by one of our secrets (several while one rotates, separated by
 * commas), its time within five minutes of ours both ways, and the shape that we rely on.
 */
export function readWebhook(body: string, signature: string | null, now: Date): WebhookReading {
  if (!signature) return { ok: false, reason: 'unsigned' }
  const secrets = env().STRIPE_WEBHOOK_SECRET.split(',')
  if (!secrets.some((secret) => isSigned(body, signature, secret.trim()))) {
    return { ok: false, reason: 'signature' }
  }
  // The SDK knows too old, but not too new.
  const signedAt = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1])
  const age = Math.floor(now.getTime() / 1000) - signedAt
  if (!(age <= toleranceSeconds)) return { ok: false, reason: 'stale' }
  if (age < -toleranceSeconds) return { ok: false, reason: 'future' }
  const note = noteOf(body)
  if (!note) return { ok: false, reason: 'shape' }
  if (note.livemode !== env().STRIPE_SECRET_KEY.startsWith('sk_live_')) {
    return { ok: false, reason: 'mode' }
  }
  return { ok: true, note }
}

function isSigned(body: string, signature: string, secret: string): boolean {
  try {
    // Age is judged by the caller, both ways; here only the signature counts.
    return stripe().webhooks.signature?.verifyHeader(body, signature, secret, 0) ?? false
  } catch {
    return false
  }
}

function noteOf(body: string): WebhookNote | null {
  let payload: unknown
  try {
    payload = JSON.parse(body)
  } catch {
    return null
  }
  const full = snapshot.safeParse(payload)
  if (full.success) {
    const { id, type, livemode, data } = full.data
    return { eventId: id, type, livemode, objectId: data.object.id, payload }
  }
  const short = thin.safeParse(payload)
  if (!short.success) return null
  const { id, type, livemode, related_object } = short.data
  return { eventId: id, type, livemode, objectId: related_object.id, payload }
}
