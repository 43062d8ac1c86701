import { exchangeStage } from 'db/schema/contracts'
import { asc } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import type { ExchangeSeat } from './exchange-pairs'

/** Every seat in exchange with a confirmed stage, however many milestones. Not for showing as they are. */
export async function exchangesByCountryPair(db: Reader): Promise<ExchangeSeat[]> {
  const columns = {
    contractId: exchangeStage.contractId,
    personId: exchangeStage.personId,
    from: exchangeStage.fromCountry,
    to: exchangeStage.toCountry,
  }
  const rows = await db
    .selectDistinct(columns)
    .from(exchangeStage)
    .orderBy(...Object.values(columns).map((column) => asc(column)))
  return rows.map(({ personId, from, to }) => ({ personId, from, to }))
}
