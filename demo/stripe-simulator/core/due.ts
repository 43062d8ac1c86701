import type { Context } from './context'
import type { Due, DueKind } from './tables'

const DAY = 86_400

/** Writes down what will happen to an object after this many days of the simulator's clock. */
export function later(context: Context, kind: DueKind, object: string, days: number): void {
  const at = context.clock + Math.round(days * DAY)
  context.unit.put('due', { id: `${kind}:${object}`, kind, object, at })
}

/** Strikes off what was to happen, because something else has. */
export function nevermind(context: Context, kind: DueKind, object: string): void {
  context.unit.remove('due', `${kind}:${object}`)
}

/** Takes out what has fallen due, in the order in which it was to happen. */
export function takeDue(context: Context): Due[] {
  const fallen = context.unit
    .all('due')
    .filter((row) => row.at <= context.clock)
    .sort((a, b) => a.at - b.at)
  for (const row of fallen) context.unit.remove('due', row.id)
  return fallen
}

/** Moves the simulator's clock; it never goes back. */
export function moveClock(context: Context, seconds: number): void {
  const movedMs = (context.unit.get('clock', 'clock')?.movedMs ?? 0) + seconds * 1_000
  context.unit.put('clock', { id: 'clock', movedMs })
  context.clock += seconds
}
