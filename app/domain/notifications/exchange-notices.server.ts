import { termsOf } from '~/domain/contracts/rows.server'
import { exchangesIn } from '~/domain/contracts/seats/exchange'
import { stagesSaid } from '~/domain/contracts/seats/exchange-queries.server'
import type { Reader } from '~/platform/database.server'
import { milestonePeople } from './audience.server'
import { type Facts, type Notice, notice } from './notice'

/** A delivery lies there: each host is asked what the one beside them did for it, until it is said. */
export async function exchangeAsked(db: Reader, milestoneId: string): Promise<Notice[]> {
  const found = await milestonePeople(db, milestoneId)
  if (!found) return []
  const { milestone } = found
  const said = (await stagesSaid(db, milestoneId)).map(({ personId }) => personId)
  const guests = exchangesIn(await termsOf(db, milestone.contractId), milestone.position)
  return guests
    .filter(({ personId }) => !said.includes(personId))
    .map(({ name, exchange }) =>
      notice(
        [exchange.hostId],
        'exchange_asked',
        `/milestones/${milestoneId}#exchange`,
        { milestone: milestone.title, person: name },
        'turn',
      ),
    )
}

export async function exchangeConfirmed(
  db: Reader,
  milestoneId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await milestonePeople(db, milestoneId)
  if (!found) return []
  const facts = { milestone: found.milestone.title }
  const url = `/milestones/${milestoneId}#exchange`
  return [notice([String(given.person)], 'exchange_confirmed', url, facts)]
}
