/**
 * What the wanted fields can add at most, given what it costs in gain to have somebody for each: a
 * team that knows several of them has paid for the dearest at least.
 * @param losses by field, in any order
 * @param gain of each field that somebody knows
 */
export function mostOfDomains(losses: readonly number[], gain: number): number {
  return [...losses]
    .sort((a, b) => a - b)
    .reduce((most, loss, at) => Math.max(most, (at + 1) * gain - loss), 0)
}

/**
 * The same for any fields that are still unknown and any lists that are still open, both as bits;
 * what was asked once is kept.
 * @param losses by list and field: what somebody of the list loses who knows the field
 */
export function domainsAhead(
  losses: readonly (readonly number[])[],
  domains: number,
  gain: number,
): (open: number, unknown: number) => number {
  const kept = new Float64Array(1 << (losses.length + domains)).fill(-1)
  return (open, unknown) => {
    if (unknown === 0) return 0
    const place = (open << domains) | unknown
    if ((kept[place] as number) >= 0) return kept[place] as number
    const least: number[] = []
    for (let domain = 0; domain < domains; domain++) {
      if (!((unknown >>> domain) & 1)) continue
      const own = losses.map((list, at) =>
        (open >>> at) & 1 ? (list[domain] as number) : Infinity,
      )
      least.push(Math.min(...own))
    }
    kept[place] = mostOfDomains(least, gain)
    return kept[place] as number
  }
}
