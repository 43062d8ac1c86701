import { useDatabase } from 'tests/support/database'
import { appointments, briefDraft, makeBrief, makeProposal, marketDay } from 'tests/support/market'
import { makeOrganisation, makePerson, type TestOrganisation } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, describe, expect, it } from 'vitest'
import { createBrief } from '~/domain/market/briefs/brief.commands.server'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import * as changesPage from '~/routes/briefs/$briefId/changes'
import * as comparePage from '~/routes/briefs/$briefId/compare'
import * as editCriterion from '~/routes/briefs/$briefId/criteria/$criterionId'
import * as criteria from '~/routes/briefs/$briefId/criteria/index'
import * as newCriterion from '~/routes/briefs/$briefId/criteria/new'
import * as dataset from '~/routes/briefs/$briefId/dataset'
import * as briefPage from '~/routes/briefs/$briefId/index'
import * as propose from '~/routes/briefs/$briefId/propose'
import * as revisePage from '~/routes/briefs/$briefId/revise'
import * as briefs from '~/routes/briefs/index'
import * as newBrief from '~/routes/briefs/new'
import * as counterPage from '~/routes/proposals/$proposalId/counter'
import * as proposalPage from '~/routes/proposals/$proposalId/index'
import * as versionsPage from '~/routes/proposals/$proposalId/versions'

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

const figures = {
  measure: 'Missed appointments',
  unit: 'share',
  unitName: '',
  baselineValue: '38',
  baselineCases: '900',
  baselineFrom: '2026-01-01',
  baselineTo: '2026-01-31',
  source: 'The booking system',
  windowDays: '30',
  direction: 'at_most',
  target: '29',
  sampleSize: '400',
  attempts: '1',
  measurer: 'nobody@example.org',
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

  it('offers to publish rows only where the client says that they hold no personal data', async () => {
    const offered = async (data: Partial<typeof briefDraft.data>) => {
      const { briefId } = await inTransaction((tx) =>
        createBrief(tx, {
          ...{ ...briefDraft, organisationId: client.organisationId, by, at: marketDay },
          data: { ...briefDraft.data, ...data },
        }),
      )
      const params = { briefId }
      const page = await answerOf(dataset.loader, await asking('/x', { as: by, params }))
      return (page.data as { publishByDefault: boolean }).publishByDefault
    }
    expect(await offered({ declared: true, personalFields: [] })).toBe(true)
    expect(await offered({ declared: false, personalFields: [] })).toBe(false)
    expect(await offered({ declared: true, personalFields: ['name'] })).toBe(false)
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
  const address = (path: string, briefId: string) => `/briefs/${briefId}/criteria${path}`
  const sealed = async () => {
    const { briefId } = await draft()
    await upload(briefId, appointments(2_400))
    return briefId
  }
  const criteriaOf = async (briefId: string) => {
    const asked = await asking(address('', briefId), { as: by, params: { briefId } })
    return (await answerOf(criteria.loader, asked)).data as {
      criteria: Criterion[]
      kinds: { kind: string; obstacle: string | null }[]
    }
  }
  const send = async (
    briefId: string,
    kind: string,
    intent: string,
    form: Record<string, string>,
    as = by,
  ) => {
    const path = address(`/new?kind=${kind}`, briefId)
    const asked = await asking(path, { as, params: { briefId }, form: { ...form, intent } })
    return answerOf(newCriterion.action, asked)
  }
  const accuracy = {
    goal: 'accuracy',
    label: 'yes',
    target: '۰٫۸',
    sampleSize: '300',
    attempts: '3',
    resampling: '',
  }

  it('begin with the kinds of work that fit the data', async () => {
    const { briefId } = await draft()
    const obstacles = async () =>
      Object.fromEntries((await criteriaOf(briefId)).kinds.map((row) => [row.kind, row.obstacle]))
    expect(await obstacles()).toMatchObject({ classify: 'no_data', process: null, serve: null })
    await upload(briefId, appointments(400))
    expect(await obstacles()).toMatchObject({
      classify: null,
      judge: null,
      number: 'needs_number',
      answer: 'needs_text',
    })
    const refused = await send(briefId, 'number', 'preview', { goal: 'mae' })
    expect(refused).toMatchObject({ status: 400, data: { errors: { form: expect.any(String) } } })
    expect((await send(briefId, 'nonsense', 'preview', {})).status).toBe(404)
  })

  it('come prefilled from the data', async () => {
    const briefId = await sealed()
    const path = address('/new?kind=classify', briefId)
    const page = await answerOf(
      newCriterion.loader,
      await asking(path, { as: by, params: { briefId } }),
    )
    expect(page.data).toMatchObject({
      goal: 'f1_macro',
      defaults: { label: 'yes', sampleSize: '400' },
      facts: { rows: expect.any(Number) },
    })
  })

  it('are shown with examples before anything is saved, then added, changed and removed', async () => {
    const briefId = await sealed()
    const shown = await send(briefId, 'classify', 'preview', accuracy)
    expect(shown).toMatchObject({
      status: 200,
      data: {
        values: { target: '۰٫۸' },
        previewed: {
          criterion: { metric: 'accuracy', target: 0.8 },
          preview: { examples: { list: [{ outcome: 'met' }, {}, { outcome: 'not_met' }] } },
        },
      },
    })
    expect((await criteriaOf(briefId)).criteria).toEqual([])
    expect(await send(briefId, 'classify', 'change', accuracy)).toMatchObject({
      data: { values: { sampleSize: '300' }, previewed: null },
    })
    expect((await send(briefId, 'classify', 'add', accuracy)).status).toBe(303)
    expect(await send(briefId, 'classify', 'add', accuracy)).toMatchObject({
      status: 409,
      data: { errors: { form: expect.any(String) }, values: { sampleSize: '300' } },
    })
    const there = { percentile: 'latency_p90', target: '800', sampleSize: '200', attempts: '3' }
    const latency = { ...there, goal: 'latency' }
    expect((await send(briefId, 'serve', 'add', latency)).status).toBe(303)
    const edit = async (criterionId: string, intent: string, form: Record<string, string>) =>
      answerOf(
        editCriterion.action,
        await asking(address(`/${criterionId}`, briefId), {
          as: by,
          params: { briefId, criterionId },
          form: { ...form, intent },
        }),
      )
    const more = { ...accuracy, goal: 'recall_class', target: '0.7' }
    expect(await edit('c1', 'preview', more)).toMatchObject({ status: 200 })
    expect((await criteriaOf(briefId)).criteria[0]?.metric).toBe('accuracy')
    expect((await edit('c1', 'save', more)).status).toBe(303)
    expect((await criteriaOf(briefId)).criteria).toMatchObject([
      { id: 'c1', metric: 'recall', positiveClass: 'yes', target: 0.7, labels: ['no', 'yes'] },
      { id: 'c2', metric: 'latency_p90' },
    ])
    expect((await edit('c9', 'save', more)).status).toBe(404)
    const asked = await asking(address('', briefId), {
      as: by,
      params: { briefId },
      form: { intent: 'remove', criterionId: 'c1' },
    })
    expect((await answerOf(criteria.action, asked)).status).toBe(303)
    expect((await criteriaOf(briefId)).criteria.map(({ id }) => id)).toEqual(['c2'])
  })

  it('say beside the field what cannot be, and keep what was typed', async () => {
    const briefId = await sealed()
    const wrong = {
      ...accuracy,
      goal: 'recall_class',
      label: 'maybe',
      target: '1.0',
      sampleSize: '7',
    }
    for (const intent of ['preview', 'add']) {
      const answer = await send(briefId, 'classify', intent, wrong)
      expect(answer).toMatchObject({
        status: 400,
        data: {
          errors: {
            target: expect.any(String),
            sampleSize: expect.any(String),
            label: expect.any(String),
          },
          values: wrong,
        },
      })
    }
    const fine = { ...accuracy, target: '0.92345678' }
    expect(await send(briefId, 'classify', 'preview', fine)).toMatchObject({
      status: 400,
      data: { errors: { target: 'At most 4 digits after the point.' }, values: fine },
    })
    const failures = { goal: 'error_rate', target: '1.234', sampleSize: '200', attempts: '3' }
    expect(await send(briefId, 'serve', 'preview', failures)).toMatchObject({
      status: 400,
      data: { errors: { target: 'At most 2 digits after the point.' } },
    })
    const grades = { ...accuracy, goal: 'weighted_kappa', order: 'no\nperhaps' }
    expect(await send(briefId, 'classify', 'preview', grades)).toMatchObject({
      status: 400,
      data: { errors: { order: expect.any(String) } },
    })
    expect(await send(briefId, 'classify', 'preview', { ...accuracy, goal: '' })).toMatchObject({
      status: 400,
      data: { errors: { goal: expect.any(String) } },
    })
    expect((await criteriaOf(briefId)).criteria).toEqual([])
  })

  it('name people by the addresses of their accounts, and say no more than their names', async () => {
    const { briefId } = await draft()
    const measurer = await makePerson(database())
    expect(await send(briefId, 'process', 'preview', figures)).toMatchObject({
      status: 400,
      data: { errors: { measurer: expect.stringContaining('Invite') }, values: figures },
    })
    const known = { ...figures, measurer: measurer.email.toUpperCase() }
    const shown = await send(briefId, 'process', 'preview', known)
    expect(shown).toMatchObject({
      status: 200,
      data: { previewed: { criterion: { process: { measurer: { name: measurer.name } } } } },
    })
    expect(JSON.stringify((shown.data as { previewed: unknown }).previewed)).not.toContain('@')
    expect((await send(briefId, 'process', 'add', known)).status).toBe(303)
    const params = { briefId, criterionId: 'c1' }
    const path = address('/c1', briefId)
    const page = await answerOf(editCriterion.loader, await asking(path, { as: by, params }))
    expect(page.data).toMatchObject({ people: { measurer: measurer.name } })
    const kept = { ...figures, measurer: '', target: '28', intent: 'save' }
    const saved = await asking(path, { as: by, params, form: kept })
    expect((await answerOf(editCriterion.action, saved)).status).toBe(303)
    expect((await criteriaOf(briefId)).criteria).toMatchObject([
      { target: 0.28, process: { measurer: { personId: measurer.personId } } },
    ])
  })

  it('need two different raters', async () => {
    const briefId = await sealed()
    const [first, second] = [await makePerson(database()), await makePerson(database())]
    const judged = {
      'items.0.name': 'Correct',
      'items.0.means': 'Every statement can be found.',
      scale: '5',
      target: '4',
      leastAgreement: '0.6',
      sampleSize: '40',
      attempts: '2',
      rater1: first.email,
      rater2: first.email,
    }
    expect(await send(briefId, 'judge', 'preview', judged)).toMatchObject({
      status: 400,
      data: { errors: { rater2: expect.stringContaining('same person') } },
    })
    const both = { ...judged, rater2: second.email }
    const own = { ...both, rater1: client.owner.email }
    expect(await send(briefId, 'judge', 'preview', own)).toMatchObject({
      status: 400,
      data: { errors: { rater1: expect.stringContaining('acts for your organisation') } },
    })
    expect(await send(briefId, 'judge', 'preview', both)).toMatchObject({
      status: 200,
      data: { previewed: { preview: { examples: { list: [{}, {}, {}] } } } },
    })
  })

  it('are not there for strangers', async () => {
    const briefId = await sealed()
    const stranger = await makePerson(database())
    const params = { briefId }
    const asked = await asking(address('/new?kind=classify', briefId), {
      as: stranger.personId,
      params,
    })
    expect((await answerOf(newCriterion.loader, asked)).status).toBe(404)
    for (const intent of ['preview', 'add']) {
      const answer = await send(briefId, 'classify', intent, accuracy, stranger.personId)
      expect(answer.status).toBe(404)
    }
  })

  it('look up no more than thirty forms of addresses an hour', async () => {
    const { briefId } = await draft()
    const guess = { ...figures, measurer: 'nobody@example.org' }
    const statuses = new Set<number>()
    for (let n = 0; n < 31; n += 1) {
      statuses.add((await send(briefId, 'process', 'preview', guess)).status)
    }
    expect([...statuses]).toEqual([400, 429])
    const nobody = { ...guess, measurer: '' }
    expect((await send(briefId, 'process', 'preview', nobody)).status).toBe(400)
  })

  it('show everybody what would pass once the brief is published', async () => {
    const { briefId } = await makeBrief({ client })
    const asked = await asking(`/briefs/${briefId}`, { params: { briefId } })
    const page = await answerOf(briefPage.loader, asked)
    expect(page.data).toMatchObject({
      previews: [
        { criterion: { id: 'c1' }, preview: { examples: { list: expect.any(Array) } } },
        { criterion: { id: 'c2' }, preview: { power: { of: 'within' } } },
      ],
    })
    const closed = await asking(address('/new?kind=classify', briefId), {
      as: by,
      params: { briefId },
    })
    for (const { loader } of [newCriterion, criteria, dataset]) {
      expect(await answerOf(loader, closed)).toMatchObject({
        status: 409,
        data: { message: expect.stringContaining('does not change any more') },
      })
    }
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
    const decline = async (kind: string, reason: string) =>
      answerOf(
        proposalPage.action,
        await asking(path, { as: by, params, form: { intent: 'decline', kind, reason } }),
      )
    expect(await decline('other', ' ')).toMatchObject({
      status: 400,
      data: { errors: { reason: expect.anything() } },
    })
    expect(await decline('because', 'No.')).toMatchObject({
      status: 400,
      data: { errors: { kind: expect.anything() }, values: { reason: 'No.' } },
    })
    expect((await decline('price', 'Another team is nearer.')).status).toBe(303)
    expect((await decline('fit', '')).status).toBe(303)
    const told = await answerOf(
      proposalPage.loader,
      await asking(path, { as: team.lead.personId, params }),
    )
    expect(told.data).toMatchObject({
      proposal: { declineKind: 'price', declineReason: 'Another team is nearer.' },
    })
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

describe('a counter-offer and a changed brief on their pages', () => {
  const open = async () => {
    const { briefId } = await makeBrief({ client })
    const { proposalId, team } = await makeProposal(briefId)
    return { briefId, proposalId, team, params: { briefId, proposalId } }
  }
  const counterOf = (given: Record<string, string> = {}) => ({
    version: '1',
    note: 'Our budget ends here.',
    holdbackPercent: '10',
    reviewDays: '10',
    'milestones.0.title': 'All of it',
    'milestones.0.amount': '4000',
    'milestones.0.weeks': '4',
    ...given,
  })
  const sent = (fields: Record<string, string>, criteria = ['c1', 'c2']) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    for (const id of criteria) form.append('milestones.0.criterionIds[]', id)
    return form
  }

  it('goes from the client to the lead, who takes it; what was typed is kept', async () => {
    const { proposalId, team, params } = await open()
    const path = `/proposals/${proposalId}/counter`
    const send = async (who: string, form: FormData) =>
      answerOf(counterPage.action, await asking(path, { as: who, params, form }))
    expect(
      await send(by, sent(counterOf({ 'milestones.0.amount': 'four', note: '' }))),
    ).toMatchObject({
      status: 400,
      data: {
        errors: { 'milestones.0.amount': expect.anything(), note: expect.anything() },
        values: { 'milestones.0.title': 'All of it' },
      },
    })
    expect((await send(by, sent(counterOf(), ['c1']))).status).toBe(400)
    expect((await send(team.lead.personId, sent(counterOf()))).status).toBe(404)
    const read = async (who: string) =>
      (await answerOf(counterPage.loader, await asking(path, { as: who, params }))).status
    expect([await read(by), await read(team.lead.personId)]).toEqual([200, 404])
    expect((await send(by, sent(counterOf()))).status).toBe(303)
    expect((await send(by, sent(counterOf()))).status).toBe(409)
    expect(await read(by)).toBe(409)
    const page = `/proposals/${proposalId}`
    const seen = await answerOf(
      proposalPage.loader,
      await asking(page, { as: team.lead.personId, params }),
    )
    expect(seen.data).toMatchObject({
      counterChanges: expect.any(Array),
      leadEvents: expect.arrayContaining(['take', 'revise']),
    })
    const take = async (version: string) =>
      answerOf(
        proposalPage.action,
        await asking(page, { as: team.lead.personId, params, form: { intent: 'take', version } }),
      )
    expect((await take('x')).status).toBe(400)
    expect((await take('1')).status).toBe(409)
    expect((await take('2')).status).toBe(303)
    const versions = async (who: string, query: string) =>
      answerOf(versionsPage.loader, await asking(`${page}/versions${query}`, { as: who, params }))
    expect((await versions(by, '?from=1&to=3')).data).toMatchObject({ from: 1, to: 3 })
    expect((await versions(by, '?from=1&to=9')).status).toBe(404)
    const stranger = await makePerson(database())
    expect((await versions(stranger.personId, '')).status).toBe(404)
  })

  it('is published as a new version, with what was typed kept where it cannot be', async () => {
    const { briefId, team, params } = await open()
    const path = `/briefs/${briefId}/revise`
    const fields = {
      version: '1',
      note: 'Two days are needed.',
      title: 'Fewer missed appointments',
      statement: 'Tell us two days before.',
      budget: '6000',
      weeks: '6',
      'criteria.c1.target': '0.85',
      'criteria.c1.sampleSize': '300',
      'criteria.c1.attempts': '3',
      'criteria.c2.target': '400',
      'criteria.c2.sampleSize': '200',
      'criteria.c2.attempts': '3',
    }
    const send = async (who: string, given: Record<string, string> = {}) =>
      answerOf(
        revisePage.action,
        await asking(path, { as: who, params, form: { ...fields, ...given } }),
      )
    expect(await send(by, { 'criteria.c1.target': 'high', budget: 'much' })).toMatchObject({
      status: 400,
      data: {
        errors: { 'criteria.c1.target': expect.anything(), budget: expect.anything() },
        values: { statement: 'Tell us two days before.' },
      },
    })
    expect((await send(team.lead.personId)).status).toBe(404)
    expect((await send(by)).status).toBe(303)
    expect((await send(by)).status).toBe(409)
    const changes = await answerOf(
      changesPage.loader,
      await asking(`/briefs/${briefId}/changes`, { params }),
    )
    expect(changes.data).toMatchObject({ versions: [{ version: 2 }, { version: 1 }] })
    const compared = async (who: string) =>
      answerOf(comparePage.loader, await asking(`/briefs/${briefId}/compare`, { as: who, params }))
    expect((await compared(by)).data).toMatchObject({ proposals: [{ outdated: true }] })
    expect((await compared(team.lead.personId)).status).toBe(404)
  })
})
