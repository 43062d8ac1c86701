import {
  personId,
  poolOf,
  randomProfile,
  randomRequest,
  sceneOf,
  seeded,
} from 'tests/support/matching'
import { describe, expect, it } from 'vitest'
import type { Role } from '~/domain/skills/roles'
import { formTeams } from '~/domain/teams/matching/form-teams'
import type { RoleNeed, TeamRequest } from '~/domain/teams/matching/request'
import { requestProblems } from '~/domain/teams/matching/validate-request'

const pool = poolOf(sceneOf([0, 1, 2, 3].map((n) => randomProfile(seeded(n), n))))
const request = randomRequest(seeded(1), 4)

const withRole = (changes: Partial<RoleNeed>): Partial<TeamRequest> => ({
  roles: request.roles.map((need, at) => (at === 2 ? { ...need, ...changes } : need)),
})
const need = { skillId: 'monitoring', leastLevel: 2, weight: 1 } as const
const fixed = (n: number, role: number | null) => ({ personId: personId(n), role })

describe('a request', () => {
  it('that can be answered has no problems', () => {
    expect(requestProblems(pool, request)).toEqual([])
    const half = { ...request, fixed: [fixed(0, 1), fixed(0, 2), fixed(1, null)] }
    expect(requestProblems(pool, half)).toEqual([])
  })

  it.each<[string, Partial<TeamRequest>, object[]]>([
    [
      'two roles',
      { roles: request.roles.slice(0, 2), maxMembers: 2 },
      [{ field: 'roles', problem: 'out_of_range', least: 3, most: 7 }],
    ],
    [
      'an unknown role',
      withRole({ role: 'wizard' as Role }),
      [{ field: 'roles.2.role', problem: 'role_unknown' }],
    ],
    [
      'a role of no hours',
      withRole({ hours: 0 }),
      [{ field: 'roles.2.hours', problem: 'out_of_range', least: 1, most: 10_000 }],
    ],
    [
      'a role without skills',
      withRole({ skills: [] }),
      [{ field: 'roles.2.skills', problem: 'out_of_range', least: 1, most: 12 }],
    ],
    [
      'a skill twice',
      withRole({ skills: [need, need] }),
      [{ field: 'roles.2.skills.1.skillId', problem: 'skill_twice' }],
    ],
    [
      'a weight of nothing',
      withRole({ skills: [{ ...need, weight: 0 }] }),
      [{ field: 'roles.2.skills.0.weight', problem: 'weight_not_positive' }],
    ],
    [
      'level five',
      withRole({ skills: [{ ...need, leastLevel: 5 as 4 }] }),
      [{ field: 'roles.2.skills.0.leastLevel', problem: 'out_of_range', least: 1, most: 4 }],
    ],
    [
      'half a week',
      { weeks: 0.5 },
      [{ field: 'weeks', problem: 'out_of_range', least: 1, most: 104 }],
    ],
    ['no money', { budgetMinor: 0n }, [{ field: 'budgetMinor', problem: 'budget_not_positive' }]],
    [
      'more hours than a day has',
      { commonHours: 25 },
      [{ field: 'commonHours', problem: 'out_of_range', least: 0, most: 24 }],
    ],
    [
      'one member for four roles',
      { maxMembers: 1 },
      [{ field: 'maxMembers', problem: 'out_of_range', least: 2, most: 4 }],
    ],
    [
      'five languages',
      { languages: ['en', 'ur', 'ar', 'tr', 'de'] },
      [{ field: 'languages', problem: 'out_of_range', least: 0, most: 4 }],
    ],
    ['a stranger', { fixed: [fixed(9, 0)] }, [{ field: 'fixed.0', problem: 'person_unknown' }]],
    [
      'somebody who is both fixed and excluded',
      { fixed: [fixed(1, 0)], excluded: [personId(1)] },
      [{ field: 'fixed.0', problem: 'person_excluded' }],
    ],
    [
      'two people in one role',
      { fixed: [fixed(0, 1), fixed(1, 1)] },
      [{ field: 'fixed.1.role', problem: 'role_taken' }],
    ],
    [
      'a role that is not asked for',
      { fixed: [fixed(0, 4)] },
      [{ field: 'fixed.0.role', problem: 'out_of_range', least: 0, most: 3 }],
    ],
    [
      'somebody fixed twice for any role',
      { fixed: [fixed(0, null), fixed(0, null)] },
      [{ field: 'fixed.1', problem: 'person_twice' }],
    ],
    [
      'more fixed members than the team may have',
      { fixed: [fixed(0, 0), fixed(1, 1), fixed(2, 2)], maxMembers: 2 },
      [{ field: 'fixed', problem: 'out_of_range', least: 0, most: 2 }],
    ],
  ])('with %s says so', (_name, changes, problems) => {
    const wrong = { ...request, ...changes }
    expect(requestProblems(pool, wrong)).toEqual(problems)
    expect(formTeams(pool, wrong)).toEqual({ outcome: 'invalid', problems })
  })
})
