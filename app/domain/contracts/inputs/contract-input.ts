import type { InputKind } from '~/domain/market/offers/offer'
import { transitionTable } from '~/kernel/transitions'

export type ContractInputState = 'awaited' | 'handed_in' | 'asked_again' | 'confirmed'

/** What the client owes before the weeks count: handed in, then confirmed by the team or by silence. */
export const inputTransitions = transitionTable([
  { from: 'awaited', event: 'hand_in', to: 'handed_in', actors: ['client'] },
  { from: 'asked_again', event: 'hand_in', to: 'handed_in', actors: ['client'] },
  { from: 'handed_in', event: 'confirm', to: 'confirmed', actors: ['team', 'clock'] },
  { from: 'handed_in', event: 'ask_again', to: 'asked_again', actors: ['team'] },
])

/** An input as the two sides see it, and what the viewer may do about it. */
export type ShownInput = {
  readonly inputId: string
  readonly kind: InputKind
  readonly title: string
  readonly why: string
  readonly state: ContractInputState
  readonly note: string
  readonly link: string
  readonly missing: string
  readonly deadlineAt: Date | null
  readonly confirmedAt: Date | null
  readonly confirmedHow: 'team' | 'silence' | 'sealed' | null
  readonly files: readonly {
    readonly id: string
    readonly name: string
    readonly sizeBytes: number
  }[]
  readonly events: readonly (typeof inputTransitions.rows)[number]['event'][]
}

/** The client is to hand these in. */
export const owedInputStates: readonly ContractInputState[] = ['awaited', 'asked_again']
/** The team is to look at these. */
export const handedInStates: readonly ContractInputState[] = ['handed_in']
export const confirmedInputStates: readonly ContractInputState[] = ['confirmed']

/** The team has this many business days to answer; then silence confirms. */
export const inputAnswerDays = 3
/** How often the team may ask again for one input; what then comes is confirmed at the latest by silence. */
export const mostAskedAgain = 2

type InputFacts = {
  readonly state: ContractInputState
  readonly deadlineAt: Date | null
}

/** Whose turn it is while the weeks wait: the client's while anything is owed, else the team's. */
export function inputsTurn(
  inputs: readonly InputFacts[],
): { side: 'client' | 'team'; until: Date | null } | null {
  if (inputs.some(({ state }) => owedInputStates.includes(state))) {
    return { side: 'client', until: null }
  }
  const waiting = inputs.filter(({ state }) => handedInStates.includes(state))
  const times = waiting.flatMap(({ deadlineAt }) => deadlineAt ?? [])
  // The weeks begin when the last of them is confirmed.
  const last = times.reduce<Date | null>((max, at) => (max && max > at ? max : at), null)
  return waiting.length > 0 ? { side: 'team', until: last } : null
}
