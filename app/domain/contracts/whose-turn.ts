import { isDiscovery } from '~/domain/market/proposals/discovery'
import type { Outcome } from '~/domain/outcomes/measures/decide'
import type { Wait } from '~/domain/outcomes/runs/evaluation'
import type { MessageKey } from '~/platform/languages/keys'
import type { ContractStatus, Side } from './contract'
import { fundableContractStatuses } from './contract'
import { type DisputeState, disputeTurn } from './disputes/dispute'
import { type ClaimState, claimSide } from './holdback/claim'
import { takeBackAt } from './milestones/deadlines'
import type { MilestoneStatus } from './milestones/milestone'

export type TurnSide = Side | 'operator' | 'platform' | 'others' | 'nobody'

/** Whose turn it is, in a sentence of the catalogue; by when; and what happens by itself otherwise. */
export type Turn = {
  readonly side: TurnSide
  readonly key: MessageKey
  readonly until: Date | null
  readonly otherwise: MessageKey | null
}

export type MilestoneFacts = {
  readonly status: MilestoneStatus
  readonly kind?: 'discovery' | null
  readonly deadlineAt: Date | null
  readonly outcome: Outcome | null
  readonly changeRounds: number
  readonly attemptsUsed: number
  /** A claim on what is kept back, while there is one. */
  readonly claim?: { readonly state: ClaimState; readonly deadlineAt: Date | null } | null
  /** The dispute that the milestone is in, while it is in one. */
  readonly dispute?: { readonly state: DisputeState; readonly side: Side } | null
  /** It is the next to be funded. */
  readonly isNext: boolean
  /** Whose turn it is with what the weeks still wait for. */
  readonly inputs: { readonly side: Side; readonly until: Date | null } | null
  /** Whom or what a running measurement waits for. */
  readonly waits?: { readonly for: Wait; readonly until: Date | null } | null
}
export type ContractFacts = {
  readonly status: ContractStatus
  readonly deadlineAt: Date | null
  readonly overdueDays: number
  /** One side ended it after the discovery. */
  readonly afterDiscovery?: boolean
}

const turn = (
  side: TurnSide,
  key: MessageKey,
  until: Date | null = null,
  otherwise: MessageKey | null = null,
): Turn => ({ side, key, until, otherwise })

export function milestoneTurn(milestone: MilestoneFacts, contract: ContractFacts, at: Date): Turn {
  const { status, deadlineAt, outcome, claim } = milestone
  const claimed = claim ? claimTurn(claim) : null
  if (claimed) return claimed
  switch (status) {
    case 'unfunded':
      return unfundedTurn(milestone, contract)
    case 'funding':
      return turn(
        'client',
        'milestone.turn_funding',
        contract.deadlineAt ?? deadlineAt,
        'milestone.else_funding',
      )
    case 'funded':
      return fundedTurn(milestone, contract, at)
    case 'submitted':
    case 'measuring':
      return measuringTurn(milestone)
    case 'in_review':
      if (isDiscovery(milestone)) {
        return turn(
          'client',
          'milestone.turn_review_discovery',
          deadlineAt,
          'milestone.else_review_met',
        )
      }
      return outcome === 'met'
        ? turn('client', 'milestone.turn_review_met', deadlineAt, 'milestone.else_review_met')
        : turn('client', 'milestone.turn_review_unmet', deadlineAt, 'milestone.else_review_unmet')
    case 'with_operator':
      return turn('operator', 'milestone.turn_operator', deadlineAt, 'milestone.else_operator')
    case 'disputed':
      return disputedTurn(milestone)
    case 'settled':
      return turn('nobody', 'dispute.turn_settled')
    case 'accepted':
      return turn('platform', 'milestone.turn_accepted')
    case 'released':
      return turn('platform', 'milestone.turn_released', null, 'milestone.else_released')
    case 'paid':
      return turn('nobody', 'milestone.turn_paid')
    case 'refunded':
      return turn('nobody', 'milestone.turn_refunded')
    case 'cancelled':
      return turn('nobody', 'milestone.turn_cancelled')
  }
}

function disputedTurn({ dispute, deadlineAt }: MilestoneFacts): Turn {
  const side = dispute ? disputeTurn(dispute.state, dispute.side) : null
  if (side === 'both') {
    return turn('client', 'dispute.turn_offers', deadlineAt, 'dispute.else_offers')
  }
  if (side === 'operator') {
    return turn('operator', 'dispute.turn_mediator', deadlineAt, 'dispute.else_mediator')
  }
  const key = side === 'client' ? 'dispute.turn_answer_client' : 'dispute.turn_answer_team'
  return turn(side ?? 'nobody', key, deadlineAt, 'dispute.else_answer')
}

function claimTurn({ state, deadlineAt }: NonNullable<MilestoneFacts['claim']>): Turn | null {
  switch (claimSide(state)) {
    case 'team':
      return turn('team', 'watch.turn_answer', deadlineAt, 'watch.else_answer')
    case 'operator':
      return turn('operator', 'watch.turn_decide', deadlineAt, 'watch.else_decide')
    default:
      return null
  }
}

/** Whether a turn is about a claim, which outlives the contract's own end. */
export function isClaimTurn({ key }: Turn): boolean {
  return key === 'watch.turn_answer' || key === 'watch.turn_decide'
}

/** Raters, a measurer and the two sides are waited for; for time, Samar waits by itself. */
function measuringTurn({ waits }: MilestoneFacts): Turn {
  const until = waits?.until ?? null
  switch (waits?.for) {
    case 'file':
      return turn('team', 'prediction.turn', until, 'prediction.else')
    case 'ratings':
      return turn('others', 'judging.turn_ratings', until, 'judging.else_ratings')
    case 'report':
      return turn('others', 'judging.turn_report', until, 'judging.else_report')
    case 'objection':
      return turn('others', 'judging.turn_objection', until, 'judging.else_objection')
    case 'correction':
      return turn('others', 'judging.turn_correction', until, 'judging.else_correction')
    default:
      return turn('platform', 'milestone.turn_measuring', null, 'milestone.else_measuring')
  }
}

function unfundedTurn({ isNext, deadlineAt }: MilestoneFacts, contract: ContractFacts): Turn {
  if (contract.status === 'signing') return turn('nobody', 'milestone.turn_unfunded_signing')
  if (!isNext || !fundableContractStatuses.includes(contract.status)) {
    return turn('nobody', 'milestone.turn_unfunded_later')
  }
  const until = contract.deadlineAt ?? deadlineAt
  return until
    ? turn('client', 'milestone.turn_unfunded', until, 'milestone.else_unfunded')
    : turn('client', 'milestone.turn_unfunded_open')
}

function fundedTurn(milestone: MilestoneFacts, contract: ContractFacts, at: Date): Turn {
  const { deadlineAt, changeRounds, attemptsUsed, outcome, inputs } = milestone
  if (inputs?.side === 'client') {
    return turn('client', 'input.turn_client', deadlineAt, 'input.else_client')
  }
  if (inputs) return turn('team', 'input.turn_team', inputs.until, 'input.else_team')
  if (deadlineAt && takeBackAt(deadlineAt, contract.overdueDays) <= at) {
    return turn('team', 'milestone.turn_take_back', null, 'milestone.else_take_back')
  }
  if (deadlineAt && deadlineAt <= at) {
    const until = takeBackAt(deadlineAt, contract.overdueDays)
    return turn('team', 'milestone.turn_overdue', until, 'milestone.else_funded')
  }
  const key =
    changeRounds > 0
      ? 'milestone.turn_changes'
      : attemptsUsed > 0 && outcome !== null
        ? 'milestone.turn_again'
        : 'milestone.turn_funded'
  return turn('team', key, deadlineAt, 'milestone.else_funded')
}

export type SignatureFacts = { readonly client: boolean; readonly team: boolean }

/** Whose turn it is for the contract as a whole; null while it is a milestone that decides. */
export function contractTurn(contract: ContractFacts, signed: SignatureFacts): Turn | null {
  const { status, deadlineAt } = contract
  if (status === 'signing') {
    if (signed.client)
      return turn('team', 'contract.turn_sign_team', deadlineAt, 'contract.else_sign')
    if (signed.team) {
      return turn('client', 'contract.turn_sign_client', deadlineAt, 'contract.else_sign')
    }
    return turn('client', 'contract.turn_sign_both', deadlineAt, 'contract.else_sign')
  }
  if (status === 'completed') return turn('nobody', 'contract.turn_completed')
  if (status === 'terminated') {
    const key = contract.afterDiscovery
      ? 'contract.turn_discovery_ended'
      : 'contract.turn_terminated'
    return turn('nobody', key)
  }
  return null
}

const bothSides: readonly MessageKey[] = [
  'contract.turn_sign_both',
  'judging.turn_objection',
  'dispute.turn_offers',
]

/** Whether it is `side`'s turn: signing first, and objecting to figures, are both sides'. */
export function isTurnOf(given: Turn, side: TurnSide | null): boolean {
  if (side === null) return false
  if (bothSides.includes(given.key)) return side === 'client' || side === 'team'
  return given.side === side
}
