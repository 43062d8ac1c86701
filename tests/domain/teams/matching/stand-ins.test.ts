import {
  personId,
  poolOf,
  randomProfile,
  sceneOf,
  seeded,
  workingDay,
} from 'tests/support/matching'
import { describe, expect, it } from 'vitest'
import { roles } from '~/domain/skills/roles'
import { formTeams } from '~/domain/teams/matching/form-teams'
import type { PoolChange, Profile } from '~/domain/teams/matching/profile'
import type { TeamRequest } from '~/domain/teams/matching/request'
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

describe('in the best team', () => {
  const skills = ['model-serving', 'monitoring', 'data-classification']
  const request: TeamRequest = {
    roles: skills.map((skillId, at) => ({
      role: roles[at] ?? 'measurer',
      skills: [{ skillId, leastLevel: 1, weight: 1 }],
      hours: 40,
      steward: false,
    })),
    weeks: 8,
    budgetMinor: 1_000_000n,
    languages: [],
    domains: [],
    commonHours: 3,
    maxMembers: 3,
    fixed: [],
    excluded: [],
  }
  const someone = (n: number, skill: number, rateMinor: number): Profile => ({
    ...randomProfile(seeded(n), n),
    skills: [{ skillId: skills[skill] ?? '', level: 3, evidence: 'delivered' }],
    hoursPerWeek: 20,
    workingHours: workingDay(9, 3),
    domains: [],
    rateMinor,
  })
  // The first can do what the last can, for less.
  const first = someone(0, 0, 1_000)
  const others = [someone(1, 1, 1_500), someone(2, 2, 1_500)]
  const last = someone(3, 0, 2_000)
  const badly: PoolChange = {
    kind: 'collaboration',
    between: [personId(0), personId(1)],
    score: -0.5,
  }

  it.each<[string, Profile, Profile, PoolChange[]]>([
    ['went badly with another', first, last, [badly]],
    // From nine on three hours, as the others, but not the same.
    [
      'works at other hours',
      { ...first, workingHours: workingDay(9, 1) | workingDay(18, 2) },
      last,
      [],
    ],
    ['does not know the field', first, { ...last, domains: ['health'] }, []],
  ])('nobody is kept out by somebody who %s', (_name, cheaper, needed, past) => {
    const pool = poolOf(sceneOf([cheaper, ...others, needed], past))
    const answer = formTeams(pool, { ...request, domains: ['health'] })
    if (answer.outcome !== 'teams') throw new Error(answer.outcome)
    const [best] = answer.options
    expect(best?.team.members.map((member) => member.personId)).toEqual([3, 1, 2].map(personId))
    expect(best?.certificate.gap).toBeCloseTo(0, 9)
  })

  it('those of the first team keep nobody out of the second', () => {
    const dearer = [3, 4, 5].map((n) => someone(n, n - 3, 2_000))
    const answer = formTeams(poolOf(sceneOf([first, ...others, ...dearer])), request)
    if (answer.outcome !== 'teams') throw new Error(answer.outcome)
    const shown = answer.options.map(({ team }) => team.members.map((member) => member.personId))
    expect(shown.length).toBeGreaterThan(1)
    expect(shown[1]?.filter((id) => !shown[0]?.includes(id)).length).toBeGreaterThan(1)
  })
})
