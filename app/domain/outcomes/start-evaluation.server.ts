import { randomBytes } from 'node:crypto'
import { endpoint, evaluation, evaluationRow, sealedDataset } from 'db/schema/outcomes'
import { and, count, eq, inArray } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import { appendEvidence } from './append-evidence.server'
import type { Json } from './canonical'
import { attemptsAllowed, type Criterion, isClassification, rowsPerRun } from './criterion'
import { criterionHash } from './criterion-hash'
import { excludedRows, spendRows } from './dataset-rows.server'
import { drawHash, drawRows, drawSeed, toRanges } from './draw'
import { canariesPerRun, duplicatesFor, openEvaluationStates, planFor } from './evaluation'
import { hashSource, shuffled } from './random'
import type { RowKind } from './row-record'

export type StartEvaluation = {
  /** The milestone, opaque to this module. Attempts are counted under it. */
  readonly reference: string
  /** The contract, opaque to this module. The evidence chain is kept under it. */
  readonly contractReference: string
  readonly datasetId: string
  readonly endpointId: string
  readonly criteria: readonly Criterion[]
  readonly at: Date
  readonly by: string
}

export type StartedEvaluation = {
  readonly evaluationId: string
  readonly attempt: number
  readonly attemptsAllowed: number
}

/**
 * Freezes criteria, endpoint and draw for one measured run and enqueues it. The drawn rows count
 * as spent from here on.
 * @throws Refused `endpoint_missing`, `evaluation_running`, `attempts_used`, `dataset_too_small`.
 */
export async function startEvaluation(tx: Tx, input: StartEvaluation): Promise<StartedEvaluation> {
  const { reference, contractReference, datasetId, endpointId, at, by } = input
  const criteria = [...input.criteria]
  const dataset = await lockDataset(tx, datasetId, criteria)
  const commitment = await endpointCommitment(tx, endpointId, reference)
  const allowed = attemptsAllowed(criteria)
  const attempt = (await attemptsSoFar(tx, reference)) + 1
  if (attempt > allowed) throw new Refused('attempts_used', { attempts: allowed })

  const { draw, hash, moreRows } = await drawFor(tx, { ...input, attempt, dataset })
  const requests = requestsFor(draw)
  const evaluationId = newId('evaluation')
  const plan = planFor(requests.length, await settingAt(tx, 'evaluationRate', at))
  await tx.insert(evaluation).values({
    id: evaluationId,
    reference,
    contractReference,
    datasetId,
    endpointId,
    criteria,
    plan,
    draw,
    drawHash: hash,
    moreRows,
    attempt,
    attemptsAllowed: allowed,
    state: 'queued',
    rowsTotal: requests.length,
    startedBy: by,
    startedAt: at,
  })
  for (let from = 0; from < requests.length; from += 1_000) {
    const values = requests.slice(from, from + 1_000).map((request, index) => ({
      evaluationId,
      position: from + index,
      opaqueId: randomBytes(16).toString('hex'),
      salt: randomBytes(16).toString('hex'),
      ...request,
    }))
    await tx.insert(evaluationRow).values(values)
  }
  await spendRows(tx, datasetId, [...draw.rows, ...draw.canaries], evaluationId)
  const body: Json = {
    attempt,
    attemptsAllowed: allowed,
    criteria: criteria.map(criterionHash),
    dataset: { id: datasetId, root: dataset.merkleRoot, rowCount: dataset.rowCount },
    drawHash: hash,
    endpoint: commitment,
    evaluation: evaluationId,
    plan: { ...plan },
    reference,
    requests: requests.length,
  }
  await appendEvidence(tx, { contractReference, kind: 'evaluation_started', body, at })
  await enqueue(
    tx,
    'run-evaluation',
    { evaluationId },
    { jobKey: `run-evaluation:${evaluationId}` },
  )
  return { evaluationId, attempt, attemptsAllowed: allowed }
}

type Dataset = typeof sealedDataset.$inferSelect

/** The lock serialises draws from one dataset, so that no row is ever in two runs. */
async function lockDataset(tx: Tx, datasetId: string, criteria: Criterion[]): Promise<Dataset> {
  const [dataset] = await tx
    .select()
    .from(sealedDataset)
    .where(eq(sealedDataset.id, datasetId))
    .for('update')
  if (!dataset || dataset.deletedAt !== null) throw new Refused('not_found')
  if (criteria.length === 0) throw new Refused('criterion_missing')
  for (const { metric, labels } of criteria) {
    const strange =
      isClassification(metric) && dataset.labels.find(({ label }) => !labels.includes(label))
    if (strange) throw new Refused('dataset_invalid', { count: strange.count, row: 0 })
  }
  return dataset
}

async function endpointCommitment(tx: Tx, endpointId: string, reference: string): Promise<string> {
  const [found] = await tx
    .select({ commitment: endpoint.commitment })
    .from(endpoint)
    .where(and(eq(endpoint.id, endpointId), eq(endpoint.reference, reference)))
  if (!found) throw new Refused('endpoint_missing')
  return found.commitment
}

async function attemptsSoFar(tx: Tx, reference: string): Promise<number> {
  const [open] = await tx
    .select({ id: evaluation.id })
    .from(evaluation)
    .where(
      and(
        eq(evaluation.reference, reference),
        inArray(evaluation.state, [...openEvaluationStates]),
      ),
    )
    .limit(1)
  if (open) throw new Refused('evaluation_running')
  const [used] = await tx
    .select({ attempts: count() })
    .from(evaluation)
    .where(and(eq(evaluation.reference, reference), eq(evaluation.counted, true)))
  return used?.attempts ?? 0
}

type Draw = (typeof evaluation.$inferInsert)['draw']

async function drawFor(
  tx: Tx,
  input: StartEvaluation & { attempt: number; dataset: Dataset },
): Promise<{ draw: Draw; hash: string; moreRows: boolean }> {
  const { dataset, contractReference: contract, reference, attempt, criteria } = input
  const { excluded, freshCanaries } = await excludedRows(tx, dataset)
  const needed = rowsPerRun(criteria)
  const available = dataset.rowCount - excluded.length
  if (available < needed) throw new Refused('dataset_too_small', { needed, available })
  const seedOf = { root: dataset.merkleRoot, contract, reference, attempt }
  const ranges = toRanges(excluded)
  const rows = drawRows({ ...seedOf, rowCount: dataset.rowCount, excluded: ranges, count: needed })
  const canaries = shuffled(freshCanaries, hashSource(drawSeed(seedOf))).slice(0, canariesPerRun)
  const draw = { excluded: ranges, rows, canaries, salt: randomBytes(16).toString('hex') }
  return { draw, hash: drawHash(draw), moreRows: available - needed >= needed }
}

/** Every request of the run, in an order that nobody can foresee. */
function requestsFor(draw: Draw): { kind: RowKind; drawOrder: number; rowNumber: number }[] {
  const sample = draw.rows.map((rowNumber, drawOrder) => ({
    kind: 'sample' as const,
    drawOrder,
    rowNumber,
  }))
  const source = hashSource(randomBytes(32))
  const duplicates = shuffled(sample, source)
    .slice(0, duplicatesFor(sample.length))
    .map((row) => ({ ...row, kind: 'duplicate' as const }))
  const canaries = draw.canaries.map((rowNumber, at) => ({
    kind: 'canary' as const,
    drawOrder: at,
    rowNumber,
  }))
  return shuffled([...sample, ...duplicates, ...canaries], source)
}
