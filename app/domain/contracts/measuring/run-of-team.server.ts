import { addressOfRun } from '~/domain/outcomes/endpoints/endpoint-queries.server'
import { checkRules } from '~/domain/stewardship/rules'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { measuringStatuses } from '../milestones/milestone'
import { contractRow, lockContract, milestoneRow, standing, termsOf } from '../rows.server'
import { addressFacts } from './address-facts'

export type ByTeam = { readonly milestoneId: string; readonly by: string; readonly at: Date }

/**
 * The run of a milestone that is being measured, for somebody of its team; the contract is locked
 * and its rules hold.
 * @throws Refused `not_found`, `not_allowed`, `transition_refused`, `rule_fails`.
 */
export async function lockRunOfTeam(tx: Tx, { milestoneId, by }: ByTeam): Promise<string> {
  const { contractId, position } = await milestoneRow(tx, milestoneId)
  const contract = await contractRow(tx, contractId)
  const { party, actors } = await standing(tx, contract, by, position)
  if (!party) throw new Refused('not_found')
  if (!actors.includes('team')) throw new Refused('not_allowed')
  await lockContract(tx, contractId)
  const { status, evaluationId } = await milestoneRow(tx, milestoneId)
  if (!measuringStatuses.includes(status) || !evaluationId) {
    throw new Refused('transition_refused', { from: status, event: 'predict' })
  }
  const { manifest, data } = await termsOf(tx, contractId)
  const facts = addressFacts(await addressOfRun(tx, evaluationId))
  const rows = { manifest: [...manifest], data, ...facts }
  checkRules('evaluate', contract.workloadClass, rows, contract.rulesVersion)
  return evaluationId
}
