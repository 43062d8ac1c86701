import { workerProcess } from 'db/schema/platform'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { movedTime } from '~/jobs/clock-argument'
import { unlockDead } from '~/jobs/dead-workers.server'
import { startRunner } from '~/jobs/runner.server'
import { taskList } from '~/jobs/tasks'
import { inTransaction } from '~/platform/database.server'
import { enqueue, type TaskName } from '~/platform/queue.server'
import { useDatabase } from '../support/database'

const held = useDatabase()
let sql: postgres.Sql
beforeAll(() => {
  sql = postgres(held.ownerUrl, { max: 2, onnotice: () => {} })
})
afterAll(() => sql.end())

/** A job that a worker of this id holds since `seconds` ago. */
async function lockedJob(worker: string, seconds: number): Promise<string> {
  const [job] = await sql`select (graphile_worker.add_job('nobody-runs-this', '{}'::json)).id`
  await sql`update graphile_worker._private_jobs
    set locked_by = ${worker}, locked_at = now() - make_interval(secs => ${seconds}) where id = ${job?.id}`
  return String(job?.id)
}

async function holderOf(job: string): Promise<string | null> {
  const [row] = await sql`select locked_by from graphile_worker._private_jobs where id = ${job}`
  return row?.locked_by ?? null
}

const beat = (id: string, connection: string, seconds: number) =>
  sql`insert into worker_process (id, connection, beat_at)
    values (${id}, ${connection}, now() - make_interval(secs => ${seconds}))`

describe('jobs of workers that died', () => {
  it('are given back, and those of workers that live are not', async () => {
    const alive = postgres(held.ownerUrl, {
      max: 1,
      connection: { application_name: 'samar-worker-quiet' },
    })
    await alive`select 1`
    await beat('pool-dead', 'samar-worker-dead', 60)
    await beat('pool-quiet', 'samar-worker-quiet', 60)
    await beat('pool-young', 'samar-worker-young', 3)
    const jobs = {
      dead: await lockedJob('pool-dead', 50),
      quiet: await lockedJob('pool-quiet', 50),
      young: await lockedJob('pool-young', 50),
      unknown: await lockedJob('pool-unknown', 50),
      fresh: await lockedJob('pool-new', 2),
    }
    expect((await unlockDead(drizzle(sql))).sort()).toEqual(['pool-dead', 'pool-unknown'])
    expect(await holderOf(jobs.dead)).toBeNull()
    expect(await holderOf(jobs.unknown)).toBeNull()
    expect(await holderOf(jobs.quiet)).toBe('pool-quiet')
    expect(await holderOf(jobs.young)).toBe('pool-young')
    expect(await holderOf(jobs.fresh)).toBe('pool-new')
    expect(await unlockDead(drizzle(sql))).toEqual([])
    await alive.end()
  })
})

describe('the worker', () => {
  it('runs what is enqueued, says that it lives, and stops without a trace', async () => {
    const worker = await startRunner({ ownerUrl: held.ownerUrl, concurrency: 2 })
    await inTransaction((tx) => enqueue(tx, 'sweep-due', {}, { jobKey: 'test-sweep' }))
    const waiting = () =>
      sql`select 1 from graphile_worker._private_jobs where key = 'test-sweep'`.then(
        (rows) => rows.length,
      )
    for (let tries = 0; (await waiting()) > 0 && tries < 100; tries += 1) {
      await new Promise((done) => setTimeout(done, 100))
    }
    expect(await waiting()).toBe(0)
    const lives = await drizzle(sql).select().from(workerProcess)
    expect(lives.filter(({ id }) => id.startsWith('pool-')).length).toBeGreaterThan(0)
    await worker.stop()
    const left = await sql`select application_name from pg_stat_activity
      where datname = current_database() and application_name like 'samar-worker-%'`
    expect(left).toHaveLength(0)
  })

  it('has a task for every name that can be enqueued', () => {
    const names: Record<TaskName, true> = {
      'send-mail': true,
      'sweep-due': true,
      'sweep-files': true,
      'count-figures': true,
      'seal-ledger': true,
      'run-evaluation': true,
      'seal-dataset': true,
      'delete-file': true,
      'empty-dataset': true,
      'evaluation-finished': true,
      'take-probes': true,
      'process-webhook': true,
      'payment-settled': true,
      'run-operation': true,
      'operation-settled': true,
      'transfers-done': true,
      'milestone-released': true,
      'index-document': true,
      'reindex-search': true,
      notify: true,
    }
    expect(Object.keys(taskList()).sort()).toEqual(Object.keys(names).sort())
  })
})

describe('moving the clock', () => {
  const business = new Date('2026-11-02T09:00:00Z')
  const machine = new Date('2026-10-01T09:00:00Z')

  it.each([
    [['+14d'], '2026-11-16T09:00:00.000Z'],
    [['+3h'], '2026-11-02T12:00:00.000Z'],
    [['+2w'], '2026-11-16T09:00:00.000Z'],
    [['--to', '2026-12-01T00:00:00Z'], '2026-12-01T00:00:00.000Z'],
    [['--reset'], '2026-10-01T09:00:00.000Z'],
  ])('%s', (words, to) => {
    const moved = movedTime(words, business, machine)
    expect(moved.ok && moved.to.toISOString()).toBe(to)
  })

  it.each([
    [['-3d']],
    [['14d']],
    [[]],
    [['--to', 'soon']],
    [['--to', '2026-01-01']],
    [['+99999d']],
  ])('refuses %s with what can be said', (words) => {
    expect(movedTime(words, business, machine).ok).toBe(false)
  })
})
