import { milestone } from 'db/schema/contracts'
import { notification } from 'db/schema/notifications'
import { and, eq } from 'drizzle-orm'
import {
  drainJobs,
  type Model,
  makeWorld,
  registerModel,
  start,
  startModel,
  stateOf,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import {
  afterWindow,
  briefWith,
  fundedContract,
  goodDraft,
  markAll,
  processDraft,
  quickDraft,
  rubricDraft,
  sourceFile,
} from 'tests/support/judging'
import { makePerson, type TestPerson } from 'tests/support/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { objectToFigures } from '~/domain/contracts/measuring/object-to-figures.server'
import { submitMilestone } from '~/domain/contracts/milestones/submit-milestone.server'
import { makeReport } from '~/domain/outcomes/people/make-report.server'
import { handInRatings } from '~/domain/outcomes/people/rate-answers.server'
import { latestVerdict } from '~/domain/outcomes/queries.server'
import { addBusinessDays, addHours } from '~/kernel/clock'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'

/** From the brief to the verdict through the worker's own jobs, as time passes. */
const files = useDatabase()
let world: World
let model: Model
let people: TestPerson[]
beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
  people = await Promise.all(
    ['Farah First', 'Sven Second', 'Mina Measurer'].map((name) => makePerson(database(), { name })),
  )
})
afterAll(() => model?.close())

const personOf = (at: number) => people[at]?.personId ?? ''

async function submit(milestoneId: string) {
  const by = world.lead.personId
  const made = await inTransaction((tx) =>
    submitMilestone(tx, { milestoneId, note: 'Here.', by, at: start }),
  )
  if (!made.measured) throw new Error('not measured')
  await drain()
  return made.evaluationId
}

const drain = () => drainJobs(files.ownerUrl)

/** Business time moves on, and the sweep does what has fallen due. */
async function moveTo(at: Date) {
  await setBusinessNow(database(), at)
  await inTransaction((tx) => enqueue(tx, 'sweep-due', {}, { jobKey: 'sweep-due' }))
  await drain()
}

const toldOf = async (personId: string, kind: string) =>
  database()
    .select()
    .from(notification)
    .where(and(eq(notification.personId, personId), eq(notification.kind, kind)))

describe('a promise that people judge', () => {
  it('is answered, marked blind by two, and decided when both have handed in', async () => {
    await setBusinessNow(database(), start)
    const draft = rubricDraft([personOf(0), personOf(1)])
    const briefId = await briefWith(world, [draft, quickDraft], 300)
    const { milestoneId } = await fundedContract(world, briefId)
    await registerModel(world, milestoneId, model)
    const evaluationId = await submit(milestoneId)
    expect(await toldOf(personOf(0), 'rating_asked')).toHaveLength(1)
    // The raters were asked a moment after `start`, when the worker had sent the rows.
    const third = addHours(addBusinessDays(start, 3), 1)
    await moveTo(third)
    expect(await toldOf(personOf(1), 'rating_reminder')).toHaveLength(1)
    for (const by of [personOf(0), personOf(1)]) {
      const seat = { evaluationId, criterionId: 'c1', by, at: third }
      await markAll(seat, (output) => (output === 'urgent' ? 5 : 4))
      await inTransaction((tx) => handInRatings(tx, seat))
    }
    await drain()
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'in_review', outcome: 'met' })
    expect(await toldOf(world.client.personId, 'verdict_met_client')).toHaveLength(1)
  })

  it('goes to the operator when the raters stay silent, and both sides hear why', async () => {
    await setBusinessNow(database(), start)
    const draft = rubricDraft([personOf(0), personOf(1)])
    const briefId = await briefWith(world, [draft, quickDraft], 300)
    const { milestoneId } = await fundedContract(world, briefId)
    await registerModel(world, milestoneId, model)
    await submit(milestoneId)
    await moveTo(addBusinessDays(start, 6))
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'with_operator', attemptsUsed: 0 })
    expect(await toldOf(world.operator.personId, 'with_operator_decide')).toHaveLength(1)
    for (const who of [world.client, world.lead]) {
      const told = await toldOf(who.personId, 'broken_raters_silent')
      expect(told.map(({ url }) => url)).toContain(`/milestones/${milestoneId}`)
    }
  })
})

describe("a promise that shows in the client's figures", () => {
  it('is reported, objected to, corrected, and decided when nobody objects again', async () => {
    await setBusinessNow(database(), start)
    const drafts = [processDraft(personOf(2)), { ...processDraft(personOf(2)), target: 0.12 }]
    const { milestoneId } = await fundedContract(world, await briefWith(world, drafts, null))
    const evaluationId = await submit(milestoneId)
    expect(await toldOf(personOf(2), 'report_asked')).toHaveLength(1)
    await moveTo(afterWindow)
    expect(await toldOf(personOf(2), 'report_due')).toHaveLength(2)
    const report = async (criterionId: string, at: Date) => {
      const file = await sourceFile()
      const about = { evaluationId, criterionId, by: personOf(2), at }
      await inTransaction((tx) => makeReport(tx, { ...about, draft: goodDraft, file }))
      await drain()
    }
    await report('c1', afterWindow)
    await report('c2', afterWindow)
    expect(await toldOf(world.lead.personId, 'report_made')).toHaveLength(2)
    const reason = 'The last week is missing.'
    const by = world.lead.personId
    await inTransaction((tx) =>
      objectToFigures(tx, { milestoneId, criterionId: 'c1', reason, by, at: afterWindow }),
    )
    await drain()
    expect(await toldOf(personOf(2), 'report_objected_answer')).toHaveLength(1)
    const corrected = addBusinessDays(afterWindow, 2)
    await moveTo(corrected)
    await report('c1', corrected)
    await moveTo(addBusinessDays(afterWindow, 6))
    const [before] = await database().select().from(milestone).where(eq(milestone.id, milestoneId))
    expect(before?.status).toBe('measuring')
    await moveTo(addBusinessDays(corrected, 5))
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'in_review', outcome: 'met' })
    const verdict = await latestVerdict(database(), milestoneId)
    expect(verdict?.body.results.map(({ n }) => n)).toEqual([400, 400])
  })
})
