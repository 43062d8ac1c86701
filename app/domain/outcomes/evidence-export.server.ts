import { evaluation, sealedDataset, verdict } from 'db/schema/outcomes'
import { and, asc, eq } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { canonicalJson } from './canonical'
import { labelOpenings } from './dataset-rows.server'
import { type EvidenceLine, evidenceFormat } from './evidence-file'
import { type EvidenceRow, evidenceRows, leafHashes } from './evidence-rows.server'
import { proofsOf } from './merkle'
import { evidenceChain } from './queries.server'
import { publicKeys } from './signing.server'

export type ExportEvidence = {
  readonly contractReference: string
  readonly audience: 'public' | 'party'
  /** Milestones whose attempts have ended for another reason than this module can see. */
  readonly ended?: readonly string[]
}

/**
 * A contract's evidence as JSON lines. Everybody gets keys, chain, verdicts, and the rows' leaves,
 * proofs and seals. The parties also get the draws and what opens the seals, and the labels of
 * every milestone whose attempts have ended.
 */
export async function exportEvidence(db: Reader, input: ExportEvidence): Promise<string> {
  const { contractReference, audience } = input
  const lines: EvidenceLine[] = [
    { type: 'file', format: evidenceFormat, audience, contract: contractReference },
  ]
  for (const jwk of (await publicKeys(db)).keys) lines.push({ type: 'key', jwk })
  for (const entry of await evidenceChain(db, contractReference, audience)) {
    lines.push({ type: 'entry', ...entry })
  }
  const ended = new Set([...(input.ended ?? []), ...(await endedReferences(db, contractReference))])
  const finished = await finishedRuns(db, contractReference)
  const proofs = await proofsOfRuns(db, finished)
  for (const { run, signed, rows } of finished) {
    lines.push({ type: 'verdict', verdict: signed.id, evaluation: run.id, jws: signed.jws })
    lines.push(...rowLines(run, rows, proofs.get(run.datasetId ?? ''), audience))
    if (audience === 'party' && ended.has(run.reference)) {
      lines.push(...(await labelLines(db, run, rows)))
    }
  }
  return `${lines.map((line) => canonicalJson(line)).join('\n')}\n`
}

type Run = typeof evaluation.$inferSelect
type FinishedRun = {
  readonly run: Run
  readonly signed: { readonly id: string; readonly jws: string }
  readonly rows: readonly EvidenceRow[]
}

async function finishedRuns(db: Reader, contractReference: string): Promise<FinishedRun[]> {
  const runs = await db
    .select({ run: evaluation, signed: { id: verdict.id, jws: verdict.jws } })
    .from(evaluation)
    .innerJoin(verdict, eq(verdict.evaluationId, evaluation.id))
    .where(eq(evaluation.contractReference, contractReference))
    .orderBy(asc(verdict.measuredAt), asc(verdict.id))
  const finished: FinishedRun[] = []
  for (const run of runs) finished.push({ ...run, rows: await evidenceRows(db, run.run) })
  return finished
}

type Proofs = ReadonlyMap<number, readonly string[]>

/** The proofs of all rows of all runs, with one pass over the leaves of each dataset. */
async function proofsOfRuns(
  db: Reader,
  finished: readonly FinishedRun[],
): Promise<Map<string, Proofs>> {
  const wanted = new Map<string, Set<number>>()
  for (const { run, rows } of finished) {
    if (run.datasetId === null) continue
    const places = wanted.get(run.datasetId) ?? new Set()
    for (const { record } of rows) places.add(record.row - 1)
    wanted.set(run.datasetId, places)
  }
  const proofs = new Map<string, Proofs>()
  for (const [datasetId, places] of wanted) {
    proofs.set(datasetId, (await proofsOf(leafHashes(db, datasetId), places)).proofs)
  }
  return proofs
}

/** Milestones that were met, or have no attempt left. */
async function endedReferences(db: Reader, contractReference: string): Promise<string[]> {
  const runs = await db
    .select({
      reference: evaluation.reference,
      overall: evaluation.overall,
      attemptsAllowed: evaluation.attemptsAllowed,
    })
    .from(evaluation)
    .where(and(eq(evaluation.contractReference, contractReference), eq(evaluation.counted, true)))
  return runs
    .filter(({ reference, overall, attemptsAllowed }) => {
      const used = runs.filter((run) => run.reference === reference).length
      return overall === 'met' || used >= attemptsAllowed
    })
    .map(({ reference }) => reference)
}

function rowLines(
  run: Run,
  rows: readonly EvidenceRow[],
  proofs: Proofs | undefined,
  audience: ExportEvidence['audience'],
): EvidenceLine[] {
  const lines: EvidenceLine[] = rows.map(({ record }) => ({
    type: 'row',
    evaluation: run.id,
    ...record,
    proof: [...(proofs?.get(record.row - 1) ?? [])],
  }))
  if (audience === 'public') return lines
  const { excluded, rows: drawn, salt } = run.draw
  lines.push({ type: 'draw', evaluation: run.id, excluded, rows: drawn, salt })
  for (const { record, outcome, salt: opening } of rows) {
    lines.push({ type: 'outcome', evaluation: run.id, id: record.id, salt: opening, ...outcome })
  }
  return lines
}

async function labelLines(
  db: Reader,
  run: Run,
  rows: readonly EvidenceRow[],
): Promise<EvidenceLine[]> {
  if (run.datasetId === null) return []
  const [dataset] = await db
    .select({ deletedAt: sealedDataset.deletedAt })
    .from(sealedDataset)
    .where(eq(sealedDataset.id, run.datasetId))
  if (!dataset || dataset.deletedAt !== null) return []
  const openings = await labelOpenings(db, run.datasetId, [...run.draw.rows, ...run.draw.canaries])
  return rows.flatMap(({ record }): EvidenceLine[] => {
    const opening = openings.get(record.row)
    return opening ? [{ type: 'label', evaluation: run.id, id: record.id, ...opening }] : []
  })
}
