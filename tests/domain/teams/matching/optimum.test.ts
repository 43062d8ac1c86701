import { rulesOf } from 'tests/support/exact-team'
import { poolOf, randomRequest, randomScene, seeded } from 'tests/support/matching'
import { bestByMilp } from 'tests/support/milp-team'
import { describe, expect, it } from 'vitest'
import { formTeams } from '~/domain/teams/matching/form-teams'

describe('the optimum', () => {
  it('probe', () => {
    for (let seed = 0; seed < 20; seed++) {
      const source = seeded(seed + 100)
      const people = [60, 90, 120, 200, 300][seed % 5] ?? 60
      const scene = randomScene(source, people)
      const request = randomRequest(source, 3 + (seed % 4))
      const t0 = performance.now()
      const answer = formTeams(poolOf(scene), request)
      const t1 = performance.now()
      const best = bestByMilp(rulesOf(scene, request), request)
      const t2 = performance.now()
      console.log(seed, people, request.roles.length, answer.outcome, answer.outcome === 'teams' ? answer.options[0]?.team.score : '', best, (t1 - t0).toFixed(0), (t2 - t1).toFixed(0))
    }
  })
})
