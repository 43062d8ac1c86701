import { milestone, milestoneEvent } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import { makeWorld, signedContract, start, stateOf, type World } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { beforeAll, describe, expect, it } from 'vitest'
import { type MilestoneActor, milestoneTransitions } from '~/domain/contracts/milestones/milestone'
import { moveMilestone, openMilestone } from '~/domain/contracts/milestones/move-milestone.server'
import { termsOf } from '~/domain/contracts/rows.server'
import { Refused } from '~/kernel/refusal'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()
let world: World
let contractId = ''
let milestoneId = ''
beforeAll(async () => {
  world = await makeWorld()
  const made = await signedContract(world, { milestones: 1 })
  contractId = made.contractId
  milestoneId = made.milestoneIds[0] ?? ''
})

const at = start
const actors: MilestoneActor[] = ['client', 'team', 'operator', 'platform', 'clock']
const back = new Error('rolled back on purpose')

/** Tries `work` from a state, and leaves nothing behind. */
async function tried(from: string, work: Parameters<typeof inTransaction>[0]): Promise<unknown> {
  try {
    await inTransaction(async (tx) => {
      await tx
        .update(milestone)
        .set({ status: from as 'funded' })
        .where(eq(milestone.id, milestoneId))
      await work(tx)
      throw back
    })
  } catch (error) {
    return error === back ? 'allowed' : error
  }
}

describe.each(milestoneTransitions.rows.map((row) => [`${row.from} ${row.event}`, row] as const))(
  '%s',
  (_, row) => {
    it.each(actors)('for the %s is what the table says', async (actor) => {
      const found = await tried(row.from, async (tx) => {
        const state = { ...(await stateOf(milestoneId)), status: row.from }
        await moveMilestone(
          tx,
          { milestone: state, terms: await termsOf(tx, contractId) },
          { event: row.event, actor, by: null, at },
        )
        const [moved] = await tx.select().from(milestone).where(eq(milestone.id, milestoneId))
        expect(moved?.status).toBe(row.to)
      })
      const named = milestoneTransitions.find(row.from, row.event, actor)
      if (named.ok) expect(found).toBe('allowed')
      else expect(found).toMatchObject({ code: 'not_allowed' })
    })

    it('is opened by the people of its actors and by nobody else', async () => {
      const people = {
        client: world.client,
        team: world.lead,
        operator: world.operator,
        reader: world.reader,
        stranger: world.stranger,
      }
      for (const [side, who] of Object.entries(people)) {
        const found = await tried(row.from, (tx) =>
          openMilestone(tx, { milestoneId, event: row.event, cause: { person: who.personId } }),
        )
        const may = row.actors.some((actor) => actor === side)
        if (may) expect(found).toBe('allowed')
        else {
          expect(found).toBeInstanceOf(Refused)
          expect(found).toMatchObject({ code: side === 'stranger' ? 'not_found' : 'not_allowed' })
        }
      }
    })
  },
)

it('leaves nothing behind, and history cannot be rewritten', async () => {
  const events = await database()
    .select()
    .from(milestoneEvent)
    .where(eq(milestoneEvent.milestoneId, milestoneId))
  expect(events).toEqual([])
  await expect(database().delete(milestoneEvent)).rejects.toThrow()
})
