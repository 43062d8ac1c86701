import { contract } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import { datasetFacts } from '~/domain/outcomes/queries.server'
import { registerEndpoint } from '~/domain/outcomes/register-endpoint.server'
import { checkRules } from '~/domain/stewardship/rules'
import { invariant, Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { endpointStatuses } from './milestone'
import { contractRow, lockContract, milestoneRow, standing, termsOf } from './rows.server'

/**
 * The team says where its system answers. The address must be one that the provider manifest of
 * the signed terms names, because nobody else may be given the client's rows.
 */
export async function registerContractEndpoint(
  tx: Tx,
  input: {
    milestoneId: string
    url: string
    headers: { name: string; value: string }[]
    requestTemplate: string
    answerPointer: string
    by: string
    at: Date
  },
): Promise<{ endpointId: string }> {
  const { contractId } = await milestoneRow(tx, input.milestoneId)
  const { party, actors } = await standing(tx, await contractRow(tx, contractId), input.by)
  if (!party) throw new Refused('not_found')
  if (!actors.includes('team')) throw new Refused('not_allowed')
  await lockContract(tx, contractId)
  const milestone = await milestoneRow(tx, input.milestoneId)
  if (!endpointStatuses.includes(milestone.status)) {
    throw new Refused('transition_refused', { from: milestone.status, event: 'register_endpoint' })
  }
  if (!URL.canParse(input.url.trim())) throw new Refused('endpoint_refused', { reason: 'url' })
  const terms = await termsOf(tx, contractId)
  const rows = { manifest: [...terms.manifest], data: terms.data, endpointHost: input.url }
  checkRules('submit', terms.workloadClass, rows, terms.rulesVersion)
  const { dataset } = terms
  if (!dataset) throw new Refused('endpoint_not_needed')
  const facts = await datasetFacts(tx, dataset.id, 'party')
  invariant(facts, 'the dataset of signed terms is there')
  const { endpointId } = await registerEndpoint(tx, {
    reference: milestone.id,
    url: input.url,
    headers: input.headers,
    requestTemplate: input.requestTemplate,
    answerPointer: input.answerPointer,
    columns: [...facts.columns],
    at: input.at,
    by: input.by,
  })
  await tx.update(contract).set({ endpointId }).where(eq(contract.id, contractId))
  await audit(tx, { by: input.by, act: 'milestone.register_endpoint', subject: milestone.id })
  return { endpointId }
}
