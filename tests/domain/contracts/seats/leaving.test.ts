import { contractMember } from 'db/schema/contracts'
import { teamMember } from 'db/schema/teams'
import { and, eq } from 'drizzle-orm'
import { makeWorld, signedContract, start } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { passOn, propose } from 'tests/support/hand-over'
import { signedIn } from 'tests/support/people'
import { expect, it } from 'vitest'
import { contractPage } from '~/domain/contracts/queries.server'
import { currentTerms, standing } from '~/domain/contracts/rows.server'
import { seatsLeftBehind } from '~/domain/contracts/seats/held-seats.server'
import { leaveWithSeats } from '~/domain/contracts/seats/leave-with-seats.server'
import { setLead } from '~/domain/teams/set-lead.server'
import { setShares } from '~/domain/teams/set-shares.server'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()

it('keeps the seat, role and share of whoever leaves the team in mid-contract', async () => {
  const world = await makeWorld()
  const { contractId } = await signedContract(world)
  const [, second, third] = world.members
  if (!second || !third) throw new Error('The team has three members.')
  const before = await currentTerms(database(), contractId)
  await inTransaction((tx) =>
    leaveWithSeats(tx, {
      teamId: world.teamId,
      personId: second.personId,
      by: second.personId,
      at: start,
    }),
  )
  await inTransaction((tx) =>
    setShares(tx, {
      teamId: world.teamId,
      shares: [
        { personId: world.lead.personId, shareBps: 9_000, role: 'outcome_lead' },
        { personId: third.personId, shareBps: 1_000, role: 'localiser' },
      ],
      by: world.lead.personId,
      at: start,
    }),
  )
  const gone = and(eq(teamMember.teamId, world.teamId), eq(teamMember.personId, second.personId))
  expect(await database().select().from(teamMember).where(gone)).toEqual([])
  const after = await currentTerms(database(), contractId)
  expect([after.version, after.sha256]).toEqual([before.version, before.sha256])
  const seats = await database()
    .select()
    .from(contractMember)
    .where(eq(contractMember.contractId, contractId))
  expect(Object.fromEntries(seats.map(({ personId, shareBps }) => [personId, shareBps]))).toEqual({
    [world.lead.personId]: 5_000,
    [second.personId]: 3_333,
    [third.personId]: 1_667,
  })
  await contractPage(database(), await signedIn(second), contractId, start)
})

it('lets the only lead of a contract that runs go only after a hand-over', async () => {
  const world = await makeWorld()
  const { contractId } = await signedContract(world)
  const { lead, teamId } = world
  const [, second] = world.members
  if (!second) throw new Error('The team has three members.')
  const { personId } = lead
  const leave = () =>
    inTransaction((tx) => leaveWithSeats(tx, { teamId, personId, by: personId, at: start }))
  await expect(leave()).rejects.toMatchObject({ code: 'last_lead' })
  await inTransaction((tx) =>
    setLead(tx, { teamId, personId: second.personId, lead: true, by: personId, at: start }),
  )
  await expect(leave()).rejects.toMatchObject({
    code: 'last_contract_lead',
    facts: { contract: 'Urgent messages are seen' },
  })
  const left = await seatsLeftBehind(database(), await signedIn(lead), teamId)
  expect(left.find((row) => row.personId === personId)).toMatchObject({
    ...{ contractId, onlyLead: true, mayHandOver: true },
  })
  const handOverId = await propose(contractId, {
    ...{ by: personId, fromPosition: 1 },
    seats: [
      { personId: second.personId, role: 'outcome_lead', shareBps: 8_333 },
      { personId: world.members[2]?.personId ?? '', role: 'localiser', shareBps: 1_667 },
    ],
  })
  await passOn(world, handOverId, [second])
  expect(await seatsLeftBehind(database(), await signedIn(lead), teamId)).toEqual([])
  await leave()
  const row = { id: contractId, organisationId: world.organisationId }
  expect(await standing(database(), row, second.personId)).toMatchObject({ leads: true })
  expect(await standing(database(), row, personId)).toMatchObject({ leads: false, actors: [] })
})
