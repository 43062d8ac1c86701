import { domainsAhead } from './domain-cover'
import { countRoles } from './groups'
import { countHours, wholeDay } from './hours'
import { gainOfPairs } from './pairs'
import { leastDifference } from './request'
import type { Earlier, Shortlist } from './shortlist'
import type { Survey } from './survey'

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
  readonly earlier: readonly Earlier[]
  /** Only a team above it is of interest. */
  readonly above: number
  /** How many choices may be looked at. */
  readonly steps: number
}

/**
 * Chooses somebody from each list, depth first and the best first, and turns back wherever the best
 * of the lists that are left cannot lift the team above the best one known (branch and bound).
 * `complete` is false when the steps ran out before everything was seen.
 */
export function descend(task: Descent): { best: Found | null; complete: boolean; steps: number } {
  const walk = new Walk(task)
  walk.visit(0, task.price === 0 ? 0 : task.price * task.budget, 0, 0, wholeDay, 0, 0)
  return { best: walk.best, complete: walk.steps <= task.steps, steps: walk.steps }
}

/** Of the lists from each depth on: the sum of the tops, and of the least costs. */
function ahead(lists: readonly Shortlist[], of: (list: Shortlist) => number): Float64Array {
  const sums = new Float64Array(lists.length + 1)
  for (let depth = lists.length - 1; depth >= 0; depth--) {
    sums[depth] = (sums[depth + 1] as number) + of(lists[depth] as Shortlist)
  }
  return sums
}

class Walk {
  best: Found | null = null
  steps = 0
  private above: number
  private readonly lists: readonly Shortlist[]
  private readonly chosen: Int32Array
  private readonly topAhead: Float64Array
  private readonly costAhead: Float64Array
  private readonly domainsAhead: Float64Array[]
  private readonly allDomains: number
  private readonly domainGain: number

  constructor(private readonly task: Descent) {
    const { field } = task.survey
    this.above = task.above
    // The shortest list first: what is decided early is decided seldom.
    this.lists = [...task.lists].sort((a, b) => a.people.length - b.people.length)
    this.chosen = new Int32Array(this.lists.length)
    this.topAhead = ahead(this.lists, ({ reduced }) => reduced[0] ?? 0)
    this.costAhead = ahead(this.lists, ({ cost }) =>
      cost.reduce((least, own) => Math.min(least, own)),
    )
    this.domainGain = field.domainGain
    this.allDomains = (1 << field.domains) - 1
    const losses = this.lists.map(({ lossToKnow }) => lossToKnow)
    this.domainsAhead = domainsAhead(losses, field.domains, field.domainGain)
  }

  /**
   * @param bound what is chosen so far is worth at the node's price, with the price of the budget
   * @param known bits of the wanted fields that somebody chosen knows
   * @param different four bits for each earlier team: how many of the chosen are not in it
   */
  visit(
    depth: number,
    bound: number,
    gain: number,
    cost: number,
    hours: number,
    known: number,
    different: number,
  ): void {
    if (depth === this.lists.length) {
      this.keep(gain, cost, known)
      return
    }
    const { survey, budget, earlier } = this.task
    const { domains } = survey.field.candidates
    const list = this.lists[depth] as Shortlist
    const next = depth + 1
    const top = this.topAhead[next] as number
    const cheapest = this.costAhead[next] as number
    const mostDomains = countRoles(this.allDomains) * this.domainGain
    for (let at = 0; at < list.people.length; at++) {
      if (++this.steps > this.task.steps) return
      const ownBound = bound + (list.reduced[at] as number)
      // Whoever follows is no better.
      if (ownBound + top + mostDomains <= this.above) return
      const person = list.people[at] as number
      const ownCost = cost + (list.cost[at] as number)
      if (ownCost + cheapest > budget || this.isChosen(person, depth)) continue
      const shared = hours & (survey.windows.hours[person] as number)
      if (countHours(shared) < survey.windows.leastHours) continue
      const knows = known | ((domains[person] as number) & this.allDomains)
      const unknown = this.allDomains & ~knows
      const fields =
        countRoles(knows) * this.domainGain + (this.domainsAhead[next]?.[unknown] as number)
      if (ownBound + top + fields <= this.above) continue
      const differs = earlier.length === 0 ? 0 : this.differs(different, person, depth)
      if (differs < 0) continue
      this.chosen[depth] = person
      this.visit(next, ownBound, gain + (list.gain[at] as number), ownCost, shared, knows, differs)
    }
  }

  private isChosen(person: number, depth: number): boolean {
    for (let before = 0; before < depth; before++) if (this.chosen[before] === person) return true
    return false
  }

  /** `different` with one more person; −1 when too few places are left to differ enough. */
  private differs(different: number, person: number, depth: number): number {
    const left = this.lists.length - depth - 1
    let counts = different
    for (const [at, team] of this.task.earlier.entries()) {
      if (!team.has(person)) counts += 1 << (4 * at)
      if (((counts >>> (4 * at)) & 15) + left < leastDifference) return -1
    }
    return counts
  }

  private keep(gain: number, cost: number, known: number): void {
    const { field } = this.task.survey
    const pairs = gainOfPairs(field.pairs, this.chosen, this.chosen.length)
    const value = gain + countRoles(known) * this.domainGain + pairs
    if (value <= this.above) return
    this.above = value + leastGain
    const roles = this.lists.map((list) => list.roles)
    this.best = { roles, people: [...this.chosen], value, cost }
  }
}
