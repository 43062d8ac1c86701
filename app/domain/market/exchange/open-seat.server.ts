import { exchangeOpening } from 'db/schema/openings'
import { and, eq } from 'drizzle-orm'
import type { Role } from '~/domain/skills/roles'
import { assertLead, lockTeam } from '~/domain/teams/locked-team.server'
import { isMember } from '~/domain/teams/team'
import { addDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { holdOpenBrief } from '../lock.server'
import type { ExchangeStage } from './exchange'
import { mostOpenSeats, stagesFit } from './opening'
import { isOpenSeat } from './opening-queries.server'

export type OpenSeat = {
  hostId: string
  role: Role
  shareBps: number
  /** Whole hours of work in all. */
  hours: number
  fromStage: ExchangeStage
  toStage: ExchangeStage
  words: string
  /** For how many days people may ask. */
  days: number
}

/**
 * Keeps a seat free for somebody from another country, for anybody to see: people abroad ask for it,
 * and a lead answers them. A host who did not open it hears of it.
 * @param input.briefId the brief that the team's proposal answers; null for other work
 * @throws Refused not_allowed, brief_closed; member_unknown for a host from elsewhere; form_invalid
 * for stages that go backwards
 */
export async function openSeat(
  tx: Tx,
  input: OpenSeat & { teamId: string; briefId: string | null; by: string; at: Date },
): Promise<{ openingId: string }> {
  const { teamId, briefId, days, by, at, ...seat } = input
  // An order is for the eyes of two parties.
  if (briefId && (await holdOpenBrief(tx, briefId, at)).offerVersionId) {
    throw new Refused('not_found')
  }
  const locked = await lockTeam(tx, teamId)
  assertLead(locked, by)
  if (!isMember(locked.members, seat.hostId)) throw new Refused('member_unknown')
  const open = await tx.$count(
    exchangeOpening,
    and(eq(exchangeOpening.teamId, teamId), isOpenSeat(tx, at)),
  )
  if (open >= mostOpenSeats) throw new Refused('openings_full', { most: mostOpenSeats })
  if (!stagesFit(seat.fromStage, seat.toStage)) throw new Refused('form_invalid')
  const openingId = newId('opening')
  await tx.insert(exchangeOpening).values({
    ...seat,
    ...{
      id: openingId,
      teamId,
      briefId,
      createdBy: by,
      createdAt: at,
      closesAt: addDays(at, days),
    },
  })
  await audit(tx, { by, act: 'exchange.open_seat', subject: openingId, facts: { teamId } })
  if (seat.hostId !== by) {
    await enqueue(tx, 'notify', { event: 'exchange-host-named', subject: openingId })
  }
  return { openingId }
}
