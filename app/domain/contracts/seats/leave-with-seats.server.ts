import { pauseOffersWithSeat } from '~/domain/market/offers/pause-offers.server'
import { freeSeats } from '~/domain/market/proposals/free-seats.server'
import { leaveTeam } from '~/domain/teams/leave-team.server'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { lockContract } from '../rows.server'
import { lapseOvertaken } from './end-hand-over.server'
import { openHandOver, openHandOversOf } from './hand-over-rows.server'
import { heldSeats, leadsBeside } from './held-seats.server'
import { membersAt } from './seats'

/**
 * Takes a member out of a team, with what that means for its contracts and proposals: signed seats
 * stay until they are handed over, and the leads of those contracts are told; seats in proposals are
 * free, and offers with one take no orders; a hand-over that was to give the member a seat lapses.
 * @throws Refused last_contract_lead with the contract's title where nobody else leads it, and as
 * `leaveTeam`.
 */
export async function leaveWithSeats(
  tx: Tx,
  input: { teamId: string; personId: string; by: string; at: Date },
): Promise<void> {
  const { teamId, personId, at } = input
  const named = (await openHandOversOf(tx, teamId)).map(({ contractId }) => contractId)
  const seen = (await heldSeats(tx, teamId)).map(({ contractId }) => contractId)
  for (const id of [...new Set([...seen, ...named])].sort()) await lockContract(tx, id)
  const held = await heldSeats(tx, teamId)
  const own = held.filter((row) => row.personId === personId)
  const alone = own.find((row) => row.leads && !held.some((other) => leadsBeside(other, row)))
  const left = await leaveTeam(tx, input)
  if (!left) return
  if (alone) throw new Refused('last_contract_lead', { contract: alone.title })
  await freeSeats(tx, input)
  await pauseOffersWithSeat(tx, input)
  for (const contractId of named) {
    const row = await openHandOver(tx, contractId)
    const seated = row && membersAt(row.body, row.fromPosition)
    if (!seated?.some((seat) => seat.personId === personId)) continue
    if (own.some((one) => one.contractId === contractId)) continue
    await lapseOvertaken(tx, { contractId, why: 'left_team', at })
  }
  for (const { contractId } of own) {
    const facts = { person: personId, at: at.toISOString() }
    await enqueue(tx, 'notify', { event: 'seat-holder-left', subject: contractId, facts })
  }
}
