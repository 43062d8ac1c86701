import type { MessageKey } from '~/platform/languages/keys'
import type { Turn } from './whose-turn'

const disputeTitles: Partial<Record<MessageKey, MessageKey>> = {
  'dispute.turn_answer_client': 'dispute.item_answer',
  'dispute.turn_answer_team': 'dispute.item_answer',
  'dispute.turn_offers': 'dispute.item_offers',
}

/** Where what a turn asks for is done; null where the turn is the contract's own. */
export function turnPlace(given: Turn, contractId: string, milestoneId?: string): string | null {
  if (given.key === 'input.turn_client' || given.key === 'input.turn_team') {
    return `/contracts/${contractId}#inputs`
  }
  if (given.key in disputeTitles) return `/milestones/${milestoneId}/dispute`
  return turnTitle(given) && milestoneId ? `/milestones/${milestoneId}` : null
}

const titles: Partial<Record<MessageKey, MessageKey>> = {
  'milestone.turn_unfunded': 'dashboard.item_fund',
  'milestone.turn_unfunded_open': 'dashboard.item_fund',
  'milestone.turn_funding': 'dashboard.item_finish_payment',
  'milestone.turn_funded': 'dashboard.item_submit',
  'milestone.turn_again': 'dashboard.item_submit',
  'milestone.turn_changes': 'dashboard.item_submit',
  'milestone.turn_overdue': 'dashboard.item_submit',
  'input.turn_client': 'input.item_hand_in',
  'input.turn_team': 'input.item_confirm',
  'prediction.turn': 'prediction.title',
  'milestone.turn_take_back': 'dashboard.item_take_back',
  'judging.turn_objection': 'judging.item_objection',
  'milestone.turn_review_met': 'dashboard.item_review',
  'milestone.turn_review_unmet': 'dashboard.item_review',
  'milestone.turn_review_discovery': 'dashboard.item_review',
  'watch.turn_answer': 'watch.item_answer',
  ...disputeTitles,
}

/** What a milestone's turn asks of whose turn it is, in a few words; null for the contract's own. */
export function turnTitle(given: Turn): MessageKey | null {
  return titles[given.key] ?? null
}
