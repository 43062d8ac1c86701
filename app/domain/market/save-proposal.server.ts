import { proposal, proposalSeat } from 'db/schema/market'
import { team, teamMember } from 'db/schema/teams'
import { and, eq, inArray } from 'drizzle-orm'
import { datasetFacts } from '~/domain/outcomes/queries.server'
import type { Role } from '~/domain/skills/roles'
import type { ManifestEntry } from '~/domain/stewardship/facts'
import { type Currency, decimalString, maxAmountMinor } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { assertLeads, holdOpenBrief, lockProposal } from './lock.server'
import { activeProposalStatuses, draftProposalStatuses, type ProposedMilestone } from './proposal'
import { checkProposal } from './proposal-check'

export type Seat = { personId: string; role: Role; shareBps: number }

export type ProposalDraft = {
  approach: string
  priceMinor: bigint
  weeks: number
  milestones: ProposedMilestone[]
  manifest: ManifestEntry[]
  /** 0, or 1,000 to 2,500. */
  holdbackBps: number
  /** 7 to 21. */
  reviewDays: number
  seats: Seat[]
}

async function drawableRows(tx: Tx, datasetId: string | null): Promise<number> {
  const facts = datasetId ? await datasetFacts(tx, datasetId, 'party') : null
  return facts?.drawableRows ?? 0
}

/** @throws Refused member_unknown for a seat of somebody who is not in the team, or two for one. */
export async function assertSeats(tx: Tx, teamId: string, seats: readonly Seat[]): Promise<void> {
  const members = await tx
    .select({ personId: teamMember.personId })
    .from(teamMember)
    .where(eq(teamMember.teamId, teamId))
  const known = new Set(members.map(({ personId }) => personId))
  const unique = new Set(seats.map(({ personId }) => personId))
  if (unique.size !== seats.length || seats.some(({ personId }) => !known.has(personId))) {
    throw new Refused('member_unknown')
  }
}

function assertAddsUp(
  draft: ProposalDraft,
  open: Awaited<ReturnType<typeof holdOpenBrief>>,
  rows: number,
): void {
  if (draft.priceMinor > maxAmountMinor) throw new Refused('amount_invalid')
  if (draft.holdbackBps !== 0 && (draft.holdbackBps < 1_000 || draft.holdbackBps > 2_500)) {
    throw new Refused('form_invalid')
  }
  if (draft.reviewDays < 7 || draft.reviewDays > 21) throw new Refused('form_invalid')
  const found = checkProposal(draft, open.criteria, rows)
  if (!found) return
  const currency = open.currency as Currency
  switch (found.problem) {
    case 'milestones_not_price':
      throw new Refused('milestones_not_price', {
        sum: decimalString({ currency, amountMinor: found.sumMinor }),
        price: decimalString({ currency, amountMinor: draft.priceMinor }),
        currency,
      })
    case 'shares_not_whole':
      throw new Refused('shares_not_whole', { sum: found.sumBps / 100 })
    case 'answers_differ':
      throw new Refused('answers_differ', { criterion: found.criterionId })
    case 'criteria_unassigned':
      throw new Refused('criteria_unassigned', { criterion: found.criterionId })
    case 'dataset_too_small':
      throw new Refused('dataset_too_small', { needed: found.needed, rows: found.rows })
    case 'amount_invalid':
      throw new Refused('amount_invalid')
  }
}

/**
 * Writes a team's draft, whole: a draft that is saved adds up and can be sent. A team has one
 * proposal under way for a brief; saving again replaces the draft and everybody's agreement.
 * @throws Refused shares_not_whole, milestones_not_price, criteria_unassigned, answers_differ, dataset_too_small,
 * member_unknown, proposal_exists, brief_closed.
 */
export async function saveProposal(
  tx: Tx,
  input: ProposalDraft & { briefId: string; teamId: string; by: string; at: Date },
): Promise<{ proposalId: string }> {
  const { briefId, teamId, by, at, seats, ...draft } = input
  await assertLeads(tx, by, teamId)
  const open = await holdOpenBrief(tx, briefId, at)
  // Two drafts written at once by one team become one.
  await tx.select({ id: team.id }).from(team).where(eq(team.id, teamId)).for('no key update')
  await assertSeats(tx, teamId, seats)
  assertAddsUp(input, open, await drawableRows(tx, open.datasetId))
  const [existing] = await tx
    .select({ id: proposal.id, status: proposal.status })
    .from(proposal)
    .where(
      and(
        eq(proposal.briefId, briefId),
        eq(proposal.teamId, teamId),
        inArray(proposal.status, [...activeProposalStatuses]),
      ),
    )
    .for('no key update')
  if (existing && !draftProposalStatuses.includes(existing.status))
    throw new Refused('proposal_exists')
  const proposalId = existing?.id ?? newId('proposal')
  if (existing) {
    await tx.update(proposal).set(draft).where(eq(proposal.id, proposalId))
    await tx.delete(proposalSeat).where(eq(proposalSeat.proposalId, proposalId))
  } else {
    await tx.insert(proposal).values({
      ...draft,
      id: proposalId,
      briefId,
      teamId,
      createdBy: by,
      currency: open.currency,
      status: 'draft',
      createdAt: at,
    })
  }
  await tx.insert(proposalSeat).values(seats.map((seat) => ({ ...seat, proposalId })))
  return { proposalId }
}

/** Used by the verbs below the page: the row, locked, and the right of the lead. */
export async function leadsProposal(tx: Tx, proposalId: string, by: string) {
  const row = await lockProposal(tx, proposalId)
  await assertLeads(tx, by, row.teamId)
  return row
}
