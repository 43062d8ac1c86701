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

/**
 * The same time of day `days` business days later. Business days are Monday to Friday in UTC; the
 * weekend is Saturday and Sunday, and no holidays are known. From a weekend, Monday is the first.
 */
export function addBusinessDays(at: Date, days: number): Date {
  let moved = at
  let left = days
  while (left > 0) {
    moved = addDays(moved, 1)
    const day = moved.getUTCDay()
    if (day !== 0 && day !== 6) left -= 1
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
