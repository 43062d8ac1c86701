import { contract } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { familyOf } from '~/domain/outcomes/criteria/metric'
import { type EndpointKind, isAsked } from '~/domain/outcomes/endpoints/endpoint'
import { expectedOf } from '~/domain/outcomes/endpoints/read-answer'
import {
  type EndpointDraft,
  registerEndpoint,
} from '~/domain/outcomes/endpoints/register-endpoint.server'
import { datasetFacts } from '~/domain/outcomes/queries.server'
import { mayHandOut } from '~/domain/stewardship/facts'
import { checkRules } from '~/domain/stewardship/rules'
import { invariant, Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { endpointStatuses } from '../milestones/milestone'
import { contractRow, lockContract, milestoneRow, standing, termsOf } from '../rows.server'
import { criteriaOf } from '../terms/build-terms'
import type { Terms } from '../terms/terms'
import { addressFacts } from './address-facts'

/** A file needs the client's consent in the signed terms, and nothing that is measured in time. */
function assertKindFits(
  kind: EndpointKind,
  terms: Pick<Terms, 'workloadClass' | 'data'>,
  criteria: readonly Criterion[],
): void {
  if (isAsked(kind)) return
  if (!mayHandOut(terms.workloadClass, terms.data)) {
    throw new Refused('endpoint_refused', { reason: 'file_not_allowed' })
  }
  if (criteria.some(({ metric }) => familyOf(metric) === 'service')) {
    throw new Refused('endpoint_refused', { reason: 'file_with_service' })
  }
}

/**
 * The team says where its system answers. The address must be one that the provider manifest of
 * the signed terms names, because nobody else may be given the client's rows.
 */
export async function registerContractEndpoint(
  tx: Tx,
  input: Omit<EndpointDraft, 'columns' | 'labels'> & {
    milestoneId: string
    by: string
    at: Date
  },
): Promise<{ endpointId: string }> {
  const { contractId, position } = await milestoneRow(tx, input.milestoneId)
  const row = await contractRow(tx, contractId)
  const { party, actors } = await standing(tx, row, input.by, position)
  if (!party) throw new Refused('not_found')
  if (!actors.includes('team')) throw new Refused('not_allowed')
  await lockContract(tx, contractId)
  const milestone = await milestoneRow(tx, input.milestoneId)
  if (!endpointStatuses.includes(milestone.status)) {
    throw new Refused('transition_refused', { from: milestone.status, event: 'register_endpoint' })
  }
  const terms = await termsOf(tx, contractId)
  const criteria = criteriaOf(terms, milestone)
  const { kind = 'single' } = input
  assertKindFits(kind, terms, criteria)
  if (isAsked(kind) && !URL.canParse(input.url.trim())) {
    throw new Refused('endpoint_refused', { reason: 'url' })
  }
  const facts = addressFacts({ kind, url: input.url })
  const rows = { manifest: [...terms.manifest], data: terms.data, ...facts }
  checkRules('submit', terms.workloadClass, rows, terms.rulesVersion)
  if (!terms.dataset) throw new Refused('endpoint_not_needed')
  const dataset = await datasetFacts(tx, terms.dataset.id, 'party')
  invariant(dataset, 'the dataset of signed terms is there')
  const { endpointId } = await registerEndpoint(tx, {
    ...input,
    reference: milestone.id,
    columns: [...dataset.columns],
    labels: expectedOf(criteria).labels,
  })
  await tx.update(contract).set({ endpointId }).where(eq(contract.id, contractId))
  await audit(tx, { by: input.by, act: 'milestone.register_endpoint', subject: milestone.id })
  return { endpointId }
}
