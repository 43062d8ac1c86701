import { useDatabase } from 'tests/support/database'
import { marketDay } from 'tests/support/market'
import { boughtContract, makeOffer, offerWords, writeOffer } from 'tests/support/offers'
import { makeOrganisation, makePerson } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { indexWaiting } from 'tests/support/search'
import { beforeAll, describe, expect, it } from 'vitest'
import { orderOffer } from '~/domain/market/offers/order-offer.server'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import * as editBrief from '~/routes/briefs/$briefId/edit'
import * as briefPage from '~/routes/briefs/$briefId/index'
import * as contractRoute from '~/routes/contracts/$contractId/index'
import * as criteria from '~/routes/offers/$offerId/edit/criteria/index'
import * as newCriterion from '~/routes/offers/$offerId/edit/criteria/new'
import * as edit from '~/routes/offers/$offerId/edit/index'
import * as inputs from '~/routes/offers/$offerId/edit/inputs'
import * as seats from '~/routes/offers/$offerId/edit/seats'
import * as tier from '~/routes/offers/$offerId/edit/tiers/$tierId'
import * as offerRoute from '~/routes/offers/$offerId/index'
import * as order from '~/routes/offers/$offerId/order'
import * as preview from '~/routes/offers/$offerId/preview'
import * as offers from '~/routes/offers/index'
import * as newOffer from '~/routes/offers/new'
import * as teamOffers from '~/routes/teams/$slug/offers'

const db = useDatabase()
beforeAll(() => setBusinessNow(database(), marketDay))

const words = (teamId: string, given: Record<string, string> = {}) => ({
  intent: 'create',
  teamId,
  title: offerWords.title,
  statement: offerWords.statement,
  'sectors[]': 'health',
  'classes[]': 'open',
  currency: 'EUR',
  ...given,
})

describe('the list of offers', () => {
  it('is for everybody, whatever the address says, and leads into search', async () => {
    const { offerId } = await makeOffer()
    await indexWaiting(db, marketDay)
    for (const query of ['', '?sector=nonsense&page=-3']) {
      const answer = await answerOf(offers.loader, await asking(`/offers${query}`))
      expect(answer.status).toBe(200)
      const { rows } = answer.data as { rows: { subjectId: string }[] }
      expect(rows.map(({ subjectId }) => subjectId)).toContain(offerId)
    }
  })

  it('says of each to machines what it costs, as long as it can be ordered', async () => {
    const { offerId, by } = await makeOffer()
    const structured = async () => {
      const args = await asking(`/offers/${offerId}`, { params: { offerId } })
      return ((await answerOf(offerRoute.loader, args)).data as { structured: unknown }).structured
    }
    expect(await structured()).toMatchObject({
      '@type': 'Product',
      name: offerWords.title,
      offers: { '@type': 'Offer', price: '5000.00', priceCurrency: 'EUR' },
    })
    const form = { intent: 'pause' }
    const args = await asking(`/offers/${offerId}`, { as: by, params: { offerId }, form })
    expect((await answerOf(offerRoute.action, args)).status).toBe(303)
    expect(await structured()).toBeNull()
  })
})

it('tells strangers nothing of an offer but what its page shows', async () => {
  const { offerId } = await makeOffer()
  const args = await asking(`/offers/${offerId}`, { params: { offerId } })
  const told = JSON.stringify((await answerOf(offerRoute.loader, args)).data, (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  for (const word of ['manifest', 'createdBy', 'agreedAt', 'shareBps":5', 'createdAt']) {
    expect(told).not.toContain(word)
  }
})

it('an order is declared however long the words of its offer are', async () => {
  const title = 'x'.repeat(120)
  const { offerId } = await makeOffer({
    words: { title, statement: 'y'.repeat(8_000) },
    tier: { name: 'z'.repeat(60), includes: 'w'.repeat(2_000) },
  })
  const client = await makeOrganisation()
  const by = client.owner.personId
  const { organisationId } = client
  const { briefId } = await inTransaction((tx) =>
    orderOffer(tx, {
      ...{ offerId, tierId: 't1', workloadClass: 'open', organisationId, by, at: marketDay },
    }),
  )
  const form = {
    ...{ intent: 'update', country: 'SA', workloadClass: 'open', personalData: 'none' },
    retentionDays: '90',
  }
  const answer = await answerOf(
    editBrief.action,
    await asking('/x', { as: by, params: { briefId }, form }),
  )
  expect(answer.status).toBe(303)
  const wrong = { ...form, retentionDays: 'long' }
  const refused = await answerOf(
    editBrief.action,
    await asking('/x', { as: by, params: { briefId }, form: wrong }),
  )
  expect(refused).toMatchObject({
    status: 400,
    data: { errors: { retentionDays: expect.anything() }, values: { country: 'SA' } },
  })
})

describe('writing an offer', () => {
  it('keeps what was typed, and says beside the field what is wrong', async () => {
    const { team, by } = await writeOffer()
    const form = words(team.teamId, { title: 'Rаvi Studio', statement: '', currency: 'DOGE' })
    const answer = await answerOf(newOffer.action, await asking('/offers/new', { as: by, form }))
    expect(answer.status).toBe(400)
    expect(answer.data).toMatchObject({
      errors: {
        title: expect.stringContaining('alphabets'),
        statement: expect.anything(),
        currency: expect.anything(),
      },
      values: { title: 'Rаvi Studio' },
    })
  })

  it('takes hidden signs out of names and leaves script as the text that it is', async () => {
    const { team, by } = await writeOffer()
    const statement = '<script>alert(1)</script> is what we remove.'
    const form = words(team.teamId, { title: 'Fewer\u202e gaps\u200b', statement })
    const made = await answerOf(newOffer.action, await asking('/offers/new', { as: by, form }))
    expect(made.status).toBe(303)
    const offerId = /offers\/([^/]+)/.exec(made.location ?? '')?.[1] ?? ''
    const args = await asking('/x', { as: by, params: { offerId } })
    const { data } = await answerOf(preview.loader, args)
    expect(data).toMatchObject({ version: { title: 'Fewer gaps', content: { statement } } })
  })

  it('refuses prices of zero, sums that are off, and amounts that are no number', async () => {
    const { offerId, by } = await writeOffer()
    const send = async (price: string, amount: string) => {
      const form = {
        intent: 'save',
        name: 'Small',
        includes: 'One day.',
        price,
        'milestones.0.title': 'All',
        'milestones.0.amount': amount,
        'milestones.0.weeks': '2',
        'milestones.0.criterionIds[]': 'c1',
      }
      const params = { offerId, tierId: 'new' }
      return answerOf(tier.action, await asking('/x', { as: by, params, form }))
    }
    for (const [price, amount] of [
      ['0', '0'],
      ['0.00', '100'],
      ['-5', '100'],
      ['100', '0'],
      ['100', '99'],
      ['much', '100'],
    ] as const) {
      const answer = await send(price, amount)
      expect([answer.status, price]).toEqual([400, price])
      expect(answer.data).toMatchObject({ values: { price, name: 'Small' } })
    }
    expect((await send('100', '100')).status).toBe(303)
  })

  it('refuses rows without labels, inputs without a reason, shares that are not whole', async () => {
    const { offerId, by, team } = await writeOffer()
    const ask = async (form: Record<string, string>) =>
      asking('/x', { as: by, params: { offerId }, form })
    const rows = await ask({ intent: 'rows', labelKind: 'class', labels: 'only' })
    expect((await answerOf(criteria.action, rows)).status).toBe(400)
    const bare = await ask({ 'inputs.0.title': 'The file', 'inputs.0.kind': 'text' })
    expect(await answerOf(inputs.action, bare)).toMatchObject({
      status: 400,
      data: {
        errors: { 'inputs.0.why': expect.anything() },
        values: { 'inputs.0.title': 'The file' },
      },
    })
    const half = await ask({
      'seats.0.personId': team.lead.personId,
      'seats.0.role': 'measurer',
      'seats.0.share': '50',
      holdbackPercent: '10',
      reviewDays: '14',
    })
    expect((await answerOf(seats.action, half)).status).toBe(400)
  })

  it('makes criteria for rows that nobody has sealed, without naming people', async () => {
    const { offerId, by } = await writeOffer()
    const form = {
      intent: 'add',
      goal: 'accuracy',
      target: '0.9',
      sampleSize: '300',
      attempts: '2',
    }
    const path = '/x?kind=classify'
    const args = await asking(path, { as: by, params: { offerId }, form })
    expect((await answerOf(newCriterion.action, args)).status).toBe(303)
    const figures = {
      ...{ intent: 'add', measure: 'Missed appointments', unit: 'share', unitName: '' },
      ...{ baselineValue: '22', baselineCases: '900', baselineFrom: '2026-01-01' },
      ...{ baselineTo: '2026-01-31', source: 'The calendar', windowDays: '56' },
      ...{ direction: 'at_most', target: '17', sampleSize: '400', attempts: '1' },
    }
    const process = await asking('/x?kind=process', { as: by, params: { offerId }, form: figures })
    expect((await answerOf(newCriterion.action, process)).status).toBe(303)
  })
})

describe('who may', () => {
  it('read and write a draft: the team that writes it', async () => {
    const { offerId, by, team } = await writeOffer()
    const stranger = await makePerson(database())
    for (const route of [edit, criteria, inputs, seats, preview]) {
      const seen = async (as: string) =>
        (await answerOf(route.loader, await asking('/x', { as, params: { offerId } }))).status
      expect(await seen(by)).toBe(200)
      expect(await seen(stranger.personId)).toBe(404)
    }
    const slug = { slug: team.slug }
    const own = async (as: string) =>
      (await answerOf(teamOffers.loader, await asking('/x', { as, params: slug }))).status
    expect([await own(by), await own(stranger.personId)]).toEqual([200, 404])
    const taken = await asking('/offers/new', { as: stranger.personId, form: words(team.teamId) })
    expect((await answerOf(newOffer.action, taken)).status).toBe(404)
  })

  it('pause an offer: its lead; and an act that there is not is refused', async () => {
    const { offerId, by } = await makeOffer()
    const send = async (as: string, intent: string) =>
      (
        await answerOf(
          offerRoute.action,
          await asking('/x', { as, params: { offerId }, form: { intent } }),
        )
      ).status
    const stranger = await makePerson(database())
    expect(await send(stranger.personId, 'pause')).toBe(404)
    expect(await send(by, 'explode')).toBe(400)
    expect(await send(by, 'pause')).toBe(303)
    expect(await send(by, 'resume')).toBe(303)
  })
})

describe('ordering', () => {
  it('needs a tier, a class that is open, and an organisation of one’s own', async () => {
    const { offerId } = await makeOffer()
    const client = await makeOrganisation()
    const as = client.owner.personId
    const send = async (form: Record<string, string>, who = as) =>
      answerOf(order.action, await asking('/x', { as: who, params: { offerId }, form }))
    const whole = { organisationId: client.organisationId, tierId: 't1', workloadClass: 'open' }
    expect((await send({ ...whole, tierId: '' })).status).toBe(400)
    expect((await send({ ...whole, tierId: 't7' })).status).toBe(404)
    expect((await send({ ...whole, workloadClass: 'restricted' })).status).toBe(400)
    const stranger = await makePerson(database())
    expect((await send(whole, stranger.personId)).status).toBe(404)
    const begun = await send(whole)
    expect(begun.location).toMatch(/^\/briefs\/brf_/)
    const briefId = begun.location?.split('/').at(-1) ?? ''
    const early = await asking('/x', { as, params: { briefId }, form: { intent: 'order' } })
    expect(await answerOf(briefPage.action, early)).toMatchObject({
      status: 409,
      data: { errors: { form: expect.stringContaining('not complete') } },
    })
  })

  it('keeps what was typed of an input that cannot be taken', async () => {
    const { offerId } = await makeOffer()
    const client = await makeOrganisation()
    const { contractId } = await boughtContract(offerId, client)
    const as = client.owner.personId
    const send = async (form: Record<string, string>) =>
      answerOf(contractRoute.action, await asking('/x', { as, params: { contractId }, form }))
    const bad = { intent: 'hand_in', inputId: 'i2', note: 'Here', link: 'javascript:alert(1)' }
    expect(await send(bad)).toMatchObject({
      status: 400,
      data: { errors: { link: expect.anything() }, values: { note: 'Here' } },
    })
    expect((await send({ intent: 'hand_in', inputId: 'i2' })).status).toBe(400)
    expect((await send({ intent: 'hand_in', inputId: 'i2', note: 'Here' })).status).toBe(409)
    expect((await send({ intent: 'nonsense' })).status).toBe(400)
  })
})
