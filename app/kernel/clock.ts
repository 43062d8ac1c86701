/**
 * Times and spans. Commands receive business time, which deadlines count in, as `at`.
 */

export const dayMs = 86_400_000
export const hourMs = 3_600_000

export function addDays(at: Date, days: number): Date {
  return new Date(at.getTime() + days * dayMs)
}

export function addHours(at: Date, hours: number): Date {
  return new Date(at.getTime() + hours * hourMs)
}

/** The later of two times. */
export function laterOf(a: Date, b: Date): Date {
  return a > b ? a : b
}

const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** Zones whose weekend is Friday and Saturday. Source: Unicode CLDR, supplemental week data; Bangladesh by its public sector. */
const fridayZones: readonly string[] = [
  ...['Africa/Algiers', 'Africa/Cairo', 'Africa/Khartoum', 'Africa/Tripoli', 'Asia/Aden'],
  ...['Asia/Amman', 'Asia/Baghdad', 'Asia/Bahrain', 'Asia/Damascus', 'Asia/Dhaka'],
  ...['Asia/Kuwait', 'Asia/Muscat', 'Asia/Qatar', 'Asia/Riyadh'],
]

/**
 * The moment `days` business days later, each of 24 hours. Business days are those of the time zone, UTC
 * where none is given: the weekend is Saturday and Sunday, or Friday and Saturday where that is usual,
 * and no holidays are known. From a weekend, the first day after it is the first.
 */
export function addBusinessDays(at: Date, days: number, timeZone = 'UTC'): Date {
  const dayOf = new Intl.DateTimeFormat('en', { timeZone, weekday: 'short' })
  const weekend = fridayZones.includes(timeZone) ? [5, 6] : [6, 0]
  let moved = at
  let left = days
  while (left > 0) {
    moved = addDays(moved, 1)
    const name = dayOf.format(moved)
    if (!weekend.includes(dayNames.indexOf(name))) left -= 1
  }
  return moved
}

/** "2026-11-02": the day of a moment in UTC. */
export function isoDay(at: Date): string {
  return at.toISOString().slice(0, 10)
}

/** The day `days` after an ISO day. */
export function dayAfter(day: string, days: number): string {
  return isoDay(addDays(new Date(`${day}T00:00:00Z`), days))
}
