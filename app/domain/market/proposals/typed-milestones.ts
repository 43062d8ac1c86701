import { type Currency, decimalString } from '~/kernel/money'
import { isDiscovery } from './discovery'
import type { ProposedMilestone } from './proposal'

/**
 * Milestones as the form of a proposal shows them again: the discovery in fields of its own, the
 * others in rows.
 */
export function typedMilestones(milestones: readonly ProposedMilestone[], currency: Currency) {
  const discovery = milestones.find(isDiscovery) ?? null
  const rows = milestones.filter((row) => !isDiscovery(row))
  const defaults: Record<string, string> = {}
  const type = (prefix: string, row: ProposedMilestone) => {
    const amount = { currency, amountMinor: BigInt(row.amountMinor) }
    defaults[`${prefix}.title`] = row.title
    defaults[`${prefix}.description`] = row.description
    defaults[`${prefix}.amount`] = decimalString(amount)
    defaults[`${prefix}.weeks`] = String(row.weeks)
  }
  if (discovery) type('discovery', discovery)
  for (const [index, row] of rows.entries()) type(`milestones.${index}`, row)
  return {
    defaults,
    discovery: discovery !== null,
    chosen: rows.map(({ criterionIds }) => criterionIds),
  }
}
