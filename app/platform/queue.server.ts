import { sql } from 'drizzle-orm'
import type { Tx } from './database.server'

/** Every task of the worker with what it is given. JSON only: money would be a decimal string. */
export type TaskPayloads = {
  'send-mail': { mailId: string }
  'sweep-due': Record<string, never>
  'run-evaluation': { evaluationId: string }
  'evaluation-finished': { evaluationId: string }
  'process-webhook': { eventId: string }
  'run-operation': { operationId: string }
  'operation-settled': { operationId: string }
  'notify': { event: string; facts: Record<string, string | number> }
  'contract-completed': { contractId: string }
  'milestone-paid': { milestoneId: string }
}
export type TaskName = keyof TaskPayloads

export type EnqueueOptions = {
  /** One pending job per key; a later one replaces it. */
  jobKey?: string
  /** System time, for retries and rates; never for business deadlines. */
  runAt?: Date
  maxAttempts?: number
}

/** Adds a job in the caller's transaction: it exists only if the transaction commits. */
export async function enqueue<T extends TaskName>(
  tx: Tx,
  task: T,
  payload: TaskPayloads[T],
  options: EnqueueOptions = {},
): Promise<void> {
  await tx.execute(
    sql`select enqueue(${task}, ${JSON.stringify(payload)}::json, ${options.jobKey ?? null}, ${
      options.runAt?.toISOString() ?? null
    }::timestamptz, ${options.maxAttempts ?? 12})`,
  )
}
