import type { Unit } from './store'
import type { Fault, FaultKind } from './tables'

/**
 * Takes one strike of the first matching fault, if one is switched on. The
 * answer's `remaining` is what is left after this strike.
 */
export function strike(
  unit: Unit,
  kind: FaultKind,
  subject: { eventType?: string; path?: string },
): Fault | null {
  const fault = unit
    .all('fault')
    .find((one) => one.kind === kind && one.remaining > 0 && concerns(one, subject))
  if (!fault) return null
  const struck = { ...fault, remaining: fault.remaining - 1 }
  if (struck.remaining === 0) unit.remove('fault', fault.id)
  else unit.put('fault', struck)
  return struck
}

/** The silence that lies over an event or a request, if the provider says nothing just now. */
export function silenced(
  unit: Unit,
  subject: { eventType?: string; path?: string },
  clockMs: number,
): Fault | null {
  const silence = unit
    .all('fault')
    .find(
      (one) => one.kind === 'silence' && (one.until ?? 0) > clockMs && concerns(one, subject, true),
    )
  return silence ?? null
}

/**
 * Whether a fault's filters let it strike. A silence with a filter of one sort leaves the other sort
 * alone: `event_type` silences webhooks only, `path` requests only.
 */
function concerns(
  fault: Fault,
  subject: { eventType?: string; path?: string },
  apart = false,
): boolean {
  if (apart && fault.eventType && subject.eventType === undefined) return false
  if (apart && fault.path && subject.path === undefined) return false
  if (fault.eventType && !subject.eventType?.startsWith(fault.eventType)) return false
  return !fault.path || Boolean(subject.path?.startsWith(fault.path))
}
