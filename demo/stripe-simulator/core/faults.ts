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
  const fault = unit.all('fault').find((candidate) => {
    if (candidate.kind !== kind || candidate.remaining < 1) return false
    if (candidate.eventType && !subject.eventType?.startsWith(candidate.eventType)) return false
    return !candidate.path || Boolean(subject.path?.startsWith(candidate.path))
  })
  if (!fault) return null
  const struck = { ...fault, remaining: fault.remaining - 1 }
  if (struck.remaining === 0) unit.remove('fault', fault.id)
  else unit.put('fault', struck)
  return struck
}
