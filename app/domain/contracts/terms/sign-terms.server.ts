import { signature } from 'db/schema/contracts'
import { and, eq } from 'drizzle-orm'
import { checkRules } from '~/domain/stewardship/rules'
import { addDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import type { Side } from '../contract'
import { contractTransitions } from '../contract'
import { moveContract } from '../move-contract.server'
import {
  type ContractRow,
  contractRow,
  currentTerms,
  lockContract,
  signingSide,
} from '../rows.server'
import { assertOwnName, writeSignature } from './write-signature.server'

export type SignInput = {
  contractId: string
  version: number
  /** The hash of the text that was on the page. */
  sha256: string
  typedName: string
  by: string
  at: Date
}

/**
 * One side signs the version it read. When both have, the contract waits for its first payment.
 * Signing twice is answered with what the first time did.
 */
export async function signTerms(
  tx: Tx,
  input: SignInput,
): Promise<{ side: Side; complete: boolean; already: boolean }> {
  const before = await contractRow(tx, input.contractId)
  await signingSide(tx, before, input.by)
  const contract = await lockContract(tx, input.contractId)
  const side = await signingSide(tx, contract, input.by)
  const terms = await currentTerms(tx, contract.id)
  if (input.version !== terms.version || input.sha256 !== terms.sha256) {
    throw new Refused('terms_outdated', { version: terms.version })
  }
  const signed = await tx
    .select()
    .from(signature)
    .where(and(eq(signature.contractId, contract.id), eq(signature.version, terms.version)))
  if (signed.some((row) => row.side === side)) {
    return { side, complete: signed.length === 2, already: true }
  }
  if (!contractTransitions.find(contract.status, 'all_signed', side).ok) {
    throw new Refused('transition_refused', { from: contract.status, event: 'sign' })
  }
  await assertOwnName(tx, input.by, input.typedName)
  const { manifest, data, workloadClass, rulesVersion } = terms.body
  checkRules('sign', workloadClass, { manifest: [...manifest], data }, rulesVersion)
  const { version, sha256, typedName, by, at } = input
  const mark = { contractId: contract.id, version, side, personId: by, typedName, sha256 }
  await writeSignature(tx, { ...mark, signedAt: at }, at)
  const complete = signed.length === 1
  if (complete) await completeSigning(tx, contract, side, input)
  await enqueue(tx, 'notify', {
    event: complete ? 'contract-awaiting-funds' : 'contract-signed-once',
    subject: contract.id,
    facts: { version: terms.version },
  })
  return { side, complete, already: false }
}

async function completeSigning(tx: Tx, contract: ContractRow, side: Side, input: SignInput) {
  const days = await settingAt(tx, 'fundingDays', input.at)
  await moveContract(tx, contract, {
    event: 'all_signed',
    actor: side,
    by: input.by,
    at: input.at,
    set: { signedAt: input.at, deadlineAt: addDays(input.at, days) },
    evidence: { version: input.version, terms: input.sha256 },
  })
}
