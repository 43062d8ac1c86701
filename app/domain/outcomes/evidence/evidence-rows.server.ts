import { evaluationRow, sealedRow } from 'db/schema/outcomes'
import { and, asc, eq, gt } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { outcomeSeal, type RowOutcome, type RowRecord } from '../datasets/row-record'
import { isAmong } from '../runs/number-list.server'

const leavesAtOnce = 5_000

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
  const rows = await db
    .select()
    .from(evaluationRow)
    .where(eq(evaluationRow.evaluationId, run.id))
    .orderBy(asc(evaluationRow.opaqueId))
  const leaves = await leavesOf(
    db,
    run.datasetId,
    rows.map(({ rowNumber }) => rowNumber),
  )
  return rows.map((row) => {
    const leaf = leaves.get(row.rowNumber)
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

/**
 * Leaves by row number. Some thousands are looked up at a time, by their key: of a dataset that was
 * sealed just now the database knows too little to join a million rows well.
 */
async function leavesOf(
  db: Reader,
  datasetId: string,
  numbers: readonly number[],
): Promise<Map<number, Buffer>> {
  const leaves = new Map<number, Buffer>()
  for (let from = 0; from < numbers.length; from += leavesAtOnce) {
    const rows = await db
      .select({ number: sealedRow.rowNumber, leaf: sealedRow.leafHash })
      .from(sealedRow)
      .where(
        and(
          eq(sealedRow.datasetId, datasetId),
          isAmong(sealedRow.rowNumber, numbers.slice(from, from + leavesAtOnce)),
        ),
      )
    for (const { number, leaf } of rows) leaves.set(number, leaf)
  }
  return leaves
}

/** All leaves of a dataset in order, some thousands at a time; row number n is the nth. */
export async function* leafHashes(db: Reader, datasetId: string): AsyncGenerator<Buffer> {
  for (let last = 0; ; ) {
    const rows = await db
      .select({ number: sealedRow.rowNumber, leaf: sealedRow.leafHash })
      .from(sealedRow)
      .where(and(eq(sealedRow.datasetId, datasetId), gt(sealedRow.rowNumber, last)))
      .orderBy(asc(sealedRow.rowNumber))
      .limit(leavesAtOnce)
    for (const { leaf } of rows) yield leaf
    const end = rows.at(-1)
    if (!end || rows.length < leavesAtOnce) return
    last = end.number
  }
}
