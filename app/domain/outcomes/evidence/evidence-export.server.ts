import { evaluation, sealedDataset, verdict } from 'db/schema/outcomes'
import { and, asc, eq } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { labelOpenings } from '../datasets/dataset-rows.server'
import type { PartInputs } from '../measures/measured-input'
import { evidenceChain } from '../queries.server'
import { spendsRows } from '../runs/evaluation'
import { partInputsOf } from '../runs/evaluation-parts.server'
import { canonicalJson, type Json } from './canonical'
import type { EvidenceEntry } from './evidence'
import { type EvidenceLine, evidenceFormat } from './evidence-file'
import { type EvidenceRow, evidenceRows, leafHashes } from './evidence-rows.server'
import { proofsOf } from './merkle'
import { publicKeys } from './signing.server'

export type ExportEvidence = {
  readonly contractReference: string
  readonly audience: 'public' | 'party'
  /** Milestones whose attempts have ended for another reason than this module can see. */
  readonly ended?: readonly string[]
}

/** A contract's evidence as JSON lines in one text. Where it is sent to somebody, it streams. */
export async function exportEvidence(db: Reader, input: ExportEvidence): Promise<string> {
  let text = ''
  for await (const piece of evidenceText(db, input)) text += piece
  return text
}

/** The same, run by run: a run's rows are in memory together, a contract's are not. */
export async function* evidenceText(
  db: Reader,
  input: ExportEvidence,
): AsyncGenerator<string, void, void> {
  const textOf = (lines: readonly EvidenceLine[]) =>
    lines.map((line) => `${canonicalJson(line)}\n`).join('')
  for await (const lines of evidenceLines(db, input)) yield textOf(lines)
}

/**
 * A contract's evidence. Everybody gets keys, chain, verdicts, probes, and the rows' leaves, proofs
 * and seals. The parties also get the draws and what opens the seals, and, of every milestone whose
 * attempts have ended, the labels, the marks and the reported figures.
 */
async function* evidenceLines(
  db: Reader,
  input: ExportEvidence,
): AsyncGenerator<EvidenceLine[], void, void> {
  const { contractReference, audience } = input
  const entries = await evidenceChain(db, contractReference, audience)
  yield [
    { type: 'file', format: evidenceFormat, audience, contract: contractReference },
    ...(await publicKeys(db)).keys.map((jwk): EvidenceLine => ({ type: 'key', jwk })),
    ...entries.map((entry): EvidenceLine => ({ type: 'entry', ...entry })),
  ]
  const ended = new Set([...(input.ended ?? []), ...(await endedReferences(db, contractReference))])
  const finished = await finishedRuns(db, contractReference, entries)
  const proofs = await proofsOfRuns(
    db,
    finished.map(({ run }) => run),
  )
  for (const { run, signed } of finished) {
    // Labels that others are still measured on open for nobody.
    const opened = audience === 'party' && ended.has(run.reference) && spendsRows(run.purpose)
    yield [{ type: 'verdict', verdict: signed.id, evaluation: run.id, jws: signed.jws }]
    yield partLines(run, await partInputsOf(db, run), opened)
    if (run.datasetId === null) continue
    const rows = await evidenceRows(db, run)
    yield rowLines(run, rows, proofs.get(run.datasetId), audience)
    if (opened) yield await labelLines(db, run, rows)
  }
}

type Run = typeof evaluation.$inferSelect
type Proofs = ReadonlyMap<number, readonly string[]>

/** The runs whose verdicts the chain names; one that was signed since is left for the next file. */
async function finishedRuns(
  db: Reader,
  contractReference: string,
  entries: readonly EvidenceEntry[],
) {
  const named = new Set(entries.filter(({ kind }) => kind === 'verdict').map(verdictNamed))
  const runs = await db
    .select({ run: evaluation, signed: { id: verdict.id, jws: verdict.jws } })
    .from(evaluation)
    .innerJoin(verdict, eq(verdict.evaluationId, evaluation.id))
    .where(eq(evaluation.contractReference, contractReference))
    .orderBy(asc(verdict.measuredAt), asc(verdict.id))
  return runs.filter(({ signed }) => named.has(signed.id))
}

function verdictNamed({ body }: { body: Json }): Json {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body.verdict ?? null)
    : null
}

/** The proofs of all rows of all runs, with one pass over the leaves of each dataset. */
async function proofsOfRuns(db: Reader, runs: readonly Run[]): Promise<Map<string, Proofs>> {
  const wanted = new Map<string, Set<number>>()
  for (const { datasetId, draw } of runs) {
    if (datasetId === null) continue
    const places = wanted.get(datasetId) ?? new Set()
    for (const row of [...draw.rows, ...draw.canaries]) places.add(row - 1)
    wanted.set(datasetId, places)
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

/** Probes say what a service did, which anybody may know; marks and figures wait like labels. */
function partLines(run: Run, inputs: PartInputs, opened: boolean): EvidenceLine[] {
  const of = { evaluation: run.id }
  const probes = inputs.probes.map((probe): EvidenceLine => ({ type: 'probe', ...of, ...probe }))
  if (!opened) return probes
  return [
    ...probes,
    ...inputs.ratings.map((rating): EvidenceLine => ({ type: 'rating', ...of, ...rating })),
    ...inputs.reports.map((report): EvidenceLine => ({ type: 'report', ...of, ...report })),
  ]
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
