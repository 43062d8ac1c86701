import { dispute, settlementOffer } from 'db/schema/disputes'
import { payable } from 'db/schema/escrow'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import {
  start as at,
  type Model,
  makeWorld,
  pay,
  reviewedMilestone,
  signedContract,
  startModel,
  stateOf,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { ledgerSums } from 'tests/support/escrow'
import { toldAbout } from 'tests/support/notices'
import { signedIn } from 'tests/support/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerDispute, withdrawDispute } from '~/domain/contracts/disputes/answer-dispute.server'
import { decideDispute } from '~/domain/contracts/disputes/decide-dispute.server'
import {
  disputeDeadline,
  disputeTransitions,
  hardStopAt,
  liveDisputeStates,
  releasedByCriteria,
} from '~/domain/contracts/disputes/dispute'
import { deskDisputes, disputePage } from '~/domain/contracts/disputes/dispute-queries.server'
import {
  answerSettlement,
  offerSettlement,
} from '~/domain/contracts/disputes/offer-settlement.server'
import { openDispute } from '~/domain/contracts/disputes/open-dispute.server'
import { fallDue } from '~/domain/contracts/fall-due.server'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { decideByOperator } from '~/domain/contracts/milestones/decide-by-operator.server'
import { heldFor } from '~/domain/escrow/queries.server'
import { addBusinessDays, addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'

const db = useDatabase()
let world: World
let model: Model
beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
})
afterAll(() => model?.close())

const price = 500_000n
const heldOf = async (milestoneId: string) =>
  (await heldFor(database(), [milestoneId])).get(milestoneId)
const disputeOf = async (milestoneId: string) => {
  const [row] = await database().select().from(dispute).where(eq(dispute.milestoneId, milestoneId))
  return row
}
async function reviewed() {
  model.quality = 'good'
  return (await reviewedMilestone(world, model)).milestoneId
}
async function working() {
  const { milestoneIds } = await signedContract(world, { milestones: 1 })
  const milestoneId = milestoneIds[0] ?? ''
  await pay(world, milestoneId)
  return milestoneId
}
const open = (milestoneId: string, asksMinor: bigint, by = world.client.personId, when = at) =>
  inTransaction((tx) =>
    openDispute(tx, { milestoneId, asksMinor, words: 'It is not what we agreed.', by, at: when }),
  )
const answer = (milestoneId: string, answersMinor: bigint, by = world.lead.personId, when = at) =>
  inTransaction((tx) =>
    answerDispute(tx, { milestoneId, answersMinor, words: 'It is.', by, at: when }),
  )
const offer = (milestoneId: string, releaseMinor: bigint, by = world.client.personId, when = at) =>
  inTransaction((tx) => offerSettlement(tx, { milestoneId, releaseMinor, words: '', by, at: when }))
const reply = (
  milestoneId: string,
  offerId: string,
  given: 'accepted' | 'declined' | 'withdrawn',
  by = world.lead.personId,
) => inTransaction((tx) => answerSettlement(tx, { milestoneId, offerId, answer: given, by, at }))
const decide = (
  milestoneId: string,
  decision: 'release' | 'split' | 'refund',
  releaseMinor: bigint | null,
  when: Date,
  by = world.operator.personId,
) =>
  inTransaction((tx) =>
    decideDispute(tx, { milestoneId, decision, releaseMinor, reason: 'Read.', by, at: when }),
  )
const refused = (work: Promise<unknown>, code: string) =>
  expect(work).rejects.toMatchObject({ code })

describe('a split that both sides agree on', () => {
  it('ends a milestone at any time that money is held, and only once', async () => {
    for (const milestoneId of [await working(), await reviewed()]) {
      const { offerId } = await offer(milestoneId, 300_000n)
      expect(await toldAbout(db, 'settlement-offered', offerId, at)).toMatchObject([
        { name: world.lead.name, yourTurn: true, url: `/milestones/${milestoneId}/dispute` },
      ])
      await refused(reply(milestoneId, offerId, 'accepted', world.client.personId), 'not_allowed')
      const member = world.members.find(({ personId }) => personId !== world.lead.personId)
      await refused(reply(milestoneId, offerId, 'accepted', member?.personId ?? ''), 'not_allowed')
      await refused(reply(milestoneId, offerId, 'accepted', world.stranger.personId), 'not_found')
      const both = await Promise.all([
        reply(milestoneId, offerId, 'accepted'),
        reply(milestoneId, offerId, 'accepted'),
      ])
      expect(both.filter(({ already }) => already)).toHaveLength(1)
      expect(await stateOf(milestoneId)).toMatchObject({ status: 'settled', deadlineAt: null })
      expect(await heldOf(milestoneId)).toMatchObject({
        ...{ heldMinor: 0n, releasedMinor: 300_000n, refundedMinor: 200_000n },
      })
      const owed = await database().select().from(payable).where(eq(payable.reference, milestoneId))
      expect(owed.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(270_000n)
      expect(await toldAbout(db, 'milestone-settled', milestoneId, at)).not.toHaveLength(0)
      await refused(offer(milestoneId, 1n), 'transition_refused')
      await refused(
        inTransaction((tx) => acceptMilestone(tx, { milestoneId, by: world.client.personId, at })),
        'transition_refused',
      )
    }
    expect((await ledgerSums()).every((total) => total === 0n)).toBe(true)
  })

  it('is offered anew, declined, withdrawn, and never for more than is held', async () => {
    const milestoneId = await working()
    await refused(offer(milestoneId, price + 1n), 'amount_invalid')
    await refused(offer(milestoneId, -1n), 'amount_invalid')
    const first = await offer(milestoneId, 100_000n)
    const second = await offer(milestoneId, 150_000n)
    await refused(reply(milestoneId, first.offerId, 'accepted'), 'changed_meanwhile')
    await reply(milestoneId, second.offerId, 'declined')
    await reply(milestoneId, second.offerId, 'declined')
    expect(await toldAbout(db, 'settlement-declined', second.offerId, at)).toMatchObject([
      { name: world.client.name },
      { name: world.colleague.name },
    ])
    const own = await offer(milestoneId, 400_000n, world.lead.personId)
    await refused(
      reply(milestoneId, own.offerId, 'withdrawn', world.client.personId),
      'not_allowed',
    )
    await reply(milestoneId, own.offerId, 'withdrawn')
    await refused(
      reply(milestoneId, own.offerId, 'accepted', world.client.personId),
      'changed_meanwhile',
    )
    const page = await disputePage(database(), await signedIn(world.lead), milestoneId, at)
    expect(page.offers.map((one) => one.answer)).toEqual(['withdrawn', 'declined', 'replaced'])
    expect(page.may).toMatchObject({ dispute: true, offer: true, answer: false, decide: false })
    await refused(
      disputePage(database(), await signedIn(world.stranger), milestoneId, at),
      'not_found',
    )
  })

  it('never crosses with acceptance: fifty at once, one effect', async () => {
    const milestoneId = await reviewed()
    const { offerId } = await offer(milestoneId, 100_000n, world.lead.personId)
    const by = world.client.personId
    const done = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) => {
        if (n % 3 === 0) return reply(milestoneId, offerId, 'accepted', by)
        if (n % 3 === 1) return inTransaction((tx) => acceptMilestone(tx, { milestoneId, by, at }))
        return open(milestoneId, 0n)
      }),
    )
    expect(done.some(({ status }) => status === 'fulfilled')).toBe(true)
    const held = await heldOf(milestoneId)
    const { status } = await stateOf(milestoneId)
    const out = (held?.releasedMinor ?? 0n) + (held?.refundedMinor ?? 0n)
    expect([status === 'disputed' ? 0n : price, price]).toContain(out)
    expect((held?.heldMinor ?? 0n) + out).toBe(price)
    expect((await ledgerSums()).every((total) => total === 0n)).toBe(true)
  })
})

describe('a dispute', () => {
  it('goes its ladder: answered, offers, mediated, split', async () => {
    const milestoneId = await reviewed()
    await refused(open(milestoneId, price + 1n), 'amount_invalid')
    await refused(open(milestoneId, 0n, world.stranger.personId), 'not_found')
    await refused(open(milestoneId, 0n, world.operator.personId), 'not_allowed')
    const { disputeId } = await open(milestoneId, 0n)
    expect(await open(milestoneId, 0n)).toMatchObject({ disputeId, already: true })
    expect(await toldAbout(db, 'dispute-opened', disputeId, at)).toContainEqual(
      expect.objectContaining({ name: world.lead.name, yourTurn: true }),
    )
    const until = addBusinessDays(at, 5)
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'disputed', deadlineAt: until })
    await refused(answer(milestoneId, 1n, world.client.personId), 'not_allowed')
    await refused(decide(milestoneId, 'refund', null, at), 'transition_refused')
    await refused(
      inTransaction((tx) =>
        decideByOperator(tx, {
          ...{ milestoneId, decision: 'refund', reason: 'No.', by: world.operator.personId, at },
        }),
      ),
      'transition_refused',
    )
    await answer(milestoneId, 450_000n)
    expect(await answer(milestoneId, 1n)).toEqual({ already: true })
    expect(await toldAbout(db, 'dispute-answered', disputeId, at)).toMatchObject([
      { name: world.client.name, yourTurn: true },
      { name: world.colleague.name, yourTurn: true },
    ])
    const mediated = addDays(at, 7)
    await fallDue(database(), { at: mediated })
    expect(await disputeOf(milestoneId)).toMatchObject({ state: 'mediated' })
    expect(await toldAbout(db, 'dispute-mediated', disputeId, mediated)).toContainEqual(
      expect.objectContaining({ name: world.operator.name, yourTurn: true }),
    )
    const desk = await deskDisputes(database(), await signedIn(world.operator), mediated)
    expect(desk.map((row) => row.dispute.id)).toContain(disputeId)
    await refused(decide(milestoneId, 'split', 1n, mediated, world.client.personId), 'not_allowed')
    await refused(decide(milestoneId, 'split', null, mediated), 'amount_invalid')
    await refused(decide(milestoneId, 'split', price + 1n, mediated), 'amount_invalid')
    await decide(milestoneId, 'split', 350_000n, mediated)
    expect(await decide(milestoneId, 'split', 1n, mediated)).toEqual({ already: true })
    expect(await disputeOf(milestoneId)).toMatchObject({
      ...{ state: 'ended', endedHow: 'mediator', decision: 'Read.', releasedMinor: 350_000n },
    })
    expect(await heldOf(milestoneId)).toMatchObject({
      ...{ releasedMinor: 350_000n, refundedMinor: 150_000n },
    })
  })

  it('is decided whole, either way, as the operator decides elsewhere', async () => {
    for (const decision of ['release', 'refund'] as const) {
      const milestoneId = await reviewed()
      await open(milestoneId, 0n)
      await answer(milestoneId, price)
      await offer(milestoneId, 1n)
      await fallDue(database(), { at: addDays(at, 7) })
      await decide(milestoneId, decision, null, addDays(at, 8))
      const { status, acceptedHow } = await stateOf(milestoneId)
      expect([status, acceptedHow]).toEqual(
        decision === 'release' ? ['released', 'operator'] : ['refunded', null],
      )
      const offers = await database()
        .select()
        .from(settlementOffer)
        .where(eq(settlementOffer.milestoneId, milestoneId))
      expect(offers.map((one) => one.answer)).toEqual(['replaced'])
    }
  })

  it('is lost by silence, to the amount that was asked', async () => {
    const milestoneId = await reviewed()
    await open(milestoneId, 50_000n)
    const late = addBusinessDays(at, 5)
    const almost = new Date(late.getTime() - 1)
    await fallDue(database(), { at: almost })
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'disputed' })
    expect(await toldAbout(db, 'deadline-near', milestoneId, almost)).toMatchObject([
      { name: world.lead.name, kind: 'deadline_dispute', yourTurn: true },
    ])
    await fallDue(database(), { at: late })
    await fallDue(database(), { at: late })
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'settled' })
    expect(await disputeOf(milestoneId)).toMatchObject({ endedHow: 'silence' })
    expect(await heldOf(milestoneId)).toMatchObject({
      ...{ releasedMinor: 50_000n, refundedMinor: 450_000n },
    })
  })

  it('ends by an offer that is taken, at every step', async () => {
    for (const step of ['asked', 'offers', 'mediated'] as const) {
      const milestoneId = await working()
      await open(milestoneId, price, world.lead.personId)
      if (step !== 'asked') await answer(milestoneId, 0n, world.client.personId)
      if (step === 'mediated') await fallDue(database(), { at: addDays(at, 7) })
      const { offerId } = await offer(milestoneId, 250_000n)
      await reply(milestoneId, offerId, 'accepted')
      expect(await disputeOf(milestoneId)).toMatchObject({
        ...{ state: 'ended', endedHow: 'settled', releasedMinor: 250_000n },
      })
      expect(await stateOf(milestoneId)).toMatchObject({ status: 'settled' })
    }
  })

  it('is withdrawn by who opened it: the milestone goes on with the time that it had left', async () => {
    for (const milestoneId of [await working(), await reviewed()]) {
      const before = await stateOf(milestoneId)
      const { disputeId } = await open(milestoneId, 0n)
      const by = world.client.personId
      const later = addDays(at, 3)
      await refused(
        inTransaction((tx) =>
          withdrawDispute(tx, { milestoneId, by: world.lead.personId, at: later }),
        ),
        'not_allowed',
      )
      const back = () => inTransaction((tx) => withdrawDispute(tx, { milestoneId, by, at: later }))
      await back()
      expect(await back()).toEqual({ already: true })
      expect(await stateOf(milestoneId)).toMatchObject({
        status: before.status,
        deadlineAt: addDays(before.deadlineAt ?? at, 3),
      })
      expect(await toldAbout(db, 'dispute-ended', disputeId, later)).toContainEqual(
        expect.objectContaining({ name: world.lead.name, kind: 'dispute_withdrawn' }),
      )
      await open(milestoneId, 1n, world.lead.personId, later)
    }
  })

  it('ends on the sixtieth day by the criteria that were met', async () => {
    for (const [milestoneId, released] of [
      [await reviewed(), price],
      [await working(), 0n],
    ] as const) {
      await open(milestoneId, 0n)
      await answer(milestoneId, price)
      await fallDue(database(), { at: addDays(at, 30) })
      expect(await disputeOf(milestoneId)).toMatchObject({ state: 'mediated' })
      await fallDue(database(), { at: new Date(hardStopAt(at).getTime() - 1) })
      expect(await stateOf(milestoneId)).toMatchObject({ status: 'disputed' })
      await fallDue(database(), { at: hardStopAt(at) })
      expect(await disputeOf(milestoneId)).toMatchObject({ endedHow: 'criteria' })
      expect(await heldOf(milestoneId)).toMatchObject({
        ...{ releasedMinor: released, refundedMinor: price - released },
      })
    }
  })
})

describe('the rules', () => {
  it('let every live step be settled, withdrawn and stopped, and end nowhere else', () => {
    for (const state of liveDisputeStates) {
      for (const [event, actor] of [
        ['settle', 'client'],
        ['withdraw', 'team'],
        ['stop', 'clock'],
      ] as const) {
        expect(disputeTransitions.find(state, event, actor)).toMatchObject({
          ok: true,
          to: 'ended',
        })
      }
    }
    expect(disputeTransitions.eventsFor('ended', 'client')).toEqual([])
  })

  it('never give a step more time than the sixty days', () => {
    const days = fc.integer({ min: 0, max: 80 })
    fc.assert(
      fc.property(fc.constantFrom(...liveDisputeStates), days, (state, since) => {
        const end = disputeDeadline(state, addDays(at, since), at)
        expect(end && end <= hardStopAt(at)).toBe(true)
      }),
    )
    expect(disputeDeadline('ended', at, at)).toBeNull()
  })

  it('release by criteria in whole units, never more than is held', () => {
    const parts = fc.integer({ min: 0, max: 12 })
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), parts, parts, (held, a, b) => {
        const [met, criteria] = [Math.min(a, b), Math.max(a, b)]
        const released = releasedByCriteria(held, met, criteria)
        expect(released >= 0n && released <= held).toBe(true)
        if (criteria > 0 && met === criteria) expect(released).toBe(held)
        if (criteria > 0 && met === 0) expect(released).toBe(0n)
      }),
    )
    expect(releasedByCriteria(101n, 0, 0)).toBe(50n)
  })
})
