import { publicFigures } from 'db/schema/figures'
import { sql } from 'drizzle-orm'
import { hourMs } from '~/kernel/clock'
import type { Reader, Tx } from '~/platform/database.server'
import { exchangesByCountryPair } from './exchange-figures.server'
import { exchangesByPairs } from './exchange-pairs'
import { endedMilestones, releasedAmounts, stageDays } from './milestone-figures.server'
import { outcomeGroups } from './outcome-groups'
import { countEveryMinutes, figuresShape, type PublicFigures } from './public-figures'
import { isOfShape } from './public-figures.server'
import { learningFunnels } from './public-funnel.server'
import { moneyByPairs, shownFunnel, shownTracks } from './withholding'

/** Whether the last count is ten minutes old, or there is none of this shape. `now` is the machine's time. */
export async function figuresAreDue(db: Reader, now: Date): Promise<boolean> {
  const [last] = await db
    .select({ countedAt: publicFigures.countedAt })
    .from(publicFigures)
    .where(isOfShape)
  return !last || now.getTime() - last.countedAt.getTime() >= (countEveryMinutes * hourMs) / 60
}

/**
 * Counts the public figures anew and keeps only what may be shown. All of them are of one moment, so
 * this is to be the first statement of its transaction.
 */
export async function countFigures(tx: Tx, input: { at: Date; now: Date }): Promise<void> {
  await tx.execute(sql`set transaction isolation level repeatable read`)
  const { all, tracks } = await learningFunnels(tx, input.at)
  const body: PublicFigures = {
    shape: figuresShape,
    outcomes: outcomeGroups(await endedMilestones(tx)),
    funnel: shownFunnel(all),
    tracks: shownTracks(all.counts, tracks),
    money: moneyByPairs(await releasedAmounts(tx)),
    exchanges: exchangesByPairs(await exchangesByCountryPair(tx)),
    days: await stageDays(tx),
  }
  const counted = { body, asOf: input.at, countedAt: input.now }
  await tx
    .insert(publicFigures)
    .values({ id: 1, ...counted })
    .onConflictDoUpdate({ target: publicFigures.id, set: counted })
}
