import { endDiscoveryForm } from '~/domain/contracts/forms.server'
import { endAfterDiscovery } from '~/domain/contracts/milestones/end-after-discovery.server'
import { type ActArgs, invalid, redirectWith } from '~/domain/identity/access.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

/** One side goes no further than the discovery. */
export async function actOnDiscovery({ viewer, form, params, at }: ActArgs<'person'>) {
  const contractId = params.contractId ?? ''
  const parsed = parseForm(endDiscoveryForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values, 'end_after_discovery')
  const input = { contractId, ...parsed.value, by: viewer.personId, at }
  const { already } = await inTransaction((tx) => endAfterDiscovery(tx, input))
  return redirectWith(
    `/contracts/${contractId}`,
    already ? 'contract.toast_discovery_before' : 'contract.toast_discovery_ended',
  )
}
