import { workerProcess } from 'db/schema/platform'
import { and, inArray, lt, sql } from 'drizzle-orm'
import type { Db } from '~/platform/database.server'

/**
 * The queue keeps the jobs of a killed worker locked for hours. Workers therefore say every few
 * seconds that they live; one that has been silent, and has no connection left, is dead, and its
 * jobs are given back. Both signs are asked for, so that a worker that is only busy, or one whose
 * database was away for a moment, keeps its jobs.
 */
export const beatSeconds = 5
export const silentSeconds = 20

export async function beat(owner: Db, worker: { id: string; connection: string }): Promise<void> {
  await owner
    .insert(workerProcess)
    .values(worker)
    .onConflictDoUpdate({ target: workerProcess.id, set: { beatAt: sql`now()` } })
}

export async function forget(owner: Db, workerIds: string[]): Promise<void> {
  if (workerIds.length > 0) {
    await owner.delete(workerProcess).where(inArray(workerProcess.id, workerIds))
  }
}

/** Gives back the jobs that workers hold, so that others may start them at once. */
export async function unlock(owner: Db, workerIds: string[]): Promise<void> {
  if (workerIds.length === 0) return
  await owner.execute(
    sql`select graphile_worker.force_unlock_workers(${sql.param(workerIds)}::text[])`,
  )
  await forget(owner, workerIds)
}

/** Unlocks the jobs of workers that have died, and returns those workers' ids. */
export async function unlockDead(owner: Db): Promise<string[]> {
  const silent = await owner
    .select({ id: workerProcess.id })
    .from(workerProcess)
    .where(
      and(
        lt(workerProcess.beatAt, sql`now() - make_interval(secs => ${silentSeconds})`),
        sql`not exists (select from pg_stat_activity a
          where a.datname = current_database()
            and a.application_name = ${workerProcess.connection})`,
      ),
    )
  const orphans = await owner.execute<{ id: string }>(sql`
    select distinct locked_by as id from graphile_worker._private_jobs
    where locked_by is not null
      and locked_at < now() - make_interval(secs => ${silentSeconds})
      and not exists (select from worker_process w where w.id = locked_by)`)
  const dead = [...new Set([...silent, ...orphans].map(({ id }) => id))]
  await unlock(owner, dead)
  return dead
}
