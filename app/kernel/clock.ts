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

/** The same time of day after so many days from Monday to Friday (UTC). */
export function addBusinessDays(at: Date, days: number): Date {
  let day = at
  for (let left = days; left > 0; ) {
    day = addDays(day, 1)
    if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6) left -= 1
  }
  return day
}
