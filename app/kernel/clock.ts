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
