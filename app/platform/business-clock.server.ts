import { businessClock } from 'db/schema/platform'
import { sql } from 'drizzle-orm'
import type { Db, Reader } from './database.server'
import { isPlayground } from './env.server'

/**
 * Business time: the machine's time plus the demo's offset. In live mode there is no offset.
 * Sessions, signatures, leases and logs use the machine's time instead.
 */
export async function businessNow(db: Reader): Promise<Date> {
  if (!isPlayground()) return new Date()
  const [row] = await db.select({ offsetMs: businessClock.offsetMs }).from(businessClock)
  return new Date(Date.now() + Number(row?.offsetMs ?? 0))
}

/** Sets the offset so that business time is now `to`. Only in demo and test. */
export async function setBusinessNow(db: Db, to: Date): Promise<void> {
  if (!isPlayground()) throw new Error('The business clock moves only in demo and test mode.')
  const offsetMs = BigInt(to.getTime() - Date.now())
  await db
    .insert(businessClock)
    .values({ id: 1, offsetMs })
    .onConflictDoUpdate({ target: businessClock.id, set: { offsetMs: sql`excluded.offset_ms` } })
}
