import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { addDays, addHours } from '~/kernel/clock'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'

type Scene = { at: Date; order: number; play: (at: Date) => Promise<void> }

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * The demo's past, told in order. Each scene sets business time to its moment, lets what has fallen
 * due happen, does its part through the public commands, and waits until the worker is idle.
 */
export class Story {
  private readonly scenes: Scene[] = []
  private readonly owner: postgres.Sql
  private readonly left: string[] = ['']
  private resting: Promise<void> | null = null

  constructor(
    private readonly today: Date,
    ownerUrl: string,
    private readonly tell: (line: string) => void,
  ) {
    this.owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  }

  /** `daysAgo` days before today, at `hour` o'clock UTC. */
  on(daysAgo: number, hour: number, play: (at: Date) => Promise<void>): void {
    const at = addHours(addDays(this.today, -daysAgo), hour)
    this.scenes.push({ at, order: this.scenes.length, play })
  }

  async play(): Promise<void> {
    const scenes = [...this.scenes].sort(
      (a, b) => a.at.getTime() - b.at.getTime() || a.order - b.order,
    )
    let day = ''
    for (const scene of scenes) {
      const date = scene.at.toISOString().slice(0, 10)
      await setBusinessNow(database(), scene.at)
      if (date !== day) {
        this.tell(`  ${date}`)
        await this.sweep()
        day = date
      }
      await scene.play(scene.at)
      await this.idle()
    }
    await setBusinessNow(database(), new Date())
    await this.sweep()
  }

  /** From here on the story does not wait for this task: its work is left under way. */
  leaveRunning(task: string): void {
    this.left.push(task)
  }

  async end(): Promise<void> {
    await this.owner.end()
  }

  private async sweep(): Promise<void> {
    await inTransaction((tx) => enqueue(tx, 'sweep-due', {}))
    await this.idle()
  }

  /**
   * Waits until no job is left that could run now or failed and is tried again soon. What looks again
   * at a later time by itself (whether a payment arrived, say) is not waited for.
   */
  idle(): Promise<void> {
    // Learners who work at the same time wait together, and not by asking each for themselves.
    this.resting ??= this.rest().finally(() => {
      this.resting = null
    })
    return this.resting
  }

  private async rest(timeoutMs = 120_000): Promise<void> {
    const until = Date.now() + timeoutMs
    while (Date.now() < until) {
      const [row] = await this.owner<{ open: number }[]>`
        select count(*)::int as open
        from graphile_worker._private_jobs jobs
        join graphile_worker._private_tasks tasks on tasks.id = jobs.task_id
        where jobs.attempts < jobs.max_attempts
          and (jobs.run_at <= now() + interval '1 second'
            or (jobs.attempts > 0 and jobs.run_at <= now() + interval '20 seconds'))
          and tasks.identifier <> all (${this.left})`
      if (row?.open === 0) return
      await pause(20)
    }
    throw new Error('The worker did not come to rest. Is it running?')
  }

  /** Asks again and again until `check` says yes. */
  async until(check: () => Promise<boolean>, what: string, timeoutMs = 60_000): Promise<void> {
    const until = Date.now() + timeoutMs
    while (Date.now() < until) {
      if (await check()) return
      await pause(25)
    }
    throw new Error(`The demo waited in vain until ${what}.`)
  }

  async isEmpty(): Promise<boolean> {
    const [row] = await database().execute<{ people: number }>(
      sql`select count(*)::int as people from person`,
    )
    return row?.people === 0
  }
}
