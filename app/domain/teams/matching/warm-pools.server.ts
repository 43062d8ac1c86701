import type { Currency } from '~/kernel/money'
import type { Reader } from '~/platform/database.server'
import { formTeams, type TeamsAnswer } from './form-teams'
import { applyChanges, createPool, type Pool } from './pool'
import { type PoolMark, readPoolChanges } from './read-pool-changes.server'
import type { TeamRequest } from './request'

type Warm = { readonly pool: Pool; readonly mark: PoolMark }

const dayOf = (at: Date) => at.toISOString().slice(0, 10)

/** The pools of one thread, a currency each, for nobody's rate is converted. */
export class WarmPools {
  private readonly warm = new Map<Currency, Warm>()

  /**
   * Answers from a pool that knows every change which was committed before it was asked.
   * @param at business time
   */
  async answer(
    db: Reader,
    asked: { currency: Currency; request: TeamRequest; at: Date },
  ): Promise<TeamsAnswer> {
    const { pool } = await this.refresh(db, asked.currency, asked.at)
    return formTeams(pool, asked.request)
  }

  /** Reads what is new; once a day everything, for then clocks may have been changed somewhere. */
  private async refresh(db: Reader, currency: Currency, at: Date): Promise<Warm> {
    const known = this.warm.get(currency)
    const kept = known && dayOf(known.mark.at) === dayOf(at) && known.mark.at <= at ? known : null
    const since = kept?.mark ?? null
    const { changes, until } = await readPoolChanges(db, { currency, since, at })
    const pool = kept?.pool ?? createPool()
    // Whatever fails half-way is read anew the next time.
    this.warm.delete(currency)
    applyChanges(pool, changes)
    const warm = { pool, mark: until }
    this.warm.set(currency, warm)
    return warm
  }
}
