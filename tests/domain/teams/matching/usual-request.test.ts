import { describe, expect, it } from 'vitest'
import { roles } from '~/domain/skills/roles'
import {
  requestOf,
  rolesOfStewards,
  storedRequest,
  withoutPerson,
  withPerson,
} from '~/domain/teams/matching/stored-request'
import { usualRequest, usualRoles, usualSkills } from '~/domain/teams/matching/usual-request'

const held = (personId: string, ...skills: string[]) => ({
  ...{ personId, role: 'deployment_engineer' as const, skills },
})

describe('what the form starts with', () => {
  it('asks for what a brief asks for before the rest of a role’s core', () => {
    expect(usualSkills('measurer', [])).toEqual(['outcome-measurement', 'acceptance-criteria'])
    expect(usualSkills('measurer', ['statistics'])).toEqual(['statistics', 'outcome-measurement'])
  })

  it('has the roles of the members first, then those that a brief needs most, three to seven', () => {
    expect(usualRoles([], [])).toEqual(roles.slice(0, 3))
    expect(usualRoles(['localiser'], ['monitoring', 'containers']).slice(0, 2)).toEqual([
      'localiser',
      'deployment_engineer',
    ])
    expect(usualRoles(roles, [])).toHaveLength(7)
  })

  it('fixes whoever the matcher knows, in a role for which they name a skill', () => {
    const request = usualRequest(
      [held('a'), held('b', 'containers', 'translation'), held('c', 'monitoring'), held('d')],
      ['a', 'b', 'c'],
      [],
      null,
    )
    const [first] = request.roles
    expect(first).toMatchObject({
      role: 'deployment_engineer',
      skills: [{ skillId: 'containers', leastLevel: 1 }],
    })
    expect(request.fixed).toEqual([{ personId: 'b', role: 0 }])
  })

  it('fixes nobody in a role that it does not ask for, where a team has more of them', () => {
    const members = roles.map((role) => ({
      ...{ personId: `in_${role}`, role, skills: usualSkills(role, []) },
    }))
    const ids = members.map(({ personId }) => personId)
    const request = usualRequest(members, ids, [], null)
    expect(request.fixed).toEqual(
      request.roles.map(({ role }, at) => ({ personId: `in_${role}`, role: at })),
    )
  })

  it('takes weeks, money, field and class from the brief', () => {
    const brief = {
      weeks: 5,
      budgetMinor: 700n,
      sector: 'health',
      workloadClass: 'internal',
    } as const
    const request = usualRequest([], [], [], brief)
    expect(request).toMatchObject({ weeks: 5, domains: ['health'], workloadClass: 'internal' })
    expect(requestOf(request)).toMatchObject({ budgetMinor: 700n })
    expect(storedRequest(requestOf(request), 'internal')).toEqual(request)
  })
})

describe('a request that is changed', () => {
  const request = usualRequest([], [], [], null)

  it('loses somebody for good, or has them for certain', () => {
    const kept = withPerson(withPerson(request, 'a'), 'a')
    expect(kept.fixed).toEqual([{ personId: 'a', role: null }])
    expect(withoutPerson(kept, 'a')).toMatchObject({ fixed: [], excluded: ['a'] })
  })

  it('asks data stewardship of those whom the class names', () => {
    expect(rolesOfStewards('open')).toEqual([])
    expect(rolesOfStewards('restricted')).not.toContain('localiser')
    expect(rolesOfStewards('critical')).toEqual(roles)
  })
})
