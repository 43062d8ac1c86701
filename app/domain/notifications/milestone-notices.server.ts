import { owedInputStates } from '~/domain/contracts/inputs/contract-input'
import { inputRows } from '~/domain/contracts/inputs/input-rows.server'
import {
  disputedStatuses,
  operatorStatuses,
  reviewStatuses,
  unfundedStatuses,
  workingStatuses,
} from '~/domain/contracts/milestones/milestone'
import { isDiscovery } from '~/domain/market/proposals/discovery'
import type { Reader } from '~/platform/database.server'
import { milestonePeople, operatorPeople } from './audience.server'
import { disputeDeadline } from './dispute-notices.server'
import { brokenByPeople } from './judging-notices.server'
import { except, type Facts, type Notice, notice } from './notice'

/** A milestone's way from money to money. */

export async function aboutMilestone(db: Reader, milestoneId: string) {
  const found = await milestonePeople(db, milestoneId)
  if (!found) return null
  const facts = {
    milestone: found.milestone.title,
    contract: found.contract.title,
    team: found.team,
    organisation: found.organisation,
  }
  const others = except(found.members, found.leads)
  return { ...found, facts, others, url: `/milestones/${milestoneId}` }
}

export async function fundingFailed(db: Reader, milestoneId: string): Promise<Notice[]> {
  const found = await aboutMilestone(db, milestoneId)
  return found ? [notice(found.client, 'funding_failed', found.url, found.facts, 'turn')] : []
}

export async function milestoneFunded(db: Reader, milestoneId: string): Promise<Notice[]> {
  const found = await aboutMilestone(db, milestoneId)
  if (!found) return []
  if (found.milestone.awaitsInputs) {
    const inputs = `/contracts/${found.milestone.contractId}#inputs`
    return [
      notice(found.client, 'milestone_funded_inputs', inputs, found.facts, 'turn'),
      notice(found.members, 'milestone_funded', found.url, found.facts),
    ]
  }
  return [
    notice(found.leads, 'milestone_funded_deliver', found.url, found.facts, 'turn'),
    notice(found.others, 'milestone_funded', found.url, found.facts),
    notice(found.client, 'milestone_funded_client', found.url, found.facts),
  ]
}

/** The verdict, or a discovery, goes to both; whose turn it is follows from where the milestone now stands. */
export async function milestoneVerdict(
  db: Reader,
  milestoneId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await aboutMilestone(db, milestoneId)
  if (!found) return []
  const { url, facts } = found
  const unmeasured = isDiscovery(found.milestone) ? 'discovery_delivered' : 'delivered'
  const measured =
    given.outcome === 'met' || given.outcome === 'not_met' || given.outcome === 'inconclusive'
  const kind = measured ? `verdict_${given.outcome}` : unmeasured
  if (reviewStatuses.includes(found.milestone.status)) {
    return [
      notice(found.client, `${kind}_client`, url, facts, 'turn'),
      notice(found.members, kind, url, facts),
    ]
  }
  return [
    notice(found.leads, `${kind}_again`, url, facts, 'turn'),
    notice(found.others, kind, url, facts),
  ]
}

export async function measurementBroken(
  db: Reader,
  milestoneId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await aboutMilestone(db, milestoneId)
  if (!found) return []
  const byPeople = await brokenByPeople(db, given.evaluation)
  if (byPeople) {
    return [
      notice(found.leads, byPeople, found.url, found.facts, 'turn'),
      notice([...found.others, ...found.client], byPeople, found.url, found.facts),
    ]
  }
  return [
    notice(found.leads, 'measurement_broken', found.url, found.facts, 'turn'),
    notice(found.others, 'measurement_broken', found.url, found.facts),
  ]
}

export async function changesRequested(db: Reader, milestoneId: string): Promise<Notice[]> {
  const found = await aboutMilestone(db, milestoneId)
  if (!found) return []
  return [
    notice(found.leads, 'changes_requested', found.url, found.facts, 'turn'),
    notice(found.others, 'changes_requested', found.url, found.facts),
  ]
}

export async function milestoneAccepted(
  db: Reader,
  milestoneId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await aboutMilestone(db, milestoneId)
  if (!found) return []
  const kind = given.how === 'silence' ? 'milestone_accepted_silence' : 'milestone_accepted'
  return [notice(found.members, kind, found.url, found.facts)]
}

export async function milestoneReleased(db: Reader, milestoneId: string): Promise<Notice[]> {
  const found = await aboutMilestone(db, milestoneId)
  return found ? [notice(found.client, 'milestone_released', found.url, found.facts)] : []
}

export async function withOperator(
  db: Reader,
  milestoneId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await aboutMilestone(db, milestoneId)
  if (!found) return []
  const byPeople = await brokenByPeople(db, given.evaluation)
  return [
    notice(
      await operatorPeople(db),
      'with_operator_decide',
      '/desk/contracts',
      found.facts,
      'turn',
    ),
    notice(
      [...found.client, ...found.members],
      byPeople ?? 'with_operator',
      found.url,
      found.facts,
    ),
  ]
}

export async function milestoneRefunded(
  db: Reader,
  milestoneId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await aboutMilestone(db, milestoneId)
  if (!found) return []
  const kind = given.why === 'inputs' ? 'milestone_refunded_inputs' : 'milestone_refunded'
  return [
    notice(found.client, `${kind}_client`, found.url, found.facts),
    notice(found.members, kind, found.url, found.facts),
  ]
}

export async function milestoneOverdue(
  db: Reader,
  milestoneId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await aboutMilestone(db, milestoneId)
  if (!found) return []
  if (given.kind === 'take_back') {
    return [
      notice(found.client, 'take_back_open', found.url, found.facts, 'turn'),
      notice(found.members, 'take_back_open_team', found.url, found.facts, 'turn'),
    ]
  }
  return [
    notice(found.leads, 'milestone_overdue', found.url, found.facts, 'turn'),
    notice([...found.others, ...found.client], 'milestone_overdue', found.url, found.facts),
  ]
}

/** A milestone's running deadline goes to the side whose turn it is. */
export async function milestoneDeadline(
  db: Reader,
  milestoneId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await aboutMilestone(db, milestoneId)
  if (!found) return []
  const { status } = found.milestone
  const facts = { ...found.facts, ...given }
  if (unfundedStatuses.includes(status)) {
    return [notice(found.client, 'deadline_next_funding', found.url, facts, 'turn')]
  }
  if (found.milestone.awaitsInputs && workingStatuses.includes(status)) {
    const { contractId } = found.milestone
    const inputs = await inputRows(db, [contractId])
    // What has been handed in is the team's to answer, by a time of its own.
    if (!inputs.some(({ state }) => owedInputStates.includes(state))) return []
    const url = `/contracts/${contractId}#inputs`
    return [notice(found.client, 'deadline_inputs', url, facts, 'turn')]
  }
  if (workingStatuses.includes(status)) {
    return [notice(found.leads, 'deadline_delivery', found.url, facts, 'turn')]
  }
  if (reviewStatuses.includes(status)) {
    return [notice(found.client, 'deadline_review', found.url, facts, 'turn')]
  }
  if (disputedStatuses.includes(status)) return disputeDeadline(db, milestoneId, given)
  if (operatorStatuses.includes(status)) {
    return [notice(await operatorPeople(db), 'deadline_operator', '/desk/contracts', facts, 'turn')]
  }
  return []
}
