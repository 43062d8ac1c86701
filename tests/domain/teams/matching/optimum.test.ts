import { rulesOf } from 'tests/support/exact-team'
import {
  personId,
  pick,
  plantedScene,
  poolOf,
  randomCollaborations,
  randomRequest,
  randomScene,
  type Scene,
  sceneOf,
  seeded,
  workingDay,
} from 'tests/support/matching'
import { bestByMilp, type HoursAs } from 'tests/support/milp-team'
import { describe, expect, it } from 'vitest'
import { formTeams } from '~/domain/teams/matching/form-teams'
import { evidenceStrengths } from '~/domain/teams/matching/profile'
import type { TeamRequest } from '~/domain/teams/matching/request'

type Instance = { readonly scene: Scene; readonly request: TeamRequest }

/** Against the exact optimum: at least 99.5 % of it, never above it, never above the certificate. */
function compare({ scene, request }: Instance, as: HoursAs = 'windows') {
  const answer = formTeams(poolOf(scene), request)
  const optimum = bestByMilp(rulesOf(scene, request), request, as)
  if (answer.outcome !== 'teams') {
    expect([answer.outcome, optimum]).toEqual(['none', null])
    return null
  }
  const [first] = answer.options
  const score = first?.team.score ?? Number.NaN
  expect(score).toBeGreaterThan((optimum ?? Number.NaN) * 0.995)
  expect(score).toBeLessThan((optimum ?? Number.NaN) + 1e-6)
  expect(first?.certificate.boundScore).toBeGreaterThan((optimum ?? Number.NaN) - 1e-6)
  return { team: first?.team, score, optimum }
}

/** People of whom a third can hold each role, so that many compete for it. */
function instance(seed: number, people: number, count: number): Instance {
  const source = seeded(seed)
  const request = randomRequest(source, count)
  const profiles = randomScene(source, people).profiles.map((profile) => {
    const skills = new Map(profile.skills.map((skill) => [skill.skillId, skill]))
    for (const need of request.roles) {
      if (source.below(3) > 0) continue
      for (const { skillId, leastLevel } of need.skills) {
        const level = pick(
          source,
          ([1, 2, 3, 4] as const).filter((one) => one >= leastLevel),
        )
        skills.set(skillId, { skillId, level, evidence: pick(source, evidenceStrengths) })
      }
    }
    return { ...profile, skills: [...skills.values()] }
  })
  const past = randomCollaborations(source, people, Math.ceil(people / 4))
  return { scene: sceneOf(profiles, past), request }
}

/** The same at 0.6 of what the best team costs when money is no object. */
function tight({ scene, request }: Instance): Instance {
  const answer = formTeams(poolOf(scene), request)
  if (answer.outcome !== 'teams') throw new Error('no team without a budget')
  const cost = answer.options[0]?.team.costMinor ?? 0n
  return { scene, request: { ...request, budgetMinor: (cost * 6n) / 10n } }
}

const plain = [
  [1, 300, 3],
  [2, 200, 4],
  [3, 150, 5],
  [4, 120, 4],
  [5, 100, 3],
  [6, 90, 5],
  [7, 140, 6],
  [8, 60, 3],
  [9, 100, 7],
  [10, 250, 3],
] as const

describe('the exact optimum', () => {
  it.each(plain)('is met: seed %i, %i people, %i roles', (seed, people, count) => {
    const { score, optimum } = compare(instance(seed, people, count)) ?? {}
    expect(score).toBeCloseTo(optimum ?? Number.NaN, 6)
  })

  it.each(plain)('is met at 0.6 of the best team’s cost: seed %i', (seed, people, count) => {
    compare(tight(instance(seed, people, count)))
  })

  it.each([
    [11, 120, 4, 2],
    [12, 90, 5, 3],
    [13, 150, 5, 4],
    [14, 80, 6, 4],
    [15, 100, 3, 2],
  ])('is met by people of two roles: seed %i, %i people, %i roles, %i members', (...asked) => {
    const [seed, people, count, maxMembers] = asked
    const { scene, request } = instance(seed, people, count)
    const result = compare({ scene, request: { ...request, maxMembers } })
    expect(result?.team?.members.length ?? maxMembers).toBeLessThanOrEqual(maxMembers)
  })

  it.each([21, 22, 23, 24, 25, 26])('is met around fixed members: seed %i', (seed) => {
    const { scene, request } = instance(seed, 120, 4)
    const first = formTeams(poolOf(scene), request)
    if (first.outcome !== 'teams') throw new Error('no team')
    // Those of the second option stay, and nobody of the best may come.
    const [best, second] = first.options
    const kept = second?.team.members.slice(0, (seed % 2) + 1) ?? []
    const excluded = best?.team.members.map((member) => member.personId) ?? []
    const fixed = kept.map(({ personId: id, fit }) => ({
      personId: id,
      role: seed % 3 === 0 ? null : (fit[0]?.at ?? null),
    }))
    const out = excluded.filter((id) => !fixed.some((member) => member.personId === id))
    const result = compare({ scene, request: { ...request, fixed, excluded: out } })
    const members = result?.team?.members.map((member) => member.personId) ?? []
    expect(members).toEqual(expect.arrayContaining(fixed.map((member) => member.personId)))
    expect(members.filter((id) => out.includes(id))).toEqual([])
  })

  it.each([31, 32, 33])('is met with working hours in several pieces: seed %i', (seed) => {
    const { scene, request } = instance(seed, 60, 3)
    const source = seeded(seed)
    const broken = (mask: number) => mask | workingDay(source.below(24), 1 + source.below(5))
    const profiles = scene.profiles.map((profile) => ({
      ...profile,
      workingHours: broken(broken(profile.workingHours & source.below(1 << 24))),
    }))
    const past = randomCollaborations(source, 60, 15)
    compare({ scene: sceneOf(profiles, past), request }, 'any')
  })
})

describe('the only team that there is', () => {
  it.each([
    [41, 3],
    [42, 4],
    [43, 5],
    [44, 7],
  ])('is found: seed %i, %i roles', (seed, count) => {
    const { scene, request } = plantedScene(seed, count)
    const { team, score, optimum } = compare({ scene, request }) ?? {}
    expect(score).toBeCloseTo(optimum ?? Number.NaN, 6)
    expect(team?.members.map((member) => member.personId)).toEqual(
      request.roles.map((_, role) => personId(role)),
    )
    expect(team?.costMinor).toBe(request.budgetMinor)
  })

  it.each([
    [41, 3],
    [42, 4],
    [43, 5],
    [44, 7],
  ])('is missed when it cannot be paid, or one of it may not come: seed %i', (seed, count) => {
    const { scene, request } = plantedScene(seed, count)
    const poorer = { ...request, budgetMinor: request.budgetMinor - 1n }
    expect(compare({ scene, request: poorer })).toBeNull()
    const without = { ...request, excluded: [personId(count - 1)] }
    expect(compare({ scene, request: without })).toBeNull()
  })
})
