import { mostOfDomains } from './domain-cover'
import { bestPrice, leastCost, topAt } from './frontier'
import { type Outlook, type Outlooks, outlooksWith, type Survey } from './survey'
import type { Setting } from './windows'

/** The teams of one pattern in one setting, with the fixed members in one of their ways. */
export type Node = {
  readonly setting: Setting
  readonly pattern: readonly number[]
  /** The outlook of each group of the pattern. */
  readonly outlooks: readonly Outlook[]
  /** By role, the candidate who is fixed in it; −1 for none. */
  readonly fixing: readonly number[]
  /** A price of money, and what no team of the node is above because of it. */
  price: number
  bound: number
  /** Nothing is left to find in it. */
  closed: boolean
}

/** Multiples of one score per budget, at which all nodes are bounded first. */
const firstPrices = [0.15, 0.6, 0.04, 2, 0]

/** What no choice of one person from each outlook is above, at a price of money. */
export function boundAt(
  outlooks: readonly Outlook[],
  price: number,
  budget: number,
  domainGain: number,
): number {
  // A budget without an end has no price.
  let bound = price === 0 ? 0 : price * budget
  const tops = outlooks.map(({ all }) => topAt(all, price))
  for (const top of tops) bound += top
  const domains = outlooks[0]?.knowing.length ?? 0
  if (domains === 0) return bound
  const losses = Array.from({ length: domains }, (_, domain) =>
    outlooks.reduce((least, { knowing }, at) => {
      const known = knowing[domain]
      const top = tops[at] as number
      return Math.min(least, known ? top - topAt(known, price) : Number.POSITIVE_INFINITY)
    }, Number.POSITIVE_INFINITY),
  )
  return bound + mostOfDomains(losses, domainGain)
}

/** Brings a node's bound down to what the best price for it gives. */
export function refine(node: Node, survey: Survey, budget: number): void {
  const price = bestPrice(
    node.outlooks.map(({ all }) => all),
    budget,
  )
  if (price === null) {
    node.closed = true
    node.bound = Number.NEGATIVE_INFINITY
    return
  }
  const bound = boundAt(node.outlooks, price, budget, survey.field.domainGain)
  if (bound > node.bound) return
  node.bound = bound
  node.price = price
}

/** Every node that can hold a team within the budget and above a value. */
export function nodesOf(survey: Survey, budget: number, above: number): Node[] {
  const { field, settings } = survey
  const prices = Number.isFinite(budget) ? firstPrices.map((price) => price / budget) : [0]
  const spare = field.domains * field.domainGain
  const nodes: Node[] = []
  for (const fixing of field.fixings) {
    for (const [at, setting] of settings.entries()) {
      const outlooks = outlooksWith(survey, at, fixing)
      const tops = new FirstTops(outlooks, prices, budget)
      for (const pattern of field.patterns) {
        const bound = tops.boundOf(pattern) + spare
        if (bound <= above) continue
        const own = pattern.map((roles) => outlooks[roles] as Outlook)
        const { price } = tops
        nodes.push({ setting, pattern, outlooks: own, fixing, price, bound, closed: false })
      }
    }
  }
  return nodes
}

/** What the groups of one setting gain and cost at most at the first prices, for many patterns. */
class FirstTops {
  /** The best of the prices for the pattern that was bounded last. */
  price = 0
  /** By the bits of a group's roles: the least cost, then the top at each price; −∞ for nobody. */
  private readonly tops: Float64Array
  private readonly sums: Float64Array

  constructor(
    outlooks: Outlooks,
    private readonly prices: readonly number[],
    private readonly budget: number,
  ) {
    const width = prices.length + 1
    this.sums = new Float64Array(width)
    this.tops = new Float64Array(outlooks.length * width).fill(Number.NEGATIVE_INFINITY)
    outlooks.forEach((outlook, roles) => {
      if (!outlook) return
      this.tops[roles * width] = leastCost(outlook.all)
      for (const [at, price] of prices.entries()) {
        this.tops[roles * width + at + 1] = topAt(outlook.all, price)
      }
    })
  }

  /** −∞ when nobody is there for a group, or all cost too much. */
  boundOf(pattern: readonly number[]): number {
    const { sums, tops, prices, budget } = this
    sums.fill(0)
    for (const roles of pattern) {
      const from = roles * sums.length
      // Nobody can hold the group: −∞ is no cost that its budget would refuse.
      if (!((tops[from] as number) >= 0)) return Number.NEGATIVE_INFINITY
      for (let at = 0; at < sums.length; at++) {
        sums[at] = (sums[at] as number) + (tops[from + at] as number)
      }
    }
    if ((sums[0] as number) > budget) return Number.NEGATIVE_INFINITY
    let best = Number.POSITIVE_INFINITY
    for (let at = 0; at < prices.length; at++) {
      const price = prices[at] as number
      // A budget without an end has no price.
      const bound = (sums[at + 1] as number) + (price === 0 ? 0 : price * budget)
      if (bound >= best) continue
      this.price = price
      best = bound
    }
    return best
  }
}
