import type { EndpointKind } from '~/domain/outcomes/endpoints/endpoint'
import { rulesBefore } from '~/domain/stewardship/rules'
import { addressFacts } from '../measuring/address-facts'
import type { Terms } from '../terms/terms'
import { endpointStatuses, type MilestoneStatus } from './milestone'

/** The rules that stand before submitting, while that is still to come. */
export function submittingRules(
  row: { readonly status: MilestoneStatus },
  terms: Terms,
  endpoint: { readonly inner: { kind: EndpointKind; url: string } | null } | null,
  asks: boolean,
) {
  if (!endpointStatuses.includes(row.status)) return []
  const facts = {
    manifest: [...terms.manifest],
    data: terms.data,
    ...addressFacts(endpoint?.inner ?? null, asks),
  }
  return rulesBefore(['submit', 'evaluate'], terms.workloadClass, facts, terms.rulesVersion)
}
