import { exchangeStage } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import type { Reader } from '~/platform/database.server'
import { readable } from '../queries.server'
import { milestoneRow, termsOf } from '../rows.server'
import { confirmableStatuses, exchangesIn, type ShownExchange } from './exchange'
import { membersAt } from './seats'

/** What hosts said in a milestone. The caller has asked who may read it. */
export async function stagesSaid(db: Reader, milestoneId: string) {
  return db.select().from(exchangeStage).where(eq(exchangeStage.milestoneId, milestoneId))
}

/**
 * Who is in exchange in a milestone, with what was agreed and what the host said, for the parties.
 * @throws Refused not_found
 */
export async function milestoneExchanges(
  db: Reader,
  viewer: Viewer,
  milestoneId: string,
): Promise<ShownExchange[]> {
  const row = await milestoneRow(db, milestoneId)
  await readable(db, viewer, row.contractId)
  const terms = await termsOf(db, row.contractId)
  const guests = exchangesIn(terms, row.position)
  if (guests.length === 0) return []
  const said = await stagesSaid(db, row.id)
  return guests.map(({ exchange, ...guest }) => {
    const found = said.find(({ personId }) => personId === guest.personId)
    const { hostId, from, to } = exchange
    return {
      ...guest,
      ...{ hostId, from, to },
      hostName:
        membersAt(terms, row.position).find(({ personId }) => personId === hostId)?.name ?? '',
      said: found
        ? { stage: found.stage, words: found.words, confirmedAt: found.confirmedAt }
        : null,
      mayConfirm: !found && viewer?.personId === hostId && confirmableStatuses.includes(row.status),
    }
  })
}
