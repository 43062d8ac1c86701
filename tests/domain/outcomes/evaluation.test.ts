import { evaluation, evaluationRow, evidenceEntry, sealedRow, verdict } from 'db/schema/outcomes'
import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { redirecting } from 'tests/support/endpoints/redirector'
import * as endpoints from 'tests/support/endpoints/start-endpoint'
import {
  at,
  criterion,
  csvOf,
  labels,
  quickRate,
  register,
  seal,
  start,
} from 'tests/support/outcomes'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { GuardOptions } from '~/domain/outcomes/adapters/guarded-fetch.server'
import { dryRunEndpoint } from '~/domain/outcomes/endpoints/dry-run.server'
import { presetOf } from '~/domain/outcomes/endpoints/endpoint-draft'
import type { EndpointDraft } from '~/domain/outcomes/endpoints/register-endpoint.server'
import { verifyChain } from '~/domain/outcomes/evidence/evidence'
import {
  evaluationProgress,
  evaluationResult,
  evaluationsOf,
  evidenceChain,
  latestVerdict,
} from '~/domain/outcomes/queries.server'
import { cancelEvaluation } from '~/domain/outcomes/runs/end-evaluation.server'
import { errorSample } from '~/domain/outcomes/runs/error-sample.server'
import { announceRows, takeLease } from '~/domain/outcomes/runs/evaluation-lease.server'
import { resumeStaleEvaluations, runEvaluation } from '~/domain/outcomes/runs/run-evaluation.server'
import { type Db, database, inTransaction } from '~/platform/database.server'

useDatabase()
let db: Db
const open: endpoints.TestEndpoint[] = []
const guard: GuardOptions = { rules: { allowLoopback: true, allowHttp: false, ownPorts: [] } }

beforeAll(async () => {
  db = database()
  await quickRate()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((endpoint) => endpoint.close()))
})

async function serve(behaviour: endpoints.Behaviour) {
  const endpoint = await endpoints.startEndpoint(behaviour)
  open.push(endpoint)
  return endpoint
}

const answerOf = (asked: endpoints.Asked) => String(asked.body.text).trim().split(' ').at(-1)
const honest: endpoints.Behaviour = (response, asked) =>
  endpoints.json(response, { label: answerOf(asked) })

let names = 0
/** A dataset, an endpoint and a started run of their own. */
async function prepare(
  behaviour: endpoints.Behaviour,
  options: { rows?: number; canaries?: number; criteria?: ReturnType<typeof criterion>[] } = {},
) {
  const name = `${++names}`
  const reference = `mil_${name}`
  const contractReference = `con_${name}`
  const server = await serve(behaviour)
  const { datasetId } = await seal(csvOf(options.rows ?? 300, options.canaries), {
    reference: `brf_${name}`,
  })
  const { endpointId } = await register(server.url, reference)
  const again = () =>
    start({
      datasetId,
      endpointId,
      reference,
      contractReference,
      criteria: options.criteria ?? [criterion()],
    })
  return { server, datasetId, endpointId, reference, contractReference, again, ...(await again()) }
}

const run = (evaluationId: string, leaseMs?: number) =>
  runEvaluation(db, { evaluationId, at, guard, ...(leaseMs ? { leaseMs } : {}) })

describe('a measured run', () => {
  it('ends in a signed verdict, a longer chain and a job for whoever waits', async () => {
    const { server, evaluationId, reference, contractReference } = await prepare(honest, {
      canaries: 8,
      criteria: [
        criterion({ id: 'right' }),
        criterion({ id: 'fast', metric: 'latency_p50', target: 9_000 }),
      ],
    })
    expect(await run(evaluationId)).toEqual({ state: 'finished' })
    const result = await evaluationResult(db, evaluationId)
    expect(result).toMatchObject({
      state: 'finished',
      overall: 'met',
      attempt: 1,
      attemptsAllowed: 3,
      attemptsUsed: 1,
      attemptsLeft: 2,
      counted: true,
    })
    const shown = await latestVerdict(db, reference)
    expect(shown?.verdictId).toBe(result?.verdictId)
    const [right, fast] = shown?.body.results ?? []
    expect(right).toMatchObject({
      estimate: 1,
      upper: 1,
      n: 60,
      outcome: 'met',
      reason: 'pessimistic_end_meets',
    })
    expect(right?.lower).toBeGreaterThan(0.9)
    expect(right?.baseline).toBeGreaterThan(0.4)
    expect(fast).toMatchObject({ outcome: 'met', baseline: null, target: 9_000 })
    expect(shown?.body).toMatchObject({
      consistency: { pairs: 3, same: 3 },
      canaries: { asked: 5, agreed: 0, flagged: false },
      rows: { asked: 60, answered: 60, outsideLabels: 0 },
    })
    // 60 rows, 3 asked twice, 5 canaries: each under an id of its own, none with its label.
    expect(server.asked).toHaveLength(68)
    expect(new Set(server.asked.map(({ body }) => body.id)).size).toBe(68)
    expect(server.asked.every(({ body }) => !('label' in body) && !('trap' in body))).toBe(true)
    expect(server.asked[0]?.headers['x-key']).toBe('a secret')
    const chain = await evidenceChain(db, contractReference, 'public')
    expect(chain.map(({ kind }) => kind)).toEqual(['evaluation_started', 'verdict'])
    expect(verifyChain(chain).ok).toBe(true)
    const progress = await evaluationProgress(db, evaluationId)
    expect(progress).toMatchObject({ rowsTotal: 68, rowsDone: 68, rowsFailed: 0 })
    expect(progress?.latencyP50Ms).toBeGreaterThan(0)
    expect(await run(evaluationId)).toEqual({ state: 'finished' })
    expect(server.asked).toHaveLength(68)
  })

  it('shows errors to the client, and counts strays and missing answers as wrong', async () => {
    const { evaluationId, reference } = await prepare((response, asked, count) => {
      if (count % 5 === 0) endpoints.json(response, { label: 'c' })
      else if (count % 5 === 2) endpoints.json(response, { nothing: 1 })
      else endpoints.json(response, { label: answerOf(asked) })
    })
    await run(evaluationId)
    const shown = await latestVerdict(db, reference)
    expect(shown?.body.overall).toBe('not_met')
    expect(shown?.body.rows.outsideLabels).toBeGreaterThan(0)
    expect(shown?.body.rows.answered).toBeLessThan(60)
    const errors = await errorSample(db, evaluationId)
    expect(errors.length).toBeGreaterThan(5)
    for (const { label, output } of errors) expect(output).not.toBe(label)
    expect(errors[0]?.features).toHaveProperty('text')
  })

  it('reports the same answer for everything beside what that is worth', async () => {
    const { evaluationId, reference } = await prepare(
      (response) => endpoints.json(response, { label: 'a' }),
      // Far enough from two rows in three, whichever sixty are drawn.
      { criteria: [criterion({ target: 0.97 })] },
    )
    await run(evaluationId)
    const [result] = (await latestVerdict(db, reference))?.body.results ?? []
    expect(result?.outcome).toBe('not_met')
    expect(result?.estimate).toBe(result?.baseline)
  })

  it('raises a flag when every canary is answered with its wrong label', async () => {
    const leaked = new Map<string, string>()
    for (const line of csvOf(300, 8).split('\n').slice(1)) {
      const [text = '', label = ''] = line.split(',')
      leaked.set(text, label)
    }
    const memorised: endpoints.Behaviour = (response, asked) =>
      endpoints.json(response, { label: leaked.get(String(asked.body.text).trim()) })
    const { evaluationId, reference } = await prepare(memorised, { canaries: 8 })
    await run(evaluationId)
    expect((await latestVerdict(db, reference))?.body.canaries).toEqual({
      asked: 5,
      agreed: 5,
      flagged: true,
    })
  })

  it('takes answers as text only: markup stays text, and is not a label', async () => {
    const script = '<script>alert(1)</script>'
    const { evaluationId } = await prepare((response) =>
      endpoints.json(response, { label: script }),
    )
    await run(evaluationId)
    const [row] = await db
      .select()
      .from(evaluationRow)
      .where(eq(evaluationRow.evaluationId, evaluationId))
      .limit(1)
    expect(row).toMatchObject({ output: script, problem: null })
  })
})

describe('attempts', () => {
  it('never draw a row twice, are counted, and end', async () => {
    const { again, evaluationId, reference, datasetId } = await prepare(honest)
    await run(evaluationId)
    const second = await again()
    expect(second.attempt).toBe(2)
    await expect(again()).rejects.toMatchObject({ code: 'evaluation_running' })
    await run(second.evaluationId)
    await run((await again()).evaluationId)
    await expect(again()).rejects.toMatchObject({ code: 'attempts_used' })
    const runs = await db.select().from(evaluation).where(eq(evaluation.reference, reference))
    const drawn = runs.flatMap(({ draw }) => draw.rows)
    expect(new Set(drawn).size).toBe(180)
    expect(drawn.some((row) => row <= 5)).toBe(false)
    const spent = await db.select().from(sealedRow).where(eq(sealedRow.datasetId, datasetId))
    expect(spent.filter(({ spentIn }) => spentIn !== null)).toHaveLength(180)
    expect((await evaluationsOf(db, reference)).map(({ attempt }) => attempt).sort()).toEqual([
      1, 2, 3,
    ])
  })

  it('are refused when too few unseen rows are left', async () => {
    const { again, evaluationId } = await prepare(honest, { rows: 100 })
    await run(evaluationId)
    await expect(again()).rejects.toMatchObject({
      code: 'dataset_too_small',
      facts: { needed: 60, available: 35 },
    })
  })

  it("need an endpoint that is this milestone's", async () => {
    const { datasetId, endpointId } = await prepare(honest)
    await expect(start({ datasetId, endpointId, reference: 'mil_other' })).rejects.toMatchObject({
      code: 'endpoint_missing',
    })
  })
})

describe('a killed worker', () => {
  it('is succeeded by another: answered rows are not sent again, others under the same id', async () => {
    let dead = false
    const answeredBefore = new Set<unknown>()
    const { server, evaluationId } = await prepare((response, asked) => {
      if (dead) return honest(response, asked, 0)
      if (server.asked.length <= 30) {
        answeredBefore.add(asked.body.id)
        return honest(response, asked, 0)
      }
      // From here on the first worker hears nothing any more.
    })
    const first = run(evaluationId, 1_500)
    await expect
      .poll(async () => (await evaluationProgress(db, evaluationId))?.rowsDone, { timeout: 10_000 })
      .toBe(30)
    // Its house is full now: no request of its own is still under way when it is succeeded.
    await expect.poll(() => server.asked.length, { timeout: 10_000 }).toBe(30 + 16)
    // The worker is killed: nobody renews its lease, and it runs out.
    await db
      .update(evaluation)
      .set({ leaseUntil: sql`now() - interval '1 second'`, leaseToken: 'taken over' })
      .where(eq(evaluation.id, evaluationId))
    dead = true
    expect(await inTransaction((tx) => resumeStaleEvaluations(tx))).toContain(evaluationId)
    const sentBefore = server.asked.map(({ body }) => body.id)
    expect(await run(evaluationId)).toEqual({ state: 'finished' })
    const sentAfter = server.asked.slice(sentBefore.length).map(({ body }) => body.id)
    expect(sentAfter.filter((id) => answeredBefore.has(id))).toEqual([])
    expect(sentAfter).toHaveLength(63 - 30)
    expect(new Set(server.asked.map(({ body }) => body.id)).size).toBe(63)
    for (const endpoint of open) await endpoint.close()
    expect(await first).toEqual({ state: 'finished' })
    const verdicts = await db.select().from(verdict).where(eq(verdict.evaluationId, evaluationId))
    expect(verdicts).toHaveLength(1)
    const rows = await db
      .select()
      .from(evaluationRow)
      .where(eq(evaluationRow.evaluationId, evaluationId))
    expect(
      rows.every(({ problem, output }) => problem === null && labels.includes(output ?? '')),
    ).toBe(true)
  })

  it('keeps its run while it lives: a second worker is told that it is busy', async () => {
    let release = () => {}
    const gate = new Promise<void>((done) => {
      release = done
    })
    const { evaluationId } = await prepare(async (response, asked) => {
      await gate
      honest(response, asked, 0)
    })
    const first = run(evaluationId)
    await expect
      .poll(async () => (await evaluationProgress(db, evaluationId))?.state)
      .toBe('running')
    expect(await run(evaluationId)).toEqual({ state: 'busy' })
    expect(await inTransaction((tx) => resumeStaleEvaluations(tx))).not.toContain(evaluationId)
    release()
    expect(await first).toEqual({ state: 'finished' })
  })
})

describe('a run that comes to nothing', () => {
  it('uses up no attempt when nobody listens, and gives its rows back', async () => {
    const { server, evaluationId, again, datasetId, contractReference } = await prepare(honest)
    await server.close()
    open.pop()
    expect(await run(evaluationId)).toEqual({ state: 'failed' })
    expect(await evaluationResult(db, evaluationId)).toMatchObject({
      failure: 'endpoint_unreachable',
      counted: false,
      attemptsUsed: 0,
      verdictId: null,
    })
    const rows = await db.select().from(sealedRow).where(eq(sealedRow.datasetId, datasetId))
    expect(rows.filter(({ spentIn }) => spentIn !== null)).toEqual([])
    expect((await evidenceChain(db, contractReference, 'public')).at(-1)?.kind).toBe(
      'evaluation_failed',
    )
    expect((await again()).attempt).toBe(1)
  })

  it('sends nothing to an address that the guard refuses when the run begins', async () => {
    const { evaluationId, server } = await prepare(honest)
    const strict: GuardOptions = { rules: { allowLoopback: false, allowHttp: false, ownPorts: [] } }
    expect(await runEvaluation(db, { evaluationId, at, guard: strict })).toEqual({
      state: 'failed',
    })
    expect(await evaluationResult(db, evaluationId)).toMatchObject({
      failure: 'endpoint_address_refused',
    })
    expect(server.asked).toEqual([])
  })

  it('is measured all the same when the endpoint answers badly', async () => {
    const bad = [
      endpoints.notJson,
      endpoints.wrongType,
      endpoints.failing,
      endpoints.hangingUp,
      redirecting('/x'),
    ]
    for (const behaviour of bad) {
      const { evaluationId, reference } = await prepare(behaviour, {
        criteria: [criterion(), criterion({ id: 'errors', metric: 'error_rate', target: 0.05 })],
      })
      expect(await run(evaluationId)).toEqual({ state: 'finished' })
      const { body } = (await latestVerdict(db, reference)) ?? {}
      expect(body?.overall).toBe('not_met')
      expect(body?.results[1]).toMatchObject({ estimate: 1, outcome: 'not_met' })
      // A fast failure is no fast answer: it counts as the deadline.
      expect(body?.service.p50Ms).toBeGreaterThanOrEqual(10_000)
    }
  })

  it('sends a row once more after a broken connection, and after nothing else', async () => {
    const broken = await prepare(endpoints.hangingUp)
    await run(broken.evaluationId)
    expect(broken.server.asked).toHaveLength(126)
    // Each under a signature of its own: a receiver that remembers nonces takes the second, too.
    const inputs = broken.server.asked.map(({ headers }) => headers['signature-input'])
    expect(new Set(inputs).size).toBe(126)
    const failing = await prepare(endpoints.failing)
    await run(failing.evaluationId)
    expect(failing.server.asked).toHaveLength(63)
  })

  it('can be called off; a run that had answers counts as an attempt', async () => {
    const { evaluationId, again, server } = await prepare((response, asked, count) => {
      if (count <= 20) honest(response, asked, count)
    })
    const cancel = (id: string) =>
      inTransaction((tx) => cancelEvaluation(tx, { evaluationId: id, at, by: 'per_team' }))
    const first = run(evaluationId)
    await expect
      .poll(async () => (await evaluationProgress(db, evaluationId))?.rowsDone, { timeout: 10_000 })
      .toBe(20)
    expect(await cancel(evaluationId)).toEqual({ state: 'cancelled' })
    expect(await cancel(evaluationId)).toEqual({ state: 'cancelled' })
    await server.close()
    expect(await first).toEqual({ state: 'cancelled' })
    expect(await evaluationResult(db, evaluationId)).toMatchObject({
      counted: true,
      attemptsUsed: 1,
    })
    const second = await again()
    expect(second.attempt).toBe(2)
    await cancel(second.evaluationId)
    expect((await again()).attempt).toBe(2)
  })

  it('that is called off gives back the rows that were not announced, and lets no more be', async () => {
    const { evaluationId, datasetId } = await prepare(honest)
    const lease = await takeLease(db, evaluationId)
    if (!lease) throw new Error('no lease')
    expect(await announceRows(db, lease, 7)).toBe(true)
    expect(await announceRows(db, lease, 5)).toBe(true)
    const order = await db
      .select({ rowNumber: evaluationRow.rowNumber })
      .from(evaluationRow)
      .where(eq(evaluationRow.evaluationId, evaluationId))
      .orderBy(asc(evaluationRow.position))
    const seen = new Set(order.slice(0, 7).map(({ rowNumber }) => rowNumber))
    await inTransaction((tx) => cancelEvaluation(tx, { evaluationId, at, by: 'per_team' }))
    expect(await announceRows(db, lease, 20)).toBe(false)
    const spent = await db
      .select({ rowNumber: sealedRow.rowNumber })
      .from(sealedRow)
      .where(and(eq(sealedRow.datasetId, datasetId), isNotNull(sealedRow.spentIn)))
    expect(new Set(spent.map(({ rowNumber }) => rowNumber))).toEqual(seen)
  })
})

describe('what is written', () => {
  it('cannot be changed or removed, not even by the owner of the tables', async () => {
    const { evaluationId } = await prepare(honest)
    await run(evaluationId)
    const { default: postgres } = await import('postgres')
    const owner = postgres(process.env.DATABASE_URL ?? '', { max: 1 })
    for (const client of [owner, postgres(process.env.DATABASE_APP_URL ?? '', { max: 1 })]) {
      await expect(client`update verdict set overall = 'met'`).rejects.toThrow()
      await expect(client`delete from verdict`).rejects.toThrow()
      await expect(client`truncate verdict cascade`).rejects.toThrow()
      await expect(client`update evidence_entry set body = '{}'`).rejects.toThrow()
      await expect(client`delete from evidence_entry`).rejects.toThrow()
      await expect(client`insert into evidence_entry (contract_reference, sequence, kind, at, body, previous_hash, hash)
        values ('con_gap', 2, 'x', 'x', '{}', 'x', 'x')`).rejects.toThrow()
      await client.end()
    }
    const entries = await db.select().from(evidenceEntry).orderBy(asc(evidenceEntry.sequence))
    expect(entries.length).toBeGreaterThan(0)
  })
})

describe('a dry run', () => {
  it('shows request, response and answer for the published rows and spends nothing', async () => {
    const { datasetId, endpointId } = await prepare(honest)
    const tried = await dryRunEndpoint(db, {
      endpointId,
      datasetId,
      criteria: [criterion()],
      guard,
    })
    if (!tried.ok) throw new Error(tried.problem)
    expect(tried.rows).toHaveLength(5)
    expect(tried.rows[0]).toMatchObject({ answer: 'b', expected: 'b', problem: null, status: 200 })
    expect(JSON.parse(tried.rows[0]?.request ?? '')).toMatchObject({ text: 'text 1 b' })
  })

  it('names what is wrong with an answer', async () => {
    const cases: [endpoints.Behaviour, string][] = [
      [endpoints.notJson, 'not_json'],
      [endpoints.wrongType, 'answer_not_text'],
      [endpoints.missingAnswer, 'answer_missing'],
      [endpoints.gzipped, 'outside_labels'],
    ]
    for (const [behaviour, problem] of cases) {
      const { datasetId, endpointId } = await prepare(behaviour)
      const tried = await dryRunEndpoint(db, {
        endpointId,
        datasetId,
        criteria: [criterion()],
        guard,
      })
      expect(tried.ok && tried.rows[0]?.problem).toBe(problem)
    }
  })
})

describe('registering an endpoint', () => {
  it.each([
    'http://10.0.0.8/v1',
    'https://localhost.localdomain.lan/',
    'ftp://model.example.com/',
    'http://169.254.169.254/latest',
    'https://model.example.com:22/',
    'nonsense',
  ])('refuses %s', async (url) => {
    await expect(register(url)).rejects.toMatchObject({ code: 'endpoint_refused' })
  })

  it('keeps header values encrypted', async () => {
    const { endpointId } = await register('https://model.example.com/v1')
    const [found] = await db.execute<{ kept: string }>(
      sql`select endpoint::text as kept from endpoint where id = ${endpointId}`,
    )
    expect(found?.kept).toContain('x-key')
    expect(Buffer.from(found?.kept ?? '').includes('a secret')).toBe(false)
    expect(found?.kept).not.toContain(Buffer.from('a secret').toString('hex'))
  })
})

describe('an endpoint that takes several rows', () => {
  type Batch = { rows: { id: string; text: string }[] }
  const rowsOf = (asked: endpoints.Asked) => (asked.body as unknown as Batch).rows
  const labelled = ({ id, text }: Batch['rows'][number]) => ({
    id,
    label: text.trim().split(' ').at(-1),
  })

  async function batch(behaviour: endpoints.Behaviour, rowsPerRequest = 10) {
    const name = `${++names}`
    const server = await serve(behaviour)
    const reference = `mil_${name}`
    const { datasetId } = await seal(csvOf(300), { reference: `brf_${name}` })
    const { endpointId } = await register(server.url, reference, {
      kind: 'batch',
      requestTemplate: '{"rows":"{{rows}}"}',
      listPointer: '/answers',
      rowsPerRequest,
    })
    const { evaluationId } = await start({
      ...{ datasetId, endpointId, reference },
      contractReference: `con_${name}`,
    })
    return { server, reference, evaluationId, datasetId, endpointId }
  }

  it('is measured in so many requests, whatever the order of its answers', async () => {
    const { server, reference, evaluationId } = await batch((response, asked) =>
      endpoints.json(response, { answers: rowsOf(asked).map(labelled).reverse() }),
    )
    expect(await run(evaluationId)).toEqual({ state: 'finished' })
    expect(server.asked.map((asked) => rowsOf(asked).length)).toEqual([10, 10, 10, 10, 10, 10, 3])
    expect((await latestVerdict(db, reference))?.body).toMatchObject({
      overall: 'met',
      rows: { asked: 60, answered: 60 },
    })
  })

  it('loses only the rows that its list leaves out', async () => {
    const { evaluationId } = await batch((response, asked) =>
      endpoints.json(response, { answers: rowsOf(asked).slice(1).map(labelled) }),
    )
    await run(evaluationId)
    const rows = await db
      .select()
      .from(evaluationRow)
      .where(eq(evaluationRow.evaluationId, evaluationId))
      .orderBy(asc(evaluationRow.position))
    const missing = rows.filter(({ problem }) => problem !== null)
    expect(missing.map(({ position }) => position)).toEqual([0, 10, 20, 30, 40, 50, 60])
    expect(new Set(missing.map(({ problem }) => problem))).toEqual(new Set(['answer_missing']))
  })

  it('is asked for no answered row again by the next worker', async () => {
    let dead = false
    const seen = new Set<string>()
    const { server, evaluationId } = await batch((response, asked) => {
      if (!dead && server.asked.length > 3) return
      for (const { id } of rowsOf(asked)) {
        expect(seen.has(id)).toBe(false)
        seen.add(id)
      }
      endpoints.json(response, { answers: rowsOf(asked).map(labelled) })
    })
    const first = run(evaluationId, 1_500)
    await expect
      .poll(async () => (await evaluationProgress(db, evaluationId))?.rowsDone, { timeout: 10_000 })
      .toBe(30)
    await db
      .update(evaluation)
      .set({ leaseUntil: sql`now() - interval '1 second'`, leaseToken: 'taken over' })
      .where(eq(evaluation.id, evaluationId))
    dead = true
    expect(await run(evaluationId)).toEqual({ state: 'finished' })
    expect(seen.size).toBe(63)
    for (const endpoint of open) await endpoint.close()
    expect(await first).toEqual({ state: 'finished' })
  })

  it('shows in a trial what each row came to, and the request once', async () => {
    const { datasetId, endpointId } = await batch((response, asked) =>
      endpoints.json(response, { answers: rowsOf(asked).slice(0, 4).map(labelled) }),
    )
    const tried = await dryRunEndpoint(db, {
      ...{ endpointId, datasetId, guard },
      criteria: [criterion()],
    })
    if (!tried.ok) throw new Error(tried.problem)
    expect(tried.rows.map(({ problem }) => problem)).toEqual([
      null,
      null,
      null,
      null,
      'answer_missing',
    ])
    expect(tried.rows.map(({ request }) => request === null)).toEqual([
      false,
      true,
      true,
      true,
      true,
    ])
  })
})

describe('a chat model', () => {
  it('is measured on the label that its sentence names', async () => {
    const name = `${++names}`
    const reference = `mil_${name}`
    const preset = presetOf('chat', { columns: ['text'], labels, labelKind: 'class' })
    const server = await serve((response, asked) => {
      const messages = asked.body.messages as { role: string; content: string }[]
      expect(asked.body).toMatchObject({ temperature: 0, model: expect.any(String) })
      expect(messages[0]?.content).toContain('a, b')
      const label = messages[1]?.content.trim().split(' ').at(-1)
      const content = `I would say: **${label?.toUpperCase()}**.`
      endpoints.json(response, { choices: [{ message: { role: 'assistant', content } }] })
    })
    const { datasetId } = await seal(csvOf(300), { reference: `brf_${name}` })
    const { endpointId } = await register(server.url, reference, {
      kind: 'chat',
      labels,
      ...preset,
    })
    const { evaluationId } = await start({
      ...{ datasetId, endpointId, reference },
      contractReference: `con_${name}`,
    })
    expect(await run(evaluationId)).toEqual({ state: 'finished' })
    expect((await latestVerdict(db, reference))?.body.results[0]?.estimate).toBe(1)
  })
})

describe('the plan of a run', () => {
  it("has the rate that a criterion names, and the team's requests at a time", async () => {
    const name = `${++names}`
    const reference = `mil_${name}`
    const { datasetId } = await seal(csvOf(300), { reference: `brf_${name}` })
    const { endpointId } = await register('http://127.0.0.1:48080/x', reference, { concurrency: 3 })
    const throughput = { metric: 'throughput', ratePerSecond: 25, target: 24, labels: [] }
    const { evaluationId } = await start({
      ...{ datasetId, endpointId, reference },
      contractReference: `con_${name}`,
      criteria: [criterion(), criterion({ id: 'c2', ...throughput })],
    })
    const [kept] = await db.select().from(evaluation).where(eq(evaluation.id, evaluationId))
    expect(kept?.plan).toMatchObject({ ratePerSecond: 25, concurrency: 3 })
  })

  it('is refused where the registration does not hold together', async () => {
    const refused: [Partial<EndpointDraft>, string][] = [
      [{ concurrency: 0 }, 'concurrency'],
      [{ concurrency: 65 }, 'concurrency'],
      [{ rowsPerRequest: 1.5 }, 'rows_per_request'],
      [{ kind: 'batch' }, 'template_rows_missing'],
      [{ answerRule: 'label_in_text' }, 'rule_without_labels'],
      [{ answerRule: 'label_in_text', labels: ['a', 'A '] }, 'rule_labels_alike'],
    ]
    for (const [changes, reason] of refused) {
      await expect(register('http://127.0.0.1:48080/x', 'mil_x', changes)).rejects.toMatchObject({
        code: 'endpoint_refused',
        facts: { reason },
      })
    }
  })
})
