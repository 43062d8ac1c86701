import { bestByExhaustion, rulesOf } from 'tests/support/exact-team'
import { pick, poolOf, randomRequest, randomScene, seeded, workingDay } from 'tests/support/matching'
import { describe, expect, it } from 'vitest'
import { formTeams } from '~/domain/teams/matching/form-teams'

const skillIds = ['model-serving', 'monitoring']

/** Few people, all of whom could hold most roles, with working hours of any shape. */
function smallScene(seed: number, people: number) {
  const source = seeded(seed)
  const scene = randomScene(source, people)
  const profiles = scene.profiles.map((profile) => ({
    ...profile,
    skills: skillIds
      .filter(() => source.below(100) < 75)
      .map((skillId) => ({
        skillId,
        level: pick(source, [1, 2, 3, 4] as const),
        evidence: pick(source, ['claimed', 'assessed', 'delivered', 'verified'] as const),
      })),
    workingHours: pick(source, [
      source.below(1 << 24),
      source.below(1 << 24) | source.below(1 << 24),
      workingDay(source.below(24), 12),
    ]),
  }))
  const changes = scene.changes.map((change) =>
    change.kind === 'upsert'
      ? { ...change, profile: profiles.find((one) => one.personId === change.profile.personId)! }
      : change,
  )
  const count = 3 + source.below(2)
  const request = randomRequest(source, count, {
    languages: pick(source, [[], ['en'], ['ur', 'tr'], ['en', 'ur', 'ar']]),
    commonHours: pick(source, [0, 1, 3, 5, 8]),
    maxMembers: Math.ceil(count / 2) + source.below(Math.floor(count / 2) + 1),
    budgetMinor: BigInt(pick(source, [10_000_000, 1_500_000, 800_000, 500_000, 300_000])),
  })
  const roles = request.roles.map((need) => ({
    ...need,
    skills: [
      {
        skillId: pick(source, skillIds),
        leastLevel: pick(source, [1, 1, 2, 3] as const),
        weight: 1,
      },
    ],
    steward: source.below(8) === 0,
  }))
  const fixed =
    source.below(3) === 0
      ? [
          {
            personId: profiles[0]?.personId ?? '',
            role: pick(source, [null, 0, 1]),
          },
          ...(source.below(2) ? [{ personId: profiles[1]?.personId ?? '', role: null }] : []),
        ]
      : []
  const excluded = source.below(3) === 0 ? [profiles[2]?.personId ?? ''] : []
  return { scene: { profiles, changes }, request: { ...request, roles, fixed, excluded } }
}

describe('every team looked at', () => {
  it('gives the same best one, or none', () => {
    let possible = 0
    let impossible = 0
    for (let seed = 0; seed < Number(process.env.SEEDS ?? 150); seed++) {
      const { scene, request } = smallScene(seed, 9)
      const rules = rulesOf(scene, request)
      const answer = formTeams(poolOf(scene), request)
      const best = bestByExhaustion(rules, request)
      if (best === null) {
        impossible++
        expect(answer.outcome, `seed ${seed}`).toBe('none')
        continue
      }
      possible++
      if (answer.outcome !== 'teams') throw new Error(`seed ${seed}: ${JSON.stringify(answer)}`)
      const [first] = answer.options
      expect(first?.team.score, `seed ${seed}`).toBeCloseTo(best.score, 9)
      expect(first?.certificate.boundScore).toBeGreaterThan(best.score - 1e-9)
      const taken: string[][] = []
      for (const { team, certificate } of answer.options) {
        const differs = (members: readonly string[]) =>
          taken.every((before) => members.filter((id) => !before.includes(id)).length >= 2)
        const own = bestByExhaustion(rules, request, differs)
        expect(team.score, `seed ${seed} option ${taken.length}`).toBeCloseTo(own?.score ?? -1, 9)
        expect(certificate.boundScore).toBeGreaterThan((own?.score ?? 0) - 1e-9)
        taken.push(team.members.map((member) => member.personId))
      }
      if (taken.length < 3) {
        const differs = (members: readonly string[]) =>
          taken.every((before) => members.filter((id) => !before.includes(id)).length >= 2)
        expect(bestByExhaustion(rules, request, differs), `seed ${seed}`).toBeNull()
      }
    }
    console.log(possible, impossible)
  })
})
