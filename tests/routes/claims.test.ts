import { holdbackClaim } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import {
  type Model,
  makeWorld,
  reviewedMilestone,
  signedContract,
  start,
  startModel,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { answerOf, asking } from 'tests/support/routes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { takeProbes } from '~/domain/outcomes/probes/take-probes.server'
import { holdbackWatchOf } from '~/domain/outcomes/probes/watch-service.server'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import * as statusRoute from '~/routes/contracts/$contractId/status'
import * as dashboardRoute from '~/routes/dashboard'
import * as deskRoute from '~/routes/desk/contracts'
import * as milestoneRoute from '~/routes/milestones/$milestoneId/index'

useDatabase()
let world: World
let model: Model
let made: { contractId: string; milestoneId: string }

beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
  made = await reviewedMilestone(world, model, { holdbackBps: 1_000 })
  const { milestoneId } = made
  const accepted = { milestoneId, by: world.client.personId, at: start }
  await inTransaction((tx) => acceptMilestone(tx, accepted))
  await setBusinessNow(database(), new Date(start.getTime() + 3_600_000))
  const watch = await holdbackWatchOf(database(), milestoneId)
  await takeProbes(database(), { watchId: watch?.id ?? '', now: start })
})
afterAll(() => model?.close())

const status = async (as: string, contractId = made.contractId) =>
  answerOf(statusRoute.loader, await asking('/x', { as, params: { contractId } }))

const send = async (as: string, form: Record<string, string>) =>
  answerOf(
    milestoneRoute.action,
    await asking('/x', { as, params: { milestoneId: made.milestoneId }, form }),
  )
const desk = async (as: string, form: Record<string, string>) =>
  answerOf(deskRoute.action, await asking('/x', { as, form }))

const waiting = async (as: string) => {
  const { data } = await answerOf(dashboardRoute.loader, await asking('/x', { as }))
  return (data as { waiting: { title: string; href: string }[] }).waiting.map(({ title }) => title)
}

const lastClaim = async () => {
  const rows = await database()
    .select()
    .from(holdbackClaim)
    .where(eq(holdbackClaim.milestoneId, made.milestoneId))
    .orderBy(holdbackClaim.openedAt)
  return rows.at(-1)
}

describe('the status page', () => {
  it('is read by both sides and the operator, and does not exist for anybody else', async () => {
    for (const who of [world.client, world.reader, world.lead, world.operator]) {
      expect(await status(who.personId)).toMatchObject({
        status: 200,
        data: {
          page: {
            milestones: [
              {
                watches: [
                  {
                    purpose: 'holdback',
                    stale: true,
                    last: { result: 'ok' },
                    spans: [{ key: 'all', ok: 1, failed: 0, share: null }],
                  },
                ],
                rechecks: [{ slot: 'half_time' }, { slot: 'near_end' }],
                claims: [],
              },
            ],
          },
        },
      })
    }
    expect(await status(world.stranger.personId)).toMatchObject({ status: 404 })
    expect(statusRoute.handle).toMatchObject({ script: false })
  })

  it('has nothing to show before anything was registered or released', async () => {
    const { contractId } = await signedContract(world)
    expect(await status(world.client.personId, contractId)).toMatchObject({
      status: 200,
      data: { page: { milestones: [] } },
    })
  })
})

describe('a claim', () => {
  it('is opened, answered and decided on the pages, each by whose turn it is', async () => {
    const client = world.client.personId
    const lead = world.lead.personId
    const operator = world.operator.personId
    const open = { intent: 'open_claim', criterionId: 'c1', note: 'Half of them are missed.' }
    expect(await send(client, { ...open, note: ' ' })).toMatchObject({
      status: 400,
      data: { errors: { note: expect.any(String) }, values: { criterionId: 'c1' } },
    })
    expect(await send(client, { ...open, criterionId: '' })).toMatchObject({ status: 400 })
    expect(await send(lead, open)).toMatchObject({ status: 403 })
    expect(await send(world.stranger.personId, open)).toMatchObject({ status: 404 })
    expect(await waiting(lead)).not.toContain('watch.item_answer')
    expect(await send(client, open)).toMatchObject({ status: 303 })
    expect(await send(client, open)).toMatchObject({ status: 409 })
    const claim = await lastClaim()
    expect(claim).toMatchObject({ state: 'open', openedBy: client })
    expect(await waiting(lead)).toContain('watch.item_answer')

    const answer = { intent: 'answer_claim', claimId: claim?.id ?? '', answer: 'Not here.' }
    expect(await send(lead, { ...answer, answer: '' })).toMatchObject({
      status: 400,
      data: { errors: { answer: expect.any(String) } },
    })
    expect(await send(client, answer)).toMatchObject({ status: 403 })
    expect(await send(world.stranger.personId, answer)).toMatchObject({ status: 404 })
    expect(await waiting(operator)).not.toContain('watch.item_decide')
    expect(await send(lead, answer)).toMatchObject({ status: 303 })
    expect(await waiting(lead)).not.toContain('watch.item_answer')
    expect(await waiting(operator)).toContain('watch.item_decide')

    const decision = { claimId: claim?.id ?? '', decision: 'refund', reason: 'As agreed.' }
    const intent = `refund-${claim?.id}`
    expect(await desk(operator, { intent, ...decision, reason: '' })).toMatchObject({
      status: 400,
      data: { errors: { reason: expect.any(String) } },
    })
    expect(await desk(operator, { intent, ...decision, decision: 'burn' })).toMatchObject({
      status: 400,
    })
    expect(await desk(client, { intent, ...decision })).toMatchObject({ status: 404 })
    expect(await desk(operator, { intent, ...decision })).toMatchObject({ status: 303 })
    expect(await lastClaim()).toMatchObject({ state: 'refunded', decision: 'As agreed.' })
    expect(await waiting(operator)).not.toContain('watch.item_decide')
    const page = await asking('/x', { as: client, params: { milestoneId: made.milestoneId } })
    expect(await answerOf(milestoneRoute.loader, page)).toMatchObject({
      status: 200,
      data: { holdback: { mayOpen: false, kept: { refundedAt: expect.any(Date) } } },
    })
  })
})
