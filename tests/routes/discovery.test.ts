import { makeWorld, pay, signedContract, start, stateOf, type World } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { makeBrief, makeProposal, marketDay } from 'tests/support/market'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, describe, expect, it } from 'vitest'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { submitMilestone } from '~/domain/contracts/milestones/submit-milestone.server'
import { proposalPage } from '~/domain/market/proposals/proposal-queries.server'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import * as comparePage from '~/routes/briefs/$briefId/compare'
import * as writePage from '~/routes/briefs/$briefId/propose'
import * as contractPage from '~/routes/contracts/$contractId/index'
import * as milestonePage from '~/routes/milestones/$milestoneId/index'
import { signedIn } from '../support/people'

useDatabase()
let world: World
beforeAll(async () => {
  await setBusinessNow(database(), marketDay)
  world = await makeWorld()
})

describe('the page for writing a proposal', () => {
  it('takes a discovery, and says what is too large with everything typed kept', async () => {
    const { briefId, by } = await makeBrief()
    const { team } = await makeProposal((await makeBrief()).briefId)
    const params = { briefId }
    const save = async (given: Record<string, string> = {}) => {
      const form = new FormData()
      const fields = {
        ...{ intent: 'save', teamId: team.teamId, approach: 'First we look.', price: '1000' },
        ...{ holdbackPercent: '0', reviewDays: '14', discovery: 'yes' },
        ...{ 'discovery.title': 'A look', 'discovery.description': 'A report.' },
        ...{ 'discovery.amount': '150', 'discovery.weeks': '3' },
        ...{ 'milestones.0.title': 'The rest', 'milestones.0.amount': '850' },
        'milestones.0.weeks': '2',
        ...given,
      }
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      for (const id of ['c1', 'c2']) form.append('milestones.0.criterionIds[]', id)
      team.members.forEach(({ personId, shareBps }, index) => {
        form.set(`seats.${index}.personId`, personId)
        form.set(`seats.${index}.role`, 'measurer')
        form.set(`seats.${index}.share`, String(shareBps / 100))
      })
      const path = `/briefs/${briefId}/propose`
      return answerOf(
        writePage.action,
        await asking(path, { as: team.lead.personId, params, form }),
      )
    }
    const large = { 'discovery.amount': '160', 'milestones.0.amount': '840' }
    expect(await save(large)).toMatchObject({
      status: 400,
      data: {
        errors: { 'discovery.amount': expect.anything() },
        values: { 'discovery.description': 'A report.', discovery: 'yes' },
      },
    })
    expect(await save({ 'discovery.weeks': '4' })).toMatchObject({
      status: 400,
      data: { errors: { 'discovery.weeks': expect.anything() } },
    })
    const saved = await save()
    expect(saved.status).toBe(303)
    const proposalId = saved.location?.split('/').at(-1)?.split('?')[0] ?? ''
    const viewer = await signedIn(team.lead)
    const { proposal } = await proposalPage(database(), viewer, proposalId, marketDay)
    expect(proposal.milestones).toMatchObject([{ kind: 'discovery', weeks: 3 }, { weeks: 2 }])
    const again = await asking(`/briefs/${briefId}/propose?team=${team.teamId}`, {
      as: team.lead.personId,
      params,
    })
    expect(await answerOf(writePage.loader, again)).toMatchObject({
      data: {
        discovery: true,
        filled: { milestones: 1 },
        defaults: { 'discovery.amount': '150.00', 'milestones.0.title': 'The rest' },
      },
    })
    const compare = await asking(`/briefs/${briefId}/compare`, { as: by, params })
    expect((await answerOf(comparePage.loader, compare)).status).toBe(200)
  })
})

describe('the page of a contract', () => {
  beforeAll(() => setBusinessNow(database(), start))

  it('ends it after the discovery, for whoever signs, with a reason', async () => {
    const { contractId, milestoneIds } = await signedContract(world, {
      milestones: 1,
      discovery: true,
    })
    const [milestoneId = '', rest = ''] = milestoneIds
    const [client, lead] = [world.client.personId, world.lead.personId]
    await pay(world, milestoneId)
    await inTransaction((tx) =>
      submitMilestone(tx, { milestoneId, note: 'A report.', by: lead, at: start }),
    )
    const path = `/milestones/${milestoneId}`
    const form = { intent: 'change_discovery', wanted: '' }
    const change = await asking(path, { as: client, params: { milestoneId }, form })
    expect(await answerOf(milestonePage.action, change)).toMatchObject({
      status: 400,
      data: { errors: { wanted: expect.anything() } },
    })
    await inTransaction((tx) => acceptMilestone(tx, { milestoneId, by: client, at: start }))
    const params = { contractId }
    const read = async (as: string) =>
      answerOf(contractPage.loader, await asking(`/contracts/${contractId}`, { as, params }))
    const end = async (as: string, reason: string) =>
      answerOf(
        contractPage.action,
        await asking(`/contracts/${contractId}`, {
          ...{ as, params, form: { intent: 'end_after_discovery', reason } },
        }),
      )
    const member = world.members[1]?.personId ?? ''
    expect((await read(member)).data).toMatchObject({ after: { open: true, mayEnd: false } })
    expect((await read(lead)).data).toMatchObject({ after: { open: true, mayEnd: true } })
    expect((await end(member, 'No.')).status).toBe(403)
    expect((await end(world.stranger.personId, 'No.')).status).toBe(404)
    expect(await end(client, ' ')).toMatchObject({
      status: 400,
      data: { errors: { reason: expect.anything() }, intent: 'end_after_discovery' },
    })
    expect((await end(client, 'The data do not carry it.')).status).toBe(303)
    expect((await stateOf(rest)).status).toBe('cancelled')
    expect((await read(lead)).data).toMatchObject({
      after: { open: false, ended: { note: 'The data do not carry it.', actor: 'client' } },
    })
  })
})
