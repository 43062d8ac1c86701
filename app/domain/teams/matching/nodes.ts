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
      const columns = columnsOf(outlooks, prices)
      for (const pattern of field.patterns) {
        const { price, bound } = firstBound(columns, prices, pattern, budget)
        if (bound + spare <= above) continue
        const own = pattern.map((roles) => outlooks[roles] as Outlook)
        const node = { setting, pattern, outlooks: own, fixing, closed: false }
        nodes.push({ ...node, price, bound: bound + spare })
      }
    }
  }
  return nodes
}

/** By the bits of a group's roles: the least cost, then the top at each price. */
type Columns = readonly Float64Array[]

function columnsOf(outlooks: Outlooks, prices: readonly number[]): Columns {
  const columns = [...prices, 0].map(() =>
    new Float64Array(outlooks.length).fill(Number.NEGATIVE_INFINITY),
  )
  outlooks.forEach((outlook, roles) => {
    if (!outlook) return
    for (const [at, column] of columns.entries()) {
      column[roles] = at === 0 ? leastCost(outlook.all) : topAt(outlook.all, prices[at - 1] ?? 0)
    }
  })
  return columns
}

function firstBound(
  columns: Columns,
  prices: readonly number[],
  pattern: readonly number[],
  budget: number,
): { price: number; bound: number } {
  const sumOf = (at: number) => {
    const column = columns[at] as Float64Array
    let sum = 0
    for (const roles of pattern) sum += column[roles] ?? Number.NEGATIVE_INFINITY
    return sum
  }
  const best = { price: 0, bound: Number.POSITIVE_INFINITY }
  if (sumOf(0) > budget) best.bound = Number.NEGATIVE_INFINITY
  for (const [at, price] of prices.entries()) {
    // A budget without an end has no price.
    const bound = sumOf(at + 1) + (price === 0 ? 0 : price * budget)
    if (bound >= best.bound) continue
    best.price = price
    best.bound = bound
  }
  return best
}
