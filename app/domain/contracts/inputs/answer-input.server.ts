import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { lockContract } from '../rows.server'
import { confirmedInputStates, mostAskedAgain } from './contract-input'
import { beginWeeks, inputRows, leaveTimeToMend, openInput, writeInput } from './input-rows.server'

type Answer = { contractId: string; inputId: string; at: Date }

/** The team has what it needs of one input, or its time to say otherwise has passed. */
export async function confirmInput(
  tx: Tx,
  given: Answer & { cause: { person: string } | { actor: 'clock' } },
): Promise<{ complete: boolean }> {
  const { contractId, inputId, cause, at } = given
  const opened = await openInput(tx, { contractId, inputId, event: 'confirm', cause })
  const how = 'actor' in cause ? ('silence' as const) : ('team' as const)
  await writeInput(tx, opened, {
    state: opened.to,
    deadlineAt: null,
    confirmedAt: at,
    confirmedHow: how,
  })
  await appendEvidence(tx, {
    contractReference: contractId,
    kind: 'input_confirmed',
    body: { input: inputId, how },
    at,
  })
  const inputs = await inputRows(tx, [contractId])
  const owed = inputs.some(({ state }) => !confirmedInputStates.includes(state))
  // Where the team has delivered before, they began with that.
  const complete = !owed && (await beginWeeks(tx, contractId, at))
  if (!owed) {
    await appendEvidence(tx, {
      contractReference: contractId,
      kind: 'inputs_complete',
      body: { inputs: inputs.length, begins: complete },
      at,
    })
  }
  await audit(tx, {
    by: 'person' in cause ? cause.person : null,
    act: 'input.confirm',
    subject: contractId,
    facts: { inputId, how },
  })
  await enqueue(tx, 'notify', {
    event: 'input-confirmed',
    subject: contractId,
    facts: { inputId, complete: complete ? 1 : 0 },
  })
  return { complete }
}

/** Silence confirms; looks again under the lock whether it is due. */
export async function passInputSilence(tx: Tx, given: Answer): Promise<boolean> {
  await lockContract(tx, given.contractId)
  const rows = await inputRows(tx, [given.contractId])
  const row = rows.find(({ inputId }) => inputId === given.inputId)
  if (!row?.deadlineAt || row.deadlineAt > given.at) return false
  await confirmInput(tx, { ...given, cause: { actor: 'clock' } })
  return true
}

/**
 * The team says what is still missing of one input, twice at most.
 * @throws Refused rounds_used
 */
export async function askInputAgain(
  tx: Tx,
  given: Answer & { missing: string; by: string },
): Promise<void> {
  const { contractId, inputId, missing, by, at } = given
  const cause = { person: by }
  const opened = await openInput(tx, { contractId, inputId, event: 'ask_again', cause })
  const { rounds } = opened.input
  if (rounds >= mostAskedAgain) throw new Refused('rounds_used')
  await writeInput(tx, opened, { state: opened.to, missing, rounds: rounds + 1, deadlineAt: null })
  await leaveTimeToMend(tx, contractId, at)
  await appendEvidence(tx, {
    contractReference: contractId,
    kind: 'input_asked_again',
    body: { input: inputId, round: rounds + 1 },
    at,
  })
  await audit(tx, { by, act: 'input.ask_again', subject: contractId, facts: { inputId } })
  await enqueue(tx, 'notify', {
    event: 'input-asked-again',
    subject: contractId,
    facts: { inputId, round: rounds + 1 },
  })
}
