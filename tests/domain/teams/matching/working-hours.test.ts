import { workingDay } from 'tests/support/matching'
import { describe, expect, it } from 'vitest'
import { offsetOf, workingHoursOf } from '~/domain/teams/matching/working-hours'

const winter = new Date('2026-01-15T22:30:00Z')
const summer = new Date('2026-07-15T02:30:00Z')

describe('working hours in UTC', () => {
  it.each([
    ['UTC', winter, 0],
    ['Asia/Karachi', winter, 300],
    ['Asia/Kolkata', summer, 330],
    ['Europe/London', winter, 0],
    ['Europe/London', summer, 60],
    ['America/Los_Angeles', winter, 960],
    ['America/Los_Angeles', summer, 1_020],
    ['Pacific/Kiritimati', winter, 840],
    ['Etc/GMT+12', summer, 720],
    ['Asia/Kathmandu', winter, 345],
  ] as const)('%s is ahead of UTC by as many minutes', (zone, at, minutes) => {
    expect(offsetOf(zone, at)).toBe(minutes)
  })

  it.each([
    ['in UTC', 9, 8, 0, workingDay(9, 8)],
    ['in Karachi', 9, 8, 300, workingDay(4, 8)],
    ['in Delhi, whose first and last half hours do not count', 9, 8, 330, workingDay(4, 7)],
    ['over midnight', 20, 8, 1_140, workingDay(1, 8)],
    ['before midnight', 2, 6, 480, workingDay(18, 6)],
    ['of half an hour less than one', 9, 1, 30, 0],
  ] as const)('a working day %s', (_name, fromHour, hours, offset, mask) => {
    expect(workingHoursOf({ fromHour, hours }, offset)).toBe(mask)
  })
})
