import { exchangeAsking } from 'db/schema/openings'
import { eq } from 'drizzle-orm'
import { inviteToTeam } from '~/domain/teams/invite-to-team.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { assertLeads } from '../lock.server'
import { askingIn, lockOpening } from './locked-opening.server'
import { answerableStates } from './opening'

/**
 * Answers somebody who asked for the seat: invites them into the team with its role, share and hours,
 * or declines. One person at a time is invited to a seat. The same answer twice is the same as once.
 * @throws Refused not_found, not_allowed; seat_promised while somebody else is invited or has joined;
 * changed_meanwhile for what was taken back or answered otherwise; what inviting refuses
 */
export async function answerAsking(
  tx: Tx,
  input: {
    openingId: string
    personId: string
    invites: boolean
    words: string
    by: string
    at: Date
  },
): Promise<void> {
  const { openingId, personId, invites, words, by, at } = input
  const opening = await lockOpening(tx, openingId, at)
  await assertLeads(tx, by, opening.teamId)
  const asking = await askingIn(tx, { openingId, personId, at })
  if (!asking) throw new Refused('not_found')
  if (asking.state === (invites ? 'invited' : 'declined')) return
  if (!answerableStates.includes(asking.state)) throw new Refused('changed_meanwhile')
  const which = eq(exchangeAsking.id, asking.id)
  if (!invites) {
    await tx.update(exchangeAsking).set({ declinedAt: at, invitationId: null }).where(which)
    await enqueue(tx, 'notify', { event: 'exchange-seat-declined', subject: asking.id })
    await audit(tx, { by, act: 'exchange.decline', subject: openingId })
    return
  }
  if (opening.promised) throw new Refused('seat_promised')
  // Its time may be over, for those who asked in time; its brief and its host must be there.
  if (opening.withdrawnAt || !opening.stands) throw new Refused('seat_gone')
  const { teamId, role, shareBps, hours } = opening
  const seat = { teamId, role, shareBps, hours, message: words }
  const { invitationId } = await inviteToTeam(tx, { ...seat, personId, by, at })
  await tx.update(exchangeAsking).set({ invitationId }).where(which)
}
