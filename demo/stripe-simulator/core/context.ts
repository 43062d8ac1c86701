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
  /** Seconds of the simulator's clock, by which things fall due; it can be moved forward. */
  clock: number
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
    clock: Math.floor(clockMs(unit, nowMs) / 1000),
    newId: (prefix) => newObjectId(options.randomBytes, prefix),
    randomText: (length) => randomText(options.randomBytes, length),
    origin,
    options,
    request,
  }
}

/** Milliseconds of the simulator's clock: the machine's, moved as far as somebody asked. */
export function clockMs(unit: Unit, machineMs: number): number {
  return machineMs + (unit.get('clock', 'clock')?.movedMs ?? 0)
}
