import { processReport, rating, reportObjection } from 'db/schema/judging'
import { eq } from 'drizzle-orm'
import { type Model, start, type World } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import {
  afterWindow,
  briefWith,
  fundedContract,
  lateDraft,
  makeJudges,
  processDraft,
  quickDraft,
  rubricDraft,
  submitted,
} from 'tests/support/judging'
import type { TestPerson } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database } from '~/platform/database.server'
import * as briefRoute from '~/routes/briefs/$briefId/index'
import * as milestoneRoute from '~/routes/milestones/$milestoneId/index'
import * as ratingRoute from '~/routes/ratings/$evaluationId'
import * as ratingsRoute from '~/routes/ratings/index'
import * as fileRoute from '~/routes/reports/$evaluationId/files/$reportId'
import * as reportRoute from '~/routes/reports/$evaluationId/index'

useDatabase()
let world: World
let model: Model
let first: TestPerson
let second: TestPerson
let measurer: TestPerson
beforeAll(async () => {
  ;({ world, model, first, second, measurer } = await makeJudges())
})
afterAll(() => model?.close())
beforeEach(() => setBusinessNow(database(), start))

type Action = typeof ratingRoute.action | typeof reportRoute.action | typeof milestoneRoute.action
type Form = Record<string, string> | FormData

async function rated() {
  const draft = rubricDraft([first.personId, second.personId])
  const made = await fundedContract(world, await briefWith(world, [draft, quickDraft], 300))
  const evaluationId = await submitted(world, made.milestoneId, model)
  const send = async (who: TestPerson, form: Form, page = 1) =>
    answerOf(
      ratingRoute.action as Action,
      await asking(`/ratings/${evaluationId}?criterion=c1&page=${page}`, {
        ...{ as: who.personId, params: { evaluationId }, form },
      }),
    )
  const read = async (who: TestPerson | null) =>
    answerOf(
      ratingRoute.loader,
      await asking('/x', { as: who?.personId ?? null, params: { evaluationId } }),
    )
  return { ...made, evaluationId, send, read }
}

describe('the pages of a rater', () => {
  it('are found by the two raters and nobody else', async () => {
    const { read, evaluationId } = await rated()
    for (const who of [first, second]) expect(await read(who)).toMatchObject({ status: 200 })
    for (const who of [world.client, world.lead, world.operator, world.stranger, measurer]) {
      expect(await read(who)).toMatchObject({ status: 404 })
    }
    expect((await read(null)).location).toContain('/sign-in')
    const list = async (who: TestPerson) =>
      answerOf(ratingsRoute.loader, await asking('/ratings', { as: who.personId }))
    expect(await list(first)).toMatchObject({
      data: { ratings: expect.arrayContaining([expect.objectContaining({ evaluationId })]) },
    })
    expect(await list(world.client)).toMatchObject({ data: { ratings: [], reports: [] } })
  })

  it('keep what was marked, say what is wrong beside the row, and lose nothing', async () => {
    const { send, read, evaluationId } = await rated()
    const good = { intent: 'next', 'm.0.0': '4', 'm.0.1': '5' }
    expect(await send(first, good)).toMatchObject({
      status: 303,
      location: `/ratings/${evaluationId}?criterion=c1&page=2`,
    })
    const wrong = { intent: 'save', 'm.0.0': '2', 'm.1.1': '9' }
    expect(await send(first, wrong)).toMatchObject({
      status: 400,
      data: {
        errors: { 'm.1.1': 'Choose one of the points from 1 to 5.' },
        values: { 'm.0.0': '2', 'm.1.1': '9' },
      },
    })
    expect((await read(first)).data).toMatchObject({
      progress: { marks: 2, marksWanted: 80, state: 'open' },
    })
    expect(await send(world.client, good)).toMatchObject({ status: 404 })
  })

  it('save before handing in, and say how many marks are missing', async () => {
    const { send, evaluationId } = await rated()
    const early = await send(first, { intent: 'hand_in', 'm.0.0': '4' })
    expect(early).toMatchObject({
      status: 409,
      data: { errors: { form: expect.stringContaining('79 marks are still missing') } },
    })
    const kept = await database().select().from(rating).where(eq(rating.evaluationId, evaluationId))
    expect(kept).toHaveLength(1)
    const all = Object.fromEntries(
      Array.from({ length: 80 }, (_, at) => [`m.${Math.floor(at / 2)}.${at % 2}`, '4']),
    )
    const click = () => send(first, { intent: 'hand_in', ...all })
    for (const answer of await Promise.all([click(), click()])) {
      expect(answer).toMatchObject({ status: 303 })
    }
    expect(await click()).toMatchObject({ status: 303 })
    expect(await send(first, { intent: 'save', 'm.0.0': '1' })).toMatchObject({ status: 409 })
  })

  it('take a refusal with its reason', async () => {
    const { send } = await rated()
    expect(await send(second, { intent: 'decline', reason: ' ' })).toMatchObject({
      status: 400,
      data: { errors: { reason: expect.any(String) }, intent: 'decline' },
    })
    expect(await send(second, { intent: 'decline', reason: 'I am away.' })).toMatchObject({
      status: 303,
    })
    expect(await send(first, { intent: 'save', 'm.0.0': '1' })).toMatchObject({ status: 409 })
    expect(await send(first, { intent: 'nonsense' })).toMatchObject({ status: 400 })
  })
})

async function measured() {
  const drafts = [processDraft(measurer.personId), lateDraft(measurer.personId)]
  const made = await fundedContract(world, await briefWith(world, drafts, null))
  const evaluationId = await submitted(world, made.milestoneId, null)
  await setBusinessNow(database(), afterWindow)
  const send = async (who: TestPerson, form: Form) =>
    answerOf(
      reportRoute.action as Action,
      await asking(`/reports/${evaluationId}?criterion=c1`, {
        ...{ as: who.personId, params: { evaluationId }, form },
      }),
    )
  const read = async (who: TestPerson) =>
    answerOf(reportRoute.loader, await asking('/x', { as: who.personId, params: { evaluationId } }))
  return { ...made, evaluationId, send, read }
}

const figures = {
  cases: '400',
  hits: '24',
  statement: 'yes',
}

function withFile(fields: Record<string, string>, file: File | null): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  if (file) form.append('file', file)
  return form
}
const csvFile = new File(['day,cases\n'], 'book.csv', { type: 'text/html' })

describe('the page of a measurer', () => {
  it('is found by the measurer and nobody else', async () => {
    const { read } = await measured()
    expect(await read(measurer)).toMatchObject({ status: 200, data: { mayReport: true } })
    for (const who of [world.client, world.lead, world.operator, world.stranger, first]) {
      expect(await read(who)).toMatchObject({ status: 404 })
    }
  })

  it('shows what figures come to before anything is handed in, digits of any kind', async () => {
    const { send, evaluationId } = await measured()
    const looked = await send(measurer, { ...figures, cases: '۴۰۰', intent: 'preview' })
    expect(looked).toMatchObject({
      status: 200,
      data: { preview: { estimate: 0.06, outcome: 'met' }, values: { cases: '۴۰۰' } },
    })
    const reports = await database()
      .select()
      .from(processReport)
      .where(eq(processReport.evaluationId, evaluationId))
    expect(reports).toEqual([])
  })

  it('takes thousands set apart, in digits of any kind, and one deadline after an objection', async () => {
    const { send, milestoneId, evaluationId } = await measured()
    for (const cases of ['1,240', '۱٬۲۴۰', '۱,۲۴۰', '1240']) {
      const looked = await send(measurer, { ...figures, cases, hits: '62', intent: 'preview' })
      expect(looked).toMatchObject({ status: 200, data: { preview: { n: 1240, estimate: 0.05 } } })
    }
    for (const cases of ['1,24', '12,4000', '1,240٬000', '1.240']) {
      const looked = await send(measurer, { ...figures, cases, intent: 'preview' })
      expect(looked).toMatchObject({ status: 400, data: { errors: { cases: expect.any(String) } } })
    }
    await send(measurer, withFile({ ...figures, intent: 'report' }, csvFile))
    const form = { intent: 'object', criterionId: 'c1', reason: 'The last day is missing.' }
    const params = { milestoneId }
    await answerOf(
      milestoneRoute.action,
      await asking('/x', { as: world.client.personId, params, form }),
    )
    const page = await answerOf(
      reportRoute.loader,
      await asking('/x', { as: measurer.personId, params: { evaluationId } }),
    )
    const { view } = page.data as { view: { standing: unknown } }
    expect(view.standing).toMatchObject({ kind: 'objected', until: expect.anything() })
  })

  it('says beside each field what to do, and keeps what was typed', async () => {
    const { send } = await measured()
    const bad = { ...figures, cases: '299', hits: 'many', intent: 'report' }
    const refused = await send(measurer, withFile({ ...bad, statement: 'no' }, csvFile))
    expect(refused).toMatchObject({
      status: 400,
      data: {
        errors: {
          cases: expect.stringMatching(/fewer than 300 cases are not taken/),
          hits: expect.any(String),
          statement: expect.any(String),
        },
        values: { cases: '299', hits: 'many' },
      },
    })
    for (const [file, problem] of [
      [null, /Choose the file/],
      [new File([], 'book.csv'), /empty/],
      [new File(['x'], 'book.exe'), /CSV/],
      [new File([new Uint8Array(10_000_001)], 'book.csv'), /10 MB/],
    ] as const) {
      const answer = await send(measurer, withFile({ ...figures, intent: 'report' }, file))
      expect(answer.status).toBe(400)
      expect((answer.data as { errors: { file: string } }).errors.file).toMatch(problem)
    }
  })

  it('takes the figures with their file, which nobody’s browser opens', async () => {
    const { send, read, evaluationId } = await measured()
    const form = withFile({ ...figures, intent: 'report' }, csvFile)
    expect(await send(measurer, form)).toMatchObject({ status: 303 })
    expect(await send(measurer, withFile({ ...figures, intent: 'report' }, csvFile))).toMatchObject(
      { status: 409 },
    )
    const page = await read(measurer)
    expect(page.data).toMatchObject({ mayReport: false })
    const { view } = page.data as { view: { reports: { id: string }[] } }
    const params = { evaluationId, reportId: view.reports[0]?.id ?? '' }
    const got = (await fileRoute.loader(
      (await asking('/x', { as: world.lead.personId, params })) as never,
    )) as Response
    expect(got.headers.get('Content-Type')).toBe('application/octet-stream')
    expect(got.headers.get('Content-Disposition')).toContain('attachment')
    expect(await got.text()).toBe('day,cases\n')
    const strange = await asking('/x', { as: world.stranger.personId, params })
    expect(await answerOf(fileRoute.loader, strange)).toMatchObject({ status: 404 })
  })

  it('takes an objection on the milestone’s page, with a reason', async () => {
    const { send, milestoneId } = await measured()
    await send(measurer, withFile({ ...figures, intent: 'report' }, csvFile))
    const object = async (who: TestPerson, reason: string) =>
      answerOf(
        milestoneRoute.action,
        await asking('/x', {
          as: who.personId,
          params: { milestoneId },
          form: { intent: 'object', criterionId: 'c1', reason },
        }),
      )
    expect(await object(world.client, '')).toMatchObject({
      status: 400,
      data: { errors: { reason: expect.any(String) } },
    })
    expect(await object(world.stranger, 'No.')).toMatchObject({ status: 404 })
    const click = () => object(world.client, 'December is missing.')
    for (const answer of await Promise.all([click(), click()])) {
      expect(answer).toMatchObject({ status: 303 })
    }
    expect(await click()).toMatchObject({ status: 303 })
    const kept = await database().select().from(reportObjection)
    expect(kept.filter(({ reason }) => reason === 'December is missing.')).toHaveLength(1)
    expect(await object(world.lead, 'Me too.')).toMatchObject({
      status: 409,
      data: { errors: { form: expect.stringContaining('not open now') } },
    })
    expect(await send(measurer, { intent: 'stand_by', answer: '' })).toMatchObject({ status: 400 })
    const stands = { intent: 'stand_by', answer: 'The export is whole.' }
    expect(await send(measurer, stands)).toMatchObject({ status: 303 })
  })
})

describe('a brief without sealed data', () => {
  it('is published and read like any other', async () => {
    const drafts = [processDraft(measurer.personId), lateDraft(measurer.personId)]
    const briefId = await briefWith(world, drafts, null)
    const args = await asking('/x', { as: null, params: { briefId } })
    expect(await answerOf(briefRoute.loader, args)).toMatchObject({
      status: 200,
      data: { dataset: null, brief: { status: 'published' } },
    })
  })
})
