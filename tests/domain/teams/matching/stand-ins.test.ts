import { describe, expect, it } from 'vitest'
import type { Row } from '~/domain/teams/matching/shortlist'
import { StandIns } from '~/domain/teams/matching/stand-ins'

const row = (gain: number, cost: number): Row => ({
  ...{ person: 0, own: gain, most: gain, gain, cost },
})

describe('whoever need not be tried', () => {
  it.each([
    ['as good for as much', row(3, 20), 0b01, true],
    ['worse for more', row(2, 30), 0b01, true],
    ['worse, but cheaper', row(2, 19), 0b01, false],
    ['dearer, but better', row(4, 21), 0b01, false],
    ['at work in another hour', row(3, 20), 0b10, false],
    ['at work in fewer hours', row(3, 20), 0b00, true],
  ])('is %s: %o, %i', (_name, one, has, is) => {
    const standIns = new StandIns(3)
    standIns.add(row(3, 20), 0b01, true)
    expect(standIns.inFor(one, has)).toBe(is)
  })

  it('has one stand-in more than other lists may take, or one whom no other list can take', () => {
    const standIns = new StandIns(3)
    const worse = row(1, 40)
    expect(standIns.inFor(worse, 0)).toBe(false)
    standIns.add(row(4, 30), 0, false)
    standIns.add(row(3, 20), 0, false)
    expect(standIns.inFor(worse, 0)).toBe(false)
    standIns.add(row(2, 10), 0, false)
    expect(standIns.inFor(worse, 0)).toBe(true)
    // Only one of the three costs so little.
    expect(standIns.inFor(row(1, 15), 0)).toBe(false)
    standIns.add(row(2, 15), 0, true)
    expect(standIns.inFor(row(1, 15), 0)).toBe(true)
  })
})
