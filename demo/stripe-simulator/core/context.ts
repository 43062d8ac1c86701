import type { SimulatorOptions } from '../options'
import { newObjectId, randomText } from './ids'
import type { Unit } from './store'

/** What a handler works with: one unit of work, the time, ids, and where the request came from. */
export interface Context {
  unit: Unit
  /** Milliseconds. */
  nowMs: number
  /** Seconds, as Stripe writes times in v1. */
  now: number
  /** Text, as Stripe writes times in v2. */
  nowText: string
  newId: (prefix: string) => string
  randomText: (length: number) => string
  /** The address of the hosted pages. */
  origin: string
  options: SimulatorOptions
  request: { id: string | null; idempotencyKey: string | null }
}

export function newContext(
  unit: Unit,
  options: SimulatorOptions,
  origin: string,
  request: Context['request'],
): Context {
  const nowMs = options.now()
  return {
    unit,
    nowMs,
    now: Math.floor(nowMs / 1000),
    nowText: new Date(nowMs).toISOString(),
    newId: (prefix) => newObjectId(options.randomBytes, prefix),
    randomText: (length) => randomText(options.randomBytes, length),
    origin,
    options,
    request,
  }
}
