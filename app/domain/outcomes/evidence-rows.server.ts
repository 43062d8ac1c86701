import { evaluationRow, sealedRow } from 'db/schema/outcomes'
import { asc, eq } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { outcomeSeal, type RowOutcome, type RowRecord } from './row-record'

/** A finished request: its public record and what opens it. */
export type EvidenceRow = {
  readonly record: RowRecord
  readonly outcome: RowOutcome
  readonly salt: string
}

/**
 * The requests of a run as evidence, in the order of their opaque ids.
 * @throws Error when a request has not been done or its sealed row is missing: a fault of ours.
 */
export async function evidenceRows(
  db: Reader,
  run: { id: string; datasetId: string | null },
): Promise<EvidenceRow[]> {
  if (run.datasetId === null) return []
  const leaves = await leafHashes(db, run.datasetId)
  const rows = await db
    .select()
    .from(evaluationRow)
    .where(eq(evaluationRow.evaluationId, run.id))
    .orderBy(asc(evaluationRow.opaqueId))
  return rows.map((row) => {
    const leaf = leaves[row.rowNumber - 1]
    if (!row.done || row.latencyUs === null || !leaf) {
      throw new Error(`request ${row.position} of ${run.id} is not complete`)
    }
    const outcome: RowOutcome = {
      kind: row.kind,
      order: row.drawOrder,
      output: row.output,
      problem: row.problem,
      latencyUs: row.latencyUs,
    }
    const seal = outcomeSeal(outcome, row.salt)
    return {
      record: { id: row.opaqueId, row: row.rowNumber, leaf: leaf.toString('hex'), seal },
      outcome,
      salt: row.salt,
    }
  })
}

/** All leaves of a dataset, in order; row number n is at n - 1. */
export async function leafHashes(db: Reader, datasetId: string): Promise<Buffer[]> {
  const rows = await db
    .select({ leaf: sealedRow.leafHash })
    .from(sealedRow)
    .where(eq(sealedRow.datasetId, datasetId))
    .orderBy(asc(sealedRow.rowNumber))
  return rows.map(({ leaf }) => leaf)
}
