import { createHash } from 'node:crypto'
import { evaluation, evaluationRow, sealedRow } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { at, criterion, csvOf, seal } from 'tests/support/outcomes'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { registerEndpoint } from '~/domain/outcomes/endpoints/register-endpoint.server'
import { evaluationResult, evidenceChain, latestVerdict } from '~/domain/outcomes/queries.server'
import { cancelEvaluation } from '~/domain/outcomes/runs/end-evaluation.server'
import {
  type PredictionRow,
  PredictionsUnreadable,
  readPredictions,
} from '~/domain/outcomes/runs/prediction-file'
import { fileOfRun } from '~/domain/outcomes/runs/prediction-queries.server'
import { runEvaluation, wakeEvaluations } from '~/domain/outcomes/runs/run-evaluation.server'
import { servedLines, serveRows } from '~/domain/outcomes/runs/serve-rows.server'
import { startEvaluation } from '~/domain/outcomes/runs/start-evaluation.server'
import {
  confirmPredictions,
  PredictionsInvalid,
  takePredictions,
} from '~/domain/outcomes/runs/take-predictions.server'
import { type Db, database, inTransaction } from '~/platform/database.server'

useDatabase()
let db: Db
beforeAll(() => {
  db = database()
})

async function* bytesOf(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function rowsOf(text: string): Promise<PredictionRow[]> {
  const rows: PredictionRow[] = []
  for await (const row of readPredictions(bytesOf(text))) rows.push(row)
  return rows
}

async function faultOf(text: string | Uint8Array) {
  try {
    const source =
      typeof text === 'string'
        ? bytesOf(text)
        : (async function* () {
            yield text
          })()
    for await (const _ of readPredictions(source));
  } catch (error) {
    if (error instanceof PredictionsUnreadable) return error.fault
    throw error
  }
  return null
}

describe('a file of predictions', () => {
  const expected = [
    { row: 1, id: 'r1', prediction: 'a' },
    { row: 2, id: 'r2', prediction: 'b, c' },
    { row: 3, id: 'r3', prediction: null },
  ]

  it('is a table with two columns in any order, or JSON lines', async () => {
    expect(await rowsOf('id,prediction\nr1,a\r\nr2,"b, c"\n\nr3,\n')).toEqual(expected)
    expect(await rowsOf('\uFEFFprediction;id\na;r1\n"b, c";r2\n;r3')).toEqual(expected)
    expect(await rowsOf('id\tprediction\nr1\ta\nr2\tb, c\nr3\t \n')).toEqual(expected)
    expect(
      await rowsOf('{"id":"r1","prediction":"a"}\n\n{"prediction":"b, c","id":"r2"}\n{"id":"r3"}'),
    ).toEqual(expected)
    expect(await rowsOf('{"id":"r1","prediction":1.5}\n{"id":"r2","prediction":true}')).toEqual([
      { row: 1, id: 'r1', prediction: '1.5' },
      { row: 2, id: 'r2', prediction: 'true' },
    ])
  })

  it('says which row is wrong, and reads on', async () => {
    expect(await rowsOf('id,prediction\nr1,a\nr2\nr3,c,d\n ,e\nr5,f\n')).toEqual([
      { row: 1, id: 'r1', prediction: 'a' },
      { row: 2, problem: 'row_ragged' },
      { row: 3, problem: 'row_ragged' },
      { row: 4, problem: 'id_missing' },
      { row: 5, id: 'r5', prediction: 'f' },
    ])
    expect(
      await rowsOf('{"id":"r1"\n[]\n{"id":"r2","label":"a"}\n{"id":7}\n{"id":"r","prediction":{}}'),
    ).toEqual([
      { row: 1, problem: 'row_not_json' },
      { row: 2, problem: 'row_not_json' },
      { row: 3, problem: 'row_not_json' },
      { row: 4, problem: 'id_missing' },
      { row: 5, problem: 'row_not_json' },
    ])
  })

  it('is refused as a whole where nothing can be read', async () => {
    expect(await faultOf('')).toEqual({ problem: 'empty' })
    expect(await faultOf(' \n\n')).toMatchObject({ problem: 'columns' })
    expect(await faultOf('r1,a\nr2,b\n')).toEqual({ problem: 'columns' })
    expect(await faultOf('id,prediction,text\n')).toEqual({ problem: 'columns' })
    expect(await faultOf(new Uint8Array([0x69, 0x64, 0xff, 0xfe]))).toEqual({ problem: 'not_utf8' })
    expect(await faultOf('id,prediction\nr1,"a\nr2,b\n')).toMatchObject({ problem: 'quotes' })
    const long = 'x'.repeat(70_000)
    expect(await faultOf(`id,prediction\nr1,${long}\n`)).toEqual({
      problem: 'row_too_long',
      row: 1,
    })
    expect(await faultOf(`{"id":"r1","prediction":"${long}"`)).toMatchObject({
      problem: 'row_too_long',
    })
  })
})

let names = 0
/** A run that waits for a file, of its own. */
async function prepare(changes: { criteria?: Criterion[]; rows?: number } = {}) {
  const name = `f${++names}`
  const reference = `mil_${name}`
  const contractReference = `con_${name}`
  const { datasetId } = await seal(csvOf(changes.rows ?? 300, 8), { reference: `brf_${name}` })
  const { endpointId } = await inTransaction((tx) =>
    registerEndpoint(tx, {
      kind: 'file',
      reference,
      url: '',
      headers: [],
      requestTemplate: '',
      answerPointer: '',
      columns: ['text'],
      at,
      by: 'per_team',
    }),
  )
  const again = () =>
    inTransaction((tx) =>
      startEvaluation(tx, {
        reference,
        contractReference,
        datasetId,
        endpointId,
        criteria: changes.criteria ?? [criterion()],
        at,
        by: 'per_team',
      }),
    )
  const started = await again()
  const { evaluationId } = started
  return {
    ...{ reference, contractReference, datasetId, evaluationId, again },
    serve: () => inTransaction((tx) => serveRows(tx, { evaluationId, by: 'per_team', at })),
    upload: (text: string) =>
      inTransaction((tx) => takePredictions(tx, { evaluationId, source: bytesOf(text, 999), at })),
    run: (now = at) => runEvaluation(db, { evaluationId, at: now }),
  }
}

type Line = { id: string; features: { text: string } }

async function linesOf(evaluationId: string) {
  const parts: Uint8Array[] = []
  for await (const part of servedLines(db, evaluationId)) parts.push(part)
  const file = Buffer.concat(parts)
  const lines = file.toString().trimEnd().split('\n')
  return { file, rows: lines.map((line) => JSON.parse(line) as Line) }
}

const honest = ({ id, features }: Line) => `${id},${features.text.trim().split(' ').at(-1)}`
const csv = (lines: readonly string[]) => `id,prediction\n${lines.join('\n')}\n`

async function faultsOf(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof PredictionsInvalid)) throw new Error(`not refused: ${String(error)}`)
  return { count: error.count, faults: error.faults }
}

describe('the rows of a run', () => {
  it('are handed out once, without labels, and the evidence holds their hash', async () => {
    const { evaluationId, serve, contractReference, datasetId } = await prepare()
    const served = await serve()
    const { file, rows } = await linesOf(evaluationId)
    expect(served).toEqual({
      bytes: file.byteLength,
      rows: 68,
      sha256: createHash('sha256').update(file).digest('hex'),
    })
    // 60 rows, 3 asked twice and 5 canaries, each under an id of its own.
    expect(new Set(rows.map(({ id }) => id)).size).toBe(68)
    const texts = rows.map(({ features }) => features.text)
    expect(new Set(texts.map((text) => text.trim())).size).toBe(65)
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(['id', 'features'])
      expect(Object.keys(row.features)).toEqual(['text'])
    }
    const order = await db
      .select({ order: evaluationRow.drawOrder })
      .from(evaluationRow)
      .where(eq(evaluationRow.evaluationId, evaluationId))
      .orderBy(evaluationRow.position)
    expect(order.map((row) => row.order)).not.toEqual(
      order.map((row) => row.order).sort((a, b) => a - b),
    )
    await expect(serve()).rejects.toMatchObject({ code: 'rows_served' })
    const chain = await evidenceChain(db, contractReference, 'party')
    expect(chain.filter(({ kind }) => kind === 'rows_served')).toHaveLength(1)
    expect(chain.at(-1)?.body).toMatchObject({ sha256: served.sha256, to: 'per_team', rows: 68 })
    const spent = await db.select().from(sealedRow).where(eq(sealedRow.datasetId, datasetId))
    expect(spent.filter(({ spentIn }) => spentIn === evaluationId)).toHaveLength(65)
  })

  it('stay spent when the run is called off, which then counts as an attempt', async () => {
    const { evaluationId, serve, again, datasetId } = await prepare()
    await serve()
    await inTransaction((tx) => cancelEvaluation(tx, { evaluationId, at, by: 'per_team' }))
    expect(await evaluationResult(db, evaluationId)).toMatchObject({ counted: true })
    const rows = await db.select().from(sealedRow).where(eq(sealedRow.datasetId, datasetId))
    expect(rows.filter(({ spentIn }) => spentIn === evaluationId)).toHaveLength(65)
    await expect(serve()).rejects.toMatchObject({ code: 'rows_served' })
    expect((await again()).attempt).toBe(2)
  })

  it('are given back when nobody took them', async () => {
    const { evaluationId, serve, datasetId } = await prepare()
    await inTransaction((tx) => cancelEvaluation(tx, { evaluationId, at, by: 'per_team' }))
    expect(await evaluationResult(db, evaluationId)).toMatchObject({ counted: false })
    const rows = await db.select().from(sealedRow).where(eq(sealedRow.datasetId, datasetId))
    expect(rows.filter(({ spentIn }) => spentIn !== null)).toEqual([])
    await expect(serve()).rejects.toMatchObject({ code: 'transition_refused' })
  })
})

describe('predictions', () => {
  it('for every row are taken at once and measured', async () => {
    const { evaluationId, serve, upload, run, reference, contractReference } = await prepare()
    await expect(upload(csv(['x,a']))).rejects.toMatchObject({ code: 'rows_not_served' })
    await serve()
    expect(await run()).toEqual({ state: 'waiting' })
    const { rows } = await linesOf(evaluationId)
    const file = csv(rows.map(honest))
    expect(await upload(file)).toEqual({
      rows: 68,
      predictions: 68,
      missing: 0,
      outside: 0,
      taken: true,
    })
    // Taken is taken, also before a worker has come to it.
    await expect(upload(file)).rejects.toMatchObject({ code: 'transition_refused' })
    expect(await run()).toEqual({ state: 'finished' })
    const { body } = (await latestVerdict(db, reference)) ?? {}
    expect(body?.overall).toBe('met')
    expect(body).toMatchObject({
      rows: { asked: 60, answered: 60 },
      consistency: { pairs: 3, same: 3 },
      canaries: { asked: 5, agreed: 0 },
    })
    const sha256 = createHash('sha256').update(file).digest('hex')
    const [kept] = await db.select().from(evaluation).where(eq(evaluation.id, evaluationId))
    expect(kept).toMatchObject({ predictionsSha256: sha256, rowsDone: 68, rowsFailed: 0 })
    const chain = await evidenceChain(db, contractReference, 'party')
    expect(chain.map(({ kind }) => kind)).toEqual([
      'evaluation_started',
      'rows_served',
      'predictions_taken',
      'verdict',
    ])
    expect(chain[2]?.body).toMatchObject({ sha256, missing: 0, predictions: 68 })
    await expect(upload(file)).rejects.toMatchObject({ code: 'transition_refused' })
  })

  it('that are wrong are named by their rows, and what was there before stays', async () => {
    const { evaluationId, serve, upload } = await prepare()
    await serve()
    const { rows } = await linesOf(evaluationId)
    const [first, second] = rows.map(honest)
    await upload(csv([first ?? '']))
    const before = await fileOfRun(db, evaluationId)
    const found = await faultsOf(
      upload(csv([first ?? '', 'unknown,a', first ?? '', 'half', second ?? '', 'unknown,b'])),
    )
    expect(found).toEqual({
      count: 4,
      faults: [
        { row: 2, problem: 'id_unknown', id: 'unknown' },
        { row: 3, problem: 'id_repeated', id: rows[0]?.id },
        { row: 4, problem: 'row_ragged' },
        { row: 6, problem: 'id_repeated', id: 'unknown' },
      ],
    })
    expect((await faultsOf(upload('id,prediction\n'))).faults).toEqual([{ problem: 'empty' }])
    expect((await faultsOf(upload(''))).faults).toEqual([{ problem: 'empty' }])
    expect((await faultsOf(upload('id;label\n'))).faults).toEqual([{ problem: 'columns' }])
    const long = csv([`${rows[0]?.id},${'a'.repeat(201)}`])
    expect((await faultsOf(upload(long))).faults).toMatchObject([{ problem: 'answer_too_long' }])
    // An id of another run is as unknown as any.
    const other = await prepare()
    await other.serve()
    const strange = (await linesOf(other.evaluationId)).rows.map(honest)
    expect((await faultsOf(upload(csv(strange)))).count).toBe(68)
    expect(await fileOfRun(db, evaluationId)).toEqual(before)
    expect(before?.ready).toMatchObject({ predictions: 1, missing: 67 })
  })

  it('that leave rows out lie ready until confirmed or replaced', async () => {
    const { evaluationId, serve, upload, run, reference } = await prepare()
    await serve()
    const { rows } = await linesOf(evaluationId)
    const lines = rows.map(honest)
    const confirm = (sha256: string) =>
      inTransaction((tx) => confirmPredictions(tx, { evaluationId, sha256, at }))
    await expect(confirm('0'.repeat(64))).rejects.toMatchObject({ code: 'predictions_missing' })
    expect(await upload(csv(lines.slice(0, 20)))).toMatchObject({ missing: 48, taken: false })
    const stray = csv([...lines.slice(0, 55), `${rows[55]?.id},A`, `${rows[56]?.id},`])
    expect(await upload(stray)).toMatchObject({ predictions: 56, missing: 12, outside: 1 })
    expect(await run()).toEqual({ state: 'waiting' })
    const sha256 = (await fileOfRun(db, evaluationId))?.ready?.sha256 ?? ''
    await expect(confirm('0'.repeat(64))).rejects.toMatchObject({ code: 'changed_meanwhile' })
    await confirm(sha256)
    expect(await run()).toEqual({ state: 'finished' })
    const { body } = (await latestVerdict(db, reference)) ?? {}
    expect(body?.rows.answered).toBeLessThan(60)
    expect(body?.results[0]?.estimate).toBeLessThan(1)
    const problems = await db
      .select({ problem: evaluationRow.problem })
      .from(evaluationRow)
      .where(eq(evaluationRow.evaluationId, evaluationId))
    expect(problems.filter(({ problem }) => problem === 'prediction_missing')).toHaveLength(12)
  })

  it('count as they are when the time is over', async () => {
    const { evaluationId, serve, upload, run, reference } = await prepare()
    await serve()
    const { rows } = await linesOf(evaluationId)
    await upload(csv(rows.map(honest).slice(0, 60)))
    const before = new Date(at.getTime() + 48 * 3_600_000 - 1)
    const over = new Date(at.getTime() + 48 * 3_600_000)
    expect(await inTransaction((tx) => wakeEvaluations(tx, { at: before }))).toBe(0)
    expect(await run(before)).toEqual({ state: 'waiting' })
    expect(await inTransaction((tx) => wakeEvaluations(tx, { at: over }))).toBeGreaterThan(0)
    expect(await run(over)).toEqual({ state: 'finished' })
    const { body } = (await latestVerdict(db, reference)) ?? {}
    expect(body?.rows).toMatchObject({ asked: 60 })
    expect(await evaluationResult(db, evaluationId)).toMatchObject({ counted: true, rowsDone: 68 })
  })

  it('that nobody brought make every row wrong, and the attempt counts', async () => {
    const { evaluationId, run, reference } = await prepare()
    expect(await run(new Date(at.getTime() + 49 * 3_600_000))).toEqual({ state: 'finished' })
    const { body } = (await latestVerdict(db, reference)) ?? {}
    expect(body?.results[0]).toMatchObject({ estimate: 0, outcome: 'not_met' })
    expect(await evaluationResult(db, evaluationId)).toMatchObject({ counted: true })
  })
})
