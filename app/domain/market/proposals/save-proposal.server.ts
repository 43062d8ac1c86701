import { person } from 'db/schema/identity'
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
import { checkExchange, type Exchange, type ExchangePlan } from '../exchange/exchange'
import { assertLeads, holdOpenBrief, lockProposal, proposalRow } from '../lock.server'
import { seatsWhole } from './free-seats.server'
import {
  activeProposalStatuses,
  draftProposalStatuses,
  isRevisable,
  type ProposalStatus,
  type ProposedMilestone,
  proposalTransitions,
} from './proposal'
import { checkProposal, type ProposalProblem } from './proposal-check'
import { keepsWord } from './proposal-version'
import { newestVersion, termsInHand } from './write-proposal-version.server'

export type Seat = { personId: string; role: Role; shareBps: number; exchange?: ExchangePlan }

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

type OpenBrief = Awaited<ReturnType<typeof holdOpenBrief>>

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

/**
 * The seats with the countries of those in exchange written down, as their people will agree to it.
 * @throws Refused exchange_invalid; the form has said what is wrong where it was typed.
 */
async function withCountries(
  tx: Tx,
  seats: readonly Seat[],
  milestones: number,
): Promise<(Omit<Seat, 'exchange'> & { exchange: Exchange | null })[]> {
  const ids = seats.map(({ personId }) => personId)
  const rows = await tx
    .select({ id: person.id, country: person.country })
    .from(person)
    .where(inArray(person.id, ids))
  const countries = new Map(rows.map(({ id, country }) => [id, country]))
  const placed = seats.map((seat) => ({ ...seat, country: countries.get(seat.personId) ?? '' }))
  return placed.map(({ country: from, exchange, ...seat }) => {
    if (!exchange) return { ...seat, exchange: null }
    const found = checkExchange({ ...seat, country: from, exchange }, placed, milestones)
    if (found) throw new Refused('exchange_invalid', { problem: found.problem })
    const to = countries.get(exchange.hostId) ?? ''
    const stages = exchange.milestones.slice(0, milestones)
    return { ...seat, exchange: { hostId: exchange.hostId, milestones: stages, from, to } }
  })
}

/** @throws Refused for terms that do not add up to what the brief asks. */
export async function assertAddsUp(
  tx: Tx,
  draft: Omit<ProposalDraft, 'approach' | 'weeks' | 'manifest' | 'milestones' | 'seats'> & {
    milestones: readonly ProposedMilestone[]
    seats: readonly Pick<Seat, 'personId' | 'shareBps'>[]
  },
  open: OpenBrief,
): Promise<void> {
  if (draft.priceMinor > maxAmountMinor) throw new Refused('amount_invalid')
  if (draft.holdbackBps !== 0 && (draft.holdbackBps < 1_000 || draft.holdbackBps > 2_500)) {
    throw new Refused('form_invalid')
  }
  if (draft.reviewDays < 7 || draft.reviewDays > 21) throw new Refused('form_invalid')
  const found = checkProposal(draft, open.criteria, await drawableRows(tx, open.datasetId))
  if (found) refuseProblem(found, draft.priceMinor, open)
}

function refuseProblem(found: ProposalProblem, priceMinor: bigint, open: OpenBrief): never {
  const currency = open.currency as Currency
  switch (found.problem) {
    case 'milestones_not_price':
      throw new Refused('milestones_not_price', {
        sum: decimalString({ currency, amountMinor: found.sumMinor }),
        price: decimalString({ currency, amountMinor: priceMinor }),
        currency,
      })
    case 'discovery_invalid':
      throw new Refused('discovery_invalid', { fault: found.fault })
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
 * proposal under way for a brief; saving again replaces the draft and the agreement of everybody
 * who would not get the same. It is also how a team answers a counter-offer or a changed brief.
 * @throws Refused shares_not_whole, milestones_not_price, discovery_invalid, criteria_unassigned,
 * answers_differ, dataset_too_small, member_unknown, exchange_invalid, proposal_exists, brief_closed.
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
  await assertAddsUp(tx, input, open)
  const seated = await withCountries(tx, seats, draft.milestones.length)
  const existing = await revisable(tx, { briefId, teamId, briefVersion: open.version })
  const proposalId = existing?.id ?? newId('proposal')
  const briefVersion = open.version
  if (existing) {
    const { status } = existing
    await tx
      .update(proposal)
      .set({ ...draft, briefVersion, status })
      .where(eq(proposal.id, proposalId))
    await tx.delete(proposalSeat).where(eq(proposalSeat.proposalId, proposalId))
  } else {
    await tx.insert(proposal).values({
      ...draft,
      id: proposalId,
      briefId,
      briefVersion,
      teamId,
      createdBy: by,
      currency: open.currency,
      status: 'draft',
      createdAt: at,
    })
  }
  await tx.insert(proposalSeat).values(seated.map((seat) => ({ ...seat, proposalId })))
  await keepWords(tx, await proposalRow(tx, proposalId))
  return { proposalId }
}

/**
 * The team's proposal under way, locked, with the state in which it may be written over: a draft, a
 * countered one, one whose brief has changed, or one with a free seat. Null where there is none.
 * @throws Refused proposal_exists where it lies before the client or with the members as it is.
 */
async function revisable(
  tx: Tx,
  input: { briefId: string; teamId: string; briefVersion: number },
): Promise<{ id: string; status: ProposalStatus } | null> {
  const [existing] = await tx
    .select({ id: proposal.id, status: proposal.status, briefVersion: proposal.briefVersion })
    .from(proposal)
    .where(
      and(
        eq(proposal.briefId, input.briefId),
        eq(proposal.teamId, input.teamId),
        inArray(proposal.status, [...activeProposalStatuses]),
      ),
    )
    .for('no key update')
  if (!existing) return null
  if (draftProposalStatuses.includes(existing.status)) return existing
  const step = proposalTransitions.find(existing.status, 'revise', 'lead')
  const outdated = existing.briefVersion !== input.briefVersion
  const seatFree = !(await seatsWhole(tx, existing.id))
  if (!step.ok || !isRevisable({ ...existing, outdated, seatFree })) {
    throw new Refused('proposal_exists')
  }
  return { id: existing.id, status: step.to }
}

/**
 * The words of members stand where the team's last version gave them the same role, share and
 * amounts; the others are to be asked.
 */
export async function keepWords(tx: Tx, row: typeof proposal.$inferSelect): Promise<void> {
  const last = await newestVersion(tx, row.id, 'team')
  if (!last) return
  const now = await termsInHand(tx, row)
  for (const { personId } of now.seats) {
    const agreedAt = keepsWord(last.body, now, personId) ? last.createdAt : null
    await tx
      .update(proposalSeat)
      .set({ agreedAt })
      .where(and(eq(proposalSeat.proposalId, row.id), eq(proposalSeat.personId, personId)))
  }
}

/** Used by the verbs below the page: the row, locked, and the right of the lead. */
export async function leadsProposal(tx: Tx, proposalId: string, by: string) {
  const row = await lockProposal(tx, proposalId)
  await assertLeads(tx, by, row.teamId)
  return row
}
