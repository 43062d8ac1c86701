import { sql } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Db } from './database.server'

export type Limit = { points: number; perSeconds: number }

/**
 * Counts one attempt against `key` in a fixed window and refuses past the limit. What is refused
 * does not count on: when the window ends, the count begins anew.
 * Counted in the database, so that every web process sees the same count; runs outside the
 * caller's transaction, so that a rolled back command still counts.
 */
export async function countAttempt(db: Db, key: string, limit: Limit): Promise<void> {
  const [row] = await db.execute<{ points: number; seconds_left: number }>(sql`
    insert into rate_limit (key, points, expires_at)
    values (${key}, 1, now() + make_interval(secs => ${limit.perSeconds}))
    on conflict (key) do update set
      points = case when rate_limit.expires_at < now() then 1 else least(rate_limit.points, ${limit.points}) + 1 end,
      expires_at = case when rate_limit.expires_at < now() then excluded.expires_at else rate_limit.expires_at end
    returning points, ceil(extract(epoch from expires_at - now()))::int as seconds_left`)
  if (row && row.points > limit.points) {
    throw new Refused('too_many_attempts', {
      minutes: Math.max(1, Math.ceil(row.seconds_left / 60)),
    })
  }
}

/** Forgets the count, after a success. */
export async function clearAttempts(db: Db, key: string): Promise<void> {
  await db.execute(sql`delete from rate_limit where key = ${key}`)
}

/** Gives one attempt back, after a success. */
export async function uncountAttempt(db: Db, key: string): Promise<void> {
  await db.execute(sql`update rate_limit set points = greatest(points - 1, 0) where key = ${key}`)
}
