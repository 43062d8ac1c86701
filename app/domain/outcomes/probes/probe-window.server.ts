import { evaluation } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import type { Db } from '~/platform/database.server'
import { partInputsOf } from '../runs/evaluation-parts.server'

/** When a run's window of probes began, by the machine's time; null where nothing was probed. */
export async function probedSince(db: Db, evaluationId: string): Promise<Date | null> {
  const [run] = await db.select().from(evaluation).where(eq(evaluation.id, evaluationId))
  if (!run?.criteria.some(({ window }) => window !== undefined)) return null
  const { probes } = await partInputsOf(db, run)
  const first = probes[0]
  return first ? new Date(first.dueAt) : null
}
