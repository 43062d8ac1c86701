import { descentPlan, type Plan } from './descent-plan'
import { countRoles } from './groups'
import { countHours, hoursOfDay, wholeDay } from './hours'
import { gainOfPairs } from './pairs'
import { leastDifference, requestLimits } from './request'
import type { Earlier, Row, Shortlist } from './shortlist'
import type { Survey } from './survey'
import type { Tied, TiedList } from './ties'

/** A team: who holds which roles, as bits. */
export type Found = {
  readonly roles: readonly number[]
  readonly people: readonly number[]
  readonly value: number
  readonly cost: number
}

/** Differences below it are rounding. */
export const leastGain = 1e-9

export type Descent = {
  readonly survey: Survey
  readonly budget: number
  readonly price: number
  readonly lists: readonly Shortlist[]
  /** The hours that count, as bits; none where everybody on the lists shares enough. */
  readonly hours: number
  readonly earlier: readonly Earlier[]
  /** Only a team above it is of interest. */
  readonly above: number
  /** How many choices may be looked at. */
  readonly steps: number
}

/** What has been chosen so far. */
type Part = {
  /** At the node's price, with past work and the price of the budget. */
  readonly worth: number
  readonly gain: number
  readonly cost: number
  readonly hours: number
  /** Bits of the wanted fields that somebody knows. */
  readonly known: number
  /** Four bits for each earlier team: how many are not in it. */
  readonly different: number
}

/**
 * Chooses somebody from each list and turns back wherever the best of what is left cannot lift the
 * team above the best one known (branch and bound). The tied are decided first, list by list, each
 * list also being left for later; then the lists that were left are filled from the plain, the best
 * first. `complete` is false when the steps ran out before everything was seen.
 */
export function descend(task: Descent): { best: Found | null; complete: boolean; steps: number } {
  const walk = new Walk(task)
  const worth = task.price === 0 ? 0 : task.price * task.budget
  const nobody = { worth, gain: 0, cost: 0, hours: wholeDay, known: 0, different: 0 }
  walk.chooseTied(0, nobody, 0)
  return { best: walk.best, complete: walk.steps <= task.steps, steps: walk.steps }
}

/** By person, bits of which more is never worse: hours, wanted fields, earlier teams they are not in. */
function whatCounts({ survey, hours, earlier }: Descent): (person: number) => number {
  const { domains } = survey.field.candidates
  return (person) => {
    let bits = (survey.windows.hours[person] as number) & hours
    bits |= (domains[person] as number) << hoursOfDay
    for (let at = 0; at < earlier.length; at++) {
      if (!earlier[at]?.has(person)) bits |= 1 << (hoursOfDay + requestLimits.domains.most + at)
    }
    return bits
  }
}

class Walk {
  best: Found | null = null
  steps = 0
  private above: number
  private readonly plan: Plan
  /** By list, the person who was chosen; −1 for nobody yet. */
  private readonly chosen: Int32Array
  /** The same of the tied. */
  private readonly tied: (Tied | null)[]
  private readonly allLists: number
  private readonly raised: Float64Array
  /** By list and tied row, what past work with the chosen adds. */
  private readonly bonus: readonly Float64Array[]

  constructor(private readonly task: Descent) {
    this.above = task.above
    this.plan = descentPlan(task.survey.field, task.lists, whatCounts(task))
    this.chosen = new Int32Array(this.plan.lists.length).fill(-1)
    this.tied = this.plan.lists.map(() => null)
    this.allLists = (1 << this.plan.lists.length) - 1
    this.raised = new Float64Array(this.plan.lists.length)
    this.bonus = this.plan.lists.map(({ tied }) => new Float64Array(tied.length))
  }

  /** @param left bits of the lists that were left for the plain */
  chooseTied(at: number, part: Part, left: number): void {
    const list = this.plan.lists[at]
    if (list === undefined) {
      this.choosePlain(part, left)
      return
    }
    const open = left | (this.allLists & ~((2 << at) - 1))
    const linked = this.linkedRows(at)
    for (const row of linked) this.tryTied(at, row, part, left, open)
    const rest = this.worthFrom(at + 1, part, left) + this.plan.allDomainsGain
    for (const row of list.order) {
      const { own, ahead } = list.tied[row] as Tied
      // Whoever follows is no better.
      if (rest + own + ahead <= this.above || this.steps > this.task.steps) break
      if (!linked.includes(row)) this.tryTied(at, row, part, left, open)
    }
    if (list.plain.length === 0 || ++this.steps > this.task.steps) return
    const leaving = left | (1 << at)
    if (this.mostFrom(at + 1, part, leaving) > this.above) this.chooseTied(at + 1, part, leaving)
  }

  /** Those of a list who worked well with somebody chosen, the best first. */
  private linkedRows(at: number): number[] {
    const rows = new Set<number>()
    for (let before = 0; before < at; before++) {
      for (const mate of this.tied[before]?.mates ?? []) if (mate.list === at) rows.add(mate.at)
    }
    const worth = (row: number) => {
      const { own, ahead } = (this.plan.lists[at] as TiedList).tied[row] as Tied
      return own + ahead + (this.bonus[at]?.[row] as number)
    }
    return [...rows].sort((a, b) => worth(b) - worth(a))
  }

  private tryTied(at: number, row: number, part: Part, left: number, open: number): void {
    if (++this.steps > this.task.steps) return
    const person = this.plan.lists[at]?.tied[row] as Tied
    const next = this.with(part, person, this.bonus[at]?.[row] as number, open)
    if (next === null) return
    this.chosen[at] = person.person
    this.tied[at] = person
    this.befriend(person, 1)
    if (this.mostFrom(at + 1, next, left) > this.above) this.chooseTied(at + 1, next, left)
    this.befriend(person, -1)
    this.tied[at] = null
    this.chosen[at] = -1
  }

  private choosePlain(part: Part, left: number): void {
    if (left === 0) {
      this.keep(part)
      return
    }
    const { lists, plainTops, domainsOfPlain, allDomains, domainGain } = this.plan
    const at = 31 - Math.clz32(left & -left)
    const rest = left & (left - 1)
    const top = plainTops[rest] as number
    const most = part.worth + top + this.plan.allDomainsGain
    for (const person of lists[at]?.plain ?? []) {
      if (++this.steps > this.task.steps) return
      // Whoever follows is no better.
      if (most + person.own <= this.above) return
      const next = this.with(part, person, 0, rest)
      if (next === null) continue
      const fields = domainsOfPlain(rest, allDomains & ~next.known)
      if (next.worth + top + countRoles(next.known) * domainGain + fields <= this.above) continue
      this.chosen[at] = person.person
      this.choosePlain(next, rest)
      this.chosen[at] = -1
    }
  }

  /** The part with one more person, or null when no team can come of it. */
  private with(part: Part, row: Row, bonus: number, open: number): Part | null {
    const { survey, budget, earlier } = this.task
    const { person } = row
    const cost = part.cost + row.cost
    if (cost + (this.plan.leastCosts[open] as number) > budget) return null
    if (this.chosen.includes(person)) return null
    const hours = part.hours & (survey.windows.hours[person] as number)
    if (countHours(hours) < survey.windows.leastHours) return null
    let { different } = part
    for (const [at, team] of earlier.entries()) {
      if (!team.has(person)) different += 1 << (4 * at)
      if (((different >>> (4 * at)) & 15) + countRoles(open) < leastDifference) return null
    }
    const knows = (survey.field.candidates.domains[person] as number) & this.plan.allDomains
    const worth = part.worth + row.own + bonus
    return { worth, gain: part.gain + row.gain, cost, hours, known: part.known | knows, different }
  }

  /** Adds to what past work with the chosen is worth, or takes it away. */
  private befriend({ mates }: Tied, sign: 1 | -1): void {
    for (const { list, at, gain } of mates) {
      const bonus = this.bonus[list] as Float64Array
      bonus[at] = (bonus[at] as number) + sign * gain
    }
  }

  /** What no team is above that comes of a part, when the lists before `from` are decided. */
  private mostFrom(from: number, part: Part, left: number): number {
    const { domainsOfAll, allDomains, domainGain } = this.plan
    const { domains } = this.task.survey.field.candidates
    const worth = this.worthFrom(from, part, left)
    // A field that a mate of the chosen knows may come for nothing.
    let met = part.known
    for (let before = 0; before < from; before++) {
      for (const { list, at } of this.tied[before]?.mates ?? []) {
        if (list < from) continue
        met |= (domains[this.plan.lists[list]?.tied[at]?.person as number] as number) & allDomains
      }
    }
    const open = left | (this.allLists & ~((1 << from) - 1))
    return worth + countRoles(met) * domainGain + domainsOfAll(open, allDomains & ~met)
  }

  /** The same without the wanted fields. */
  private worthFrom(from: number, part: Part, left: number): number {
    const { lists, plainTops, topsFrom } = this.plan
    const raised = this.raised.fill(0)
    for (let before = 0; before < from; before++) {
      for (const { list, at } of this.tied[before]?.mates ?? []) {
        if (list < from) continue
        const { tied, plainTop, tiedTop } = lists[list] as TiedList
        const { own, ahead } = tied[at] as Tied
        const bonus = this.bonus[list]?.[at] as number
        const rise = own + ahead + bonus - Math.max(plainTop, tiedTop)
        if (rise > (raised[list] as number)) raised[list] = rise
      }
    }
    let worth = part.worth + (plainTops[left] as number) + (topsFrom[from] as number)
    for (const rise of raised) worth += rise
    return worth
  }

  private keep({ gain, cost, known }: Part): void {
    const { field } = this.task.survey
    const pairs = gainOfPairs(field.pairs, this.chosen, this.chosen.length)
    const value = gain + countRoles(known) * this.plan.domainGain + pairs
    if (value <= this.above) return
    this.above = value + leastGain
    const roles = this.plan.lists.map((list) => list.roles)
    this.best = { roles, people: [...this.chosen], value, cost }
  }
}
