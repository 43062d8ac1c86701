import loadHighs from 'highs'
import type { TeamRequest } from '~/domain/teams/matching/request'
import { scoreWeights } from '~/domain/teams/matching/score'
import type { Rules } from './exact-team'
import { workingDay } from './matching'

const highs = await loadHighs()

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

/**
 * Every window of as many hours as must be shared, with every wanted language. That is enough where
 * nobody works longer than twelve hours in one piece: what two such days share is in one piece too.
 */
function settingsOf(rules: Rules, { commonHours, languages }: TeamRequest): number[][] {
  const starts = commonHours === 0 ? [0] : Array.from({ length: 24 }, (_, hour) => hour)
  const sets = starts.flatMap((start) =>
    (languages.length === 0 ? [null] : languages).map((language) =>
      peopleIn(rules, workingDay(start, commonHours), language),
    ),
  )
  const named = new Map(sets.map((set) => [set.join(), set]))
  return [...named.values()].filter((set) =>
    [...named.values()].every((other) => other === set || !set.every((one) => other.includes(one))),
  )
}

/** "+ 0.5 x1_2 - 1 y3": a sum as the LP format writes it. */
const sumOf = (terms: readonly (readonly [number, string])[]) =>
  terms.map(([factor, name]) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${name}`).join(' ')

function programOf(rules: Rules, request: TeamRequest, set: readonly number[]): string | null {
  const { people, fits, past } = rules
  const roles = request.roles.map((_, role) => role)
  const able = (at: number) => roles.filter((role) => fits[at]?.[role] != null)
  const x = (at: number, role: number) => `x${at}_${role}`
  const y = (at: number) => `y${at}`
  const holders = roles.map((role) => set.filter((at) => fits[at]?.[role] != null))
  if (holders.some((list) => list.length === 0)) return null
  const goal: [number, string][] = []
  const rows: string[] = []
  for (const role of roles) {
    rows.push(`${sumOf(holders[role]?.map((at) => [1, x(at, role)]) ?? [])} = 1`)
  }
  const rate = (at: number) => people[at]?.rateMinor ?? 0
  const hours = (role: number) => request.roles[role]?.hours ?? 0
  for (const at of set) {
    const own = able(at)
    for (const role of own) {
      goal.push([(scoreWeights.fit / roles.length) * (fits[at]?.[role] ?? 0), x(at, role)])
      rows.push(`${x(at, role)} - ${y(at)} <= 0`)
    }
    rows.push(`${sumOf(own.map((role) => [1, x(at, role)]))} - 2 ${y(at)} <= 0`)
    rows.push(`${sumOf(own.map((role) => [1, x(at, role)]))} - ${y(at)} >= 0`)
    const capacity = (people[at]?.hoursPerWeek ?? 0) * request.weeks
    rows.push(`${sumOf(own.map((role) => [hours(role), x(at, role)]))} <= ${capacity}`)
  }
  rows.push(`${sumOf(set.map((at) => [1, y(at)]))} <= ${request.maxMembers}`)
  const costs = set.flatMap((at) =>
    able(at).map((role): [number, string] => [(rate(at) * hours(role)) / 100, x(at, role)]),
  )
  rows.push(`${sumOf(costs)} <= ${Number(request.budgetMinor) / 100}`)
  for (const { personId, role } of request.fixed) {
    const at = set.find((one) => people[one]?.personId === personId)
    if (at === undefined || (role !== null && fits[at]?.[role] == null)) return null
    rows.push(`${role === null ? y(at) : x(at, role)} = 1`)
  }
  const bounds: string[] = []
  for (const [place, domain] of request.domains.entries()) {
    const knowing = set.filter((at) => people[at]?.domains.includes(domain))
    goal.push([scoreWeights.domains / request.domains.length, `z${place}`])
    bounds.push(`0 <= z${place} <= 1`)
    rows.push(`z${place} ${sumOf(knowing.map((at) => [-1, y(at)]))} <= 0`)
  }
  const full = Math.min(roles.length, request.maxMembers)
  const unit = scoreWeights.collaboration / ((full * (full - 1)) / 2)
  for (const [place, a] of set.entries()) {
    for (const b of set.slice(place + 1)) {
      const score = past(a, b)
      if (score === 0) continue
      const w = `w${a}_${b}`
      goal.push([score * unit, w])
      bounds.push(`0 <= ${w} <= 1`)
      if (score > 0) rows.push(`${w} - ${y(a)} <= 0`, `${w} - ${y(b)} <= 0`)
      else rows.push(`${w} - ${y(a)} - ${y(b)} >= -1`)
    }
  }
  const binaries = set.flatMap((at) => [y(at), ...able(at).map((role) => x(at, role))])
  const lines = rows.map((row, at) => ` c${at}: ${row}`)
  return [
    ...['Maximize', ` goal: ${sumOf(goal)}`, 'Subject To', ...lines],
    ...['Bounds', ...bounds.map((one) => ` ${one}`), 'Binary', ` ${binaries.join(' ')}`, 'End', ''],
  ].join('\n')
}

/** The score of the best of all teams, one program for each setting; null when there is none. */
export function bestByMilp(rules: Rules, request: TeamRequest): number | null {
  let best: number | null = null
  for (const set of settingsOf(rules, request)) {
    const program = programOf(rules, request, set)
    if (program === null) continue
    const { Status, ObjectiveValue } = highs.solve(program, { mip_rel_gap: 0 })
    if (Status === 'Infeasible') continue
    if (Status !== 'Optimal') throw new Error(`HiGHS says ${Status}`)
    best = Math.max(best ?? Number.NEGATIVE_INFINITY, ObjectiveValue)
  }
  return best
}
