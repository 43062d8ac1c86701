import { contractInput, milestone } from 'db/schema/contracts'
import { and, asc, eq, inArray, lt } from 'drizzle-orm'
import { addDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { fundableContractStatuses } from '../contract'
import { deliveryDueAt, mendingDays } from '../milestones/deadlines'
import { workingStatuses } from '../milestones/milestone'
import { type ContractRow, contractRow, lockContract, milestonesOf, standing } from '../rows.server'
import { type ContractInputState, inputTransitions } from './contract-input'

export type InputRow = typeof contractInput.$inferSelect
type InputEvent = (typeof inputTransitions.rows)[number]['event']

/** The inputs of several contracts, in the order of their terms. */
export async function inputRows(db: Reader, contractIds: readonly string[]): Promise<InputRow[]> {
  if (contractIds.length === 0) return []
  return db
    .select()
    .from(contractInput)
    .where(inArray(contractInput.contractId, [...contractIds]))
    .orderBy(asc(contractInput.inputId))
}

type OpenedInput = {
  readonly contract: ContractRow
  readonly input: InputRow
  readonly to: ContractInputState
}

/**
 * Looks whether the step may be taken with the contract locked. Inputs are handed in once both sides
 * have signed.
 * @throws Refused not_found for a stranger, not_allowed for the other side, transition_refused
 */
export async function openInput(
  tx: Tx,
  wanted: {
    contractId: string
    inputId: string
    event: InputEvent
    cause: { person: string } | { actor: 'clock' }
  },
): Promise<OpenedInput> {
  const { event, cause } = wanted
  const seen = await contractRow(tx, wanted.contractId)
  const actors = 'actor' in cause ? [cause.actor] : await actorsOf(tx, seen, cause.person)
  const contract = await lockContract(tx, seen.id)
  const [input] = await tx
    .select()
    .from(contractInput)
    .where(and(eq(contractInput.contractId, seen.id), eq(contractInput.inputId, wanted.inputId)))
  if (!input) throw new Refused('not_found')
  const rows = inputTransitions.rows.filter((row) => row.event === event)
  const actor = actors.find((one) => rows.some((row) => row.actors.some((a) => a === one)))
  if (!actor) throw new Refused('not_allowed')
  const step = inputTransitions.find(input.state, event, actor)
  if (!step.ok || !fundableContractStatuses.includes(contract.status)) {
    throw new Refused('transition_refused', { from: input.state, event })
  }
  return { contract, input, to: step.to }
}

async function actorsOf(tx: Tx, contract: ContractRow, personId: string) {
  const { party, actors } = await standing(tx, contract, personId)
  if (!party) throw new Refused('not_found')
  return actors.filter((actor) => actor === 'client' || actor === 'team')
}

export async function writeInput(
  tx: Tx,
  { input }: Pick<OpenedInput, 'input'>,
  set: Partial<InputRow>,
): Promise<void> {
  await tx
    .update(contractInput)
    .set(set)
    .where(
      and(eq(contractInput.contractId, input.contractId), eq(contractInput.inputId, input.inputId)),
    )
}

/**
 * The weeks of every milestone that waits begin: from now, or from the money where that is still to
 * come. False where none waited. The caller holds the contract.
 */
export async function beginWeeks(tx: Tx, contractId: string, at: Date): Promise<boolean> {
  const waiting = (await milestonesOf(tx, contractId)).filter(({ awaitsInputs }) => awaitsInputs)
  for (const { id, status, weeks } of waiting) {
    const running = workingStatuses.includes(status)
      ? { enteredAt: at, deadlineAt: deliveryDueAt(at, weeks) }
      : {}
    await tx
      .update(milestone)
      .set({ awaitsInputs: false, inputsAt: at, ...running })
      .where(eq(milestone.id, id))
  }
  return waiting.length > 0
}

/** Whoever is asked again has at least as long as a team that mends a delivery. The caller holds the contract. */
export async function leaveTimeToMend(tx: Tx, contractId: string, at: Date): Promise<void> {
  const least = addDays(at, mendingDays)
  await tx
    .update(milestone)
    .set({ deadlineAt: least })
    .where(
      and(
        eq(milestone.contractId, contractId),
        eq(milestone.awaitsInputs, true),
        inArray(milestone.status, [...workingStatuses]),
        lt(milestone.deadlineAt, least),
      ),
    )
}
