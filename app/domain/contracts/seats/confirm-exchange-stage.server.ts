import { exchangeStage } from 'db/schema/contracts'
import type { ExchangeStage } from '~/domain/market/exchange/exchange'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { releasedStatuses } from '../milestones/milestone'
import { lockContract, milestoneRow, standing, termsOf } from '../rows.server'
import { confirmableStatuses, exchangesIn } from './exchange'

/**
 * The host says which stage somebody in exchange reached in a milestone, in one sentence. It is said
 * once and stays; said after the money was released, it still leads to the credential.
 * @throws Refused not_found for strangers and for people who are not in exchange there, not_allowed
 * for everybody but the host, not_yet_due before something was delivered.
 */
export async function confirmExchangeStage(
  tx: Tx,
  input: {
    milestoneId: string
    personId: string
    stage: ExchangeStage
    words: string
    by: string
    at: Date
  },
): Promise<{ already: boolean }> {
  const { personId, stage, words, by, at } = input
  const seen = await milestoneRow(tx, input.milestoneId)
  const contract = await lockContract(tx, seen.contractId)
  if (!(await standing(tx, contract, by)).party) throw new Refused('not_found')
  const milestone = await milestoneRow(tx, seen.id)
  const guests = exchangesIn(await termsOf(tx, contract.id), milestone.position)
  const guest = guests.find((one) => one.personId === personId)
  if (!guest) throw new Refused('not_found')
  const { hostId, from, to } = guest.exchange
  if (hostId !== by) throw new Refused('not_allowed')
  if (!confirmableStatuses.includes(milestone.status)) throw new Refused('not_yet_due')
  const said = await tx
    .insert(exchangeStage)
    .values({
      ...{ contractId: contract.id, milestoneId: milestone.id, personId, hostId, stage, words },
      ...{ fromCountry: from, toCountry: to, confirmedAt: at },
    })
    .onConflictDoNothing()
    .returning({ personId: exchangeStage.personId })
  if (said.length === 0) return { already: true }
  await audit(tx, {
    by,
    act: 'exchange.confirm_stage',
    subject: milestone.id,
    facts: { person: personId, stage },
  })
  await enqueue(tx, 'notify', {
    event: 'exchange-confirmed',
    subject: milestone.id,
    facts: { person: personId },
  })
  if (releasedStatuses.includes(milestone.status)) {
    await enqueue(tx, 'milestone-released', { milestoneId: milestone.id })
  }
  return { already: false }
}
