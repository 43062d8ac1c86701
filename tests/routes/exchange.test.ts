import { person } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import {
  type Model,
  makeWorld,
  reviewedMilestone,
  start,
  startModel,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { makeBrief, marketDay } from 'tests/support/market'
import { makePerson, makeTeam } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database } from '~/platform/database.server'
import * as propose from '~/routes/briefs/$briefId/propose'
import * as milestonePage from '~/routes/milestones/$milestoneId/index'
import * as proposalPage from '~/routes/proposals/$proposalId/index'

useDatabase()

describe('a seat in exchange on the page for writing a proposal', () => {
  it('is refused beside its field, kept as typed, saved, shown and agreed to', async () => {
    await setBusinessNow(database(), marketDay)
    const people = [
      await makePerson(database(), { name: 'Lena Lead' }),
      await makePerson(database(), { name: 'Umar Member' }),
      await makePerson(database(), { name: 'Deniz Guest', country: 'TR' }),
    ]
    const [lead, member, guest] = people.map(({ personId }) => personId) as [string, string, string]
    const team = await makeTeam(people, [4_000, 4_000, 2_000])
    const { briefId } = await makeBrief()
    const form = new Map<string, string>([
      ...Object.entries({
        ...{ intent: 'save', teamId: team.teamId, approach: 'Side by side.', price: '4500' },
        ...{ holdbackPercent: '10', reviewDays: '14', 'milestones.0.title': 'All of it' },
        ...{ 'milestones.0.amount': '4500', 'milestones.0.weeks': '4' },
      }),
      ...[lead, member, guest].flatMap((personId, place): [string, string][] => [
        [`seats.${place}.personId`, personId],
        [`seats.${place}.role`, place === 0 ? 'outcome_lead' : 'measurer'],
        [`seats.${place}.share`, place === 2 ? '20' : '40'],
        [`seats.${place}.host`, ''],
        ...[0, 1, 2, 3, 4, 5].map((n): [string, string] => [`seats.${place}.stage${n}`, 'none']),
      ]),
    ])
    const save = async (given: Record<string, string>) => {
      const body = new FormData()
      for (const [name, value] of new Map([...form, ...Object.entries(given)])) {
        body.append(name, value)
      }
      for (const id of ['c1', 'c2']) body.append('milestones.0.criterionIds[]', id)
      const params = { briefId }
      const path = `/briefs/${briefId}/propose`
      return answerOf(propose.action, await asking(path, { as: lead, params, form: body }))
    }
    for (const [given, field] of [
      [{ 'seats.2.stage0': 'pair' }, 'seats.2.host'],
      [{ 'seats.2.host': guest, 'seats.2.stage0': 'pair' }, 'seats.2.host'],
      [{ 'seats.1.host': lead, 'seats.1.stage0': 'pair' }, 'seats.1.host'],
      [{ 'seats.2.host': lead, 'seats.2.stage0': 'shadow' }, 'seats.2.stage0'],
      [
        { 'seats.2.host': lead, 'seats.2.stage0': 'pair', 'seats.2.stage1': 'lead' },
        'seats.2.stage1',
      ],
      [{ 'seats.2.host': lead, 'seats.2.stage0': 'boss' }, 'seats.2.stage0'],
      [{ 'seats.2.host': lead, 'seats.2.stage0': 'pair', 'seats.2.share': '0' }, 'seats.2.share'],
    ] as [Record<string, string>, string][]) {
      const answer = await save(given)
      expect(answer.status).toBe(400)
      expect(answer.data).toMatchObject({ errors: { [field]: expect.anything() }, values: given })
    }
    const saved = await save({ 'seats.2.host': lead, 'seats.2.stage0': 'lead' })
    expect(saved.status).toBe(303)
    const proposalId = saved.location?.split('/').at(-1) ?? ''
    const params = { proposalId }
    const path = `/proposals/${proposalId}`
    const act = async (as: string, intent: string) =>
      answerOf(proposalPage.action, await asking(path, { as, params, form: { intent } }))
    expect((await act(lead, 'send')).status).toBe(303)
    const page = await answerOf(proposalPage.loader, await asking(path, { as: guest, params }))
    expect(page.data).toMatchObject({
      mayAnswer: true,
      seat: { exchange: { hostId: lead, milestones: ['lead'], from: 'TR', to: 'PK' } },
    })
    for (const as of [guest, member]) expect((await act(as, 'agree')).status).toBe(303)
    const sent = await answerOf(proposalPage.loader, await asking(path, { as: lead, params }))
    expect(sent.data).toMatchObject({ proposal: { status: 'submitted' } })
  })
})

describe('the word of the host on the page of a milestone', () => {
  let world: World
  let model: Model
  beforeAll(async () => {
    await setBusinessNow(database(), start)
    world = await makeWorld()
    model = await startModel()
  })
  afterAll(() => model?.close())

  it('is asked of the host alone, with a stage and a sentence, and twice is once', async () => {
    const [host = '', other = '', guest = ''] = world.members.map(({ personId }) => personId)
    await database().update(person).set({ country: 'TR' }).where(eq(person.id, guest))
    const plan = { hostId: host, milestones: ['pair' as const] }
    const exchange = { personId: guest, plan }
    const { milestoneId } = await reviewedMilestone(world, model, { exchange })
    const params = { milestoneId }
    const path = `/milestones/${milestoneId}`
    const read = async (as: string) => {
      const answer = await answerOf(milestonePage.loader, await asking(path, { as, params }))
      return (answer.data as { exchanges: unknown[] }).exchanges
    }
    const send = async (as: string, given: Record<string, string> = {}) => {
      const form = {
        intent: 'confirm_exchange',
        personId: guest,
        stage: 'pair',
        words: 'Well done.',
      }
      const args = await asking(path, { as, params, form: { ...form, ...given } })
      return answerOf(milestonePage.action, args)
    }
    const shown = { personId: guest, planned: 'pair', hostName: 'Lena Lead', said: null }
    expect(await read(host)).toMatchObject([{ ...shown, mayConfirm: true }])
    for (const as of [guest, other, world.client.personId]) {
      expect(await read(as)).toMatchObject([{ ...shown, mayConfirm: false }])
      expect((await send(as)).status).toBe(403)
    }
    expect((await send(world.stranger.personId)).status).toBe(404)
    expect(await send(host, { words: ' ' })).toMatchObject({
      status: 400,
      data: { errors: { words: expect.anything() }, values: { stage: 'pair' } },
    })
    expect(await send(host, { stage: 'none' })).toMatchObject({
      ...{ status: 400, data: { errors: { stage: expect.anything() } } },
    })
    expect((await send(host)).status).toBe(303)
    expect((await send(host, { stage: 'shadow', words: 'No.' })).status).toBe(303)
    expect(await read(world.client.personId)).toMatchObject([
      { said: { stage: 'pair', words: 'Well done.' }, mayConfirm: false },
    ])
  })
})
