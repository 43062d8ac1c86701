import type { Task as QueueTask } from 'graphile-worker'
import { Refused } from '~/kernel/refusal'
import { type Db, database, isDatabaseAway } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import type { TaskName, TaskPayloads } from '~/platform/queue.server'

export type TaskContext = {
  /** The application's pool: a task opens its own transactions with `inTransaction`. */
  readonly db: Db
  readonly jobId: string
  /** 1 for the first try. */
  readonly attempt: number
  /** After this try the job stays in the queue as failed, for the operator. */
  readonly lastAttempt: boolean
}

export type Task = {
  readonly name: TaskName
  readonly handler: QueueTask
}

/**
 * A task of the worker. It may run twice with the same payload and must then do nothing new.
 * A `Refused` that another try cannot change should be caught by the task itself.
 */
export function task<T extends TaskName>(
  name: T,
  run: (payload: TaskPayloads[T], context: TaskContext) => Promise<void>,
): Task {
  return {
    name,
    async handler(payload, { job }) {
      const started = performance.now()
      const line = { task: name, job: job.id, attempt: job.attempts }
      try {
        await run(payload as TaskPayloads[T], {
          db: database(),
          jobId: job.id,
          attempt: job.attempts,
          lastAttempt: job.attempts >= job.max_attempts,
        })
        log.info({ ...line, durationMs: Math.round(performance.now() - started) }, 'job done')
      } catch (error) {
        log.warn(
          { ...line, durationMs: Math.round(performance.now() - started), ...causeOf(error) },
          'job failed',
        )
        throw error
      }
    },
  }
}

/** What a log line may say of an error: its kind and code, not its text, which may hold data. */
function causeOf(error: unknown): Record<string, string> {
  if (error instanceof Refused) return { refused: error.code }
  if (isDatabaseAway(error)) return { error: 'database_away' }
  return { error: error instanceof Error ? error.name : typeof error }
}
