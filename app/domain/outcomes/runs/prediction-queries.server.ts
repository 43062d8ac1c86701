import { evaluation } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { waitsForFile } from './serve-rows.server'
import { predictionStand } from './take-predictions.server'

/** What a run waits for in a file, and what came of it so far; null when it waits for none. */
export async function fileOfRun(db: Reader, evaluationId: string) {
  const [run] = await db
    .select({
      id: evaluation.id,
      state: evaluation.state,
      waitsFor: evaluation.waitsFor,
      until: evaluation.waitsUntil,
      rows: evaluation.rowsTotal,
      criteria: evaluation.criteria,
      servedAt: evaluation.servedAt,
      servedTo: evaluation.servedTo,
      sha256: evaluation.predictionsSha256,
    })
    .from(evaluation)
    .where(eq(evaluation.id, evaluationId))
  if (!run || !waitsForFile(run)) return null
  const { until, rows, servedAt, servedTo, sha256 } = run
  const ready = sha256 === null ? null : { sha256, ...(await predictionStand(db, run)) }
  return { until, rows, servedAt, servedTo, ready }
}
