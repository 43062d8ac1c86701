import { contract } from 'db/schema/contracts'
import { review } from 'db/schema/reputation'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { acceptMilestone } from '~/domain/contracts/accept-milestone.server'
import { reviewsOf } from '~/domain/reputation/queries.server'
import { revealReviews } from '~/domain/reputation/reveal-reviews.server'
import { writeReview } from '~/domain/reputation/write-review.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'
import {
  type Model,
  makeWorld,
  reviewedMilestone,
  start,
  startModel,
  type World,
} from '../../support/contracts'
import { useDatabase } from '../../support/database'
import { viewerOf } from '../../support/people'

useDatabase()
let world: World
let model: Model
let contractId = ''
const at = start
beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
})
afterAll(() => model?.close())

const write = (by: string, when = at) =>
  inTransaction((tx) =>
    writeReview(tx, {
      contractId,
      clarity: 3,
      reliability: 4,
      communication: 5,
      words: 'Plain and in time.',
      by,
      at: when,
    }),
  )
const reveal = (when: Date) => inTransaction((tx) => revealReviews(tx, { at: when }))
const asLead = () => viewerOf(world.lead)
const asClient = () =>
  viewerOf(world.client, {
    memberships: [
      { organisationId: world.organisationId, name: 'Hannover', kind: 'client', role: 'owner' },
    ],
  })

it('waits for the end of the contract', async () => {
  const made = await reviewedMilestone(world, model)
  contractId = made.contractId
  await expect(write(world.client.personId)).rejects.toMatchObject({ code: 'not_yet_due' })
  await inTransaction((tx) =>
    acceptMilestone(tx, { milestoneId: made.milestoneId, by: world.client.personId, at }),
  )
})

it('is written by those who act for a side, and hidden from the other', async () => {
  await expect(write(world.stranger.personId)).rejects.toMatchObject({ code: 'not_found' })
  await expect(write(world.reader.personId)).rejects.toMatchObject({ code: 'not_allowed' })
  await expect(write(world.members[1]?.personId ?? '')).rejects.toMatchObject({
    code: 'not_allowed',
  })
  expect(await write(world.client.personId)).toEqual({ side: 'client', revealed: false })
  const theirs = await reviewsOf(database(), asLead(), contractId, at)
  expect(theirs).toMatchObject({ theirs: true, mine: false, open: true, shown: [] })
  const own = await reviewsOf(database(), asClient(), contractId, at)
  expect(own.shown).toHaveLength(1)
  await expect(
    reviewsOf(database(), viewerOf(world.stranger), contractId, at),
  ).rejects.toMatchObject({ code: 'not_found' })
})

it('is shown when fourteen days have passed without the other, once', async () => {
  expect(await reveal(addDays(at, 13.9))).toBe(0)
  expect(await reveal(addDays(at, 14))).toBe(1)
  expect(await reveal(addDays(at, 15))).toBe(0)
  const theirs = await reviewsOf(database(), asLead(), contractId, addDays(at, 15))
  expect(theirs.shown.map(({ words }) => words)).toEqual(['Plain and in time.'])
  await expect(write(world.lead.personId, addDays(at, 15))).rejects.toMatchObject({
    code: 'transition_refused',
  })
})

it('refuses ratings outside 1 to 5, whoever writes them', async () => {
  await expect(
    inTransaction((tx) =>
      writeReview(tx, {
        contractId,
        clarity: 9,
        reliability: 1,
        communication: 1,
        words: '',
        by: world.lead.personId,
        at,
      }),
    ),
  ).rejects.toMatchObject({ code: 'form_invalid' })
  const rows = await database().select().from(review).where(eq(review.contractId, contractId))
  expect(rows).toHaveLength(1)
  const [row] = await database().select().from(contract).where(eq(contract.id, contractId))
  expect(row?.status).toBe('completed')
})
