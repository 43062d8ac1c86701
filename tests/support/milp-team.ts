import loadHighs from 'highs'
import type { TeamRequest } from '~/domain/teams/matching/request'
import { scoreWeights } from '~/domain/teams/matching/score'
import type { Rules } from './exact-team'
import { workingDay } from './matching'

const highs = await loadHighs()

/**
 * How the common hours are asked for. `windows`: a program for each window of as many hours, which
 * is enough where nobody works longer than twelve hours in one piece, for what two such days share
 * is in one piece too. `any`: one program that chooses the hours, for days of any shape.
 */
export type HoursAs = 'windows' | 'any'

/** The people, by place, who work in all of these hours and speak this language. */
function peopleIn({ people, fits }: Rules, hours: number, language: string | null): number[] {
  return people.flatMap(({ workingHours, languages }, at) =>
    (workingHours & hours) === hours &&
    (language === null || languages.includes(language)) &&
    fits[at]?.some((fit) => fit !== null)
      ? [at]
      : [],
  )
}

/** The people of each program; who are all in another's are left to it. */
function settingsOf(rules: Rules, request: TeamRequest, as: HoursAs): number[][] {
  const { commonHours, languages } = request
  const hours = as === 'any' ? 0 : commonHours
  const starts = hours === 0 ? [0] : Array.from({ length: 24 }, (_, hour) => hour)
  const sets = starts.flatMap((start) =>
    (languages.length === 0 ? [null] : languages).map((language) =>
      peopleIn(rules, workingDay(start, hours), language),
    ),
  )
  const distinct = [...new Map(sets.map((set) => [set.join(), set])).values()]
  return distinct.filter((set) =>
    distinct.every((other) => other === set || !set.every((one) => other.includes(one))),
  )
}

type Term = readonly [number, string]
type Program = { goal: Term[]; rows: string[]; bounds: string[]; binaries: string[] }

/** "+ 0.5 x1_2 - 1 y3": a sum as the LP format writes it. */
const sumOf = (terms: readonly Term[]) =>
  terms.map(([factor, name]) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${name}`).join(' ')

const holds = (at: number, role: number) => `x${at}_${role}`
const isIn = (at: number) => `y${at}`

function addPeople(program: Program, rules: Rules, request: TeamRequest, set: readonly number[]) {
  const { people, fits } = rules
  const costs: Term[] = []
  for (const at of set) {
    const own = request.roles.flatMap((need, role) => {
      const fit = fits[at]?.[role] ?? null
      return fit === null ? [] : [{ role, fit, hours: need.hours, name: holds(at, role) }]
    })
    const rate = people[at]?.rateMinor ?? 0
    const capacity = (people[at]?.hoursPerWeek ?? 0) * request.weeks
    const roles = sumOf(own.map(({ name }) => [1, name]))
    program.rows.push(
      ...own.map(({ name }) => `${name} - ${isIn(at)} <= 0`),
      `${roles} - 2 ${isIn(at)} <= 0`,
      `${roles} - ${isIn(at)} >= 0`,
      `${sumOf(own.map(({ hours, name }) => [hours, name]))} <= ${capacity}`,
    )
    program.goal.push(
      ...own.map(({ fit, name }): Term => [(scoreWeights.fit / request.roles.length) * fit, name]),
    )
    costs.push(...own.map(({ hours, name }): Term => [(rate * hours) / 100, name]))
    program.binaries.push(isIn(at), ...own.map(({ name }) => name))
  }
  program.rows.push(
    `${sumOf(costs)} <= ${Number(request.budgetMinor) / 100}`,
    `${sumOf(set.map((at) => [1, isIn(at)]))} <= ${request.maxMembers}`,
  )
}

function addDomains(program: Program, rules: Rules, request: TeamRequest, set: readonly number[]) {
  for (const [place, domain] of request.domains.entries()) {
    const knowing = set.filter((at) => rules.people[at]?.domains.includes(domain))
    program.goal.push([scoreWeights.domains / request.domains.length, `z${place}`])
    program.bounds.push(`0 <= z${place} <= 1`)
    program.rows.push(`z${place} ${sumOf(knowing.map((at) => [-1, isIn(at)]))} <= 0`)
  }
}

function addPairs(program: Program, rules: Rules, request: TeamRequest, set: readonly number[]) {
  const full = Math.min(request.roles.length, request.maxMembers)
  const unit = scoreWeights.collaboration / ((full * (full - 1)) / 2)
  for (const [place, a] of set.entries()) {
    for (const b of set.slice(place + 1)) {
      const score = rules.past(a, b)
      if (score === 0) continue
      const both = `w${a}_${b}`
      program.goal.push([score * unit, both])
      program.bounds.push(`0 <= ${both} <= 1`)
      if (score > 0) program.rows.push(`${both} - ${isIn(a)} <= 0`, `${both} - ${isIn(b)} <= 0`)
      else program.rows.push(`${both} - ${isIn(a)} - ${isIn(b)} >= -1`)
    }
  }
}

function addHours(program: Program, rules: Rules, request: TeamRequest, set: readonly number[]) {
  const hours = Array.from({ length: 24 }, (_, hour) => hour)
  program.binaries.push(...hours.map((hour) => `t${hour}`))
  program.rows.push(`${sumOf(hours.map((hour) => [1, `t${hour}`]))} >= ${request.commonHours}`)
  for (const at of set) {
    for (const hour of hours) {
      const works = ((rules.people[at]?.workingHours ?? 0) >>> hour) & 1
      if (!works) program.rows.push(`${isIn(at)} + t${hour} <= 1`)
    }
  }
}

function programOf(
  rules: Rules,
  request: TeamRequest,
  set: readonly number[],
  as: HoursAs,
): string | null {
  const { people, fits } = rules
  const able = (role: number) => set.filter((at) => (fits[at]?.[role] ?? null) !== null)
  const program: Program = { goal: [], rows: [], bounds: [], binaries: [] }
  for (const role of request.roles.keys()) {
    if (able(role).length === 0) return null
    program.rows.push(`${sumOf(able(role).map((at) => [1, holds(at, role)]))} = 1`)
  }
  for (const { personId, role } of request.fixed) {
    const at = set.find((one) => people[one]?.personId === personId)
    if (at === undefined || (role !== null && !able(role).includes(at))) return null
    program.rows.push(`${role === null ? isIn(at) : holds(at, role)} = 1`)
  }
  addPeople(program, rules, request, set)
  addDomains(program, rules, request, set)
  addPairs(program, rules, request, set)
  if (as === 'any') addHours(program, rules, request, set)
  return [
    ...['Maximize', ` goal: ${sumOf(program.goal)}`, 'Subject To'],
    ...program.rows.map((row, at) => ` c${at}: ${row}`),
    ...['Bounds', ...program.bounds.map((bound) => ` ${bound}`)],
    ...['Binary', ` ${program.binaries.join(' ')}`, 'End', ''],
  ].join('\n')
}

/** The score of the best of all teams by HiGHS, an exact solver; null when there is none. */
export function bestByMilp(
  rules: Rules,
  request: TeamRequest,
  as: HoursAs = 'windows',
): number | null {
  let best: number | null = null
  for (const set of settingsOf(rules, request, as)) {
    const program = programOf(rules, request, set, as)
    if (program === null) continue
    const { Status, ObjectiveValue } = highs.solve(program, { mip_rel_gap: 0 })
    if (Status === 'Infeasible') continue
    if (Status !== 'Optimal') throw new Error(`HiGHS says ${Status}`)
    best = Math.max(best ?? Number.NEGATIVE_INFINITY, ObjectiveValue)
  }
  return best
}
