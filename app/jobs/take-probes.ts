import { serviceWatch } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import { takeProbes } from '~/domain/outcomes/probes/take-probes.server'
import { businessNow } from '~/platform/business-clock.server'
import { task } from './task'

/** The queue looks for due jobs once a second: a pause that is shorter is waited for in the job. */
const shortMs = 2_500
/** How long one job goes on with short pauses before the next one takes over. */
const longestMs = 60_000

/** A look at a running service is due. A holdback goes by business time, a window by the machine's. */
export const takeProbesTask = task('take-probes', async ({ watchId }, { db }) => {
  const [watch] = await db
    .select({ purpose: serviceWatch.purpose })
    .from(serviceWatch)
    .where(eq(serviceWatch.id, watchId))
  if (watch?.purpose === 'holdback') {
    await takeProbes(db, { watchId, now: await businessNow(db) })
    return
  }
  const end = Date.now() + longestMs
  let nextAt: Date | null = watch ? new Date() : null
  while (nextAt) {
    const pause: number = nextAt.getTime() - Date.now()
    if (pause > shortMs || Date.now() + pause > end) return
    if (pause > 0) await new Promise((done) => setTimeout(done, pause))
    nextAt = (await takeProbes(db, { watchId, now: new Date() }))?.nextAt ?? null
  }
})
