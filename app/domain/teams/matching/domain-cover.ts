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
 * The same for every set of fields that are still unknown, from each depth of a walk on: at
 * `depth`, then the bits of the fields.
 * @param losses by depth and field: what somebody chosen there loses who knows the field
 */
export function domainsAhead(
  losses: readonly (readonly number[])[],
  domains: number,
  gain: number,
): Float64Array[] {
  const least = Array.from({ length: domains }, () => Number.POSITIVE_INFINITY)
  const tables = [new Float64Array(1 << domains)]
  for (let depth = losses.length - 1; depth >= 0; depth--) {
    for (let domain = 0; domain < domains; domain++) {
      least[domain] = Math.min(least[domain] as number, losses[depth]?.[domain] as number)
    }
    const table = new Float64Array(1 << domains)
    for (let unknown = 0; unknown < table.length; unknown++) {
      const open = least.filter((_, domain) => (unknown >>> domain) & 1)
      table[unknown] = mostOfDomains(open, gain)
    }
    tables.unshift(table)
  }
  return tables
}
