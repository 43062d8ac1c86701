import { evaluation, probe, serviceWatch } from 'db/schema/outcomes'
import { asc, eq, ne } from 'drizzle-orm'
import { drainJobs } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { honest } from 'tests/support/endpoints/honest'
import * as endpoints from 'tests/support/endpoints/start-endpoint'
import { jobsOf } from 'tests/support/escrow'
import { at, criterion, csvOf, quickRate, register, seal, start } from 'tests/support/outcomes'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { GuardOptions } from '~/domain/outcomes/adapters/guarded-fetch.server'
import { judgeService } from '~/domain/outcomes/measures/judge-service'
import type { Probe } from '~/domain/outcomes/measures/measured-input'
import {
  probeDeadlineMs,
  probeDueAt,
  probesDue,
  probesIn,
} from '~/domain/outcomes/probes/service-watch'
import { takeProbes, wakeWatches } from '~/domain/outcomes/probes/take-probes.server'
import { startWatch, stopWatches } from '~/domain/outcomes/probes/watch-service.server'
import { evaluationResult, latestVerdict } from '~/domain/outcomes/queries.server'
import { cancelEvaluation } from '~/domain/outcomes/runs/end-evaluation.server'
import { runEvaluation } from '~/domain/outcomes/runs/run-evaluation.server'
import { addDays, addHours } from '~/kernel/clock'
import { type Db, database, inTransaction } from '~/platform/database.server'

const held = useDatabase()
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

describe('a schedule', () => {
  const startsAt = new Date('2026-03-01T00:00:00Z')
  const schedule = { startsAt, endsAt: new Date('2026-03-01T00:00:30Z'), everySeconds: 10 }
  const later = (ms: number) => new Date(startsAt.getTime() + ms)

  it('waits for nothing: what is due follows from the start alone', () => {
    expect(probesIn(schedule)).toBe(3)
    expect(probeDueAt(schedule, 2)).toEqual(later(20_000))
    expect(probesDue(schedule, 0, later(-1))).toEqual({ missed: [0, 0], take: null, over: false })
    expect(probesDue(schedule, 0, later(0))).toEqual({ missed: [0, 0], take: 0, over: false })
    expect(probesDue(schedule, 1, later(9_999))).toMatchObject({ take: null, missed: [1, 1] })
    expect(probesDue(schedule, 1, later(29_999))).toEqual({ missed: [1, 2], take: 2, over: false })
    expect(probesDue(schedule, 1, later(30_000))).toEqual({
      missed: [1, 3],
      take: null,
      over: true,
    })
    expect(probesDue(schedule, 3, later(20_001))).toMatchObject({ take: null, over: true })
  })

  it('gives a probe less time than there is to the next', () => {
    expect(probeDeadlineMs({ ...schedule, everySeconds: 2 })).toBe(2_000)
    expect(probeDeadlineMs({ ...schedule, everySeconds: 900 })).toBe(10_000)
  })
})

let names = 0
async function watched(
  behaviour: endpoints.Behaviour,
  given: { days?: number; everySeconds?: number; published?: boolean } = {},
) {
  const name = `w${++names}`
  const server = await serve(behaviour)
  const { datasetId } = await seal(csvOf(60), { reference: `brf_${name}` })
  const { endpointId } = await register(server.url, `mil_${name}`)
  const { watchId } = await inTransaction((tx) =>
    startWatch(tx, {
      reference: `mil_${name}`,
      contractReference: `con_${name}`,
      ...{ endpointId, datasetId: given.published === false ? null : datasetId, criteria: [] },
      everySeconds: given.everySeconds ?? 900,
      startsAt: at,
      endsAt: addDays(at, given.days ?? 30),
    }),
  )
  const take = (now: Date) => takeProbes(db, { watchId, now, guard })
  const probes = () =>
    db.select().from(probe).where(eq(probe.watchId, watchId)).orderBy(asc(probe.number))
  return { server, watchId, endpointId, take, probes, reference: `mil_${name}` }
}

const minutes = (count: number) => new Date(at.getTime() + count * 60_000)

const answering =
  (status: number, body: object): endpoints.Behaviour =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }

describe('probes', () => {
  it('send a published row, once each, however often and by however many they are asked for', async () => {
    const { server, take, probes } = await watched(honest())
    const all = await Promise.all([take(at), take(at), take(minutes(1))])
    expect(all.filter((done) => done?.taken)).toHaveLength(1)
    expect(await take(minutes(14))).toMatchObject({ taken: null, missed: 0, nextAt: minutes(15) })
    await take(minutes(15))
    const kept = await probes()
    expect(kept.map(({ number, result, dueAt }) => ({ number, result, dueAt }))).toEqual([
      { number: 0, result: 'ok', dueAt: at },
      { number: 1, result: 'ok', dueAt: minutes(15) },
    ])
    expect(kept[0]?.latencyUs).toBeGreaterThan(0)
    // The first two of the five published rows; never a sealed one.
    expect(server.asked.map(({ body }) => body.text)).toEqual(['text 1 b', 'text 2 a'])
  })

  it('that nobody took are missed after a jump of the clock, and one is taken now', async () => {
    const { server, take, probes, watchId } = await watched(honest(), { days: 2 })
    await take(at)
    expect(await take(addHours(at, 25))).toMatchObject({ missed: 99, taken: { ok: true } })
    const kept = await probes()
    expect(kept).toHaveLength(101)
    expect(kept.slice(1, 100).every(({ result }) => result === 'missed')).toBe(true)
    expect(kept[99]).toMatchObject({ dueAt: minutes(99 * 15), takenAt: null, latencyUs: null })
    expect(kept[100]).toMatchObject({ number: 100, result: 'ok', dueAt: addHours(at, 25) })
    expect(await take(addDays(at, 3))).toMatchObject({ missed: 91, taken: null, nextAt: null })
    expect(await probes()).toHaveLength(192)
    expect(server.asked).toHaveLength(2)
    const [ended] = await db.select().from(serviceWatch).where(eq(serviceWatch.id, watchId))
    expect(ended?.state).toBe('ended')
    expect(await take(addDays(at, 3))).toBeNull()
  })

  it('go on after a worker was killed while it sent one', async () => {
    const { take, probes, watchId } = await watched(honest())
    const dead = { leaseToken: 'dead', leaseUntil: new Date(Date.now() + 60_000) }
    await db.update(serviceWatch).set(dead).where(eq(serviceWatch.id, watchId))
    expect(await take(at)).toBeNull()
    const over = { leaseUntil: new Date(Date.now() - 1) }
    await db.update(serviceWatch).set(over).where(eq(serviceWatch.id, watchId))
    expect(await take(minutes(1))).toMatchObject({ taken: { ok: true }, missed: 0 })
    expect(await probes()).toHaveLength(1)
  })

  it('say what came instead of an answer, and a lost job is found again', async () => {
    const { take, probes, watchId } = await watched(endpoints.failing)
    const gone = await watched(honest())
    await gone.server.close()
    await take(at)
    await gone.take(at)
    expect((await probes())[0]).toMatchObject({ result: 'failed', problem: 'status_not_ok' })
    expect((await gone.probes())[0]).toMatchObject({
      result: 'failed',
      problem: 'connection_refused',
    })
    const woken = async (when: Date) =>
      inTransaction((tx) => wakeWatches(tx, { at: when, now: when, limit: 1_000 }))
    await inTransaction((tx) => stopWatches(tx, { reference: gone.reference }))
    await db.update(serviceWatch).set({ state: 'stopped' }).where(ne(serviceWatch.id, watchId))
    expect(await woken(minutes(14))).toBe(0)
    expect(await woken(minutes(15))).toBe(1)
    expect(await jobsOf(held.ownerUrl, 'take-probes')).toContainEqual({ watchId })
    expect(await gone.take(minutes(20))).toBeNull()
  })

  it('with a made-up row are answered by whoever serves them, valid input or not', async () => {
    const strict: [string, endpoints.Behaviour, object][] = [
      ['refuses it', answering(422, { error: 'text is not a message' }), { result: 'ok' }],
      ['has no answer', answering(200, { error: 'what?' }), { result: 'ok' }],
      ['breaks', endpoints.failing, { result: 'failed', problem: 'status_not_ok' }],
    ]
    for (const [, behaviour, expected] of strict) {
      const { server, take, probes } = await watched(behaviour, { published: false })
      await take(at)
      expect(await probes()).toMatchObject([expected])
      expect(server.asked.map(({ body }) => body.text)).toEqual(['text'])
    }
    const gone = await watched(honest(), { published: false })
    await gone.server.close()
    await gone.take(at)
    expect(await gone.probes()).toMatchObject([{ result: 'failed', problem: 'connection_refused' }])
    // A published row is one that the system has to answer.
    const real = await watched(answering(422, { error: 'no' }))
    await real.take(at)
    expect(await real.probes()).toMatchObject([{ result: 'failed', problem: 'status_not_ok' }])
  })

  it('are never changed or removed by the application', async () => {
    const { take, watchId } = await watched(honest())
    await take(at)
    for (const change of [
      () => db.update(probe).set({ result: 'ok' }).where(eq(probe.watchId, watchId)),
      () => db.delete(probe).where(eq(probe.watchId, watchId)),
    ]) {
      await expect(change()).rejects.toMatchObject({ cause: { code: '42501' } })
    }
  })
})

/** A run with one availability criterion, its window walked through with the clock in hand. */
async function window(
  behaviour: endpoints.Behaviour,
  given: { target: number; leaveOut?: (number: number) => boolean; withRows?: boolean },
) {
  const name = `a${++names}`
  const server = await serve(behaviour)
  const { datasetId } = await seal(csvOf(300), { reference: `brf_${name}` })
  const { endpointId } = await register(server.url, `mil_${name}`)
  const criteria = [
    criterion({
      id: 'up',
      metric: 'availability',
      labels: [],
      target: given.target,
      sampleSize: 60,
      attempts: 1,
      window: { seconds: 60, everySeconds: 1 },
    }),
    ...(given.withRows ? [criterion({ attempts: 1 })] : []),
  ]
  const { evaluationId } = await start({
    ...{ datasetId, endpointId, criteria },
    reference: `mil_${name}`,
    contractReference: `con_${name}`,
  })
  const run = () => runEvaluation(db, { evaluationId, at, guard })
  const begun = await run()
  const watchOf = async () => {
    const rows = await db
      .select()
      .from(serviceWatch)
      .where(eq(serviceWatch.evaluationId, evaluationId))
    return rows[0]
  }
  const watch = await watchOf()
  if (!watch) throw new Error('no watch was begun')
  const walk = async (from = 0, to = 61) => {
    for (let number = from; number < to; number += 1) {
      if (given.leaveOut?.(number)) continue
      const now = new Date(watch.startsAt.getTime() + number * 1_000)
      await takeProbes(db, { watchId: watch.id, now, guard })
    }
  }
  return { evaluationId, begun, run, walk, watch, watchOf, server, reference: `mil_${name}` }
}

const sometimes =
  (failed: (count: number) => boolean): endpoints.Behaviour =>
  (response, asked, count) =>
    failed(count) ? endpoints.failing(response, asked, count) : honest()(response, asked, count)

describe('availability over a window', () => {
  it('waits for its probes and is met when nearly all were answered, after the rows', async () => {
    const made = await window(honest(), { target: 0.9, withRows: true })
    expect(made.begun).toEqual({ state: 'waiting' })
    const [run] = await db.select().from(evaluation).where(eq(evaluation.id, made.evaluationId))
    expect(run).toMatchObject({ waitsFor: 'probes', waitsUntil: null, rowsDone: run?.rowsTotal })
    expect(await made.run()).toEqual({ state: 'waiting' })
    await made.walk()
    expect(await jobsOf(held.ownerUrl, 'run-evaluation')).toContainEqual({
      evaluationId: made.evaluationId,
    })
    expect(await made.run()).toEqual({ state: 'finished' })
    const view = await latestVerdict(db, made.reference)
    const up = view?.body.results.find(({ criterion: { id } }) => id === 'up')
    expect(up).toMatchObject({ outcome: 'met', n: 60, estimate: 1, upper: 1 })
    // Clopper–Pearson for 60 of 60 at 0.05: 0.05^(1/60).
    expect(up?.lower).toBeCloseTo(0.05 ** (1 / 60), 9)
    expect(view?.body.partHashes?.probes).toMatch(/^[0-9a-f]{64}$/)
    expect(up?.detail).toMatchObject({ kind: 'probes', slotSeconds: 1 })
  }, 90_000)

  it('is not met, or not decided, by what was answered; what nobody looked at counts neither way', async () => {
    const half = await window(
      sometimes((count) => count % 2 === 0),
      { target: 0.9 },
    )
    await half.walk()
    await half.run()
    expect(await evaluationResult(db, half.evaluationId)).toMatchObject({ overall: 'not_met' })

    const close = await window(
      sometimes((count) => count % 12 === 0),
      { target: 0.92 },
    )
    await close.walk()
    await close.run()
    expect(await evaluationResult(db, close.evaluationId)).toMatchObject({
      overall: 'inconclusive',
    })

    const unseen = await window(honest(), { target: 0.9, leaveOut: (number) => number % 3 === 1 })
    await unseen.walk()
    await unseen.run()
    const [result] = (await latestVerdict(db, unseen.reference))?.body.results ?? []
    expect(result).toMatchObject({ outcome: 'met', n: 40, estimate: 1 })
    expect(unseen.server.asked).toHaveLength(40)
  }, 90_000)

  it('decides nothing when nobody looked at all: the queue notes it, and the run goes on', async () => {
    const made = await window(honest(), { target: 0.9 })
    const past = { startsAt: new Date(Date.now() - 90_000), endsAt: new Date(Date.now() - 30_000) }
    await db.update(serviceWatch).set(past).where(eq(serviceWatch.id, made.watch.id))
    await drainJobs(held.ownerUrl, ['run-evaluation', 'evaluation-finished'])
    expect(await made.run()).toEqual({ state: 'finished' })
    expect(await made.watchOf()).toMatchObject({ state: 'ended', nextNumber: 60 })
    expect(await evaluationResult(db, made.evaluationId)).toMatchObject({
      state: 'finished',
      overall: 'inconclusive',
    })
    const [result] = (await latestVerdict(db, made.reference))?.body.results ?? []
    expect(result).toMatchObject({ n: 0, estimate: null, reason: 'too_few_rows' })
    expect(made.server.asked).toHaveLength(0)
  })

  it('ends with its run', async () => {
    const made = await window(honest(), { target: 0.9 })
    await made.walk(0, 5)
    await inTransaction((tx) =>
      cancelEvaluation(tx, { evaluationId: made.evaluationId, at, by: 'per_team' }),
    )
    await made.walk(5, 6)
    expect(await made.watchOf()).toMatchObject({ state: 'stopped' })
    await made.walk(6, 9)
    expect(made.server.asked).toHaveLength(6)
  })
})

describe('a day’s judgement', () => {
  const schedule = { startsAt: at, endsAt: addDays(at, 30), everySeconds: 900 }
  const probes = (results: Probe['result'][], latencyUs = 50_000): Probe[] =>
    results.map((result, number) => ({
      number,
      dueAt: probeDueAt(schedule, number).toISOString(),
      result,
      problem: result === 'failed' ? 'status_not_ok' : null,
      latencyUs: result === 'missed' ? null : latencyUs,
    }))
  const up = criterion({
    id: 'up',
    metric: 'availability',
    labels: [],
    target: 0.95,
    sampleSize: 60,
    attempts: 1,
    window: { seconds: 60, everySeconds: 1 },
  })
  const quick = criterion({ id: 'quick', metric: 'latency_p50', target: 200, labels: [] })
  const mixed = (ok: number, failed: number, missed = 0) =>
    probes([
      ...new Array<'failed'>(failed).fill('failed'),
      ...new Array<'missed'>(missed).fill('missed'),
      ...new Array<'ok'>(ok).fill('ok'),
    ])

  it('is only about the service, and needs more the oftener it looks', () => {
    const criteria = [up, criterion()]
    const judge = (looks: number) => judgeService(criteria, mixed(88, 12), { looks, schedule })
    expect(judge(1).map(({ criterion: { id } }) => id)).toEqual(['up'])
    expect(judge(1)[0]).toMatchObject({ outcome: 'not_met', n: 100 })
    expect(judge(30)[0]).toMatchObject({ outcome: 'inconclusive' })
    expect(judgeService(criteria, mixed(70, 30), { looks: 30, schedule })[0]).toMatchObject({
      outcome: 'not_met',
    })
  })

  it('rests on looks that were taken; on few it decides nothing', () => {
    const [few] = judgeService([up], mixed(0, 29, 600), { looks: 30, schedule })
    expect(few).toMatchObject({ n: 29, outcome: 'inconclusive', reason: 'too_few_rows' })
  })

  it('counts an unanswered look as slow, whatever came quickly instead', () => {
    const [slow] = judgeService([quick], mixed(20, 80), { looks: 30, schedule })
    expect(slow).toMatchObject({ outcome: 'not_met' })
    expect(slow?.estimate).toBeGreaterThan(9_900)
    const [fine] = judgeService([quick], mixed(80, 20), { looks: 30, schedule })
    expect(fine).toMatchObject({ outcome: 'met' })
  })
})
