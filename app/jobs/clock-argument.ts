import { dayMs, hourMs } from '~/kernel/clock'

const units: Record<string, number> = { m: 60_000, h: hourMs, d: dayMs, w: 7 * dayMs }
const usage = 'Say how far: +14d, +3h, +30m, --to 2026-12-04T09:00Z, or --reset.'

/**
 * Reads what `npm run clock` was told. `business` is business time now, `machine` the machine's.
 * Business time goes only forward, except by `--reset`: what has fallen due cannot be undone.
 */
export function movedTime(
  words: readonly string[],
  business: Date,
  machine: Date,
): { ok: true; to: Date } | { ok: false; problem: string } {
  const [first = '', second = ''] = words
  if (first === '--reset') return { ok: true, to: machine }
  if (first === '--to') {
    const to = new Date(second)
    if (Number.isNaN(to.getTime()))
      return { ok: false, problem: `"${second}" is not a time. ${usage}` }
    if (to < business)
      return { ok: false, problem: 'That time has passed already; --reset goes back.' }
    return { ok: true, to }
  }
  const match = /^\+(\d{1,4})([mhdw])$/.exec(first)
  const unit = units[match?.[2] ?? '']
  if (!match || !unit) return { ok: false, problem: usage }
  return { ok: true, to: new Date(business.getTime() + Number(match[1]) * unit) }
}
