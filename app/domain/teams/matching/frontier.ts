/**
 * The upper hull of people by cost and gain, cheapest first: at any price of money somebody on it
 * gains the most. Few of many people lie on it.
 */
export type Frontier = { readonly cost: number[]; readonly gain: number[] }

export const newFrontier = (): Frontier => ({ cost: [], gain: [] })

/** Takes somebody in who costs at least as much as everybody before. */
export function extend({ cost, gain }: Frontier, ownCost: number, ownGain: number): void {
  let last = cost.length - 1
  if (last >= 0 && ownGain <= (gain[last] as number)) return
  if (last >= 0 && ownCost === cost[last]) {
    cost.pop()
    gain.pop()
    last--
  }
  while (last > 0) {
    const risen = (gain[last] as number) - (gain[last - 1] as number)
    const paid = (cost[last] as number) - (cost[last - 1] as number)
    if (risen * (ownCost - (cost[last] as number)) > (ownGain - (gain[last] as number)) * paid)
      break
    cost.pop()
    gain.pop()
    last--
  }
  cost.push(ownCost)
  gain.push(ownGain)
}

/** Where the hull is highest at a price of money; the cheapest such place. */
export function placeAt({ cost, gain }: Frontier, price: number): number {
  let at = 0
  while (at + 1 < cost.length) {
    const risen = (gain[at + 1] as number) - (gain[at] as number)
    if (risen <= price * ((cost[at + 1] as number) - (cost[at] as number))) break
    at++
  }
  return at
}

/** The most that anybody gains after their cost at a price; −∞ when nobody is there. */
export function topAt(frontier: Frontier, price: number): number {
  const at = placeAt(frontier, price)
  const gain = frontier.gain[at]
  return gain === undefined
    ? Number.NEGATIVE_INFINITY
    : gain - price * (frontier.cost[at] as number)
}

/** The least cost of anybody; ∞ when nobody is there. */
export function leastCost({ cost }: Frontier): number {
  return cost[0] ?? Number.POSITIVE_INFINITY
}

/**
 * The price of money that bounds the sum of one gain from each frontier within a budget best
 * (Lagrange's multiplier of the budget), or null when even the cheapest cost more. At any price
 * p ≥ 0 no choice within the budget gains more than p · budget + Σ topAt(p).
 * Source: M. L. Fisher, Management Science 27 (1981), 1–18.
 */
export function bestPrice(frontiers: readonly Frontier[], budget: number): number | null {
  const spentAt = (price: number) =>
    frontiers.reduce((sum, one) => sum + (one.cost[placeAt(one, price)] ?? Number.NaN), 0)
  if (spentAt(0) <= budget) return 0
  if (!(frontiers.reduce((sum, one) => sum + leastCost(one), 0) <= budget)) return null
  let low = 0
  let high = 1 / budget
  while (spentAt(high) > budget) {
    low = high
    high *= 4
  }
  for (let step = 0; step < 24; step++) {
    const middle = (low + high) / 2
    if (spentAt(middle) > budget) low = middle
    else high = middle
  }
  const boundAt = (price: number) =>
    frontiers.reduce((sum, one) => sum + topAt(one, price), price * budget)
  return boundAt(low) < boundAt(high) ? low : high
}
