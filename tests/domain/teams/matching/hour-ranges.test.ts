import { workingDay } from 'tests/support/matching'
import { describe, expect, it } from 'vitest'
import { hourRanges } from '~/domain/teams/matching/hour-ranges'
import { wholeDay } from '~/domain/teams/matching/hours'

describe('hours that a team shares', () => {
  it('are times of the reader’s day', () => {
    expect(hourRanges(workingDay(4, 5), 300)).toEqual(['09:00–14:00'])
    expect(hourRanges(workingDay(4, 2), 345)).toEqual(['09:45–11:45'])
    expect(hourRanges(workingDay(9, 2) | workingDay(13, 1), 0)).toEqual([
      '09:00–11:00',
      '13:00–14:00',
    ])
  })

  it('stay in one piece over midnight, in UTC and in the reader’s zone', () => {
    expect(hourRanges(workingDay(22, 4), 0)).toEqual(['22:00–02:00'])
    expect(hourRanges(workingDay(18, 3), 300)).toEqual(['23:00–02:00'])
  })

  it('may be none, or all', () => {
    expect(hourRanges(0, 300)).toEqual([])
    expect(hourRanges(wholeDay, 300)).toEqual(['00:00–24:00'])
  })
})
