import { contract, deadlineNotice } from 'db/schema/contracts'
import { sealedDataset } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dueItems } from '~/domain/contracts/due-queries.server'
import { fallDue } from '~/domain/contracts/fall-due.server'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { milestonesOf } from '~/domain/contracts/rows.server'
import { evidenceChain } from '~/domain/outcomes/queries.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'
import {
  type Model,
  makeWorld,
  pay,
  reviewedMilestone,
  signedContract,
  start,
  startModel,
  stateOf,
  submitAndMeasure,
  type World,
} from '../../support/contracts'
import { useDatabase } from '../../support/database'
import { jobsOf, ledgerSums } from '../../support/escrow'

const held = useDatabase()
let world: World
let model: Model
beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
})
afterAll(() => model?.close())
const at = start

async function noticesOf(subject: string) {
  const rows = await database()
    .select()
    .from(deadlineNotice)
    .where(eq(deadlineNotice.subject, subject))
  return rows.map(({ kind }) => kind).sort()
}

it('reminds at half time, two days and one day before, each once', async () => {
  model.quality = 'good'
  const { milestoneId } = await reviewedMilestone(world, model)
  const reminders = async () => {
    const jobs = await jobsOf(held.ownerUrl, 'notify')
    return jobs.filter((job) => job.event === 'deadline-near' && job.subject === milestoneId).length
  }
  await fallDue(database(), { at: addDays(at, 6.9) })
  expect(await reminders()).toBe(0)
  for (const [days, count] of [
    [7, 1],
    [7.5, 1],
    [12, 2],
    [13, 3],
    [13.5, 3],
  ] as const) {
    await fallDue(database(), { at: addDays(at, days) })
    expect(await reminders()).toBe(count)
  }
  expect(await noticesOf(milestoneId)).toEqual(['half_time', 'one_day', 'two_days'])
})

it('tells once when the clock passes several reminders in one step', async () => {
  model.quality = 'good'
  const { milestoneId } = await reviewedMilestone(world, model)
  await fallDue(database(), { at: addDays(at, 13.2) })
  const jobs = await jobsOf(held.ownerUrl, 'notify')
  const told = jobs.filter((job) => job.event === 'deadline-near' && job.subject === milestoneId)
  expect(told).toHaveLength(1)
  expect(told[0]).toMatchObject({ facts: { kind: 'one_day', days: 1 } })
})

it('tells of an overdue delivery, and again when the money may be taken back', async () => {
  const { milestoneIds } = await signedContract(world, { milestones: 1 })
  const milestoneId = milestoneIds[0] ?? ''
  await pay(world, milestoneId)
  await fallDue(database(), { at: addDays(at, 21) })
  await fallDue(database(), { at: addDays(at, 22) })
  expect(await noticesOf(milestoneId)).toEqual(['overdue'])
  await fallDue(database(), { at: addDays(at, 35) })
  expect(await noticesOf(milestoneId)).toEqual(['overdue', 'take_back'])
  expect(await stateOf(milestoneId)).toMatchObject({ status: 'funded' })
})

it('ends the contract when the next milestone is not funded, and deletes the data in time', async () => {
  model.quality = 'good'
  const { contractId, milestoneIds } = await signedContract(world, { milestones: 2 })
  const [first = '', second = ''] = milestoneIds
  await pay(world, first)
  await submitAndMeasure(world, first, model)
  await inTransaction((tx) =>
    acceptMilestone(tx, { milestoneId: first, by: world.client.personId, at }),
  )
  expect(await stateOf(second)).toMatchObject({
    status: 'unfunded',
    deadlineAt: addDays(at, 14),
  })
  await fallDue(database(), { at: addDays(at, 14) })
  expect(await stateOf(second)).toMatchObject({ status: 'cancelled' })
  const read = async () => {
    const [row] = await database().select().from(contract).where(eq(contract.id, contractId))
    return row
  }
  expect(await read()).toMatchObject({ status: 'completed', deleteDataAt: addDays(at, 104) })
  await fallDue(database(), { at: addDays(at, 103) })
  expect((await read())?.dataDeletedAt).toBeNull()
  await fallDue(database(), { at: addDays(at, 104) })
  const ended = await read()
  expect(ended?.dataDeletedAt).toEqual(addDays(at, 104))
  const [data] = await database()
    .select()
    .from(sealedDataset)
    .where(eq(sealedDataset.id, ended?.datasetId ?? ''))
  expect(data?.wrappedKey).toBeNull()
  const chain = await evidenceChain(database(), contractId, 'public')
  expect(chain.filter(({ kind }) => kind === 'dataset_deleted')).toMatchObject([
    {
      at: addDays(at, 104).toISOString(),
      body: {
        root: data?.merkleRoot,
        rows: data?.rowCount,
        destroyedKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    },
  ])
})

it('leaves the proof of deletion also under a contract that was never measured', async () => {
  const { contractId } = await signedContract(world)
  await fallDue(database(), { at: addDays(at, 8) })
  await fallDue(database(), { at: addDays(at, 200) })
  const chain = await evidenceChain(database(), contractId, 'public')
  expect(chain.filter(({ kind }) => kind === 'dataset_deleted')).toHaveLength(1)
})

it('finds nothing to do the second time, and no sweep disturbs another', async () => {
  model.quality = 'good'
  await reviewedMilestone(world, model, { holdbackBps: 1_000 })
  const late = addDays(at, 200)
  for (let round = 0; round < 3; round += 1) await fallDue(database(), { at: late })
  expect(await dueItems(database(), late)).toEqual([])
  const again = await Promise.all([
    fallDue(database(), { at: late }),
    fallDue(database(), { at: late }),
  ])
  for (const counts of again) {
    expect(Object.entries(counts).filter(([, count]) => count > 0)).toEqual([])
  }
  expect((await ledgerSums()).every((sum) => sum === 0n)).toBe(true)
  const milestones = await milestonesOf(database(), (await signedContract(world)).contractId)
  expect(milestones.length).toBe(2)
})
