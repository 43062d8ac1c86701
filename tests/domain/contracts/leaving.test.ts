import { contractMember } from 'db/schema/contracts'
import { teamMember } from 'db/schema/teams'
import { and, eq } from 'drizzle-orm'
import { makeWorld, signedContract, start } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { signedIn } from 'tests/support/people'
import { expect, it } from 'vitest'
import { contractPage } from '~/domain/contracts/queries.server'
import { currentTerms } from '~/domain/contracts/rows.server'
import { leaveTeam } from '~/domain/teams/leave-team.server'
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
    leaveTeam(tx, {
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
