import { serviceWatch } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import { addDays, dayMs, laterOf } from '~/kernel/clock'
import type { Tx } from '~/platform/database.server'
import { judgedDays, judgeService, type ServiceResult } from '../measures/judge-service'
import { probesBetween } from './probe-queries.server'
import type { WatchRecord } from './watch-service.server'

/** When the probes of a watch are to be judged next: once a day. */
export function judgeAt({ judgedAt, startsAt }: Pick<WatchRecord, 'judgedAt' | 'startsAt'>): Date {
  return addDays(judgedAt ?? startsAt, 1)
}

/**
 * Judges a watch's last seven days once a day; null when that was done. `since` leaves out what came
 * before it, because it was dealt with. `recovered` is judged from `from` on at the agreed level.
 */
export async function judgeWatch(
  tx: Tx,
  input: { watchId: string; since: Date | null; from: Date | null; at: Date },
): Promise<{ results: ServiceResult[]; recovered: ServiceResult[] } | null> {
  const { at, since, from } = input
  const [watch] = await tx
    .select()
    .from(serviceWatch)
    .where(eq(serviceWatch.id, input.watchId))
    .for('update')
  if (!watch || judgeAt(watch) > at) return null
  await tx.update(serviceWatch).set({ judgedAt: at }).where(eq(serviceWatch.id, watch.id))
  const begins = laterOf(watch.startsAt, addDays(at, -judgedDays))
  const looks = Math.ceil((watch.endsAt.getTime() - watch.startsAt.getTime()) / dayMs)
  const of = async (start: Date, shared: number) =>
    judgeService(watch.criteria, await probesBetween(tx, watch.id, start, at), {
      looks: shared,
      schedule: watch,
    })
  return {
    results: await of(since ? laterOf(begins, since) : begins, looks),
    recovered: from ? await of(laterOf(begins, from), 1) : [],
  }
}
