import { handOver } from 'db/schema/contracts'
import { teamMember } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import { agreeToHandOver } from '~/domain/contracts/seats/agree-to-hand-over.server'
import type { WantedSeat } from '~/domain/contracts/seats/hand-over-seats.server'
import { proposeHandOver } from '~/domain/contracts/seats/propose-hand-over.server'
import { signHandOver } from '~/domain/contracts/seats/sign-hand-over.server'
import { database, inTransaction } from '~/platform/database.server'
import { start, type World } from './contracts'
import { makePerson, type TestPerson } from './people'

/** Somebody joins the team of a world, without a share. */
export async function joinWorld(world: World, name: string, at = start): Promise<TestPerson> {
  const who = await makePerson(database(), { name })
  await database()
    .insert(teamMember)
    .values({
      ...{ teamId: world.teamId, personId: who.personId, shareBps: 0, joinedAt: at },
      role: 'machine_learning_engineer',
    })
  return who
}

/** The second member goes and the newcomer takes the seat as it was. */
export function seatsFor(world: World, newcomer: TestPerson): WantedSeat[] {
  const [lead, , third] = world.members
  return [
    { personId: lead?.personId ?? '', role: 'outcome_lead', shareBps: 5_000 },
    { personId: newcomer.personId, role: 'machine_learning_engineer', shareBps: 3_333 },
    { personId: third?.personId ?? '', role: 'localiser', shareBps: 1_667 },
  ]
}

export async function handOverOf(handOverId: string) {
  const [row] = await database().select().from(handOver).where(eq(handOver.id, handOverId))
  if (!row) throw new Error('no such hand-over')
  return row
}

export async function propose(
  contractId: string,
  given: { by: string; seats: WantedSeat[]; fromPosition?: number; at?: Date },
): Promise<string> {
  const { by, seats, fromPosition = 2, at = start } = given
  const reason = 'A family matter: Umar goes home.'
  const input = { contractId, fromPosition, seats, reason, by, at }
  return (await inTransaction((tx) => proposeHandOver(tx, input))).handOverId
}

export async function agree(handOverId: string, by: string, at = start) {
  const { sha256 } = await handOverOf(handOverId)
  return inTransaction((tx) => agreeToHandOver(tx, { handOverId, sha256, by, at }))
}

export async function signOver(handOverId: string, who: TestPerson, at = start) {
  const { sha256 } = await handOverOf(handOverId)
  const input = { handOverId, sha256, typedName: who.name, by: who.personId, at }
  return inTransaction((tx) => signHandOver(tx, input))
}

/** Everybody concerned agrees and both sides sign. */
export async function passOn(
  world: World,
  handOverId: string,
  people: readonly { personId: string }[],
  at = start,
): Promise<void> {
  await signOver(handOverId, world.lead, at)
  for (const { personId } of people) await agree(handOverId, personId, at)
  await signOver(handOverId, world.client, at)
}
