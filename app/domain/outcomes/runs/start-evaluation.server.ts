import { randomBytes } from 'node:crypto'
import { endpoint, evaluation, sealedDataset } from 'db/schema/outcomes'
import { and, count, eq, inArray, ne, sql } from 'drizzle-orm'
import { invariant, Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import {
  answersAreTexts,
  attemptsAllowed,
  type Criterion,
  rateOf,
  rowsPerRun,
} from '../criteria/criterion'
import { criterionHash } from '../criteria/criterion-hash'
import { isClassification } from '../criteria/metric'
import { excludedFor, excludedRows, spendRows } from '../datasets/dataset-rows.server'
import { appendEvidence } from '../evidence/append-evidence.server'
import type { Json } from '../evidence/canonical'
import { hashSource, shuffled } from '../measures/random'
import { drawHash, drawRows, drawSeed, sizeOf } from './draw'
import {
  asksEndpoint,
  canariesPerRun,
  fileWaitEnds,
  isCounted,
  openEvaluationStates,
  type Purpose,
  partsOf,
  planFor,
  spendsRows,
} from './evaluation'
import { type Draw, insertRequests, requestsFor } from './requests.server'

export type StartEvaluation = {
  /** The milestone, opaque to this module. Attempts are counted under it. */
  readonly reference: string
  /** The contract, opaque to this module. The evidence chain is kept under it. */
  readonly contractReference: string
  /** null where no criterion is measured on sealed rows. */
  readonly datasetId: string | null
  /** null where nothing is sent anywhere. */
  readonly endpointId: string | null
  readonly criteria: readonly Criterion[]
  /** Left out: an attempt. A recheck uses up none, and is told apart in the verdict. */
  readonly purpose?: Purpose
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
 * as spent from here on; those of an exercise for this reference alone.
 * @throws Refused `endpoint_missing`, `evaluation_running`, `attempts_used`, `dataset_too_small`.
 */
export async function startEvaluation(tx: Tx, input: StartEvaluation): Promise<StartedEvaluation> {
  const { reference, contractReference, purpose = 'attempt', at, by } = input
  const criteria = [...input.criteria]
  if (criteria.length === 0) throw new Refused('criterion_missing')
  const needed = partsOf(criteria)
  const dataset = needed.includes('rows')
    ? await lockDataset(tx, input.datasetId, criteria, purpose)
    : null
  const registered = asksEndpoint(criteria) ? await endpointOfRun(tx, input) : null
  const allowed = attemptsAllowed(criteria)
  const before = await runsSoFar(tx, reference)
  const attempt = (isCounted(purpose) ? before.counted : before.ended) + 1
  if (isCounted(purpose) && attempt > allowed) {
    throw new Refused('attempts_used', { attempts: allowed })
  }
  const drawn = dataset ? await drawFor(tx, { ...input, purpose, attempt, dataset }) : noDraw
  const requests = requestsFor(drawn.draw)
  const evaluationId = newId('evaluation')
  const rate = rateOf(criteria) ?? (await settingAt(tx, 'evaluationRate', at))
  const asking = { ...registered, texts: answersAreTexts(criteria) }
  const plan = planFor(requests.length, rate, asking)
  const byFile = registered?.kind === 'file'
  await tx.insert(evaluation).values({
    id: evaluationId,
    reference,
    contractReference,
    purpose,
    datasetId: dataset?.id ?? null,
    endpointId: registered?.id ?? null,
    criteria,
    plan,
    draw: drawn.draw,
    drawHash: drawn.hash,
    // Looking again decides nothing that lies between: with no rows left it stays undecided.
    moreRows: purpose === 'recheck' || drawn.moreRows,
    attempt,
    attemptsAllowed: allowed,
    ...(byFile
      ? { state: 'waiting' as const, waitsFor: 'file' as const, waitsUntil: fileWaitEnds(at) }
      : { state: 'queued' as const }),
    rowsTotal: requests.length,
    startedBy: by,
    startedAt: at,
  })
  await insertRequests(tx, evaluationId, requests)
  if (dataset && spendsRows(purpose)) {
    await spendRows(tx, dataset.id, [...drawn.draw.rows, ...drawn.draw.canaries], evaluationId)
  }
  const body: Json = {
    attempt,
    attemptsAllowed: allowed,
    criteria: criteria.map(criterionHash),
    dataset: dataset && { id: dataset.id, root: dataset.merkleRoot, rowCount: dataset.rowCount },
    drawHash: drawn.hash,
    endpoint: registered?.commitment ?? null,
    evaluation: evaluationId,
    plan: { ...plan },
    purpose,
    reference,
    requests: requests.length,
  }
  await appendEvidence(tx, { contractReference, kind: 'evaluation_started', body, at })
  if (!byFile) {
    const jobKey = `run-evaluation:${evaluationId}`
    await enqueue(tx, 'run-evaluation', { evaluationId }, { jobKey })
  }
  return { evaluationId, attempt, attemptsAllowed: allowed }
}

type Dataset = typeof sealedDataset.$inferSelect

/** The lock serialises draws from one dataset, so that no row is ever in two runs. */
async function lockDataset(
  tx: Tx,
  datasetId: string | null,
  criteria: readonly Criterion[],
  purpose: Purpose,
): Promise<Dataset> {
  const [dataset] = await tx
    .select()
    .from(sealedDataset)
    .where(eq(sealedDataset.id, datasetId ?? ''))
    .for('update')
  if (!dataset || dataset.deletedAt !== null) throw new Refused('not_found')
  await assertServesOne(tx, dataset.id, purpose)
  for (const { metric, labels } of criteria) {
    const strange =
      isClassification(metric) && dataset.labels.find(({ label }) => !labels.includes(label))
    if (strange) throw new Refused('dataset_invalid', { count: strange.count, row: 0 })
  }
  return dataset
}

/** Rows that a contract is measured on are spent once seen, so learners must never have met them. */
async function assertServesOne(tx: Tx, datasetId: string, purpose: Purpose): Promise<void> {
  const others = spendsRows(purpose)
    ? eq(evaluation.purpose, 'exercise')
    : ne(evaluation.purpose, 'exercise')
  const [other] = await tx
    .select({ id: evaluation.id })
    .from(evaluation)
    .where(and(eq(evaluation.datasetId, datasetId), others))
    .limit(1)
  invariant(!other, `${datasetId} serves contracts or learners, never both`)
}

async function endpointOfRun(
  tx: Tx,
  { endpointId, reference }: Pick<StartEvaluation, 'endpointId' | 'reference'>,
) {
  const [found] = await tx
    .select({
      id: endpoint.id,
      commitment: endpoint.commitment,
      kind: endpoint.kind,
      concurrency: endpoint.concurrency,
      rowsPerRequest: endpoint.rowsPerRequest,
    })
    .from(endpoint)
    .where(and(eq(endpoint.id, endpointId ?? ''), eq(endpoint.reference, reference)))
  if (!found) throw new Refused('endpoint_missing')
  return found
}

async function runsSoFar(tx: Tx, reference: string): Promise<{ counted: number; ended: number }> {
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
    .select({
      counted: sql`count(*) filter (where ${evaluation.counted})`.mapWith(Number),
      ended: count(),
    })
    .from(evaluation)
    .where(eq(evaluation.reference, reference))
  return used ?? { counted: 0, ended: 0 }
}

type Drawn = { draw: Draw; hash: string; moreRows: boolean }

const nothing: Draw = { excluded: [], rows: [], canaries: [], salt: '' }
/** Where no criterion is measured on sealed rows; another run decides as well as this one. */
const noDraw: Drawn = { draw: nothing, hash: drawHash(nothing), moreRows: true }

async function drawFor(
  tx: Tx,
  input: StartEvaluation & { purpose: Purpose; attempt: number; dataset: Dataset },
): Promise<Drawn> {
  const { dataset, contractReference: contract, reference, attempt, criteria } = input
  const { excluded, freshCanaries } = spendsRows(input.purpose)
    ? await excludedRows(tx, dataset)
    : await excludedFor(tx, dataset, reference)
  const needed = rowsPerRun(criteria)
  const available = dataset.rowCount - sizeOf(excluded)
  if (available < needed) throw new Refused('dataset_too_small', { needed, available })
  const seedOf = { root: dataset.merkleRoot, contract, reference, attempt }
  const rows = drawRows({ ...seedOf, rowCount: dataset.rowCount, excluded, count: needed })
  const canaries = shuffled(freshCanaries, hashSource(drawSeed(seedOf))).slice(0, canariesPerRun)
  const draw = { excluded, rows, canaries, salt: randomBytes(16).toString('hex') }
  return { draw, hash: drawHash(draw), moreRows: available - needed >= needed }
}
