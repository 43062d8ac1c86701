import { changeRequest, contract, milestoneEvent } from 'db/schema/contracts'
import { payable } from 'db/schema/escrow'
import { organisationMember } from 'db/schema/identity'
import { evaluation } from 'db/schema/outcomes'
import { portfolioEntry } from 'db/schema/reputation'
import { pastCollaboration } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import {
  type Model,
  makeBrief,
  makeProposal,
  makeWorld,
  pay,
  registerModel,
  reviewedMilestone,
  signedContract,
  start,
  startModel,
  stateOf,
  submitAndMeasure,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { ledgerSums } from 'tests/support/escrow'
import { viewerOf } from 'tests/support/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EndedRuns } from '~/components/outcomes/ended-runs'
import { LanguageProvider } from '~/components/page/language'
import { fallDue } from '~/domain/contracts/fall-due.server'
import { recordVerdict } from '~/domain/contracts/measuring/record-verdict.server'
import { stopMeasurement } from '~/domain/contracts/measuring/stop-measurement.server'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { decideByOperator } from '~/domain/contracts/milestones/decide-by-operator.server'
import { milestonePage } from '~/domain/contracts/milestones/milestone-queries.server'
import { payMilestone } from '~/domain/contracts/milestones/pay-milestone.server'
import { requestChanges } from '~/domain/contracts/milestones/request-changes.server'
import { submitMilestone } from '~/domain/contracts/milestones/submit-milestone.server'
import { takeBack } from '~/domain/contracts/milestones/take-back.server'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { heldFor } from '~/domain/escrow/queries.server'
import { verifyChain } from '~/domain/outcomes/evidence/evidence'
import { evidenceChain } from '~/domain/outcomes/queries.server'
import { recordPortfolio } from '~/domain/reputation/record-portfolio.server'
import { addDays, addHours } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()
let world: World
let model: Model
beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
})
afterAll(() => model?.close())

const at = start
const accept = (milestoneId: string, by = world.client.personId, when = at) =>
  inTransaction((tx) => acceptMilestone(tx, { milestoneId, by, at: when }))

async function released(milestoneId: string) {
  return database().select().from(payable).where(eq(payable.reference, milestoneId))
}

describe('accepting', () => {
  it('releases every member’s share once, however often and by however many it is clicked', async () => {
    model.quality = 'good'
    const { milestoneId, contractId } = await reviewedMilestone(world, model)
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'in_review', outcome: 'met' })
    const results = await Promise.all([
      accept(milestoneId),
      accept(milestoneId, world.colleague.personId),
      accept(milestoneId),
    ])
    expect(results.filter(({ already }) => !already)).toHaveLength(1)
    expect(await stateOf(milestoneId)).toMatchObject({
      status: 'released',
      acceptedHow: 'accepted',
    })
    const payables = await released(milestoneId)
    // 5,000.00 less 10 %: 4,500.00 in shares of 50, 33.33 and 16.67 %.
    expect(payables.map(({ amountMinor }) => amountMinor).sort()).toEqual([
      149985n,
      225000n,
      75015n,
    ])
    expect((await ledgerSums()).every((sum) => sum === 0n)).toBe(true)
    expect(await accept(milestoneId)).toEqual({ already: true, waiver: false })
    const chain = await evidenceChain(database(), contractId, 'party')
    expect(verifyChain(chain)).toMatchObject({ ok: true })
    expect(chain.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['milestone_accept', 'milestone_release', 'contract_complete']),
    )
    const [row] = await database().select().from(contract).where(eq(contract.id, contractId))
    expect(row).toMatchObject({ status: 'completed', deleteDataAt: addDays(at, 90) })
    await inTransaction((tx) => recordPortfolio(tx, { milestoneId }))
    await inTransaction((tx) => recordPortfolio(tx, { milestoneId }))
    const entries = await database()
      .select()
      .from(portfolioEntry)
      .where(eq(portfolioEntry.milestoneId, milestoneId))
    expect(entries.map(({ verified }) => verified)).toEqual([1, 1, 1])
    const past = await database().select().from(pastCollaboration)
    expect(past.map(({ delivered, verified }) => [delivered, verified])).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ])
    expect(await inTransaction((tx) => payMilestone(tx, { milestoneId, at }))).toEqual({
      already: false,
    })
    expect(await inTransaction((tx) => payMilestone(tx, { milestoneId, at }))).toEqual({
      already: true,
    })
  })

  it('without a met verdict is a waiver that nobody’s portfolio calls verified', async () => {
    model.quality = 'bad'
    const { milestoneId } = await reviewedMilestone(world, model)
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'in_review', attemptsUsed: 2 })
    expect(await accept(milestoneId)).toEqual({ already: false, waiver: true })
    expect(await stateOf(milestoneId)).toMatchObject({ acceptedHow: 'waiver' })
    await inTransaction((tx) => recordPortfolio(tx, { milestoneId }))
    const entries = await database()
      .select()
      .from(portfolioEntry)
      .where(eq(portfolioEntry.milestoneId, milestoneId))
    expect(entries.map(({ verified }) => verified)).toEqual([0, 0, 0])
  })

  it('is refused to everybody but the people who act for the client', async () => {
    model.quality = 'good'
    const { milestoneId } = await reviewedMilestone(world, model)
    await expect(accept(milestoneId, world.stranger.personId)).rejects.toMatchObject({
      code: 'not_found',
    })
    for (const who of [world.reader, world.lead, world.operator]) {
      await expect(accept(milestoneId, who.personId)).rejects.toMatchObject({ code: 'not_allowed' })
    }
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'in_review' })
  })
})

describe('somebody on both sides', () => {
  it('acts for the team only, and a new contract is refused', async () => {
    model.quality = 'good'
    const own = await makeWorld()
    const { milestoneId } = await reviewedMilestone(own, model)
    await database().insert(organisationMember).values({
      organisationId: own.organisationId,
      personId: own.lead.personId,
      role: 'owner',
      joinedAt: at,
    })
    await expect(accept(milestoneId, own.lead.personId)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    const proposalId = await makeProposal(own, await makeBrief(own))
    await expect(
      inTransaction((tx) => acceptProposal(tx, { proposalId, by: own.client.personId, at })),
    ).rejects.toMatchObject({ code: 'both_sides' })
  })
})

describe('silence', () => {
  it('accepts at the deadline when the verdict is met, and the sweep does it once', async () => {
    model.quality = 'good'
    const { milestoneId } = await reviewedMilestone(world, model)
    await fallDue(database(), { at: addDays(at, 13.9) })
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'in_review' })
    const due = addDays(at, 14)
    await Promise.all([fallDue(database(), { at: due }), fallDue(database(), { at: due })])
    expect(await stateOf(milestoneId)).toMatchObject({
      status: 'released',
      acceptedHow: 'silence',
    })
    expect(await released(milestoneId)).toHaveLength(3)
    const again = await fallDue(database(), { at: due })
    expect(again.review_over ?? 0).toBe(0)
    expect(again.failed).toBe(0)
  })

  it('without a met verdict goes to the operator, whose word is carried out', async () => {
    model.quality = 'bad'
    for (const decision of ['release', 'refund'] as const) {
      const { milestoneId } = await reviewedMilestone(world, model)
      await fallDue(database(), { at: addDays(at, 15) })
      const waiting = await stateOf(milestoneId)
      expect(waiting).toMatchObject({ status: 'with_operator', deadlineAt: addDays(at, 22) })
      const decide = (by: string) =>
        inTransaction((tx) =>
          decideByOperator(tx, {
            milestoneId,
            decision,
            reason: 'Looked at.',
            by,
            at: addDays(at, 16),
          }),
        )
      await expect(decide(world.client.personId)).rejects.toMatchObject({ code: 'not_allowed' })
      expect(await decide(world.operator.personId)).toEqual({ already: false })
      expect(await decide(world.operator.personId)).toEqual({ already: true })
      const ended = await stateOf(milestoneId)
      expect(ended.status).toBe(decision === 'release' ? 'released' : 'refunded')
      const held = (await heldFor(database(), [milestoneId])).get(milestoneId)
      expect(held?.heldMinor).toBe(0n)
      expect(decision === 'release' ? held?.releasedMinor : held?.refundedMinor).toBe(500_000n)
    }
  })
})

describe('changes', () => {
  it('name a criterion, give seven days, twice; then the client decides', async () => {
    model.quality = 'good'
    const { milestoneId } = await reviewedMilestone(world, model)
    const ask = (criterionId: string, when: Date) =>
      inTransaction((tx) =>
        requestChanges(tx, {
          milestoneId,
          criterionId,
          wanted: 'Faster.',
          by: world.client.personId,
          at: when,
        }),
      )
    await expect(ask('c9', at)).rejects.toMatchObject({ code: 'criterion_missing' })
    const late = addDays(at, 20)
    expect(await ask('c2', late)).toEqual({ round: 1 })
    expect(await stateOf(milestoneId)).toMatchObject({
      status: 'funded',
      deadlineAt: addDays(late, 7),
    })
    await submitAndMeasure(world, milestoneId, model, late)
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'in_review', attemptsUsed: 2 })
    expect(await ask('c1', late)).toEqual({ round: 2 })
    // Both attempts are used: what is delivered now goes to the client as it is.
    const submitted = await inTransaction((tx) =>
      submitMilestone(tx, { milestoneId, note: 'Mended.', by: world.lead.personId, at: late }),
    )
    expect(submitted).toMatchObject({ measured: false })
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'in_review', outcome: 'met' })
    await expect(ask('c1', late)).rejects.toMatchObject({ code: 'rounds_used' })
    const rounds = await database()
      .select()
      .from(changeRequest)
      .where(eq(changeRequest.milestoneId, milestoneId))
    expect(rounds).toHaveLength(2)
  })
})

describe('an overdue milestone', () => {
  it('may be taken back fourteen days after its deadline, once', async () => {
    const { milestoneIds } = await signedContract(world, { milestones: 1 })
    const milestoneId = milestoneIds[0] ?? ''
    await pay(world, milestoneId)
    const take = (when: Date, by = world.client.personId) =>
      inTransaction((tx) => takeBack(tx, { milestoneId, by, at: when }))
    const deadline = addDays(at, 21)
    expect(await stateOf(milestoneId)).toMatchObject({ deadlineAt: deadline })
    await expect(take(addDays(deadline, 13))).rejects.toMatchObject({ code: 'not_yet_due' })
    await expect(take(addDays(deadline, 14), world.lead.personId)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    const both = await Promise.all([take(addDays(deadline, 14)), take(addDays(deadline, 14))])
    expect(both.filter(({ already }) => already)).toHaveLength(1)
    const held = (await heldFor(database(), [milestoneId])).get(milestoneId)
    expect(held).toMatchObject({ heldMinor: 0n, refundedMinor: 500_000n })
  })
})

describe('a measurement', () => {
  it('that the team stops says who did, and whether it counts', async () => {
    model.quality = 'good'
    const { milestoneIds } = await signedContract(world, { milestones: 1 })
    const milestoneId = milestoneIds[0] ?? ''
    await pay(world, milestoneId)
    await registerModel(world, milestoneId, model)
    const stopped = async (hours: number, answered: number) => {
      const when = addHours(at, hours)
      const by = world.lead.personId
      const run = await inTransaction((tx) =>
        submitMilestone(tx, { milestoneId, note: '', by, at: when }),
      )
      const evaluationId = run.measured ? run.evaluationId : ''
      await database()
        .update(evaluation)
        .set({ rowsDone: answered })
        .where(eq(evaluation.id, evaluationId))
      const stop = (person: string) =>
        inTransaction((tx) => stopMeasurement(tx, { milestoneId, by: person, at: when }))
      await expect(stop(world.client.personId)).rejects.toMatchObject({ code: 'not_allowed' })
      await Promise.all([stop(by), stop(by)])
      // The job that follows every run finds nothing left to do.
      const late = { evaluationId, at: when }
      expect(await inTransaction((tx) => recordVerdict(tx, late))).toEqual({ event: null })
    }
    await stopped(1, 0)
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'funded', attemptsUsed: 0 })
    await stopped(2, 7)
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'funded', attemptsUsed: 1 })
    const page = await milestonePage(database(), viewerOf(world.lead), milestoneId, at)
    const stops = page.history.filter(({ event }) => event === 'stop_measurement')
    const name = stops[0]?.name
    expect(name).toBeTruthy()
    expect(stops).toMatchObject([
      { actor: 'team', name, note: 'not_counted' },
      { actor: 'team', name, note: 'counted' },
    ])
    expect(page.history.map(({ event }) => event)).not.toContain('measurement_broken')
    const children = createElement(EndedRuns, page)
    const html = renderToStaticMarkup(
      createElement(LanguageProvider, { locale: 'en', timeZone: 'UTC', children }),
    )
    expect(html.match(new RegExp(`Stopped by .${name}`, 'g'))).toHaveLength(2)
    expect(html.match(/It counts as an attempt/g)).toHaveLength(1)
    expect(html.match(/It does not count as an attempt/g)).toHaveLength(1)
  })

  it('that came to nothing is no attempt, and submitting twice starts one run', async () => {
    model.quality = 'good'
    const { milestoneIds } = await signedContract(world, { milestones: 1 })
    const milestoneId = milestoneIds[0] ?? ''
    await pay(world, milestoneId)
    const gone = await startModel()
    await registerModel(world, milestoneId, gone)
    await gone.close()
    const submit = () =>
      inTransaction((tx) =>
        submitMilestone(tx, { milestoneId, note: '', by: world.lead.personId, at }),
      )
    const [first, second] = await Promise.all([submit(), submit()])
    expect(first).toMatchObject({ measured: true })
    expect(second).toMatchObject({
      evaluationId: first.measured ? first.evaluationId : '',
    })
    const { runEvaluation } = await import('~/domain/outcomes/runs/run-evaluation.server')
    const { recordVerdict } = await import('~/domain/contracts/measuring/record-verdict.server')
    const evaluationId = first.measured ? first.evaluationId : ''
    await runEvaluation(database(), { evaluationId, at })
    await inTransaction((tx) => recordVerdict(tx, { evaluationId, at }))
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'funded', attemptsUsed: 0 })
    await submitAndMeasure(world, milestoneId, model)
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'in_review', attemptsUsed: 1 })
    const events = await database()
      .select({ event: milestoneEvent.event })
      .from(milestoneEvent)
      .where(eq(milestoneEvent.milestoneId, milestoneId))
    expect(events.map(({ event }) => event)).toContain('measurement_broken')
  })
})
