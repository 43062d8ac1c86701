import { fork } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { evaluation } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import { Pool } from 'undici'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { validateCriterion } from '~/domain/outcomes/criteria/validate-criterion'
import { datasetLimits } from '~/domain/outcomes/datasets/dataset'
import { sealDataset } from '~/domain/outcomes/datasets/seal-dataset.server'
import { registerEndpoint } from '~/domain/outcomes/endpoints/register-endpoint.server'
import { resampledInterval } from '~/domain/outcomes/measures/resampling'
import { meanStatistic } from '~/domain/outcomes/metrics/statistic'
import { evaluationProgress } from '~/domain/outcomes/queries.server'
import type { Asking } from '~/domain/outcomes/runs/evaluation'
import { runEvaluation } from '~/domain/outcomes/runs/run-evaluation.server'
import { startEvaluation } from '~/domain/outcomes/runs/start-evaluation.server'
import { closeDatabase, database, inTransaction } from '~/platform/database.server'

/**
 * Rows per second of a measured run against the floor: bare `undici` asking the same endpoint for
 * the same rows with the same number of requests at a time, in the same process, in turns. Then the
 * peak of resident memory of a worker process of its own that measures 10,000 rows of a small and of
 * a large dataset, and the time of a bootstrap on 100,000 rows. It takes some two minutes, most of it
 * to seal a million rows; BENCH_LARGE=100000 makes the large dataset smaller.
 */
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const roundRows = Number(process.env.BENCH_ROWS ?? 4_000)
const answerMs = Number(process.env.BENCH_ANSWER_MS ?? 8)
const concurrency = Number(process.env.BENCH_CONCURRENCY ?? 16)
const largeRows = Math.min(Number(process.env.BENCH_LARGE ?? 1_000_000), datasetLimits.rows)
const sampleRows = Number(process.env.BENCH_SAMPLE ?? 10_000)
const at = new Date()

const self = fileURLToPath(import.meta.url)
const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(0)} MB`

/** A system that thinks for a few milliseconds, as models do. It is a process of its own. */
function endpoint(): void {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { text } = JSON.parse(Buffer.concat(parts).toString()) as { text: string }
      const label = text.length % 2 === 0 ? 'even' : 'odd'
      setTimeout(() => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ label }))
      }, answerMs)
    })
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
}

function child(role: string, given: Readonly<Record<string, string>> = {}) {
  return fork(self, { env: { ...process.env, BENCH_ROLE: role, ...given } })
}

const textOf = (row: number) =>
  `message ${row} of somebody who asks when the parcel ${((row * 2654435761) >>> 0).toString(36)} arrives`

function* csvOf(rows: number): Generator<Buffer> {
  let part = 'text,label\n'
  for (let row = 0; row < rows; row += 1) {
    const text = textOf(row)
    part += `${text},${text.length % 2 === 0 ? 'even' : 'odd'}\n`
    if (part.length > 65_536) {
      yield Buffer.from(part)
      part = ''
    }
  }
  yield Buffer.from(part)
}

async function seal(rows: number): Promise<string> {
  const sealed = await inTransaction((tx) =>
    sealDataset(tx, {
      reference: `bench-${rows}`,
      organisationId: 'bench',
      source: csvOf(rows),
      labelColumn: 'label',
      publishSample: false,
      workloadClass: 'open',
      at,
      by: 'bench',
    }),
  )
  return sealed.datasetId
}

function accuracyOf(sampleSize: number): Criterion {
  const labels = ['even', 'odd']
  const given = { id: 'c1', metric: 'accuracy', labels, target: 0.9, sampleSize, attempts: 1 }
  const checked = validateCriterion(given)
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
  return checked.criterion
}

let names = 0
/** A started run. Its rate is so high that only the endpoint and our own work hold it back. */
async function start(datasetId: string, port: number, rows: number, asking: Asking = {}) {
  names += 1
  const reference = `mil_bench_${process.pid}_${names}`
  const contractReference = `con_bench_${process.pid}_${names}`
  const started = await inTransaction(async (tx) => {
    const { endpointId } = await registerEndpoint(tx, {
      reference,
      url: `http://127.0.0.1:${port}/`,
      headers: [],
      requestTemplate: '{"text":"{{text}}"}',
      answerPointer: '/label',
      concurrency: asking.concurrency ?? concurrency,
      columns: ['text'],
      at,
      by: 'bench',
    })
    return startEvaluation(tx, {
      ...{ reference, contractReference, datasetId, endpointId },
      criteria: [accuracyOf(rows)],
      at,
      by: 'bench',
    })
  })
  const { evaluationId } = started
  const [run] = await database().select().from(evaluation).where(eq(evaluation.id, evaluationId))
  if (!run) throw new Error('the run is missing')
  await database()
    .update(evaluation)
    .set({ plan: { ...run.plan, ratePerSecond: 1_000_000, totalDeadlineMs: 3_600_000 } })
    .where(eq(evaluation.id, evaluationId))
  return { evaluationId, requests: run.rowsTotal }
}

const guard = { rules: { allowLoopback: true, allowHttp: true, ownPorts: [] } }

async function measure(evaluationId: string): Promise<number> {
  const begun = performance.now()
  const { state } = await runEvaluation(database(), { evaluationId, at, guard })
  if (state !== 'finished') throw new Error(`the run is ${state}`)
  return (performance.now() - begun) / 1_000
}

/** The floor: as many requests, as many at a time, every answer read and parsed. */
async function bare(port: number, requests: number): Promise<number> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: concurrency, pipelining: 1 })
  let next = 0
  const begun = performance.now()
  const client = async () => {
    while (next < requests) {
      const body = JSON.stringify({ text: textOf(next++) })
      const response = await pool.request({
        method: 'POST',
        path: '/',
        body,
        headers: { 'content-type': 'application/json' },
      })
      const answer = (await response.body.json()) as { label: string }
      if (!answer.label) throw new Error('no answer')
    }
  }
  await Promise.all(Array.from({ length: concurrency }, client))
  const seconds = (performance.now() - begun) / 1_000
  await pool.close()
  return requests / seconds
}

async function rates(port: number): Promise<number> {
  const datasetId = await seal((rounds + 1) * (roundRows + 100))
  await bare(port, 1_000)
  await measure((await start(datasetId, port, 1_000)).evaluationId)
  const sending: number[] = []
  const whole: number[] = []
  console.log(`an endpoint that answers after ${answerMs} ms, ${concurrency} requests at a time`)
  for (let round = 1; round <= rounds; round += 1) {
    const floor = await bare(port, roundRows)
    const begun = performance.now()
    const { evaluationId, requests } = await start(datasetId, port, roundRows)
    await measure(evaluationId)
    const all = requests / ((performance.now() - begun) / 1_000)
    // The run itself says how long it was sending.
    const sent = (await evaluationProgress(database(), evaluationId))?.rowsPerSecond ?? 0
    sending.push(sent / floor)
    whole.push(all / floor)
    console.log(
      `round ${round}: undici ${floor.toFixed(0)} rows/s; sending ${sent.toFixed(0)} rows/s, ${(sent / floor).toFixed(2)}; from start to verdict ${all.toFixed(0)} rows/s, ${(all / floor).toFixed(2)}`,
    )
  }
  console.log(
    `median: sending ${median(sending).toFixed(2)} of bare undici, from start to verdict ${median(whole).toFixed(2)}, ${roundRows} rows a round`,
  )
  return median(sending)
}

/** What a worker process does: it measures one run and says how large it was at its largest. */
async function worker(evaluationId: string): Promise<void> {
  const db = database()
  await evaluationProgress(db, evaluationId)
  global.gc?.()
  const before = process.memoryUsage.rss()
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 20)
  const seconds = await measure(evaluationId)
  clearInterval(timer)
  process.send?.({ before, most: Math.max(most, process.memoryUsage.rss()), seconds })
  await closeDatabase()
  process.disconnect?.()
}

type Memory = { before: number; most: number; seconds: number }

async function memory(port: number): Promise<void> {
  const peaks: number[] = []
  for (const rows of [sampleRows, largeRows]) {
    const begun = performance.now()
    const datasetId = await seal(rows)
    const sealedIn = (performance.now() - begun) / 1_000
    const { evaluationId } = await start(datasetId, port, sampleRows, { concurrency: 64 })
    const measured = await new Promise<Memory>((done, fail) => {
      const process_ = child('worker', { BENCH_EVALUATION: evaluationId })
      process_.once('message', (message) => done(message as Memory))
      process_.once('exit', (code) => fail(new Error(`the worker ended with ${code}`)))
    })
    peaks.push(measured.most)
    console.log(
      `worker, ${sampleRows} rows measured of ${rows} (sealed in ${sealedIn.toFixed(0)} s): ${megabytes(measured.most)} at most, ${megabytes(measured.before)} before; ${measured.seconds.toFixed(1)} s`,
    )
  }
  const [small = 1, large = 1] = peaks
  console.log(
    `the large dataset takes ${(large / small).toFixed(2)} of the memory of the small one`,
  )
}

function resampling(): void {
  const n = 100_000
  const right = meanStatistic(Float64Array.from({ length: n }, (_, row) => (row % 13 ? 1 : 0)))
  const begun = performance.now()
  const seed = new Uint8Array(16).fill(7)
  const { lower, upper } = resampledInterval(right, { kind: 'rows' }, 0.05, seed)
  const seconds = (performance.now() - begun) / 1_000
  console.log(
    `a bootstrap of 2,000 resamples of ${n} rows: ${seconds.toFixed(1)} s (${lower?.toFixed(4)} to ${upper?.toFixed(4)})`,
  )
}

async function main(): Promise<number> {
  const system = child('endpoint')
  try {
    const port = await new Promise<number>((done) =>
      system.once('message', (port) => done(Number(port))),
    )
    const ratio = await rates(port)
    await memory(port)
    resampling()
    console.log(
      `load ${loadavg()
        .map((one) => one.toFixed(2))
        .join(' ')}`,
    )
    return ratio >= 0.9 ? 0 : 1
  } finally {
    system.kill()
    await closeDatabase()
    await sleep(50)
  }
}

if (process.env.BENCH_ROLE === 'endpoint') endpoint()
else if (process.env.BENCH_ROLE === 'worker') await worker(process.env.BENCH_EVALUATION ?? '')
else process.exitCode = await main()
