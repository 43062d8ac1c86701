import { contractNaming } from 'db/schema/contracts'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { isUnnamedClass, type Naming } from './naming'
import { contractRow, signingSide } from './rows.server'

/**
 * A client says what others may read of a contract that its class keeps unnamed. It may be taken back.
 * @throws Refused not_found for strangers, not_allowed for the team, form_invalid for other classes
 */
export async function allowNaming(
  tx: Tx,
  input: { contractId: string; naming: Naming; by: string; at: Date },
): Promise<void> {
  const { contractId, naming, by, at } = input
  const row = await contractRow(tx, contractId)
  if ((await signingSide(tx, row, by)) !== 'client') throw new Refused('not_allowed')
  if (!isUnnamedClass(row.workloadClass)) throw new Refused('form_invalid')
  const set = { naming, personId: by, allowedAt: at }
  await tx
    .insert(contractNaming)
    .values({ contractId, ...set })
    .onConflictDoUpdate({ target: contractNaming.contractId, set })
  await audit(tx, { by, act: 'contract.allow_naming', subject: contractId, facts: { naming } })
}
