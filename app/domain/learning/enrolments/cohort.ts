/** The moment that a wall clock of a zone shows as `date` ("2026-12-04") and `time` ("18:30"). */
export function zonedTime(date: string, time: string, timeZone: string): Date {
  const asUtc = Date.parse(`${date}T${time}:00Z`)
  const guess = asUtc - offsetAt(asUtc, timeZone)
  // Where the clocks changed between the two, the offset there is the one that counts.
  return new Date(asUtc - offsetAt(guess, timeZone))
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  } as Intl.DateTimeFormatOptions).formatToParts(new Date(ms))
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(
    of('year'),
    of('month') - 1,
    of('day'),
    of('hour'),
    of('minute'),
    of('second'),
  )
  return shown - Math.floor(ms / 1000) * 1000
}

/** What a zone's calendar and clock show: the values of a form's fields. */
export function wallClock(at: Date, timeZone: string): { date: string; time: string } {
  const shown = new Date(at.getTime() + offsetAt(at.getTime(), timeZone)).toISOString()
  return { date: shown.slice(0, 10), time: shown.slice(11, 16) }
}

export const mostCohortDates = 200

/** A cohort ends after it starts, and not years later. */
export function cohortFits({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): boolean {
  const days = (endsAt.getTime() - startsAt.getTime()) / 86_400_000
  return days > 0 && days <= 3 * 366
}
