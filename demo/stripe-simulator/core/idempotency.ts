import { createHash } from 'node:crypto'
import { ApiError } from './errors'
import { canonicalText } from './params'
import type { Unit } from './store'
import type { IdempotencyRecord } from './tables'

/** Stripe may forget a v1 key after a day and a v2 key after thirty. */
const REMEMBERED_MS = { v1: 24 * 3_600_000, v2: 30 * 24 * 3_600_000 } as const

/** One request under a key, from the moment it is known to its answer. */
export interface Keyed {
  id: string
  fingerprint: string
}

/** The key in its API's namespace together with what it may be used for. */
export function keyed(
  version: 'v1' | 'v2',
  key: string,
  method: string,
  path: string,
  params: unknown,
): Keyed {
  if (key.length > 255) {
    throw new ApiError(400, 'Idempotency keys must be at most 255 characters long.', {
      type: 'idempotency_error',
    })
  }
  const content = `${method} ${path} ${canonicalText(params)}`
  return {
    id: `${version}:${key}`,
    fingerprint: createHash('sha256').update(content).digest('hex'),
  }
}

/** The remembered answer; throws when the key was first used for something else. */
export function remembered(unit: Unit, request: Keyed, nowMs: number): IdempotencyRecord | null {
  const record = unit.get('idempotency', request.id)
  if (!record) return null
  const version = request.id.startsWith('v2:') ? 'v2' : 'v1'
  if (nowMs - record.created > REMEMBERED_MS[version]) {
    unit.remove('idempotency', record.id)
    return null
  }
  if (record.fingerprint !== request.fingerprint) {
    const key = request.id.slice(3)
    throw new ApiError(
      400,
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      { type: 'idempotency_error' },
    )
  }
  return record
}

/** 409, for the second of two requests with one key at the same time. */
export function inFlight(key: string): ApiError {
  return new ApiError(
    409,
    `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
    { type: 'idempotency_error', code: 'idempotency_key_in_use' },
  )
}
