import { rulesOf, scoreOf } from 'tests/support/exact-team'
import { poolOf, smallScene } from 'tests/support/matching'
import { describe, expect, it } from 'vitest'
import { formTeams, type TeamOption } from '~/domain/teams/matching/form-teams'
import { hoursInCommon } from '~/domain/teams/matching/formed-team'
import { evidenceFactors, scoreWeights } from '~/domain/teams/matching/score'

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Every option of many small requests, with what it was asked for. */
const cases = Array.from({ length: 80 }, (_, seed) => {
  const { scene, request } = smallScene(seed + 500, 10)
  const answer = formTeams(poolOf(scene), request)
  const options: readonly TeamOption[] = answer.outcome === 'teams' ? answer.options : []
  return options.map(({ team }) => ({ scene, request, team }))
}).flat()

describe('a team and its reasons', () => {
  it('is there to be looked at', () => {
    expect(cases.length).toBeGreaterThan(50)
  })

  it('meets what was asked, by rules that the matcher does not share', () => {
    for (const { scene, request, team } of cases) {
      const rules = rulesOf(scene, request)
      const holders = request.roles.map((_, role) => {
        const holder = team.members.find(({ fit }) => fit.some(({ at }) => at === role))
        return rules.people.findIndex(({ personId }) => personId === holder?.personId)
      })
      expect(scoreOf(rules, request, holders)).toBeCloseTo(team.score, 9)
      expect(new Set(holders).size).toBe(team.members.length)
    }
  })

  it('has a score that is the sum of its members’ terms', () => {
    for (const { request, team } of cases) {
      for (const { score, fit, domains, collaborations } of team.members) {
        const terms = [...fit, ...domains, ...collaborations].map((term) => term.score)
        expect(score).toBeCloseTo(sum(terms), 12)
        for (const role of fit) {
          expect(role.score).toBeCloseTo(sum(role.skills.map((skill) => skill.score)), 12)
          expect(role.score).toBeCloseTo((role.fit * scoreWeights.fit) / request.roles.length, 12)
        }
      }
      expect(team.score).toBeCloseTo(sum(team.members.map(({ score }) => score)), 12)
    }
  })

  it('shows of each skill what the profile says', () => {
    for (const { scene, request, team } of cases) {
      for (const { personId, fit } of team.members) {
        const profile = scene.profiles.find((one) => one.personId === personId)
        for (const { at, role, skills } of fit) {
          expect(role).toBe(request.roles[at]?.role)
          for (const { skillId, level, evidence, leastLevel, score } of skills) {
            expect(profile?.skills).toContainEqual({ skillId, level, evidence })
            expect(level).toBeGreaterThanOrEqual(leastLevel)
            const worth = (level / 4) * evidenceFactors[evidence]
            expect(score).toBeCloseTo((worth * scoreWeights.fit) / request.roles.length, 9)
          }
        }
      }
    }
  })

  it('tells hours, cost, language and who was fixed', () => {
    for (const { scene, request, team } of cases) {
      const profiles = team.members.map(({ personId }) =>
        scene.profiles.find((one) => one.personId === personId),
      )
      expect(hoursInCommon(team)).toBeGreaterThanOrEqual(request.commonHours)
      for (const profile of profiles) {
        expect((profile?.workingHours ?? 0) & team.commonHours).toBe(team.commonHours)
        for (const id of team.languages) expect(profile?.languages).toContain(id)
      }
      expect(team.languages.length > 0).toBe(request.languages.length > 0)
      expect(team.costMinor).toBeLessThanOrEqual(request.budgetMinor)
      for (const [place, { hours, costMinor, personId, fixed }] of team.members.entries()) {
        expect(costMinor).toBe(BigInt(hours * (profiles[place]?.rateMinor ?? 0)))
        expect(fixed).toBe(request.fixed.some((one) => one.personId === personId))
      }
      expect(sum(team.members.map(({ hours }) => hours))).toBe(
        sum(request.roles.map(({ hours }) => hours)),
      )
    }
  })

  it('is plain data that a worker thread can send', () => {
    for (const { team } of cases.slice(0, 5)) expect(structuredClone(team)).toEqual(team)
  })
})
