import { person } from 'db/schema/identity'
import { exchangeAsking } from 'db/schema/openings'
import { eq, inArray } from 'drizzle-orm'
import { offersWork } from '~/domain/teams/people-queries.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { checkAbroad } from './exchange'
import { askingIn, lockOpening } from './locked-opening.server'

/**
 * Asks for an open seat, with words for its team. Who has asked already changes nothing; who took it
 * back asks anew.
 * @throws Refused seat_taken once nobody may ask; already_member; page_needed for somebody who shows no
 * skill yet; exchange_country where they live where the host or most of the team do; seat_declined
 */
export async function askForSeat(
  tx: Tx,
  input: { openingId: string; words: string; by: string; at: Date },
): Promise<{ askingId: string }> {
  const { openingId, words, by, at } = input
  const opening = await lockOpening(tx, openingId, at)
  const before = await askingIn(tx, { openingId, personId: by, at })
  if (before && before.state !== 'taken_back') {
    if (before.state === 'waits') return { askingId: before.id }
    throw new Refused(before.state === 'declined' ? 'seat_declined' : 'changed_meanwhile')
  }
  if (opening.state !== 'open') throw new Refused('seat_taken')
  if (opening.memberIds.includes(by)) throw new Refused('already_member')
  await assertComesFromAbroad(tx, opening, by)
  const askingId = before?.id ?? newId('asking')
  const asked = { words, askedAt: at, takenBackAt: null }
  await tx
    .insert(exchangeAsking)
    .values({ id: askingId, openingId, personId: by, ...asked })
    .onConflictDoUpdate({ target: [exchangeAsking.openingId, exchangeAsking.personId], set: asked })
  await audit(tx, { by, act: 'exchange.ask', subject: openingId })
  await enqueue(tx, 'notify', { event: 'exchange-seat-asked', subject: askingId })
  return { askingId }
}

async function assertComesFromAbroad(
  tx: Tx,
  opening: { hostId: string; memberIds: readonly string[] },
  personId: string,
): Promise<void> {
  const rows = await tx
    .select({ id: person.id, country: person.country, works: offersWork })
    .from(person)
    .where(inArray(person.id, [...opening.memberIds, personId]))
  const own = rows.find(({ id }) => id === personId)
  const host = rows.find(({ id }) => id === opening.hostId)
  if (!own?.works) throw new Refused('page_needed')
  const others = rows.filter(({ id }) => id !== personId)
  if (!host || checkAbroad(own.country, host.country, others)) throw new Refused('exchange_country')
}

/** Takes the asking back, as long as nobody has answered it. Twice is the same as once. */
export async function takeBackAsking(
  tx: Tx,
  input: { openingId: string; by: string; at: Date },
): Promise<void> {
  const { openingId, by, at } = input
  await lockOpening(tx, openingId, at)
  const asking = await askingIn(tx, { openingId, personId: by, at })
  if (!asking) throw new Refused('not_found')
  if (asking.state === 'taken_back') return
  if (asking.state !== 'waits') throw new Refused('changed_meanwhile')
  await tx.update(exchangeAsking).set({ takenBackAt: at }).where(eq(exchangeAsking.id, asking.id))
  await audit(tx, { by, act: 'exchange.take_back', subject: openingId })
}
