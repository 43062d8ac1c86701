import { createHash } from 'node:crypto'
import { labelOf, makeWorld, pay, signedContract, start, type World } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { type Ask, answerOf, asking } from 'tests/support/routes'
import { beforeAll, describe, expect, it } from 'vitest'
import { registerContractEndpoint } from '~/domain/contracts/measuring/register-contract-endpoint.server'
import { stopForbiddenRun } from '~/domain/contracts/measuring/stop-forbidden-run.server'
import { submitMilestone } from '~/domain/contracts/milestones/submit-milestone.server'
import { currentTerms } from '~/domain/contracts/rows.server'
import { evidenceChain } from '~/domain/outcomes/queries.server'
import { database, inTransaction } from '~/platform/database.server'
import * as endpointRoute from '~/routes/milestones/$milestoneId/endpoint'
import * as milestoneRoute from '~/routes/milestones/$milestoneId/index'
import * as progressRoute from '~/routes/milestones/$milestoneId/progress'
import * as rowsRoute from '~/routes/milestones/$milestoneId/rows'

useDatabase()
let world: World
beforeAll(async () => {
  world = await makeWorld()
})

const lead = () => world.lead.personId

async function funded(files: boolean | 'with_time') {
  const { contractId, milestoneIds } = await signedContract(world, { milestones: 1, files })
  const milestoneId = milestoneIds[0] ?? ''
  await pay(world, milestoneId)
  return { contractId, milestoneId }
}

async function ask(
  run: (args: never) => Promise<unknown>,
  milestoneId: string,
  more: Ask & { query?: string } = {},
) {
  const args = await asking(`/milestones/${milestoneId}${more.query ?? ''}`, {
    as: lead(),
    params: { milestoneId },
    ...more,
  })
  return answerOf(run, args)
}

/** A milestone whose rows wait to be taken. */
async function waiting() {
  const made = await funded(true)
  const { milestoneId } = made
  const form = { intent: 'endpoint', kind: 'file', handOut: 'yes' }
  expect(await ask(endpointRoute.action, milestoneId, { form })).toMatchObject({ status: 303 })
  const submitted = await ask(milestoneRoute.action, milestoneId, {
    form: { intent: 'submit', note: 'A model that answers in a file.' },
  })
  expect(submitted).toMatchObject({ status: 303, location: `/milestones/${milestoneId}` })
  return made
}

async function rowsServed(contractId: string) {
  const chain = await evidenceChain(database(), contractId, 'party')
  return chain.filter(({ kind }) => kind === 'rows_served').map(({ body }) => body)
}

async function taken(milestoneId: string, as = lead()) {
  const args = await asking('/x', { as, params: { milestoneId }, form: {} })
  return (await rowsRoute.action(args as never)) as unknown as Response
}

async function upload(milestoneId: string, content: string | null, as = lead()) {
  const args = await asking('/x', { as, params: { milestoneId }, form: {} })
  const body = new FormData()
  body.append('intent', 'predictions')
  body.append('predictions', new File([content ?? ''], content === null ? '' : 'answers.csv'))
  const headers = { Cookie: args.request.headers.get('Cookie') ?? '' }
  const request = new Request(args.request.url, { method: 'POST', headers, body })
  return answerOf(milestoneRoute.action, { ...args, request })
}

type Line = { id: string; features: { text: string } }
const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
const answered = ({ id, features }: Line) =>
  `${id},${labelOf(Number(features.text.trim().split(' ')[1]))}`

async function pageOf(milestoneId: string, as = lead()) {
  const { data } = await ask(milestoneRoute.loader, milestoneId, { as })
  return data as Awaited<ReturnType<typeof milestoneRoute.loader>>
}

describe('an endpoint', () => {
  it('is filled in for a chat model and for several rows by a link', async () => {
    const { milestoneId } = await funded(false)
    const kindOf = async (query: string) =>
      (await ask(endpointRoute.loader, milestoneId, { query })).data
    expect(await kindOf('')).toMatchObject({ kind: 'single', labels: ['normal', 'urgent'] })
    expect(await kindOf('?as=chat')).toMatchObject({ kind: 'chat', labelKind: 'class' })
    expect(await kindOf('?as=batch')).toMatchObject({ kind: 'batch' })
    expect(await kindOf('?as=nothing')).toMatchObject({ kind: 'single' })
  })

  it('comes back with each error beside its field, and what was typed', async () => {
    const { milestoneId } = await funded(false)
    const form = {
      intent: 'endpoint',
      kind: 'batch',
      url: 'http://127.0.0.1:9999/x',
      requestTemplate: '{"rows":"{{rows}}"}',
      answerPointer: '/label',
      listPointer: '/answers',
      answerRule: 'as_it_is',
      rowsPerRequest: '20',
      concurrency: '4',
    }
    const errorsOf = async (changes: Record<string, string>) => {
      const answer = await ask(endpointRoute.action, milestoneId, { form: { ...form, ...changes } })
      if (answer.status === 303) return null
      expect(answer.status).toBe(400)
      const { errors, values } = answer.data as {
        errors: Record<string, string>
        values: Record<string, string>
      }
      expect(values).toMatchObject({ ...form, ...changes })
      return Object.keys(errors)
    }
    expect(await errorsOf({ url: '' })).toEqual(['url'])
    expect(await errorsOf({ url: 'x' })).toEqual(['url'])
    expect(await errorsOf({ url: 'https://elsewhere.example/x' })).toEqual(['url'])
    expect(await errorsOf({ requestTemplate: '' })).toEqual(['requestTemplate'])
    expect(await errorsOf({ requestTemplate: '{' })).toEqual(['requestTemplate'])
    expect(await errorsOf({ requestTemplate: '{"a":"{{text}}"}' })).toEqual(['requestTemplate'])
    expect(await errorsOf({ listPointer: 'answers' })).toEqual(['listPointer'])
    expect(await errorsOf({ answerPointer: '$.label' })).toEqual(['answerPointer'])
    expect(await errorsOf({ rowsPerRequest: '0' })).toEqual(['rowsPerRequest'])
    expect(await errorsOf({ rowsPerRequest: '501' })).toEqual(['rowsPerRequest'])
    expect(await errorsOf({ rowsPerRequest: 'many' })).toEqual(['rowsPerRequest'])
    expect(await errorsOf({ concurrency: '65' })).toEqual(['concurrency'])
    expect(await errorsOf({ answerRule: 'guess' })).toEqual(['answerRule'])
    expect(await errorsOf({ kind: 'pigeon' })).toEqual(['kind'])
    expect(await errorsOf({})).toBeNull()
    const { data } = await ask(endpointRoute.loader, milestoneId)
    expect(data).toMatchObject({
      kind: 'batch',
      endpoint: { inner: { rowsPerRequest: 20, concurrency: 4, listPointer: '/answers' } },
    })
  })

  it('is no file where the client did not agree, or where time is measured', async () => {
    const form = { intent: 'endpoint', kind: 'file', handOut: 'yes' }
    const without = await funded(false)
    expect(await ask(endpointRoute.action, without.milestoneId, { form })).toMatchObject({
      status: 400,
      data: { errors: { handOut: expect.stringContaining('has not agreed') } },
    })
    const timed = await funded('with_time')
    expect(await ask(endpointRoute.action, timed.milestoneId, { form })).toMatchObject({
      status: 400,
      data: { errors: { handOut: expect.stringContaining('response time') } },
    })
    const { milestoneId, contractId } = await funded(true)
    expect((await currentTerms(database(), contractId)).body.data.predictionFiles).toBe(true)
    const unticked = { intent: 'endpoint', kind: 'file' }
    expect(await ask(endpointRoute.action, milestoneId, { form: unticked })).toMatchObject({
      status: 400,
      data: { errors: { handOut: expect.any(String) } },
    })
    const byClient = await ask(endpointRoute.action, milestoneId, {
      as: world.client.personId,
      form,
    })
    expect(byClient).toMatchObject({ status: 403 })
  })
})

describe('the rows of an attempt', () => {
  it('are handed to the team once, by a form and never by looking', async () => {
    const { milestoneId, contractId } = await waiting()
    const before = await pageOf(milestoneId)
    expect(before.page).toMatchObject({
      measuring: true,
      file: { mayAct: true, servedAt: null, rows: 63 },
      turn: { side: 'team', key: 'prediction.turn', otherwise: 'prediction.else' },
    })
    expect(before).not.toHaveProperty('refreshSeconds')
    // Reading the address, or asking for it as data, spends nothing.
    expect(await ask(rowsRoute.loader, milestoneId)).toMatchObject({
      status: 303,
      location: `/milestones/${milestoneId}`,
    })
    expect((await pageOf(milestoneId)).page.file?.servedAt).toBeNull()
    for (const [as, status] of [
      [world.stranger.personId, 404],
      [world.client.personId, 403],
      [null, 401],
    ] as const) {
      expect(await ask(rowsRoute.action, milestoneId, { as, form: {} })).toMatchObject({ status })
    }
    expect((await pageOf(milestoneId)).page.file?.servedAt).toBeNull()

    const answer = await taken(milestoneId, world.members[1]?.personId)
    expect(answer.status).toBe(200)
    const text = await answer.text()
    expect(answer.headers.get('Content-Disposition')).toMatch(/^attachment; filename="evl_/)
    expect(answer.headers.get('Content-Length')).toBe(String(Buffer.byteLength(text)))
    expect(linesOf(text)).toHaveLength(63)
    expect(text).not.toMatch(/urgent|normal/)
    const bodies = await rowsServed(contractId)
    expect(bodies).toMatchObject([{ sha256: createHash('sha256').update(text).digest('hex') }])

    const again = await taken(milestoneId)
    expect(again.status).toBe(303)
    expect(again.headers.getSetCookie().join()).toContain('toast_served')
    expect((await pageOf(milestoneId)).page.file).toMatchObject({
      servedAt: expect.any(Date),
      servedToName: 'Umar Member',
    })
    expect(await rowsServed(contractId)).toHaveLength(1)
  })

  it('are not kept from the team by the rules about addresses', async () => {
    const { milestoneId } = await waiting()
    const { page } = await pageOf(milestoneId)
    const evaluationId = page.milestone.evaluationId ?? ''
    const stopped = await inTransaction((tx) => stopForbiddenRun(tx, { evaluationId, at: start }))
    expect(stopped).toEqual({ stopped: false })
  })
})

describe('predictions', () => {
  it('come back with the rows that are wrong beside the field', async () => {
    const { milestoneId } = await waiting()
    const rows = linesOf(await (await taken(milestoneId)).text())
    const errorOf = async (content: string | null) => {
      const answer = await upload(milestoneId, content)
      expect(answer.status).toBe(400)
      return (answer.data as { errors: Record<string, string> }).errors.predictions
    }
    expect(await errorOf(null)).toContain('Choose the file')
    expect(await errorOf('')).toContain('no predictions')
    expect(await errorOf('id,label\nx,a\n')).toContain('two columns')
    const id = rows[0]?.id
    expect(await errorOf(`id,prediction\n${id},urgent\n${id},urgent\nstrange,urgent\n`)).toMatch(
      /Row 2: .*second time.* Row 3: .*no id of the rows/,
    )
    const many = Array.from({ length: 9 }, (_, n) => `x${n},urgent`).join('\n')
    expect(await errorOf(`id,prediction\n${many}\n`)).toMatch(/Row 5: .* 4 more rows are wrong/)
    expect((await pageOf(milestoneId)).page.file?.ready).toBeNull()
  })

  it('with gaps wait for a yes; only the team may give it', async () => {
    const { milestoneId } = await waiting()
    const rows = linesOf(await (await taken(milestoneId)).text())
    const part = `id,prediction\n${rows.slice(0, 51).map(answered).join('\n')}\n`
    for (const as of [world.client.personId, world.stranger.personId]) {
      expect((await upload(milestoneId, part, as)).status).toBeGreaterThan(400)
    }
    expect(await upload(milestoneId, part)).toMatchObject({ status: 303 })
    const ready = (await pageOf(milestoneId)).page.file?.ready
    expect(ready).toMatchObject({ predictions: 51, missing: 12, outside: 0 })
    const confirm = (sha256: string, as = lead()) =>
      ask(milestoneRoute.action, milestoneId, {
        as,
        form: { intent: 'confirm_predictions', sha256 },
      })
    const sha256 = ready?.sha256 ?? ''
    expect(await confirm('x')).toMatchObject({ status: 400 })
    expect(await confirm('0'.repeat(64))).toMatchObject({ status: 409 })
    expect(await confirm(sha256, world.client.personId)).toMatchObject({ status: 403 })
    expect(await confirm(sha256)).toMatchObject({ status: 303 })
    expect((await pageOf(milestoneId)).page.progress).toMatchObject({
      rowsDone: 63,
      rowsFailed: 12,
    })
    expect(await upload(milestoneId, part)).toMatchObject({ status: 409 })
  })
})

describe('the progress of a measurement', () => {
  it('is told to the parties as events, and to nobody else', async () => {
    const { milestoneId } = await waiting()
    for (const [as, status] of [
      [world.stranger.personId, 404],
      [null, 302],
    ] as const) {
      const answer = await ask(progressRoute.loader, milestoneId, { as })
      expect([status, 303]).toContain(answer.status)
    }
    const args = await asking('/x', { as: world.client.personId, params: { milestoneId } })
    const gone = new AbortController()
    const request = new Request(args.request, { signal: gone.signal })
    const answer = (await progressRoute.loader({
      ...args,
      request,
    } as never)) as unknown as Response
    expect(answer.headers.get('Content-Type')).toMatch(/^text\/event-stream/)
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.includes('data: ')) text += (await reader?.read())?.value ?? ''
    expect(JSON.parse(/data: (.*)/.exec(text)?.[1] ?? '')).toMatchObject({
      label: 'Waits for a file of predictions',
      value: '0',
    })
    gone.abort()
    await expect.poll(async () => (await reader?.read())?.done).toBe(true)
  })

  it('ends at once where nothing is measured', async () => {
    const { milestoneId } = await funded(true)
    const args = await asking('/x', { as: lead(), params: { milestoneId } })
    const answer = (await progressRoute.loader(args as never)) as unknown as Response
    expect(await answer.text()).toContain('event: end')
  })
})

describe('a submission by file', () => {
  it('needs no trial, and is an attempt like any other', async () => {
    const { milestoneId } = await funded(true)
    await inTransaction((tx) =>
      registerContractEndpoint(tx, {
        milestoneId,
        kind: 'file',
        url: '',
        headers: [],
        requestTemplate: '',
        answerPointer: '',
        by: lead(),
        at: start,
      }),
    )
    const submitted = await inTransaction((tx) =>
      submitMilestone(tx, { milestoneId, note: '', knowsDoubt: false, by: lead(), at: start }),
    )
    expect(submitted).toMatchObject({ measured: true, attempt: 1 })
  })
})
