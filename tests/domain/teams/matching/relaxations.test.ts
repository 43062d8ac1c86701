import { bestByExhaustion, rulesOf } from 'tests/support/exact-team'
import { poolOf, type Scene, smallScene } from 'tests/support/matching'
import { describe, expect, it } from 'vitest'
import type { SkillLevel } from '~/domain/skills/claim'
import { formTeams } from '~/domain/teams/matching/form-teams'
import type { Relaxation } from '~/domain/teams/matching/relaxations'
import type { TeamRequest } from '~/domain/teams/matching/request'

const isPossible = (scene: Scene, request: TeamRequest) =>
  bestByExhaustion(rulesOf(scene, request), request) !== null

function withLevel(request: TeamRequest, role: number, skillId: string, level: SkillLevel) {
  const roles = request.roles.map((need, at) => ({
    ...need,
    skills: need.skills.map((skill) =>
      at === role && skill.skillId === skillId ? { ...skill, leastLevel: level } : skill,
    ),
  }))
  return { ...request, roles }
}

function withoutSkill(request: TeamRequest, role: number, skillId: string): TeamRequest {
  const roles = request.roles.map((need, at) =>
    at === role
      ? { ...need, skills: need.skills.filter((skill) => skill.skillId !== skillId) }
      : need,
  )
  return { ...request, roles }
}

/** The request with both skills of the scene asked for by its first role. */
function withTwoSkills(request: TeamRequest, leastLevel: SkillLevel): TeamRequest {
  const skills = ['model-serving', 'monitoring'].map((skillId) => ({
    ...{ skillId, leastLevel, weight: 1 },
  }))
  return {
    ...request,
    roles: request.roles.map((need, at) => (at > 0 ? need : { ...need, skills })),
  }
}

/** The request as a relaxation has it, and as it would be one step earlier, where there are steps. */
function relaxed(request: TeamRequest, relaxation: Relaxation): TeamRequest[] {
  switch (relaxation.kind) {
    case 'budget': {
      const { leastMinor } = relaxation
      return [leastMinor, leastMinor - 1n].map((budgetMinor) => ({ ...request, budgetMinor }))
    }
    case 'common_hours':
      return [0, 1].map((more) => ({ ...request, commonHours: relaxation.hours + more }))
    case 'members':
      return [0, 1].map((less) => ({ ...request, maxMembers: relaxation.members - less }))
    case 'weeks':
      return [0, 1].map((less) => ({ ...request, weeks: relaxation.weeks - less }))
    case 'skill_level': {
      const { role, skillId, level } = relaxation
      const higher = (level + 1) as SkillLevel
      return [level, higher].map((own) => withLevel(request, role, skillId, own))
    }
    case 'skill':
      return [withoutSkill(request, relaxation.role, relaxation.skillId)]
    case 'stewardship':
      return [{ ...request, roles: request.roles.map((need) => ({ ...need, steward: false })) }]
    case 'languages':
      return [{ ...request, languages: [] }]
    case 'fixed': {
      const fixed = request.fixed.filter(({ personId }) => personId !== relaxation.personId)
      return [{ ...request, fixed }]
    }
    case 'excluded':
      return [{ ...request, excluded: [] }]
  }
}

/** The loosest form of each part, which helps or nothing of that part does. */
function loosest(request: TeamRequest): [Relaxation['kind'], TeamRequest][] {
  return [
    ['budget', { ...request, budgetMinor: 1_000_000_000_000n }],
    ['common_hours', { ...request, commonHours: 0 }],
    ['members', { ...request, maxMembers: request.roles.length }],
    ['weeks', { ...request, weeks: 104 }],
    ['languages', { ...request, languages: [] }],
    ['excluded', { ...request, excluded: [] }],
    ['stewardship', relaxed(request, { kind: 'stewardship' })[0] ?? request],
    ...request.roles.flatMap(({ skills }, role) =>
      skills.map(({ skillId }): [Relaxation['kind'], TeamRequest] => [
        'skill_level',
        withLevel(request, role, skillId, 1),
      ]),
    ),
    ...request.fixed.map(({ personId }): [Relaxation['kind'], TeamRequest] => [
      'fixed',
      relaxed(request, { kind: 'fixed', personId })[0] ?? request,
    ]),
  ]
}

describe('when no team is possible', () => {
  it('each part that could give is named, as little as will do, and no other', () => {
    const kinds = new Set<string>()
    for (let seed = 0; seed < 120; seed++) {
      const { scene, request } = smallScene(seed, 8)
      const answer = formTeams(poolOf(scene), request)
      if (answer.outcome !== 'none') continue
      for (const relaxation of answer.relaxations) {
        kinds.add(relaxation.kind)
        const [enough, less] = relaxed(request, relaxation)
        const named = `seed ${seed} ${relaxation.kind}`
        expect(enough && isPossible(scene, enough), named).toBe(true)
        if (less) expect(isPossible(scene, less), `${named}, less`).toBe(false)
      }
      const helping = loosest(request).filter(([, changed]) => isPossible(scene, changed))
      expect(answer.relaxations.map(({ kind }) => kind).sort(), `seed ${seed}`).toEqual(
        helping.map(([kind]) => kind).sort(),
      )
    }
    expect([...kinds].sort()).toEqual([
      'budget',
      'common_hours',
      'excluded',
      'fixed',
      'languages',
      'members',
      'skill_level',
      'stewardship',
      'weeks',
    ])
  })

  it('a skill that no level opens is named as not needed', () => {
    let named = 0
    for (let seed = 0; seed < 80; seed++) {
      const { scene, request: drawn } = smallScene(seed, 7)
      const request = withTwoSkills(drawn, seed % 2 === 0 ? 1 : 2)
      const answer = formTeams(poolOf(scene), request)
      if (answer.outcome !== 'none') continue
      for (const { skillId } of request.roles[0]?.skills ?? []) {
        const atLevelOne = isPossible(scene, withLevel(request, 0, skillId, 1))
        const without = isPossible(scene, withoutSkill(request, 0, skillId))
        const own = answer.relaxations.filter(
          (one) => 'skillId' in one && one.role === 0 && one.skillId === skillId,
        )
        const expected = atLevelOne ? ['skill_level'] : without ? ['skill'] : []
        expect(
          own.map(({ kind }) => kind),
          `seed ${seed} ${skillId}`,
        ).toEqual(expected)
        if (expected[0] === 'skill') named++
      }
    }
    expect(named).toBeGreaterThan(0)
  })

  it('two changes are told where they are needed, as little as will do', () => {
    const wide: [Relaxation['kind'], (request: TeamRequest) => TeamRequest][] = [
      ['budget', (request) => ({ ...request, budgetMinor: 1_000_000_000_000n })],
      ['common_hours', (request) => ({ ...request, commonHours: 0 })],
      ['languages', (request) => ({ ...request, languages: [] })],
    ]
    const kinds = new Set<string>()
    for (let seed = 0; seed < 120; seed++) {
      const { scene, request: drawn } = smallScene(seed, 7)
      // Every third has no money, and asks for hours that nobody has.
      const request = seed % 3 ? drawn : { ...drawn, budgetMinor: 1n, commonHours: 24 }
      const answer = formTeams(poolOf(scene), request)
      if (answer.outcome !== 'none') continue
      if (answer.relaxations.length > 0) {
        expect(answer.pairs, `seed ${seed}`).toEqual([])
        continue
      }
      const helps = wide.find(([, loosen]) =>
        loosest(loosen(request)).some(([, changed]) => isPossible(scene, changed)),
      )
      expect(answer.pairs.length > 0, `seed ${seed}`).toBe(helps !== undefined)
      for (const [own, other] of answer.pairs) {
        expect(own.kind, `seed ${seed}`).toBe(helps?.[0])
        const [beside = request] = relaxed(request, other)
        const [enough, less] = relaxed(beside, own)
        const named = `seed ${seed} ${own.kind} ${other.kind}`
        expect(enough && isPossible(scene, enough), named).toBe(true)
        if (less) expect(isPossible(scene, less), `${named}, less`).toBe(false)
        kinds.add(`${own.kind} ${other.kind}`)
      }
    }
    expect(kinds).toContain('budget common_hours')
  })

  it('blames no role for hours or a language that nobody has', () => {
    const { scene, request } = smallScene(1, 8)
    const asked = { ...request, fixed: [], excluded: [], roles: unasked(request) }
    const pool = poolOf(scene)
    for (const odd of [{ languages: ['zh'] }, { commonHours: 24 }]) {
      expect(formTeams(pool, { ...asked, ...odd })).toMatchObject({ outcome: 'none', unfilled: [] })
    }
  })
})

const unasked = (request: TeamRequest) =>
  request.roles.map((need) => ({
    ...need,
    steward: false,
    hours: 1,
    skills: need.skills.map((skill) => ({ ...skill, leastLevel: 1 as const })),
  }))
