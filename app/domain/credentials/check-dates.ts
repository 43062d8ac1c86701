import type { JsonObject } from './adapters/bounded-json'
import { type Check, check } from './verification'

/** Clocks differ a little; nobody's credential fails for that. */
const skewMs = 300_000

const read = (value: unknown): number | null => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return null
  const time = Date.parse(value)
  return Number.isNaN(time) ? null : time
}

/** The times between which a credential holds; NaN where one cannot be read. */
export function validity(credential: JsonObject): { from: number; until: number | null } {
  const until = credential.validUntil ?? credential.expirationDate
  return {
    from: read(credential.validFrom ?? credential.issuanceDate) ?? Number.NaN,
    until: until === undefined ? null : (read(until) ?? Number.NaN),
  }
}

/** Whether it holds now: begun, not over, and no proof from the future. */
export function checkDates(credential: JsonObject, proofs: readonly JsonObject[], at: Date): Check {
  const now = at.getTime()
  const { from, until } = validity(credential)
  if (Number.isNaN(from) || Number.isNaN(until)) return check('dates', 'dates_unreadable')
  const iso = (time: number) => new Date(time).toISOString()
  if (from > now + skewMs) return check('dates', 'dates_future', { date: iso(from) })
  if (until !== null && until <= now) return check('dates', 'dates_expired', { date: iso(until) })
  for (const { created, expires } of proofs) {
    const [made, ends] = [created, expires].map((value) =>
      value === undefined ? null : (read(value) ?? Number.NaN),
    )
    if (Number.isNaN(made) || Number.isNaN(ends)) return check('dates', 'dates_unreadable')
    const late = made !== null && made !== undefined && made > now + skewMs
    if (late || (ends !== null && ends !== undefined && ends <= now)) {
      return check('dates', 'dates_proof')
    }
  }
  return until === null
    ? check('dates', 'dates_open', { date: iso(from) })
    : check('dates', 'dates_ok', { date: iso(from), until: iso(until) })
}
