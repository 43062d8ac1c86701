import { evaluation, evidenceEntry, sealedDataset, verdict } from 'db/schema/outcomes'
import { and, count, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { majorityOf } from './datasets/dataset'
import { sampleRowsOf, spentRowCount } from './datasets/dataset-rows.server'
import { hashOf, type Json } from './evidence/canonical'
import { type EvidenceEntry, publicEntryKinds } from './evidence/evidence'
import type { Audience, VerdictBody } from './evidence/verdict'
import type { Wait } from './runs/evaluation'

/*
 * This module does not know contracts, so it cannot say who is a party. Its readers take an
 * explicit audience instead of a viewer; the modules above decide which one a viewer belongs to.
 */

/** What is known of a sealed dataset without opening it, and the rows its owner published. */
export async function datasetFacts(db: Reader, datasetId: string, audience: Audience) {
  const [dataset] = await db.select().from(sealedDataset).where(eq(sealedDataset.id, datasetId))
  if (!dataset) return null
  const sample = await sampleRowsOf(db, dataset)
  const published =
    dataset.deletedAt === null ? sample.filter(({ canary }) => !canary).length : dataset.sampleRows
  const drawableRows = dataset.rowCount - dataset.canaryRows - published
  return {
    datasetId,
    reference: dataset.reference,
    organisationId: dataset.organisationId,
    workloadClass: dataset.workloadClass,
    merkleRoot: dataset.merkleRoot,
    rowCount: dataset.rowCount,
    drawableRows,
    rowsLeft: dataset.deletedAt === null ? drawableRows - (await spentRowCount(db, datasetId)) : 0,
    labelKind: dataset.labelKind,
    labels: dataset.labels,
    report: dataset.report,
    groupColumn: dataset.groupColumn,
    majority: majorityOf(dataset.labels),
    duplicates: dataset.duplicates,
    /** How many rows are marked as canaries is for those who put them there. */
    canaryRows: audience === 'client' ? dataset.canaryRows : null,
    columns: dataset.columns,
    labelColumn: dataset.labelColumn,
    sample: sample.map(({ features, label }) => ({ features, label })),
    createdAt: dataset.createdAt,
    deletedAt: dataset.deletedAt,
  }
}

/** The newest dataset of a reference (a brief). */
export async function datasetOf(db: Reader, reference: string, audience: Audience) {
  const [found] = await db
    .select({ id: sealedDataset.id })
    .from(sealedDataset)
    .where(eq(sealedDataset.reference, reference))
    .orderBy(desc(sealedDataset.createdAt), desc(sealedDataset.id))
    .limit(1)
  return found ? datasetFacts(db, found.id, audience) : null
}

const resultColumns = {
  evaluationId: evaluation.id,
  reference: evaluation.reference,
  contractReference: evaluation.contractReference,
  purpose: evaluation.purpose,
  state: evaluation.state,
  failure: evaluation.failure,
  attempt: evaluation.attempt,
  attemptsAllowed: evaluation.attemptsAllowed,
  counted: evaluation.counted,
  overall: evaluation.overall,
  verdictId: verdict.id,
  rowsTotal: evaluation.rowsTotal,
  rowsDone: evaluation.rowsDone,
  startedAt: evaluation.startedAt,
  finishedAt: evaluation.finishedAt,
}

/** How a run stands or ended; null when there is no such run. */
export async function evaluationResult(db: Reader, evaluationId: string) {
  const [found] = await db
    .select(resultColumns)
    .from(evaluation)
    .leftJoin(verdict, eq(verdict.evaluationId, evaluation.id))
    .where(eq(evaluation.id, evaluationId))
  return found ? withAttempts(db, found) : null
}

type Result = {
  reference: string
  attemptsAllowed: number
}

async function withAttempts<T extends Result>(db: Reader, result: T) {
  const [used] = await db
    .select({ attempts: count() })
    .from(evaluation)
    .where(and(eq(evaluation.reference, result.reference), eq(evaluation.counted, true)))
  const attemptsUsed = used?.attempts ?? 0
  return {
    ...result,
    attemptsUsed,
    attemptsLeft: Math.max(0, result.attemptsAllowed - attemptsUsed),
  }
}

/** All runs of a milestone, newest first. */
export async function evaluationsOf(db: Reader, reference: string) {
  const rows = await db
    .select(resultColumns)
    .from(evaluation)
    .leftJoin(verdict, eq(verdict.evaluationId, evaluation.id))
    .where(eq(evaluation.reference, reference))
    .orderBy(desc(evaluation.startedAt), desc(evaluation.id))
  return Promise.all(rows.map((row) => withAttempts(db, row)))
}

/** What a page that follows a run shows; small enough to be asked for every second. */
export async function evaluationProgress(db: Reader, evaluationId: string) {
  const [found] = await db
    .select({
      state: evaluation.state,
      waitsFor: evaluation.waitsFor,
      waitsUntil: evaluation.waitsUntil,
      rowsTotal: evaluation.rowsTotal,
      rowsDone: evaluation.rowsDone,
      rowsFailed: evaluation.rowsFailed,
      latencyP50Us: evaluation.latencyP50Us,
      latencyP95Us: evaluation.latencyP95Us,
      activeMs: evaluation.activeMs,
    })
    .from(evaluation)
    .where(eq(evaluation.id, evaluationId))
  if (!found) return null
  const { latencyP50Us, latencyP95Us, activeMs, ...run } = found
  return {
    evaluationId,
    ...run,
    latencyP50Ms: latencyP50Us / 1000,
    latencyP95Ms: latencyP95Us / 1000,
    rowsPerSecond: activeMs > 0 ? Math.round((run.rowsDone * 1000) / activeMs) : null,
  }
}

/** What each of these runs waits for, as far as it waits, and whether a file is in. `until` is business time. */
export async function waitsOfRuns(db: Reader, evaluationIds: readonly string[]) {
  const found = new Map<string, { for: Wait; until: Date | null; fileIn: boolean }>()
  if (evaluationIds.length === 0) return found
  const rows = await db
    .select({
      id: evaluation.id,
      for: evaluation.waitsFor,
      until: evaluation.waitsUntil,
      sha256: evaluation.predictionsSha256,
    })
    .from(evaluation)
    .where(and(inArray(evaluation.id, [...evaluationIds]), isNotNull(evaluation.waitsFor)))
  for (const { id, for: waitsFor, until, sha256 } of rows) {
    if (waitsFor) found.set(id, { for: waitsFor, until, fileIn: sha256 !== null })
  }
  return found
}

type VerdictRow = typeof verdict.$inferSelect

/** A verdict holds hashes and numbers only, so every audience may read all that was signed. */
function shownVerdict(row: VerdictRow) {
  return {
    verdictId: row.id,
    evaluationId: row.evaluationId,
    reference: row.reference,
    contractReference: row.contractReference,
    body: JSON.parse(row.body) as VerdictBody,
    jws: row.jws,
    keyId: row.keyId,
    measuredAt: row.measuredAt,
    signedAt: row.signedAt,
  }
}

export type VerdictView = ReturnType<typeof shownVerdict>

export async function verdictView(db: Reader, verdictId: string): Promise<VerdictView | null> {
  const [row] = await db.select().from(verdict).where(eq(verdict.id, verdictId))
  return row ? shownVerdict(row) : null
}

export async function verdictOfEvaluation(
  db: Reader,
  evaluationId: string,
): Promise<VerdictView | null> {
  const [row] = await db.select().from(verdict).where(eq(verdict.evaluationId, evaluationId))
  return row ? shownVerdict(row) : null
}

/** The last verdict of a milestone. */
export async function latestVerdict(db: Reader, reference: string): Promise<VerdictView | null> {
  const [row] = await db
    .select()
    .from(verdict)
    .where(eq(verdict.reference, reference))
    .orderBy(desc(verdict.measuredAt), desc(verdict.id))
    .limit(1)
  return row ? shownVerdict(row) : null
}

/** How many entries a chain has and the hash of its last, without reading the others. */
export async function evidenceHead(
  db: Reader,
  contractReference: string,
): Promise<{ count: number; hash: string | null }> {
  const [last] = await db
    .select({ sequence: evidenceEntry.sequence, hash: evidenceEntry.hash })
    .from(evidenceEntry)
    .where(eq(evidenceEntry.contractReference, contractReference))
    .orderBy(desc(evidenceEntry.sequence))
    .limit(1)
  return { count: last?.sequence ?? 0, hash: last?.hash ?? null }
}

/** A contract's chain from its first entry. Outsiders get the bodies that hold hashes only. */
export async function evidenceChain(
  db: Reader,
  contractReference: string,
  audience: Audience,
): Promise<EvidenceEntry[]> {
  const rows = await db
    .select()
    .from(evidenceEntry)
    .where(eq(evidenceEntry.contractReference, contractReference))
    .orderBy(evidenceEntry.sequence)
  return rows.map((row) => {
    const body = JSON.parse(row.body) as Json
    const shown = audience !== 'public' || publicEntryKinds.includes(row.kind)
    return {
      contract: row.contractReference,
      sequence: row.sequence,
      kind: row.kind,
      at: row.at,
      body: shown ? body : null,
      bodyHash: hashOf(body),
      previous: row.previousHash,
      hash: row.hash,
    }
  })
}
