import { holdbackClaim, recheck } from 'db/schema/contracts'
import { holdback, payable } from 'db/schema/escrow'
import { evaluation, probe, sealedRow, serviceWatch } from 'db/schema/outcomes'
import { operation } from 'db/schema/payments'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import {
  type Model,
  makeWorld,
  pay,
  reviewedMilestone,
  start,
  startModel,
  stateOf,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { jobsOf, ledgerSums } from 'tests/support/escrow'
import { criterion } from 'tests/support/outcomes'
import { viewerOf } from 'tests/support/people'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { LanguageProvider } from '~/components/page/language'
import { ClaimActs } from '~/components/people/claim'
import { fallDue } from '~/domain/contracts/fall-due.server'
import { answerClaim } from '~/domain/contracts/holdback/answer-claim.server'
import { type ClaimDecision, claimTransitions } from '~/domain/contracts/holdback/claim'
import { claimSteps } from '~/domain/contracts/holdback/claim-history'
import { decideClaim, withdrawClaim } from '~/domain/contracts/holdback/end-claim.server'
import { milestoneHoldback } from '~/domain/contracts/holdback/holdback-queries.server'
import { lackOfRows, recheckTimes, rowsReserved } from '~/domain/contracts/holdback/holdback-window'
import { openClaimByClient } from '~/domain/contracts/holdback/open-claim.server'
import { recordRecheck } from '~/domain/contracts/holdback/record-recheck.server'
import { recordVerdict } from '~/domain/contracts/measuring/record-verdict.server'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { confirmRefund } from '~/domain/escrow/confirm-refund.server'
import { failRefund } from '~/domain/escrow/fail-refund.server'
import { heldFor } from '~/domain/escrow/queries.server'
import { refundAgain } from '~/domain/escrow/refund-again.server'
import { verifyChain } from '~/domain/outcomes/evidence/evidence'
import { takeProbes } from '~/domain/outcomes/probes/take-probes.server'
import { evidenceChain } from '~/domain/outcomes/queries.server'
import { runEvaluation } from '~/domain/outcomes/runs/run-evaluation.server'
import { settleOperation } from '~/domain/payments/operations.server'
import { addBusinessDays, addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'

const held = useDatabase()
let world: World
let model: Model
beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
})
beforeEach(() => {
  model.quality = 'good'
})
afterAll(() => model?.close())
const at = start

/** Accepted and released, with a tenth kept back for thirty days. */
async function released(given: { milestones?: number } = {}) {
  const made = await reviewedMilestone(world, model, { holdbackBps: 1_000, ...given })
  const { milestoneId } = made
  await inTransaction((tx) => acceptMilestone(tx, { milestoneId, by: world.client.personId, at }))
  return made
}

const sweep = (days: number) => fallDue(database(), { at: addDays(at, days) })

const rechecksOf = (milestoneId: string) =>
  database().select().from(recheck).where(eq(recheck.milestoneId, milestoneId)).orderBy(recheck.at)

/** Runs the measurement that was started last, as the jobs would, and the job that follows twice. */
async function measureAgain(milestoneId: string, days: number) {
  const evaluationId = (await rechecksOf(milestoneId)).at(-1)?.evaluationId
  if (!evaluationId) throw new Error('nothing was started')
  const when = addDays(at, days)
  await runEvaluation(database(), { evaluationId, at: when })
  await inTransaction((tx) => recordVerdict(tx, { evaluationId, at: when }))
  const done = await inTransaction((tx) => recordRecheck(tx, { evaluationId, at: when }))
  await inTransaction((tx) => recordRecheck(tx, { evaluationId, at: when }))
  return { evaluationId, ...done }
}

const claimsOf = (milestoneId: string) =>
  database()
    .select()
    .from(holdbackClaim)
    .where(eq(holdbackClaim.milestoneId, milestoneId))
    .orderBy(holdbackClaim.openedAt)

async function keptOf(milestoneId: string) {
  const [kept] = await database().select().from(holdback).where(eq(holdback.reference, milestoneId))
  if (!kept) throw new Error('nothing is kept back')
  return kept
}

/** The system answers badly after the verdict: the measurement at half time finds out. */
async function flipped() {
  const made = await released()
  model.quality = 'bad'
  await sweep(15)
  const { opened } = await measureAgain(made.milestoneId, 15)
  return { ...made, claimId: opened ?? '' }
}

const answer = (claimId: string, by: string, given: { days?: number; again?: boolean } = {}) =>
  inTransaction((tx) =>
    answerClaim(tx, {
      claimId,
      answer: 'A bad release. It is rolled back.',
      measureAgain: given.again ?? false,
      by,
      at: addDays(at, given.days ?? 16),
    }),
  )
const decide = (
  claimId: string,
  decision: ClaimDecision,
  by = world.operator.personId,
  days = 20,
) =>
  inTransaction((tx) =>
    decideClaim(tx, { claimId, decision, reason: 'Looked at.', by, at: addDays(at, days) }),
  )

const told = async (event: string) =>
  (await jobsOf(held.ownerUrl, 'notify')).filter((job) => job.event === event)

describe('the times at which it is measured again', () => {
  it('are half time and two days before the end; a short window has one', () => {
    expect(recheckTimes(at, addDays(at, 30)).map((row) => row.at)).toEqual([
      addDays(at, 15),
      addDays(at, 28),
    ])
    expect(recheckTimes(at, addDays(at, 4)).map(({ slot }) => slot)).toEqual(['half_time'])
  })

  it('leave later milestones the rows that their attempts may need', () => {
    const criteria = [criterion({ sampleSize: 100, attempts: 3 })]
    expect(
      rowsReserved([
        { status: 'released', attemptsUsed: 1, criteria },
        { status: 'funded', attemptsUsed: 1, criteria },
        { status: 'unfunded', attemptsUsed: 0, criteria },
        { status: 'unfunded', attemptsUsed: 0, criteria: [] },
        { status: 'cancelled', attemptsUsed: 0, criteria },
      ]),
    ).toBe(2 * 100 + 3 * 100)
  })
})

describe('rows for another measurement', () => {
  it('are too few, needed elsewhere, or enough, also after those that come first', () => {
    const rows = { left: 195, reserved: 0, needed: 60 }
    expect([0, 1, 2, 3].map((before) => lackOfRows(rows, before))).toEqual([
      null,
      null,
      null,
      'too_few_rows',
    ])
    expect(lackOfRows({ ...rows, reserved: 140 })).toBe('no_rows_left')
    expect(lackOfRows({ left: 59, reserved: 140, needed: 60 })).toBe('too_few_rows')
    expect(lackOfRows(null)).toBe('data_deleted')
  })

  it('that are too few are said: what is planned, what was skipped, what a claim can offer', async () => {
    const { milestoneId } = await released()
    const { datasetId } = await firstRun(milestoneId)
    const seen = () =>
      milestoneHoldback(database(), viewerOf(world.lead), milestoneId, addDays(at, 14))
    await leaveRows(datasetId, 120)
    expect((await seen()).rechecks.map(({ prevented }) => prevented)).toEqual([null, null])
    await leaveRows(datasetId, 60)
    expect((await seen()).rechecks.map(({ prevented }) => prevented)).toEqual([
      null,
      'too_few_rows',
    ])
    await leaveRows(datasetId, 59)
    expect((await seen()).rechecks.map(({ prevented }) => prevented)).toEqual([
      'too_few_rows',
      'too_few_rows',
    ])
    await sweep(15)
    expect(await rechecksOf(milestoneId)).toMatchObject([{ skipped: 'too_few_rows' }])
    const note = 'Half of the answers are empty since Monday.'
    await inTransaction((tx) =>
      openClaimByClient(tx, {
        ...{ milestoneId, criterionId: 'c1', note },
        by: world.client.personId,
        at: addDays(at, 16),
      }),
    )
    const acts = async () => {
      const [claim] = (await seen()).claims
      if (!claim) throw new Error('no claim')
      const children = createElement(ClaimActs, { claim, state: undefined })
      const given = { locale: 'en' as const, timeZone: 'UTC', children }
      const shown = renderToStaticMarkup(createElement(LanguageProvider, given))
      return { claim, shown }
    }
    const without = await acts()
    expect(without.claim).toMatchObject({ noRecheck: 'too_few_rows', may: { answer: true } })
    expect(without.shown).not.toContain('name="measureAgain"')
    expect(without.shown).toContain('fewer rows are left than a measurement needs')
    await leaveRows(datasetId, 60)
    const withRows = await acts()
    expect(withRows.claim.noRecheck).toBeNull()
    expect(withRows.shown).toContain('name="measureAgain"')
  })
})

describe('an honest system', () => {
  it('is looked at, measured twice again, and what was kept back is released', async () => {
    const { milestoneId, contractId } = await released()
    const [watch] = await database()
      .select()
      .from(serviceWatch)
      .where(eq(serviceWatch.reference, milestoneId))
    expect(watch).toMatchObject({ purpose: 'holdback', state: 'open', everySeconds: 900 })
    expect(watch?.endsAt).toEqual((await keptOf(milestoneId)).dueAt)
    await takeProbes(database(), { watchId: watch?.id ?? '', now: at })
    await sweep(14.9)
    expect(await rechecksOf(milestoneId)).toEqual([])
    await Promise.all([sweep(15), sweep(15)])
    expect(await rechecksOf(milestoneId)).toMatchObject([{ slot: 'half_time', skipped: null }])
    expect((await keptOf(milestoneId)).heldBy).toMatch(/^evl_/)
    expect(await measureAgain(milestoneId, 15)).toMatchObject({ opened: null, mended: null })
    expect((await keptOf(milestoneId)).heldBy).toBeNull()
    await sweep(28)
    await measureAgain(milestoneId, 28)
    const runs = await database()
      .select()
      .from(evaluation)
      .where(and(eq(evaluation.reference, milestoneId), eq(evaluation.purpose, 'recheck')))
    expect(runs.map(({ overall, counted }) => ({ overall, counted }))).toEqual([
      { overall: 'met', counted: false },
      { overall: 'met', counted: false },
    ])
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'released', attemptsUsed: 1 })
    expect(await claimsOf(milestoneId)).toEqual([])
    await sweep(30)
    expect((await keptOf(milestoneId)).releasedAt).toEqual(addDays(at, 30))
    const chain = await evidenceChain(database(), contractId, 'party')
    expect(verifyChain(chain)).toMatchObject({ ok: true })
    expect(chain.filter(({ kind }) => kind === 'verdict')).toHaveLength(3)
  })

  it('is measured once when the clock passes both times, and before anything is released', async () => {
    const { milestoneId } = await released()
    await sweep(40)
    expect(await rechecksOf(milestoneId)).toMatchObject([
      { slot: 'half_time', skipped: 'overtaken' },
      { slot: 'near_end', skipped: null },
    ])
    expect((await keptOf(milestoneId)).releasedAt).toBeNull()
    const last = (await rechecksOf(milestoneId)).find(({ slot }) => slot === 'near_end')
    const evaluationId = last?.evaluationId ?? ''
    await runEvaluation(database(), { evaluationId, at: addDays(at, 40) })
    await inTransaction((tx) => recordRecheck(tx, { evaluationId, at: addDays(at, 40) }))
    await sweep(40)
    expect((await keptOf(milestoneId)).releasedAt).toEqual(addDays(at, 40))
  })

  it('is not measured on rows that a later milestone may need', async () => {
    const { milestoneId, contractId, milestoneIds } = await released({ milestones: 2 })
    await pay(world, milestoneIds[1] ?? '')
    const { datasetId } = await firstRun(milestoneId)
    // 515 rows may be drawn and 60 are spent; the second milestone may need 2 × 60.
    const spare = await database()
      .select({ row: sealedRow.rowNumber })
      .from(sealedRow)
      .where(and(eq(sealedRow.datasetId, datasetId), isNull(sealedRow.spentIn)))
    const spent = spare.map(({ row }) => row).filter((row) => row > 5)
    const leave = 179
    for (const row of spent.slice(0, spent.length - leave)) {
      await database()
        .update(sealedRow)
        .set({ spentIn: 'elsewhere' })
        .where(and(eq(sealedRow.datasetId, datasetId), eq(sealedRow.rowNumber, row)))
    }
    await sweep(15)
    expect(await rechecksOf(milestoneId)).toMatchObject([
      { slot: 'half_time', evaluationId: null, skipped: 'no_rows_left' },
    ])
    const chain = await evidenceChain(database(), contractId, 'party')
    expect(chain.at(-1)).toMatchObject({ kind: 'recheck_skipped', body: { why: 'no_rows_left' } })
    const [last] = spent.slice(0, 1)
    await database()
      .update(sealedRow)
      .set({ spentIn: null })
      .where(and(eq(sealedRow.datasetId, datasetId), eq(sealedRow.rowNumber, last ?? 0)))
    await sweep(28)
    expect((await rechecksOf(milestoneId)).at(-1)).toMatchObject({
      slot: 'near_end',
      skipped: null,
    })
  }, 60_000)
})

/** Leaves so many rows that may be drawn, beside the five that are published. */
async function leaveRows(datasetId: string, left: number) {
  const rows = await database()
    .select({ row: sealedRow.rowNumber })
    .from(sealedRow)
    .where(eq(sealedRow.datasetId, datasetId))
  const drawn = rows.map(({ row }) => row).filter((row) => row > 5)
  const set = (spentIn: string | null, some: readonly number[]) =>
    database()
      .update(sealedRow)
      .set({ spentIn })
      .where(and(eq(sealedRow.datasetId, datasetId), inArray(sealedRow.rowNumber, [...some])))
  await set('elsewhere', drawn.slice(left))
  await set(null, drawn.slice(0, left))
}

async function firstRun(milestoneId: string) {
  const [run] = await database()
    .select()
    .from(evaluation)
    .where(eq(evaluation.reference, milestoneId))
  return { datasetId: run?.datasetId ?? '' }
}

describe('a system that changes after the verdict', () => {
  it('is found out: a claim opens by itself, and what is kept back stays', async () => {
    const { milestoneId, contractId, claimId } = await flipped()
    const [claim, ...others] = await claimsOf(milestoneId)
    expect(others).toEqual([])
    expect(claim).toMatchObject({
      id: claimId,
      reason: 'recheck',
      state: 'open',
      openedBy: null,
      deadlineAt: addBusinessDays(addDays(at, 15), 5),
      facts: [{ criterionId: 'c1', metric: 'accuracy', target: 0.8, n: 60 }],
    })
    expect(claim?.facts[0]?.upper).toBeLessThan(0.8)
    expect(await told('claim-opened')).toContainEqual({ event: 'claim-opened', subject: claimId })
    await sweep(31)
    expect(await keptOf(milestoneId)).toMatchObject({ releasedAt: null, heldBy: claimId })
    const kinds = (await evidenceChain(database(), contractId, 'party')).map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['claim_open', 'claim_pass_silence']))
    expect((await ledgerSums()).every((sum) => sum === 0n)).toBe(true)
  })

  it('that cannot be told from one that holds opens no claim, not even with the last rows', async () => {
    const { milestoneId } = await released()
    const { datasetId } = await firstRun(milestoneId)
    await leaveRows(datasetId, 60)
    model.quality = 'shaky'
    await sweep(15)
    expect(await measureAgain(milestoneId, 15)).toMatchObject({ opened: null, mended: null })
    const [again] = await rechecksOf(milestoneId)
    const [run] = await database()
      .select()
      .from(evaluation)
      .where(eq(evaluation.id, again?.evaluationId ?? ''))
    expect(run).toMatchObject({ overall: 'inconclusive', purpose: 'recheck' })
    expect(await claimsOf(milestoneId)).toEqual([])
    // The same last rows find out a system that is worse beyond doubt.
    await leaveRows(datasetId, 60)
    model.quality = 'bad'
    await sweep(28)
    expect((await measureAgain(milestoneId, 28)).opened).not.toBeNull()
  })

  it('that was mended is measured again when the team says so, and the claim ends', async () => {
    const { milestoneId, claimId } = await flipped()
    model.quality = 'good'
    await expect(answer(claimId, world.client.personId)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await expect(answer(claimId, world.stranger.personId)).rejects.toMatchObject({
      code: 'not_found',
    })
    const lead = world.lead.personId
    const [first, second] = await Promise.all([
      answer(claimId, lead, { again: true }),
      answer(claimId, lead, { again: true }),
    ])
    expect([first.already, second.already].sort()).toEqual([false, true])
    expect((await claimsOf(milestoneId))[0]).toMatchObject({
      state: 'answered',
      measureAgain: true,
      deadlineAt: addDays(at, 23),
    })
    expect(await measureAgain(milestoneId, 16)).toMatchObject({ mended: claimId })
    const [mended] = await claimsOf(milestoneId)
    expect(mended).toMatchObject({ state: 'mended', deadlineAt: null })
    const told = mended ? claimSteps(mended) : []
    expect(told.map(({ step, actor, personId }) => [step, actor, personId])).toEqual([
      ['opened', 'platform', null],
      ['answered', 'team', lead],
      ['mended', 'platform', null],
    ])
    expect(told.map(({ at: moment }) => moment)).toEqual(
      [15, 16, 16].map((day) => addDays(at, day)),
    )
    await expect(decide(claimId, 'refund')).rejects.toMatchObject({ code: 'transition_refused' })
    await sweep(28)
    await measureAgain(milestoneId, 28)
    await sweep(30)
    expect((await keptOf(milestoneId)).releasedAt).toEqual(addDays(at, 30))
    const rows = await database().select().from(payable).where(eq(payable.reference, milestoneId))
    expect(rows.filter(({ reason }) => reason === 'holdback')).toHaveLength(3)
  })

  it('that answers nowhere any more opens a claim too', async () => {
    const own = await startModel()
    const { milestoneId } = await reviewedMilestone(world, own, { holdbackBps: 1_000 })
    await inTransaction((tx) => acceptMilestone(tx, { milestoneId, by: world.client.personId, at }))
    await own.close()
    await sweep(15)
    await measureAgain(milestoneId, 15)
    expect(await claimsOf(milestoneId)).toMatchObject([{ reason: 'endpoint_gone', facts: [] }])
  })
})

describe('the operator', () => {
  it('pays back what was kept back, once, and the books stay whole', async () => {
    const { milestoneId, claimId } = await flipped()
    await expect(decide(claimId, 'refund')).rejects.toMatchObject({ code: 'transition_refused' })
    await answer(claimId, world.lead.personId)
    await expect(decide(claimId, 'refund', world.client.personId)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    const both = await Promise.all([decide(claimId, 'refund'), decide(claimId, 'refund')])
    expect(both.filter(({ already }) => already)).toHaveLength(1)
    const kept = await keptOf(milestoneId)
    expect(kept).toMatchObject({ refundedAt: addDays(at, 20), releasedAt: null, heldBy: null })
    const equation = async () => {
      const row = (await heldFor(database(), [milestoneId])).get(milestoneId)
      expect(row && row.heldMinor + row.releasedMinor + row.refundedMinor).toBe(500_000n)
      expect((await ledgerSums()).every((sum) => sum === 0n)).toBe(true)
      return row
    }
    expect(await equation()).toMatchObject({ refundedMinor: 50_000n, holdbackMinor: 0n })
    const asked = () => database().select().from(operation).where(eq(operation.reference, kept.id))
    const [refund, ...more] = await asked()
    expect(more).toEqual([])
    expect(refund).toMatchObject({ kind: 'refund', amountMinor: 50_000n })

    // The provider refuses: the part is kept back again until the operator has it tried anew.
    await settle(refund?.id ?? '', 'fail')
    expect(await equation()).toMatchObject({ refundedMinor: 0n, holdbackMinor: 50_000n })
    await sweep(60)
    expect((await keptOf(milestoneId)).releasedAt).toBeNull()
    const again = () =>
      inTransaction((tx) =>
        refundAgain(tx, { operationId: refund?.id ?? '', by: world.operator.personId, at }),
      )
    await again()
    await expect(again()).rejects.toMatchObject({ code: 'already_done' })
    const fresh = (await asked()).find(({ id }) => id !== refund?.id)
    await settle(fresh?.id ?? '', 'confirm')
    expect(await equation()).toMatchObject({ refundedMinor: 50_000n, holdbackMinor: 0n })
    expect(await told('claim-decided')).toContainEqual({
      event: 'claim-decided',
      subject: claimId,
      facts: { decision: 'refund' },
    })
    const [watch] = await database()
      .select()
      .from(serviceWatch)
      .where(eq(serviceWatch.reference, milestoneId))
    expect(watch?.state).toBe('stopped')
  })

  it('decides without an answer when the team stays silent, and may release', async () => {
    const { milestoneId, claimId } = await flipped()
    await sweep(15)
    const due = addBusinessDays(addDays(at, 15), 5)
    await fallDue(database(), { at: new Date(due.getTime() - 1) })
    expect((await claimsOf(milestoneId))[0]?.state).toBe('open')
    await Promise.all([fallDue(database(), { at: due }), fallDue(database(), { at: due })])
    expect((await claimsOf(milestoneId))[0]).toMatchObject({
      state: 'silent',
      deadlineAt: addDays(due, 7),
    })
    await expect(answer(claimId, world.lead.personId, { days: 23 })).rejects.toMatchObject({
      code: 'transition_refused',
    })
    await decide(claimId, 'release', world.operator.personId, 24)
    expect(await keptOf(milestoneId)).toMatchObject({ releasedAt: addDays(at, 24) })
    expect((await heldFor(database(), [milestoneId])).get(milestoneId)).toMatchObject({
      releasedMinor: 500_000n,
      refundedMinor: 0n,
      holdbackMinor: 0n,
    })
  })
})

async function settle(operationId: string, event: 'confirm' | 'fail') {
  await database().update(operation).set({ status: 'sending' }).where(eq(operation.id, operationId))
  for (let times = 0; times < 2; times += 1) {
    await inTransaction(async (tx) => {
      const providerId = event === 'confirm' ? `re_${operationId}` : null
      await settleOperation(tx, { operationId, providerId, event })
      await (event === 'confirm' ? confirmRefund : failRefund)(tx, { operationId, at })
    })
  }
}

describe('the client', () => {
  it('may name a criterion that no longer holds, one claim at a time, and withdraw it', async () => {
    const { milestoneId } = await released()
    const open = (criterionId: string, by: string, days = 3) =>
      inTransaction((tx) =>
        openClaimByClient(tx, {
          ...{ milestoneId, criterionId, by },
          note: 'Half of the urgent ones are missed.',
          at: addDays(at, days),
        }),
      )
    const client = world.client.personId
    await expect(open('c9', client)).rejects.toMatchObject({ code: 'criterion_missing' })
    await expect(open('c1', world.lead.personId)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(open('c1', world.reader.personId)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(open('c1', world.stranger.personId)).rejects.toMatchObject({ code: 'not_found' })
    const { claimId } = await open('c1', client)
    await expect(open('c2', client)).rejects.toMatchObject({ code: 'already_done' })
    expect((await claimsOf(milestoneId))[0]).toMatchObject({
      reason: 'client',
      criterionId: 'c1',
      openedBy: client,
    })
    // A measurement that holds is no answer to what the client sees.
    await sweep(15)
    expect(await measureAgain(milestoneId, 15)).toMatchObject({ mended: null })
    const withdraw = () =>
      inTransaction((tx) => withdrawClaim(tx, { claimId, by: client, at: addDays(at, 16) }))
    expect(await withdraw()).toEqual({ already: false })
    expect(await withdraw()).toEqual({ already: true })
    await sweep(28)
    await measureAgain(milestoneId, 28)
    await sweep(30)
    expect((await keptOf(milestoneId)).releasedAt).toEqual(addDays(at, 30))
    await expect(open('c1', client, 31)).rejects.toMatchObject({ code: 'transition_refused' })
  })
})

describe('looks at the service', () => {
  /** Writes probes down as if they had been taken, `from` and `to` in days of the window. */
  async function looked(milestoneId: string, days: [number, number], result: 'ok' | 'failed') {
    const [watch] = await database()
      .select()
      .from(serviceWatch)
      .where(eq(serviceWatch.reference, milestoneId))
    if (!watch) throw new Error('not watched')
    const numbers = Array.from({ length: (days[1] - days[0]) * 96 }, (_, n) => days[0] * 96 + n)
    await database()
      .insert(probe)
      .values(
        numbers.map((number) => ({
          watchId: watch.id,
          number,
          dueAt: new Date(at.getTime() + number * 900_000),
          takenAt: new Date(at.getTime() + number * 900_000),
          result,
          problem: result === 'ok' ? null : 'status_not_ok',
          latencyUs: 20_000,
        })),
      )
    await database()
      .update(serviceWatch)
      .set({ nextNumber: days[1] * 96 })
      .where(eq(serviceWatch.id, watch.id))
  }

  it('open a claim when what was agreed no longer holds, and end it when it holds again', async () => {
    const { milestoneId } = await released()
    await looked(milestoneId, [0, 2], 'ok')
    await sweep(1)
    await sweep(2)
    expect(await claimsOf(milestoneId)).toEqual([])
    await looked(milestoneId, [2, 5], 'failed')
    await sweep(4.5)
    await sweep(5)
    await sweep(5.5)
    const [claim] = await claimsOf(milestoneId)
    expect(claim).toMatchObject({
      reason: 'service',
      state: 'open',
      openedBy: null,
      facts: [{ criterionId: 'c2', metric: 'latency_p50', target: 2_000 }],
    })
    await looked(milestoneId, [5, 8], 'ok')
    await sweep(8)
    expect(await claimsOf(milestoneId)).toMatchObject([{ id: claim?.id, state: 'mended' }])
    // What was dealt with opens nothing anew, though it lies within the last seven days.
    await sweep(9)
    expect(await claimsOf(milestoneId)).toHaveLength(1)
    expect((await keptOf(milestoneId)).heldBy).toBeNull()
  })
})

it('leaves every claim to somebody, and ends each in one of four ways', () => {
  expect([...claimTransitions.terminal()].sort()).toEqual([
    'mended',
    'refunded',
    'released',
    'withdrawn',
  ])
})
