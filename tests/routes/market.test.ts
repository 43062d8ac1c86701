import { useDatabase } from 'tests/support/database'
import { appointments, briefDraft, makeBrief, makeProposal, marketDay } from 'tests/support/market'
import { makeOrganisation, makePerson, type TestOrganisation } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, describe, expect, it } from 'vitest'
import { createBrief } from '~/domain/market/brief.commands.server'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import * as criteria from '~/routes/briefs/$briefId/criteria'
import * as dataset from '~/routes/briefs/$briefId/dataset'
import * as briefPage from '~/routes/briefs/$briefId/index'
import * as propose from '~/routes/briefs/$briefId/propose'
import * as briefs from '~/routes/briefs/index'
import * as newBrief from '~/routes/briefs/new'
import * as proposalPage from '~/routes/proposals/$proposalId/index'

useDatabase()
let client: TestOrganisation
let by = ''

beforeAll(async () => {
  await setBusinessNow(database(), marketDay)
  client = await makeOrganisation()
  by = client.owner.personId
})

const draft = () =>
  inTransaction((tx) =>
    createBrief(tx, { ...briefDraft, organisationId: client.organisationId, by, at: marketDay }),
  )

async function upload(briefId: string, file: Uint8Array | null, labelColumn = 'missed') {
  const args = await asking(`/briefs/${briefId}/dataset`, { as: by, params: { briefId } })
  const body = new FormData()
  if (file) body.set('file', new File([new Uint8Array(file)], 'rows.csv', { type: 'text/csv' }))
  body.set('labelColumn', labelColumn)
  body.set('datasetClass', 'open')
  const headers = { Cookie: args.request.headers.get('Cookie') ?? '' }
  const request = new Request(args.request.url, { method: 'POST', body, headers })
  return answerOf(dataset.action, { ...args, request })
}

describe('the list of briefs', () => {
  it('is for everybody, and filters without a script', async () => {
    const { briefId } = await makeBrief({ client })
    const list = async (query: string) => {
      const answer = await answerOf(briefs.loader, await asking(`/briefs${query}`))
      return (answer.data as { rows: { id: string }[] }).rows.map(({ id }) => id)
    }
    expect(await list('')).toContain(briefId)
    expect(await list('?text=APPOINTMENTS&sector=health&country=GB')).toContain(briefId)
    expect(await list('?sector=energy')).not.toContain(briefId)
    expect(await list('?text=100%25')).toEqual([])
    expect(await list('?page=-3')).toContain(briefId)
    expect(await list('?page=9999999999')).toEqual([])
    expect(await list('?page=abc&state=nonsense')).toContain(briefId)
    const odd = await answerOf(briefs.loader, await asking('/briefs?sector=%00'))
    expect(odd.status).toBe(404)
  })
})

describe('writing a brief', () => {
  it('keeps what was typed and says what is wrong beside the field', async () => {
    const form = { title: 'Few\0er', statement: '', budget: '-3', currency: 'EUR' }
    const answer = await answerOf(newBrief.action, await asking('/briefs/new', { as: by, form }))
    expect(answer.status).toBe(400)
    expect(answer.data).toMatchObject({
      errors: { statement: expect.anything(), sector: expect.anything() },
      values: { title: 'Fewer', budget: '-3' },
    })
  })

  it('does not write for an organisation of somebody else', async () => {
    const form = {
      organisationId: client.organisationId,
      title: 'Mine',
      statement: 'Not mine.',
      sector: 'health',
      country: 'GB',
      currency: 'EUR',
      budget: '100',
      weeks: '2',
      workloadClass: 'open',
      retentionDays: '30',
    }
    const stranger = await makePerson(database())
    const asked = await asking('/briefs/new', { as: stranger.personId, form })
    expect((await answerOf(newBrief.action, asked)).status).toBe(404)
  })
})

describe('the sealed dataset', () => {
  it('says by number which rows are wrong, and keeps nothing', async () => {
    const { briefId } = await draft()
    const rows = 'day,missed\n1,yes\n2\n3,\n4,no\n'
    const answer = await upload(briefId, new TextEncoder().encode(rows))
    expect(answer.status).toBe(400)
    const text = JSON.stringify(answer.data)
    expect(text).toContain('2')
    expect(text).toContain('3')
    const page = await answerOf(
      briefPage.loader,
      await asking(`/briefs/${briefId}`, { as: by, params: { briefId } }),
    )
    expect(page.data).toMatchObject({ dataset: null })
  })

  it('asks for a file, and for a column that is there', async () => {
    const { briefId } = await draft()
    expect(await upload(briefId, null)).toMatchObject({
      status: 400,
      data: { errors: { file: expect.anything() } },
    })
    expect((await upload(briefId, appointments(50), 'nowhere')).status).toBe(400)
    expect((await upload(briefId, appointments(50))).status).toBe(303)
  })
})

describe('criteria', () => {
  it('says in a sentence which number cannot decide anything', async () => {
    const { briefId } = await draft()
    await upload(briefId, appointments(400))
    const form = {
      intent: 'add',
      metric: 'accuracy',
      target: '1.4',
      sampleSize: '7',
      attempts: '2',
    }
    const asked = await asking(`/briefs/${briefId}/criteria`, { as: by, params: { briefId }, form })
    const answer = await answerOf(criteria.action, asked)
    expect(answer).toMatchObject({
      status: 400,
      data: { errors: { target: expect.anything(), sampleSize: expect.anything() } },
    })
    expect(answer.data).toMatchObject({ values: { metric: 'accuracy', target: '1.4' } })
  })
})

describe('a proposal on its page', () => {
  it('is not there for strangers, and not to be declined without a reason', async () => {
    const { briefId } = await makeBrief({ client })
    const { proposalId, team } = await makeProposal(briefId)
    const params = { proposalId }
    const path = `/proposals/${proposalId}`
    const stranger = await makePerson(database())
    const read = async (who: string) =>
      (await answerOf(proposalPage.loader, await asking(path, { as: who, params }))).status
    expect(await read(stranger.personId)).toBe(404)
    expect(await read(team.lead.personId)).toBe(200)
    expect(await read(by)).toBe(200)
    const decline = async (reason: string) =>
      answerOf(
        proposalPage.action,
        await asking(path, { as: by, params, form: { intent: 'decline', reason } }),
      )
    expect(await decline(' ')).toMatchObject({
      status: 400,
      data: { errors: { reason: expect.anything() } },
    })
    expect((await decline('Another team is nearer.')).status).toBe(303)
    expect((await decline('Another team is nearer.')).status).toBe(303)
  })

  it('says on the page for writing one that shares do not make a whole', async () => {
    const { briefId } = await makeBrief({ client })
    const { team } = await makeProposal((await makeBrief()).briefId)
    const form = {
      intent: 'save',
      teamId: team.teamId,
      approach: 'Carefully.',
      price: '100',
      weeks: '2',
      holdbackPercent: '0',
      reviewDays: '14',
      'milestones.0.title': 'All of it',
      'milestones.0.amount': '100',
      'milestones.0.weeks': '2',
      'milestones.0.criterionIds[]': 'c1',
      'seats.0.personId': team.lead.personId,
      'seats.0.role': 'measurer',
      'seats.0.share': '99.99',
    }
    const params = { briefId }
    const save = async (given: Record<string, string> = {}) =>
      answerOf(
        propose.action,
        await asking(`/briefs/${briefId}/propose`, {
          as: team.lead.personId,
          params,
          form: { ...form, ...given },
        }),
      )
    expect(await save()).toMatchObject({
      status: 400,
      data: { values: { approach: 'Carefully.' } },
    })
    expect(await save({ 'seats.0.share': '100' })).toMatchObject({ status: 400 })
  })
})
