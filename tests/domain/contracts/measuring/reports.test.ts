import { processReport, reportTask } from 'db/schema/judging'
import { evaluation } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import { type Model, makeProposal, start, stateOf, type World } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import {
  afterWindow,
  briefWith,
  fundedContract,
  goOn,
  goodDraft,
  makeJudges,
  processDraft,
  quickDraft,
  sourceFile,
  submitted,
} from 'tests/support/judging'
import { signedIn, type TestPerson } from 'tests/support/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fallDue } from '~/domain/contracts/fall-due.server'
import { readReportFile } from '~/domain/contracts/measuring/judging-queries.server'
import { objectToFigures } from '~/domain/contracts/measuring/object-to-figures.server'
import { stopForbiddenRun } from '~/domain/contracts/measuring/stop-forbidden-run.server'
import { stopMeasurement } from '~/domain/contracts/measuring/stop-measurement.server'
import { decideByOperator } from '~/domain/contracts/milestones/decide-by-operator.server'
import { deskMilestones } from '~/domain/contracts/milestones/desk-queries.server'
import { milestonePage } from '~/domain/contracts/milestones/milestone-queries.server'
import { contractRow, currentTerms } from '~/domain/contracts/rows.server'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { waitingFor } from '~/domain/figures/waiting-items.server'
import { makeReport, standByReport } from '~/domain/outcomes/people/make-report.server'
import { reportPage } from '~/domain/outcomes/people/report-queries.server'
import type { ReportDraft } from '~/domain/outcomes/people/report-standing'
import { evidenceChain, latestVerdict } from '~/domain/outcomes/queries.server'
import { addBusinessDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()
let world: World
let model: Model
let measurer: TestPerson
beforeAll(async () => {
  ;({ world, model, measurer } = await makeJudges())
})
afterAll(() => model?.close())

const second = () =>
  processDraft(measurer.personId, {
    measure: 'Days until the first answer',
    unit: 'number',
    unitName: 'days',
    baseline: { value: 12.4, cases: 900, from: '2026-06-01', to: '2026-07-31' },
  })

/** A milestone whose two criteria are figures of the client's own: no rows, no address. */
async function asked() {
  const drafts = [processDraft(measurer.personId), { ...second(), target: 10 }]
  const made = await fundedContract(world, await briefWith(world, drafts, null))
  return { ...made, evaluationId: await submitted(world, made.milestoneId, null) }
}

async function report(
  evaluationId: string,
  given: { criterionId?: string; draft?: Partial<ReportDraft>; by?: TestPerson; at?: Date } = {},
) {
  const { criterionId = 'c1', by = measurer, at = afterWindow } = given
  const numbers = { hits: null, mean: 9.2, deviation: 3 }
  const draft = { ...goodDraft, ...(criterionId === 'c2' ? numbers : {}), ...given.draft }
  const file = await sourceFile()
  return inTransaction((tx) =>
    makeReport(tx, { evaluationId, criterionId, draft, file, by: by.personId, at }),
  )
}

const object = (milestoneId: string, by: TestPerson, at = afterWindow, criterionId = 'c1') =>
  inTransaction((tx) =>
    objectToFigures(tx, {
      ...{ milestoneId, criterionId, by: by.personId, at },
      reason: 'December is missing.',
    }),
  )

const later = (days: number) => addBusinessDays(afterWindow, days)
const runOf = async (evaluationId: string) =>
  (await database().select().from(evaluation).where(eq(evaluation.id, evaluationId)))[0]
const turnOf = async (milestoneId: string, at: Date) =>
  (await milestonePage(database(), await signedIn(world.client), milestoneId, at)).turn

describe("a milestone on the client's own figures", () => {
  it('needs neither sealed data nor an address, from the brief to the verdict', async () => {
    const { contractId, milestoneId, evaluationId } = await asked()
    expect((await contractRow(database(), contractId)).datasetId).toBeNull()
    expect((await currentTerms(database(), contractId)).body.dataset).toBeNull()
    expect(await inTransaction((tx) => stopForbiddenRun(tx, { evaluationId, at: start }))).toEqual({
      stopped: false,
    })
    expect(await runOf(evaluationId)).toMatchObject({ state: 'waiting', waitsFor: 'report' })
    expect(await turnOf(milestoneId, start)).toMatchObject({ key: 'judging.turn_report' })
    await report(evaluationId)
    expect(await goOn(evaluationId, afterWindow)).toBe('waiting')
    await report(evaluationId, { criterionId: 'c2' })
    await goOn(evaluationId, afterWindow)
    expect(await turnOf(milestoneId, afterWindow)).toMatchObject({
      key: 'judging.turn_objection',
      until: later(5),
    })
    expect(await goOn(evaluationId, new Date(later(5).getTime() - 1))).toBe('waiting')
    expect(await goOn(evaluationId, later(5))).toBe('finished')
    const verdict = await latestVerdict(database(), milestoneId)
    expect(verdict?.body).toMatchObject({ dataset: null, overall: 'met' })
    expect(verdict?.body.results.map(({ method }) => method)).toEqual([
      'clopper_pearson',
      'student_t',
    ])
    expect(verdict?.body.partHashes?.reports).toMatch(/^[0-9a-f]{64}$/)
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'in_review', outcome: 'met' })
    const kinds = (await evidenceChain(database(), contractId, 'party')).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'report_made')).toHaveLength(2)
  })

  it('takes no criterion that uses rows while no data are sealed', async () => {
    await expect(
      briefWith(world, [processDraft(measurer.personId), quickDraft], null),
    ).rejects.toMatchObject({ code: 'form_invalid' })
  })

  it('measures rows first where a milestone mixes both, then waits for the figures', async () => {
    const briefId = await briefWith(world, [processDraft(measurer.personId), quickDraft], 300)
    const { milestoneId } = await fundedContract(world, briefId)
    const evaluationId = await submitted(world, milestoneId, model)
    expect(await runOf(evaluationId)).toMatchObject({ waitsFor: 'report', rowsDone: 52 })
    await report(evaluationId)
    await goOn(evaluationId, later(5))
    const verdict = await latestVerdict(database(), milestoneId)
    expect(verdict?.body.results.map(({ outcome }) => outcome)).toEqual(['met', 'met'])
  })

  it('cannot be measured by the lead of the team', async () => {
    const drafts = [processDraft(world.lead.personId), second()]
    const proposalId = await makeProposal(world, await briefWith(world, drafts, null), {
      milestones: 1,
    })
    const by = world.client.personId
    await expect(
      inTransaction((tx) => acceptProposal(tx, { proposalId, by, at: start })),
    ).rejects.toMatchObject({ code: 'judge_in_team' })
  })
})

describe('the measurer', () => {
  it('alone sees the page and reports', async () => {
    const { evaluationId } = await asked()
    for (const who of [world.stranger, world.client, world.lead, world.operator]) {
      const { personId } = who
      await expect(
        reportPage(database(), { personId, evaluationId, at: afterWindow }),
      ).rejects.toMatchObject({ code: 'not_found' })
      await expect(report(evaluationId, { by: who })).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  it('reports only what can be, once until somebody objects', async () => {
    const { evaluationId } = await asked()
    await expect(report(evaluationId, { draft: { hits: 401 } })).rejects.toMatchObject({
      code: 'form_invalid',
    })
    for (const draft of [
      { cases: 299 },
      { from: '2026-11-04', to: '2026-12-29' },
      { to: '2026-12-27' },
    ]) {
      await expect(report(evaluationId, { draft, at: later(1) })).rejects.toMatchObject({
        code: 'form_invalid',
      })
    }
    await expect(
      report(evaluationId, { at: new Date('2026-12-28T12:00:00Z') }),
    ).rejects.toMatchObject({ code: 'form_invalid' })
    const sent = await Promise.allSettled([report(evaluationId), report(evaluationId)])
    expect(sent.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const kept = await database()
      .select()
      .from(processReport)
      .where(eq(processReport.evaluationId, evaluationId))
    expect(kept).toHaveLength(1)
  })

  it('is told when the window is over, and silence fails the run without an attempt', async () => {
    const { evaluationId, milestoneId } = await asked()
    await fallDue(database(), { at: new Date('2026-12-28T23:00:00Z') })
    const told = () =>
      database().select().from(reportTask).where(eq(reportTask.evaluationId, evaluationId))
    expect((await told()).map(({ remindedAt }) => remindedAt)).toEqual([null, null])
    await fallDue(database(), { at: afterWindow })
    const [task] = await told()
    expect(task?.remindedAt).toEqual(afterWindow)
    expect(task?.dueAt).toEqual(new Date('2027-01-12T00:00:00Z'))
    const known = { open: [], ended: [], briefs: [] }
    const waiting = await waitingFor(database(), await signedIn(measurer), known, afterWindow)
    expect(waiting.map(({ title }) => title)).toContain('judging.item_report')
    await goOn(evaluationId, new Date('2027-01-12T00:00:00Z'))
    expect(await runOf(evaluationId)).toMatchObject({ failure: 'measurer_silent', counted: false })
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'funded', attemptsUsed: 0 })
  })

  it('cannot be robbed of a report: calling the run off counts once figures are in', async () => {
    const before = await asked()
    const stop = (milestoneId: string) =>
      inTransaction((tx) =>
        stopMeasurement(tx, { milestoneId, by: world.lead.personId, at: afterWindow }),
      )
    await stop(before.milestoneId)
    expect(await runOf(before.evaluationId)).toMatchObject({ state: 'cancelled', counted: false })
    const after = await asked()
    await report(after.evaluationId)
    await stop(after.milestoneId)
    expect(await runOf(after.evaluationId)).toMatchObject({ state: 'cancelled', counted: true })
  })
})

describe('an objection', () => {
  it('is for the two sides, in time, with one answer to wait for', async () => {
    const { evaluationId, milestoneId, contractId } = await asked()
    await expect(object(milestoneId, world.client)).rejects.toMatchObject({ code: 'report_closed' })
    await report(evaluationId)
    await expect(object(milestoneId, world.stranger)).rejects.toMatchObject({ code: 'not_found' })
    await expect(object(milestoneId, world.reader)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(object(milestoneId, measurer)).rejects.toMatchObject({ code: 'not_found' })
    await expect(object(milestoneId, world.client, later(5))).rejects.toMatchObject({
      code: 'report_closed',
    })
    const both = await Promise.allSettled([
      object(milestoneId, world.client),
      object(milestoneId, world.lead),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await goOn(evaluationId, afterWindow)
    expect((await runOf(evaluationId))?.waitsFor).toBe('correction')
    await report(evaluationId, { criterionId: 'c2' })
    await goOn(evaluationId, afterWindow)
    const kinds = (await evidenceChain(database(), contractId, 'party')).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'report_objected')).toHaveLength(1)
    const known = { open: [], ended: [], briefs: [] }
    const waiting = await waitingFor(database(), await signedIn(measurer), known, afterWindow)
    expect(waiting.map(({ title }) => title)).toContain('judging.item_answer')
  })

  it('is answered by one correction, which counts when nobody objects again', async () => {
    const { evaluationId, milestoneId, contractId } = await asked()
    await report(evaluationId, { criterionId: 'c2' })
    await report(evaluationId, { draft: { hits: 0 } })
    await object(milestoneId, world.lead)
    const { round } = await report(evaluationId, { draft: { hits: 26 }, at: later(2) })
    expect(round).toBe(2)
    await goOn(evaluationId, later(2))
    expect(await goOn(evaluationId, later(7))).toBe('finished')
    const verdict = await latestVerdict(database(), milestoneId)
    expect(verdict?.body.results[0]?.estimate).toBe(26 / 400)
    const kinds = (await evidenceChain(database(), contractId, 'party')).map(({ kind }) => kind)
    expect(kinds).toContain('report_corrected')
  })

  it('again, against the correction, hands the milestone to the operator', async () => {
    const { evaluationId, milestoneId } = await asked()
    await report(evaluationId, { criterionId: 'c2' })
    await report(evaluationId)
    await object(milestoneId, world.client)
    await report(evaluationId, { at: later(1) })
    await object(milestoneId, world.client, later(2))
    await goOn(evaluationId, later(2))
    expect(await runOf(evaluationId)).toMatchObject({ failure: 'report_disputed', counted: false })
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'with_operator', attemptsUsed: 0 })
    const operator = await signedIn(world.operator)
    const desk = await deskMilestones(database(), operator, later(2))
    expect(desk.find(({ milestone }) => milestone.id === milestoneId)?.askedBy).toBe('platform')
    const shown = await milestonePage(database(), operator, milestoneId, later(2))
    expect(shown.judging?.reports[0]?.reports).toHaveLength(2)
    await inTransaction((tx) =>
      decideByOperator(tx, {
        ...{ milestoneId, decision: 'refund', by: world.operator.personId, at: later(3) },
        reason: 'The source does not hold these cases.',
      }),
    )
    expect((await stateOf(milestoneId)).status).toBe('refunded')
  })

  it('ends the run too when the measurer stands by the figures, or says nothing', async () => {
    const stood = await asked()
    const answer = (evaluationId: string) =>
      inTransaction((tx) =>
        standByReport(tx, {
          ...{ evaluationId, criterionId: 'c1', by: measurer.personId, at: later(1) },
          answer: 'The export is whole.',
        }),
      )
    await report(stood.evaluationId)
    await expect(answer(stood.evaluationId)).rejects.toMatchObject({ code: 'report_closed' })
    await object(stood.milestoneId, world.client)
    await answer(stood.evaluationId)
    await expect(answer(stood.evaluationId)).rejects.toMatchObject({ code: 'report_closed' })
    await goOn(stood.evaluationId, later(1))
    expect((await stateOf(stood.milestoneId)).status).toBe('with_operator')

    const silent = await asked()
    await report(silent.evaluationId, { criterionId: 'c2' })
    await report(silent.evaluationId)
    await object(silent.milestoneId, world.client)
    await goOn(silent.evaluationId, later(1))
    expect(await turnOf(silent.milestoneId, later(1))).toMatchObject({
      key: expect.stringMatching(/objection|correction/),
    })
    await goOn(silent.evaluationId, later(5))
    expect((await stateOf(silent.milestoneId)).status).toBe('with_operator')
  })

  it('can rest on the source file, which both sides and the measurer read, and nobody else', async () => {
    const { evaluationId } = await asked()
    const { reportId } = await report(evaluationId)
    const read = async (who: TestPerson) =>
      readReportFile(database(), await signedIn(who), { evaluationId, reportId, at: afterWindow })
    for (const who of [world.client, world.lead, measurer]) {
      expect((await read(who)).data.toString()).toBe('day,cases\n')
    }
    await expect(read(world.stranger)).rejects.toMatchObject({ code: 'not_found' })
  })
})
