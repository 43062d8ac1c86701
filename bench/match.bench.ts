import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { bestTeam } from '~/domain/teams/matching/best-team'
import { fieldOf } from '~/domain/teams/matching/field'
import { formTeams, type TeamOption } from '~/domain/teams/matching/form-teams'
import { applyChanges, createPool, type Pool, poolBytes } from '~/domain/teams/matching/pool'
import type { TeamRequest } from '~/domain/teams/matching/request'
import { shareOfSkills, worthOfGrade } from '~/domain/teams/matching/score'
import { leastGrade } from '~/domain/teams/matching/skill-index'
import { surveyOf } from '~/domain/teams/matching/survey'
import {
  randomCollaborations,
  randomProfile,
  randomRequest,
  seeded,
} from '../tests/support/matching'

/**
 * Time of a request against the floor: one walk over the whole pool that computes how well everybody
 * fits each role, without budget, hours, past work or any team. Each request is asked at 0.6, 0.8 and
 * 1 of what its best team costs when money is no object. "best" is the best team with its certificate;
 * "answer" is all that a page shows: three options and what three levers would do. All is warm and in
 * turns, several times over; a last line counts only the fastest time of each request, which says
 * most on a machine that others use too. Then the time that 1,000 changed profiles take, and the memory of the pool.
 */
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const requestsOfSize = Number(process.env.BENCH_REQUESTS ?? 12)
const sizes = [10_000, 100_000]
const budgetParts = [6n, 8n, 10n]
const warmUps = 12

const quantile = (values: readonly number[], q: number) =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * q) - 1] ?? Number.NaN
const ms = (value: number) => `${value.toFixed(1).padStart(6)} ms`

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function memory(): number {
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function poolOfSize(people: number): Pool {
  const source = seeded(people)
  const pool = createPool()
  for (let n = 0; n < people; n++) {
    applyChanges(pool, [{ kind: 'upsert', profile: randomProfile(source, n) }])
  }
  applyChanges(pool, randomCollaborations(source, people, people / 4))
  return pool
}

/** What any exact answer must at least look at. The sum keeps the engine from leaving it out. */
function scan(pool: Pool, { roles }: TeamRequest): number {
  const needs = roles.map((need) => ({
    shares: shareOfSkills(need),
    codes: need.skills.map(({ skillId }) => pool.skills.codeOf(skillId)),
    least: need.skills.map(({ leastLevel }) => leastGrade(leastLevel)),
  }))
  let sum = 0
  for (let place = 0; place < pool.ids.length; place++) {
    for (const { shares, codes, least } of needs) {
      let fit = 0
      for (let at = 0; at < codes.length; at++) {
        const grade = pool.skills.gradeIn(place, codes[at] as number)
        if (grade < (least[at] as number)) {
          fit = 0
          break
        }
        fit += (shares[at] as number) * (worthOfGrade[grade] as number)
      }
      sum += fit
    }
  }
  return sum
}

function best(pool: Pool, request: TeamRequest) {
  const survey = surveyOf(fieldOf(pool, request, 'score', request.commonHours), request.commonHours)
  return bestTeam(pool, request, survey)
}

class Timing {
  readonly wall: number[] = []
  readonly cpu: number[] = []

  /** @param each how many times, one after another, were the same work */
  fastest(each: number): Timing {
    const least = (values: readonly number[]) =>
      Array.from({ length: values.length / each }, (_, at) =>
        Math.min(...values.slice(at * each, (at + 1) * each)),
      )
    const timing = new Timing()
    timing.wall.push(...least(this.wall))
    timing.cpu.push(...least(this.cpu))
    return timing
  }

  of<T>(work: () => T): T {
    const used = process.cpuUsage()
    const begun = performance.now()
    const result = work()
    this.wall.push(performance.now() - begun)
    const { user, system } = process.cpuUsage(used)
    this.cpu.push((user + system) / 1_000)
    return result
  }

  get text(): string {
    const both = (values: number[]) => `${ms(quantile(values, 0.5))} ${ms(quantile(values, 0.95))}`
    return `cpu ${both(this.cpu)}, wall ${both(this.wall)}`
  }
}

function requestsFor(pool: Pool, roles: number): TeamRequest[] {
  return Array.from({ length: requestsOfSize }, (_, seed) => {
    const request = randomRequest(seeded(seed * 10 + roles), roles)
    const { best: found } = best(pool, request)
    return budgetParts.map((part) => {
      const budgetMinor = (BigInt(found?.cost ?? 0) * part) / 10n
      return { ...request, budgetMinor: found ? budgetMinor : request.budgetMinor }
    })
  }).flat()
}

const all = { best: new Timing(), answer: new Timing() }

function measure(pool: Pool, roles: number): void {
  const timings = { floor: new Timing(), best: new Timing(), answer: new Timing() }
  const gaps: number[] = []
  const outcomes = { teams: 0, none: 0, undecided: 0, invalid: 0, empty: 0 }
  const requests = requestsFor(pool, roles)
  for (const request of requests.slice(0, warmUps)) formTeams(pool, request)
  for (const request of requests) {
    for (let round = 0; round < rounds; round++) {
      timings.floor.of(() => scan(pool, request))
      timings.best.of(() => best(pool, request))
      timings.answer.of(() => formTeams(pool, request))
    }
    const answer = formTeams(pool, request)
    outcomes[answer.outcome]++
    if (answer.outcome !== 'teams') continue
    gaps.push((answer.options[0] as TeamOption).certificate.gap)
  }
  for (const name of ['best', 'answer'] as const) {
    all[name].wall.push(...timings[name].wall)
    all[name].cpu.push(...timings[name].cpu)
  }
  const floor = quantile(timings.floor.cpu, 0.5)
  console.log(`  ${roles} roles, ${requests.length} requests: floor ${timings.floor.text}`)
  for (const name of ['best', 'answer'] as const) {
    const times = (quantile(timings[name].cpu, 0.5) / floor).toFixed(1)
    console.log(`    ${name.padEnd(6)} ${timings[name].text}; ${times} × the floor`)
  }
  const percent = (q: number) => `${(100 * quantile(gaps, q)).toFixed(2)} %`
  console.log(
    `    a better team could score at most ${percent(0.5)} more (median), ${percent(1)} (worst); ` +
      `${outcomes.teams} with teams, ${outcomes.none} without, ${outcomes.undecided} undecided`,
  )
}

function refresh(pool: Pool, people: number): void {
  const source = seeded(people + 1)
  const changes = () =>
    Array.from({ length: 1_000 }, () => ({
      kind: 'upsert' as const,
      profile: randomProfile(source, source.below(people)),
    }))
  const timing = new Timing()
  for (let round = 0; round < 20; round++) {
    const some = changes()
    timing.of(() => applyChanges(pool, some))
  }
  console.log(`  1,000 changed profiles: ${timing.text}`)
}

for (const people of sizes) {
  const before = memory()
  const begun = performance.now()
  const pool = poolOfSize(people)
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1)
  const held = ((memory() - before) / 1_048_576).toFixed(1)
  const columns = (poolBytes(pool) / 1_048_576).toFixed(1)
  console.log(
    `${people.toLocaleString('en')} people: ${held} MB with their ids, ${columns} MB in columns; ${seconds} s to make up and take in`,
  )
  all.best = new Timing()
  all.answer = new Timing()
  for (const roles of [3, 4, 5, 6, 7]) measure(pool, roles)
  console.log(`  3 to 7 roles, p50 and p95: best ${all.best.text}`)
  console.log(`                           answer ${all.answer.text}`)
  console.log(`  fastest of ${rounds} rounds:       best ${all.best.fastest(rounds).text}`)
  refresh(pool, people)
}
