import type { Task as QueueTask } from 'graphile-worker'
import { Refused } from '~/kernel/refusal'
import { type Db, database, isDatabaseAway } from '~/platform/database.server'
import { describeError, log } from '~/platform/log.server'
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
        // The queue keeps and prints what is thrown, and a failed query's text holds its data.
        throw new Error(Object.values(causeOf(error)).join(' '))
      }
    },
  }
}

/** What a log line and the queue may say of an error; a failed query's own text holds its data. */
function causeOf(error: unknown): Record<string, string> {
  if (error instanceof Refused) return { refused: error.code }
  if (isDatabaseAway(error)) return { error: 'database_away' }
  const { type, code, message } = describeError(error)
  return { error: String(type), code: String(code ?? ''), reason: String(message ?? '') }
}
