import {
  start as at,
  makeWorld,
  pay,
  signedContract,
  stateOf,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, describe, expect, it } from 'vitest'
import { fallDue } from '~/domain/contracts/fall-due.server'
import { addDays } from '~/kernel/clock'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database } from '~/platform/database.server'
import * as deskPage from '~/routes/desk/contracts'
import * as disputePage from '~/routes/milestones/$milestoneId/dispute'

useDatabase()
let world: World
beforeAll(async () => {
  await setBusinessNow(database(), at)
  world = await makeWorld()
})

async function working() {
  const { milestoneIds } = await signedContract(world, { milestones: 1 })
  const milestoneId = milestoneIds[0] ?? ''
  await pay(world, milestoneId)
  return milestoneId
}
async function press(as: string, milestoneId: string, fields: Record<string, string>) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const params = { milestoneId }
  const path = `/milestones/${milestoneId}/dispute`
  return answerOf(disputePage.action, await asking(path, { as, params, form: body }))
}
async function read(as: string, milestoneId: string) {
  const params = { milestoneId }
  const path = `/milestones/${milestoneId}/dispute`
  const { data } = await answerOf(disputePage.loader, await asking(path, { as, params }))
  return (data as { page: Awaited<ReturnType<typeof disputePage.loader>>['page'] }).page
}

describe('the page for splitting and disputing', () => {
  it('takes a dispute up its ladder, and says beside the field what is wrong', async () => {
    const milestoneId = await working()
    const [client, lead] = [world.client.personId, world.lead.personId]
    const words = 'The second criterion is not what we asked for.'
    for (const [given, field] of [
      [{ amount: '', words }, 'amount'],
      [{ amount: 'much', words }, 'amount'],
      [{ amount: '5000.01', words }, 'amount'],
      [{ amount: '10', words: '' }, 'words'],
      [{ amount: '10', words: 'x'.repeat(4_001) }, 'words'],
    ] as [Record<string, string>, string][]) {
      const answer = await press(client, milestoneId, { intent: 'open', ...given })
      expect({ given, status: answer.status }).toEqual({ given, status: 400 })
      expect(answer.data).toMatchObject({ errors: { [field]: expect.anything() }, values: given })
    }
    const opened = await press(client, milestoneId, { intent: 'open', amount: '0', words })
    expect(opened.status).toBe(303)
    expect((await read(lead, milestoneId)).may).toMatchObject({ answer: true, dispute: false })
    const answer = { intent: 'answer', amount: '٤٬٠٠٠', words: 'It is.' }
    expect((await press(client, milestoneId, answer)).status).toBe(403)
    expect((await press(lead, milestoneId, answer)).status).toBe(303)
    await setBusinessNow(database(), addDays(at, 8))
    await fallDue(database(), { at: addDays(at, 8) })
    const { operator, stranger } = world
    const desk = await answerOf(
      deskPage.loader,
      await asking('/desk/contracts', { as: operator.personId }),
    )
    expect(desk.data).toMatchObject({ disputes: [{ dispute: { milestoneId } }] })
    expect((await press(stranger.personId, milestoneId, { intent: 'decide' })).status).toBe(404)
    const decide = { intent: 'decide', decision: 'split', reason: 'One of two.', amount: '' }
    expect(await press(operator.personId, milestoneId, decide)).toMatchObject({
      ...{ status: 400, data: { errors: { amount: expect.anything() } } },
    })
    const done = await press(operator.personId, milestoneId, { ...decide, amount: '2500' })
    expect(done.status).toBe(303)
    expect((await read(client, milestoneId)).disputes).toMatchObject([
      { endedHow: 'mediator', releasedMinor: 250_000n, decision: 'One of two.' },
    ])
  })

  it('ends by an offer that the other side takes', async () => {
    await setBusinessNow(database(), at)
    const milestoneId = await working()
    const [client, lead] = [world.client.personId, world.lead.personId]
    const offered = await press(client, milestoneId, { intent: 'offer', amount: '1000', words: '' })
    expect(offered.status).toBe(303)
    const [offer] = (await read(lead, milestoneId)).offers
    expect(offer).toMatchObject({ mayAnswer: true, mayWithdraw: false })
    const fields = { offerId: offer?.id ?? '' }
    expect((await press(lead, milestoneId, { intent: 'dance', ...fields })).status).toBe(400)
    expect((await press(lead, milestoneId, { intent: 'take', offerId: 'stm_none' })).status).toBe(
      404,
    )
    expect((await press(lead, milestoneId, { intent: 'take', ...fields })).status).toBe(303)
    expect((await press(lead, milestoneId, { intent: 'take', ...fields })).status).toBe(303)
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'settled' })
    expect((await read(client, milestoneId)).may).toMatchObject({ offer: false, dispute: false })
  })
})
