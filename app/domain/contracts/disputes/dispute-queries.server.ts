import { contract, milestone } from 'db/schema/contracts'
import { dispute, settlementOffer } from 'db/schema/disputes'
import { organisation } from 'db/schema/identity'
import { team } from 'db/schema/teams'
import { asc, desc, eq, inArray } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import type { Currency } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import type { Side } from '../contract'
import { milestoneTransitions } from '../milestones/milestone'
import { namesOf, readable } from '../queries.server'
import { contractRow, milestoneRow, standing, termsOf } from '../rows.server'
import { criteriaOf } from '../terms/build-terms'
import { disputeTurn, hardStopAt, mediatedDisputeStates, otherSide } from './dispute'
import { disputesOf, heldMinorOf } from './dispute-rows.server'
import { criteriaMet } from './pass-dispute.server'

/**
 * What the two sides say of a milestone's money: every dispute and offer with the names of the people,
 * and what the viewer may do. For the parties of the contract and the operator.
 * @throws Refused not_found
 */
export async function disputePage(db: Reader, viewer: Viewer, milestoneId: string, at: Date) {
  const row = await milestoneRow(db, milestoneId)
  const { side, actors } = await readable(db, viewer, row.contractId, row.position)
  const parties = await contractRow(db, row.contractId)
  const { leads } = await standing(db, parties, viewer?.personId ?? '', row.position)
  const [names] = await db
    .select({ client: organisation.name, team: team.name })
    .from(contract)
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .where(eq(contract.id, row.contractId))
  const disputes = await disputesOf(db, [milestoneId])
  const offers = await db
    .select()
    .from(settlementOffer)
    .where(eq(settlementOffer.milestoneId, milestoneId))
    .orderBy(desc(settlementOffer.madeAt), desc(settlementOffer.id))
  const people = await namesOf(db, [
    ...disputes.flatMap(({ openedBy, answeredBy }) => [openedBy, answeredBy ?? '']),
    ...offers.map(({ madeBy }) => madeBy),
  ])
  const nameOf = (personId: string | null) => (personId ? (people.get(personId) ?? '') : '')
  const speaks: Side | null =
    side === 'team' ? (leads && actors.includes('team') ? 'team' : null) : side
  const live = disputes.find(({ endedAt }) => endedAt === null) ?? null
  const may = (event: 'dispute' | 'settle') =>
    speaks !== null &&
    actors.includes(speaks) &&
    milestoneTransitions.find(row.status, event, speaks).ok
  const terms = await termsOf(db, row.contractId)
  return {
    milestone: {
      ...{ id: row.id, title: row.title, status: row.status, outcome: row.outcome },
      currency: row.currency as Currency,
    },
    contract: { id: row.contractId, title: parties.title },
    names: { client: names?.client ?? '', team: names?.team ?? '' },
    heldMinor: await heldMinorOf(db, milestoneId),
    feeBps: terms.platformFeeBps,
    criteria: { ...(await criteriaMet(db, row)), all: criteriaOf(terms, row) },
    disputes: disputes.map((one) => ({
      ...one,
      openedByName: nameOf(one.openedBy),
      answeredByName: nameOf(one.answeredBy),
      stopAt: hardStopAt(one.openedAt),
    })),
    offers: offers.map((one) => ({
      ...one,
      madeByName: nameOf(one.madeBy),
      mayAnswer: one.answer === null && may('settle') && speaks === otherSide(one.side),
      mayWithdraw: one.answer === null && may('settle') && speaks === one.side,
    })),
    may: {
      dispute: may('dispute'),
      offer: may('settle'),
      answer: live !== null && speaks !== null && disputeTurn(live.state, live.side) === speaks,
      withdraw: live !== null && speaks === live.side,
      decide:
        live !== null && actors.includes('operator') && mediatedDisputeStates.includes(live.state),
    },
    at,
  }
}

/** Disputes that the operator mediates, the first to be due first. */
export async function deskDisputes(db: Reader, viewer: Viewer, at: Date) {
  if (!viewer?.operator) throw new Refused('not_found')
  const rows = await db
    .select({
      dispute,
      title: contract.title,
      milestone: milestone.title,
      currency: milestone.currency,
      clientName: organisation.name,
      teamName: team.name,
    })
    .from(dispute)
    .innerJoin(milestone, eq(milestone.id, dispute.milestoneId))
    .innerJoin(contract, eq(contract.id, dispute.contractId))
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .where(inArray(dispute.state, [...mediatedDisputeStates]))
    .orderBy(asc(dispute.deadlineAt))
  return rows.map((row) => ({
    ...row,
    late: row.dispute.deadlineAt !== null && row.dispute.deadlineAt <= at,
  }))
}
