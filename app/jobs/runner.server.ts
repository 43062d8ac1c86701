import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { drizzle } from 'drizzle-orm/postgres-js'
import { Logger, run, type WorkerEvents } from 'graphile-worker'
import postgres from 'postgres'
import { resumeStaleEvaluations } from '~/domain/outcomes/runs/run-evaluation.server'
import { closeDatabase, inTransaction } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { beat, beatSeconds, forget, unlock, unlockDead } from './dead-workers.server'
import { taskList } from './tasks'

/** How long a stop waits for running jobs before it gives them back. */
const patienceMs = 4_000

export type RunningWorker = {
  /** Lets running jobs end; gives back those that take longer, after which the process must end. */
  stop(): Promise<void>
  /** Settles when the worker has stopped; rejects when it stopped by itself. */
  readonly stopped: Promise<void>
}

/** The queue's own messages; they carry no payloads. */
const queueLogger = new Logger((scope) => (level, message) => {
  const line = { scope: scope.label, task: scope.taskIdentifier, job: scope.jobId }
  if (level === 'error') log.error(line, message)
  else if (level === 'warning') log.warn(line, message)
  else log.debug(line, message)
})

/** The owner's address with the name by which others see that this worker lives. */
function named(ownerUrl: string, name: string): string {
  const url = new URL(ownerUrl)
  url.searchParams.set('application_name', name)
  return url.href
}

/** The connection on which this worker says that it lives and looks for those that do not. */
function openWatch(ownerUrl: string, connection: string) {
  const sql = postgres(ownerUrl, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: connection },
  })
  const owner = drizzle(sql)
  const lives = new Set<string>()
  let round = 0

  async function takeUp(): Promise<void> {
    const dead = await unlockDead(owner)
    const evaluations = await inTransaction((tx) => resumeStaleEvaluations(tx))
    if (dead.length + evaluations.length > 0) {
      log.warn({ workers: dead.length, evaluations: evaluations.length }, 'left work taken up')
    }
  }

  async function watch(): Promise<void> {
    try {
      for (const id of lives) await beat(owner, { id, connection })
      round += 1
      if (round % 4 === 0) await takeUp()
    } catch (error) {
      // The database may be away for a moment; the next beat comes soon.
      log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'worker beat failed')
    }
  }

  const timer = setInterval(() => void watch(), beatSeconds * 1_000)
  return {
    takeUp,
    add(id: string): void {
      lives.add(id)
      void watch()
    },
    /** Jobs that cannot end in time, as a long measurement: they go on elsewhere. */
    giveBack: () => unlock(owner, [...lives]),
    async close(): Promise<void> {
      clearInterval(timer)
      await forget(owner, [...lives]).catch(() => {})
      await sql.end({ timeout: 5 })
    },
  }
}

/**
 * Starts the runner as owner of the queue's tables; the tasks themselves work through the
 * application's pool. A due-sweep is enqueued each minute of the machine's time.
 */
export async function startRunner(options: {
  ownerUrl: string
  concurrency: number
}): Promise<RunningWorker> {
  const connection = `samar-worker-${randomBytes(6).toString('hex')}`
  const watch = openWatch(options.ownerUrl, connection)
  try {
    await watch.takeUp()
    const events = new EventEmitter() as WorkerEvents
    events.on('pool:create', ({ workerPool }) => watch.add(workerPool.id))
    const runner = await run({
      connectionString: named(options.ownerUrl, connection),
      concurrency: options.concurrency,
      noHandleSignals: true,
      pollInterval: 1_000,
      taskList: taskList(),
      crontab: [
        '* * * * * sweep-due ?max=3&jobKey=sweep-due',
        '* * * * * count-figures ?max=3&jobKey=count-figures',
        '* * * * * seal-ledger ?max=3&jobKey=seal-ledger',
        '17 2 * * * sweep-files ?max=3&jobKey=sweep-files',
      ].join('\n'),
      logger: queueLogger,
      events,
    })
    const stopped = runner.promise.finally(async () => {
      await watch.close()
      await closeDatabase()
    })
    return {
      async stop() {
        const ended = runner.stop().then(
          () => true,
          () => true,
        )
        const late = new Promise<false>((done) => setTimeout(() => done(false), patienceMs))
        if (await Promise.race([ended, late])) return stopped
        await watch.giveBack()
      },
      stopped,
    }
  } catch (error) {
    await watch.close()
    throw error
  }
}
