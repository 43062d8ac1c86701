import { describe, expect, it } from 'vitest'
import { addBusinessDays, dayAfter, isoDay } from '~/kernel/clock'

describe('business days', () => {
  it.each([
    ['from a Monday, five later is the next Monday', '2026-11-02T09:00:00Z', 5, '2026-11-09'],
    ['from a Friday, one later is Monday', '2026-11-06T09:00:00Z', 1, '2026-11-09'],
    ['from a Saturday, one later is Monday', '2026-11-07T09:00:00Z', 1, '2026-11-09'],
    ['from a Sunday, ten later is the Friday after next', '2026-11-08T23:30:00Z', 10, '2026-11-20'],
    ['none later is the same day, a weekend too', '2026-11-07T09:00:00Z', 0, '2026-11-07'],
  ])('%s', (_, from, days, day) => {
    const moved = addBusinessDays(new Date(from), days)
    expect(isoDay(moved)).toBe(day)
    expect(moved.toISOString().slice(11)).toBe(new Date(from).toISOString().slice(11))
  })

  it('are those of the time zone, with its weekend', () => {
    // Friday evening in UTC is Saturday in Lahore: the day before its Monday does not count.
    const friday = new Date('2026-11-06T21:00:00Z')
    const weekday = (zone: string, days: number) =>
      new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'short' }).format(
        addBusinessDays(friday, days, zone),
      )
    expect(addBusinessDays(friday, 5, 'Asia/Karachi')).toEqual(new Date('2026-11-12T21:00:00Z'))
    for (let days = 1; days < 12; days += 1) {
      expect(['Sat', 'Sun']).not.toContain(weekday('Asia/Karachi', days))
      expect(['Fri', 'Sat']).not.toContain(weekday('Asia/Riyadh', days))
    }
    expect(weekday('Asia/Riyadh', 1)).toBe('Sun')
  })

  it('count days across months and years', () => {
    expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01')
    expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29')
  })
})
