import { bestByExhaustion, type Rules, rulesOf } from 'tests/support/exact-team'
import { poolOf, smallScene } from 'tests/support/matching'
import { describe, expect, it } from 'vitest'
import { possibleTeam } from '~/domain/teams/matching/best-team'
import { formTeams } from '~/domain/teams/matching/form-teams'
import type { TeamRequest } from '~/domain/teams/matching/request'

const seeds = Array.from({ length: 120 }, (_, seed) => seed)

/** The best team with at least two people who are in none of these. */
function bestBeside(rules: Rules, request: TeamRequest, taken: readonly string[][]) {
  return bestByExhaustion(rules, request, (members) =>
    taken.every((before) => members.filter((id) => !before.includes(id)).length >= 2),
  )
}

describe('beside every team that there is', () => {
  it('the options are the best ones, their certificates hold, and none is none', () => {
    const met = { teams: 0, none: 0, unproved: 0 }
    for (const seed of seeds) {
      const { scene, request } = smallScene(seed, 9)
      const rules = rulesOf(scene, request)
      const answer = formTeams(poolOf(scene), request)
      if (answer.outcome === 'none') {
        expect(bestBeside(rules, request, []), `seed ${seed}`).toBeNull()
        met.none++
        continue
      }
      if (answer.outcome !== 'teams') throw new Error(`seed ${seed}: ${answer.outcome}`)
      met.teams++
      const taken: string[][] = []
      for (const { team, certificate } of answer.options) {
        const best = bestBeside(rules, request, taken)
        expect(team.score, `seed ${seed}`).toBeCloseTo(best?.score ?? Number.NaN, 9)
        expect(certificate.boundScore, `seed ${seed}`).toBeGreaterThan(team.score - 1e-9)
        // The best team is always proved to be the best.
        if (taken.length === 0) expect(certificate.gap, `seed ${seed}`).toBeCloseTo(0, 9)
        else if (certificate.gap > 1e-9) met.unproved++
        taken.push(team.members.map(({ personId }) => personId))
      }
      if (taken.length < 3) expect(bestBeside(rules, request, taken), `seed ${seed}`).toBeNull()
    }
    expect(Math.min(met.teams, met.none)).toBeGreaterThan(30)
    // Hours drawn at random lie so oddly that the work of a further option may end before its proof.
    expect(met.unproved).toBeLessThan(3)
  })

  it('what cannot be told with little work is unknown, never none', () => {
    const met = { team: 0, none: 0, unknown: 0 }
    for (const seed of seeds) {
      const { scene, request } = smallScene(seed, 9)
      const little = possibleTeam(poolOf(scene), request, 400)
      if (little === 'unknown') {
        met.unknown++
        continue
      }
      met[little ? 'team' : 'none']++
      const exists = bestBeside(rulesOf(scene, request), request, []) !== null
      expect(little !== null, `seed ${seed}`).toBe(exists)
    }
    expect(Math.min(met.team, met.none, met.unknown)).toBeGreaterThan(3)
  })

  it('more money and other hours buy what they buy', () => {
    for (const seed of seeds.slice(0, 40)) {
      const { scene, request } = smallScene(seed + 1_000, 8)
      const answer = formTeams(poolOf(scene), request)
      if (answer.outcome !== 'teams') continue
      const now = bestByExhaustion(rulesOf(scene, request), request)?.score ?? 0
      for (const lever of Object.values(answer.levers)) {
        if (lever === null) continue
        const { budgetMinor, commonHours } = lever
        const changed = { ...request, budgetMinor, commonHours }
        const then = bestByExhaustion(rulesOf(scene, changed), changed)
        expect(lever.team?.score ?? null, `seed ${seed}`).toEqual(
          then && expect.closeTo(then.score, 9),
        )
        expect(lever.change).toEqual(then && expect.closeTo(then.score - now, 9))
      }
      const { budget, fewerHours, moreHours } = answer.levers
      expect(budget?.budgetMinor).toBe((request.budgetMinor * 11n) / 10n)
      expect(fewerHours?.commonHours ?? null).toBe(
        request.commonHours === 0 ? null : Math.max(0, request.commonHours - 2),
      )
      expect(moreHours?.commonHours).toBe(request.commonHours + 2)
    }
  })
})
