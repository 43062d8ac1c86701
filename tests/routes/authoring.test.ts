import { at, makeDraft, makeWorkshop, type Workshop } from 'tests/support/authoring'
import { useDatabase } from 'tests/support/database'
import { publishedTrack, sampleTrack, urgentRows } from 'tests/support/learning'
import type { TestPerson } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, describe, expect, it } from 'vitest'
import { removeItem, returnItem } from '~/domain/learning/versions/edit-outline.server'
import { saveItem } from '~/domain/learning/versions/save-item.server'
import { handInVersion } from '~/domain/learning/versions/version-steps.server'
import { inTransaction } from '~/platform/database.server'
import * as deskTracks from '~/routes/desk/tracks'
import * as deskVersion from '~/routes/desk/tracks/$versionId'
import * as cohorts from '~/routes/partners/$organisationId/cohorts'
import * as newCohort from '~/routes/partners/$organisationId/cohorts/new'
import * as shopPage from '~/routes/partners/$organisationId/index'
import * as trackPage from '~/routes/partners/$organisationId/tracks/$trackId'
import * as pictures from '~/routes/partners/$organisationId/tracks/$trackId/files'
import * as headPage from '~/routes/partners/$organisationId/tracks/$trackId/head'
import * as editor from '~/routes/partners/$organisationId/tracks/$trackId/items/$itemKey'
import * as history from '~/routes/partners/$organisationId/tracks/$trackId/items/$itemKey/history'
import * as preview from '~/routes/partners/$organisationId/tracks/$trackId/items/$itemKey/preview'
import * as autosave from '~/routes/partners/$organisationId/tracks/$trackId/items/$itemKey/save'
import * as trial from '~/routes/partners/$organisationId/tracks/$trackId/items/$itemKey/try'
import * as versions from '~/routes/partners/$organisationId/tracks/$trackId/versions'
import * as newTrack from '~/routes/partners/$organisationId/tracks/new'
import * as file from '~/routes/track-files/$versionId/$name'

useDatabase()
let shop: Workshop
let draft: Awaited<ReturnType<typeof makeDraft>>
beforeAll(async () => {
  shop = await makeWorkshop()
  draft = await makeDraft(shop)
})

type Run = (args: never) => Promise<unknown>
type Ask = {
  itemKey?: string
  trackId?: string
  name?: string
  form?: Record<string, string> | FormData
}

async function ask(run: Run, who: TestPerson | null, given: Ask = {}) {
  const params = {
    ...{ organisationId: shop.partnerId, ...draft, itemKey: given.itemKey ?? 'hello' },
    ...(given.name ? { name: given.name } : {}),
    ...(given.trackId ? { trackId: given.trackId } : {}),
  }
  const args = await asking('/partners', { as: who?.personId, params, form: given.form })
  return answerOf(run, args as never)
}
const lesson = (body: string, given: Record<string, string> = {}) => {
  const form = new FormData()
  for (const [name, value] of Object.entries({
    ...{ intent: 'save', do: 'save', title: 'Hello', minutes: '5', revision: '1', body, ...given },
  }))
    form.set(name, value)
  return form
}

describe('pages of the workshop', () => {
  const reading: [string, Run][] = [
    ['the workshop', shopPage.loader],
    ['a track', trackPage.loader],
    ['its versions', versions.loader],
    ['its pictures', pictures.loader],
    ['an item', editor.loader],
    ['its history', history.loader],
    ['a preview', preview.loader],
  ]

  it.each(reading)('%s is read by authors, reviewers and operators alone', async (_, run) => {
    for (const who of [shop.owner, shop.author, shop.reviewer, shop.operator]) {
      expect((await ask(run, who)).status).toBe(200)
    }
    for (const who of [shop.member, shop.stranger]) expect((await ask(run, who)).status).toBe(404)
    expect((await ask(run, null)).status).toBe(303)
  })

  it('are written by those who write', async () => {
    for (const run of [newTrack.loader, headPage.loader]) {
      for (const who of [shop.owner, shop.author]) expect((await ask(run, who)).status).toBe(200)
      for (const who of [shop.reviewer, shop.operator, shop.member, shop.stranger]) {
        expect((await ask(run, who)).status).toBe(404)
      }
    }
  })

  it('show cohorts to those who manage', async () => {
    for (const run of [cohorts.loader, newCohort.loader]) {
      expect((await ask(run, shop.owner)).status).toBe(200)
      for (const who of [shop.author, shop.reviewer, shop.stranger]) {
        expect((await ask(run, who)).status).toBe(404)
      }
    }
  })

  it('answer what does not exist with 404, never with a fault', async () => {
    expect((await ask(editor.loader, shop.author, { itemKey: 'none' })).status).toBe(404)
    expect((await ask(trial.loader, shop.author, { itemKey: 'hello' })).status).toBe(404)
    expect((await ask(trial.loader, shop.author, { itemKey: 'check' })).status).toBe(200)
  })
})

describe('an item’s editor', () => {
  it('refuses those who read along', async () => {
    for (const who of [shop.reviewer, shop.operator]) {
      expect((await ask(editor.action, who, { form: lesson('x') })).status).toBe(409)
    }
    expect((await ask(editor.action, shop.stranger, { form: lesson('x') })).status).toBe(404)
  })

  it('saves, previews, and shows both texts where two people met', async () => {
    const seen = await ask(editor.action, shop.author, {
      form: lesson('## Look\n\n<script>alert(1)</script> [x](javascript:alert(1))', {
        do: 'preview',
      }),
    })
    expect(seen.status).toBe(200)
    const html = JSON.stringify(seen.data)
    expect(html).toContain('Look')
    expect(JSON.stringify((seen.data as { preview: unknown }).preview)).not.toMatch(
      /<script|javascript:/,
    )
    const saved = await ask(editor.action, shop.author, { form: lesson('One\nTwo\nThree') })
    expect(saved.status).toBe(303)
    const second = lesson('One\nTwo\nThree\nMine', { revision: '1' })
    const met = await ask(editor.action, shop.second, { form: second })
    expect(met.status).toBe(409)
    expect(met.data).toMatchObject({
      revision: 2,
      conflict: { theirs: expect.stringContaining('Three'), mine: expect.stringContaining('Mine') },
    })
    const { late = '' } = (met.data as { conflict: { values: { late?: string } } }).conflict.values
    const kept = await ask(editor.action, shop.second, {
      form: lesson('Mine alone', { revision: '2', intent: 'keep-theirs', late }),
    })
    expect(kept.status).toBe(303)
    const page = await ask(editor.loader, shop.author)
    expect(page.data).toMatchObject({ item: { body: 'One\nTwo\nThree' }, revision: 2 })
    const past = await ask(history.loader, shop.author)
    expect(past.data).toMatchObject({ late: [{ text: expect.stringContaining('Mine alone') }] })
    const back = await ask(history.action, shop.author, {
      form: { intent: 'bring-back', late, revision: '2' },
    })
    expect(back.status).toBe(303)
    const now = await ask(history.loader, shop.author)
    expect(now.data).toMatchObject({ late: [], now: expect.stringContaining('Mine alone') })
    for (const revision of ['', 'abc', '1e99', '99999999999999']) {
      const odd = await ask(editor.action, shop.author, { form: lesson('x', { revision }) })
      expect(odd.status).toBe(400)
    }
  })

  it('saves by itself and says when, or what is in the way', async () => {
    const other = await makeDraft(shop)
    const said = async (form: FormData) => {
      const args = await asking('/save', {
        as: shop.author.personId,
        params: { organisationId: shop.partnerId, trackId: other.trackId, itemKey: 'hello' },
        form,
      })
      const answer = (await autosave.action(args as never)) as unknown as Response
      return {
        status: answer.status,
        ...((await answer.json()) as { revision?: number; said: string }),
      }
    }
    expect(await said(lesson('typing'))).toMatchObject({
      status: 200,
      revision: 2,
      said: expect.stringMatching(/^Saved at \d\d:\d\d$/),
    })
    expect(await said(lesson('typing', { revision: '2' }))).toMatchObject({
      status: 200,
      revision: 2,
    })
    expect(await said(lesson('late', { revision: '1' }))).toMatchObject({
      status: 409,
      late: expect.any(Number),
      said: expect.stringContaining('in another tab'),
    })
    const partly = lesson('What can be read', { title: '', minutes: 'abc', revision: '2' })
    expect(await said(partly)).toMatchObject({ status: 200, revision: 3, partly: true })
    const page = await ask(editor.loader, shop.author, { trackId: other.trackId })
    expect(page.data).toMatchObject({
      item: { title: 'Hello', minutes: 5, body: 'What can be read' },
    })
    expect(await said(lesson('word '.repeat(100_000), { revision: '2' }))).toMatchObject({
      status: 400,
      said: expect.stringContaining('200,000'),
    })
  })

  it('keeps what was typed beside what is wrong with it', async () => {
    const long = await ask(editor.action, shop.author, {
      form: lesson('word '.repeat(100_000), { revision: '9' }),
    })
    expect(long.status).toBe(400)
    expect(long.data).toMatchObject({ errors: { form: expect.stringContaining('200,000') } })
    expect((long.data as { item: { body: string } }).item.body.length).toBe(500_000)
    const empty = await ask(editor.action, shop.author, {
      form: lesson('text', { title: '', minutes: 'ten' }),
    })
    expect(empty.data).toMatchObject({
      errors: { title: expect.any(String), minutes: expect.any(String) },
      values: { body: 'text', minutes: 'ten' },
    })
  })

  it('takes the buttons of a quiz', async () => {
    const form = new FormData()
    const fields = { intent: 'save', do: 'question-add:numeric', title: 'Check', minutes: '5' }
    for (const [name, value] of Object.entries({ ...fields, revision: '1' })) form.set(name, value)
    const added = await ask(editor.action, shop.author, { itemKey: 'check', form })
    expect(added).toMatchObject({ status: 303, location: expect.stringMatching(/#q-q1$/) })
    const page = await ask(editor.loader, shop.author, { itemKey: 'check' })
    expect(page.data).toMatchObject({
      item: { quiz: { questions: [{ key: 'q1', kind: 'numeric' }] } },
    })
  })

  it('tells which rows of a file are wrong', async () => {
    const send = (bytes: Uint8Array, name = 'rows.csv') => {
      const form = new FormData()
      form.set('intent', 'rows')
      form.set('labelColumn', 'label')
      form.set('file', new File([new Uint8Array(bytes)], name))
      return ask(editor.action, shop.author, { itemKey: 'urgent', form })
    }
    const broken = await send(Buffer.from('message,label\na,\nb,x\n'))
    expect(broken.status).toBe(400)
    expect(broken.data).toMatchObject({ errors: { file: expect.stringContaining('1') } })
    expect((await send(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]))).status).toBe(400)
    expect((await send(urgentRows(100))).status).toBe(303)
    const page = await ask(editor.loader, shop.author, { itemKey: 'urgent' })
    expect(page.data).toMatchObject({
      exercise: { short: true, needed: 190, rows: { report: { rows: 100 } } },
    })
    expect(JSON.stringify(page.data)).not.toContain('Order 4 is late')
  })
})

describe('pictures', () => {
  const send = (name: string, bytes: string | Uint8Array) => {
    const form = new FormData()
    form.set('intent', 'add')
    form.set('file', new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name))
    return ask(pictures.action, shop.author, { form })
  }

  it('are served as pictures and nothing else', async () => {
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'
    expect((await send('plan.svg', drawing)).status).toBe(303)
    const args = await asking('/track-files', {
      as: shop.author.personId,
      params: { versionId: draft.versionId, name: 'plan.svg' },
    })
    const answer = (await file.loader(args as never)) as unknown as Response
    expect(answer.headers.get('Content-Type')).toBe('image/svg+xml')
    expect(answer.headers.get('Content-Security-Policy')).toMatch(/^sandbox;/)
    expect((await ask(file.loader, shop.stranger, { name: 'plan.svg' })).status).toBe(404)
    expect((await ask(file.loader, null, { name: 'plan.svg' })).status).toBe(404)
  })

  it('that are none are refused by name', async () => {
    for (const [name, bytes] of [
      ['evil.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
      ['page.png', '<html></html>'],
      ['none.exe', 'MZ'],
    ] as const) {
      const refused = await send(name, bytes)
      expect(refused.status).toBe(400)
      expect(refused.data).toMatchObject({ errors: { file: expect.stringContaining(name) } })
    }
  })
})

describe('a text that comes too late', () => {
  const mine = () => lesson('Typed for an hour.', { revision: '1', minutes: 'abc' })
  const step = (versionId: string) => ({ versionId, by: shop.author.personId, at })

  it('is shown back and kept where a colleague has handed the version in', async () => {
    const { trackId, versionId } = await makeDraft(shop)
    await inTransaction((tx) => handInVersion(tx, step(versionId)))
    for (const intent of ['save', 'keep-theirs']) {
      const form = mine()
      form.set('intent', intent)
      const met = await ask(editor.action, shop.second, { trackId, form })
      expect(met).toMatchObject({
        status: 409,
        data: {
          intent: 'late',
          late: { mine: expect.stringContaining('Typed for an hour.'), values: { minutes: 'abc' } },
        },
      })
    }
    const typing = await ask(autosave.action, shop.second, { trackId, form: mine() })
    expect(typing.status).toBe(409)
    const past = await ask(history.loader, shop.second, { trackId })
    expect(past.data).toMatchObject({
      late: [{ text: expect.stringContaining('Typed for an hour.') }],
    })
    for (const who of [shop.reviewer, shop.operator]) {
      const read = await ask(editor.action, who, { trackId, form: mine() })
      expect(read).toMatchObject({ status: 409, data: { errors: { form: expect.any(String) } } })
    }
  })

  it('becomes a new item where a colleague has removed its own', async () => {
    const { trackId, versionId } = await makeDraft(shop)
    await inTransaction((tx) => removeItem(tx, { ...step(versionId), itemKey: 'hello' }))
    const gone = await ask(editor.loader, shop.second, { trackId })
    expect(gone).toMatchObject({ status: 404, data: { gone: true, title: 'Hello' } })
    expect((await ask(editor.loader, shop.stranger, { trackId })).data).not.toHaveProperty('title')
    const met = await ask(editor.action, shop.second, { trackId, form: mine() })
    expect(met).toMatchObject({
      status: 409,
      data: { late: { mine: expect.stringContaining('Typed for an hour.') } },
    })
    const typing = await ask(autosave.action, shop.second, { trackId, form: mine() })
    expect(typing.status).toBe(409)
    const put = (courseKey: string) => {
      const form = mine()
      form.set('intent', 'put-back')
      form.set('courseKey', courseKey)
      return ask(editor.action, shop.second, { trackId, form })
    }
    expect(await put('none')).toMatchObject({
      status: 409,
      data: { late: { mine: expect.stringContaining('Typed for an hour.') } },
    })
    const back = await put('first-course')
    expect(back).toMatchObject({ status: 303, location: expect.stringMatching(/items\/hello-2$/) })
    const page = await ask(editor.loader, shop.author, { trackId, itemKey: 'hello-2' })
    expect(page.data).toMatchObject({ item: { body: 'Typed for an hour.', title: 'Hello' } })
    await inTransaction((tx) => returnItem(tx, { ...step(versionId), itemKey: 'hello' }))
    const past = await ask(history.loader, shop.author, { trackId })
    expect(JSON.stringify(past.data)).toContain('Typed for an hour.')
    expect((await ask(editor.action, shop.reviewer, { trackId, form: mine() })).status).toBe(409)
    expect((await ask(editor.action, shop.stranger, { trackId, form: mine() })).status).toBe(404)
  })

  it('names whoever saved meanwhile', async () => {
    const { trackId } = await makeDraft(shop)
    await ask(editor.action, shop.author, { trackId, form: lesson('Theirs') })
    const args = await asking('/save', {
      as: shop.second.personId,
      params: { organisationId: shop.partnerId, trackId, itemKey: 'hello' },
      form: lesson('Mine'),
    })
    const answer = (await autosave.action(args as never)) as unknown as Response
    expect(await answer.json()).toMatchObject({
      late: expect.any(Number),
      said: expect.stringContaining(shop.author.name),
    })
  })
})

describe('the head of a track', () => {
  const fields = {
    ...{ intent: 'head', title: 'Title', summary: 'S', description: 'D', language: 'en' },
    ...{ licence: 'CC-BY-4.0', hours: '12', currency: 'PKR', price: '12,000' },
    ...{ slug: 'a-new-address', 'skill.0': 'data-cleaning', 'roles[]': 'measurer' },
    ...{ 'from.0': 'Data entry', 'from.1': 'ترجمہ', 'from.2': '' },
    ...{ 'needs.0.skill': 'text-classification', 'needs.0.level': '2' },
  }

  it('is saved in any currency, and shows the difference where two people met', async () => {
    await publishedTrack({ content: sampleTrack({ slug: 'before-it', title: 'Before it' }) })
    const { seen, others } = (await ask(headPage.loader, shop.author)).data as {
      seen: string
      others: unknown[]
    }
    expect(others).toEqual([{ slug: 'before-it', title: 'Before it', language: 'en' }])
    const form = { ...fields, 'from.1': '27-3091.00', 'track.0': 'before-it', seen }
    const saved = await ask(headPage.action, shop.author, { form })
    expect(saved.status).toBe(303)
    const page = (await ask(headPage.loader, shop.author)).data
    expect(page).toMatchObject({
      defaults: { price: '12000.00', currency: 'PKR', slug: 'a-new-address' },
      saved: { by: shop.author.name, byMe: true },
      values: {
        skills: ['data-cleaning'],
        leadsFrom: ['43-9021.00', '27-3091.00'],
        tracks: ['before-it'],
        prerequisites: [{ skill: 'text-classification', level: '2' }],
      },
      earlier: [{ savedBy: shop.author.name }],
    })
    const met = await ask(headPage.action, shop.second, { form: { ...form, title: 'Mine' } })
    expect(met).toMatchObject({
      status: 409,
      data: {
        conflict: [{ field: 'title', before: 'Title', after: 'Mine' }],
        values: { title: 'Mine' },
      },
    })
  })

  it('says what cannot be read, and names no track that nobody can enrol in', async () => {
    const form = {
      ...{ ...fields, slug: 'No Good', hours: '0', 'from.1': 'plumber' },
      ...{ 'track.0': 'none', translationOf: 'no-such' },
    }
    const { data, status } = await ask(headPage.action, shop.author, { form })
    expect(status).toBe(400)
    expect(Object.keys((data as { errors: object }).errors).sort()).toEqual([
      'from.1',
      'hours',
      'slug',
      'track.0',
      'translationOf',
    ])
  })
})

it('makes no cohort that is over already', async () => {
  const { trackId } = await publishedTrack({
    content: sampleTrack({ slug: 'for-a-cohort' }),
    partner: { organisationId: shop.partnerId, owner: shop.owner } as never,
  })
  const form = { trackId, name: 'Past', starts: '2020-01-01', ends: '2020-02-01', seats: '' }
  const refused = await ask(newCohort.action, shop.owner, { form })
  expect(refused).toMatchObject({ status: 400, data: { errors: { ends: expect.any(String) } } })
})

describe('the desk', () => {
  it('is the operator’s, and a decision needs its words', async () => {
    const mine = await makeDraft(shop)
    await inTransaction((tx) => handInVersion(tx, { ...mine, by: shop.author.personId, at }))
    const decide = async (who: TestPerson, form: Record<string, string>) =>
      answerOf(
        deskVersion.action,
        (await asking('/desk', {
          as: who.personId,
          params: { versionId: mine.versionId },
          form,
        })) as never,
      )
    for (const who of [shop.author, shop.stranger]) {
      expect((await ask(deskTracks.loader, who)).status).toBe(404)
      expect((await decide(who, { intent: 'publish' })).status).toBe(404)
    }
    expect((await ask(deskTracks.loader, shop.operator)).status).toBe(200)
    expect((await decide(shop.operator, { intent: 'send-back', note: ' ' })).status).toBe(400)
    expect((await decide(shop.operator, { intent: 'publish' })).status).toBe(303)
    expect((await decide(shop.operator, { intent: 'publish' })).status).toBe(409)
  })
})

it('hands in nothing that is not whole, and says so', async () => {
  const started = await ask(newTrack.action, shop.author, {
    form: { title: 'ڈیٹا', summary: '', language: 'ur' },
  })
  const trackId = /tracks\/(trk_\w+)/.exec(started.location ?? '')?.[1] ?? ''
  const send = async (form: Record<string, string>) =>
    answerOf(
      trackPage.action,
      (await asking('/t', {
        ...{ as: shop.author.personId, form },
        params: { organisationId: shop.partnerId, trackId },
      })) as never,
    )
  expect((await send({ intent: 'submit' })).status).toBe(409)
  expect((await send({ intent: 'course-add', title: '' })).status).toBe(400)
  expect((await send({ intent: 'course-add', title: 'پہلا' })).status).toBe(303)
  expect((await send({ intent: 'item-up', key: 'none' })).status).toBe(404)
  expect((await send({ intent: 'discard' })).status).toBe(303)
  expect((await send({ intent: 'course-add', title: 'Late' })).status).toBe(409)
  const page = await answerOf(
    trackPage.loader,
    (await asking('/t', {
      as: shop.author.personId,
      params: { organisationId: shop.partnerId, trackId },
    })) as never,
  )
  expect(page).toMatchObject({
    status: 200,
    data: { editable: false, version: { status: 'discarded' } },
  })
})

it('keeps a save that nothing changed out of the history', async () => {
  const mine = await makeDraft(shop)
  const text = { itemKey: 'again', title: 'Again', minutes: 5, by: shop.author.personId, at }
  const content = { kind: 'lesson' as const, body: 'A formula: $x^2$.\n' }
  const { revision } = await inTransaction((tx) =>
    saveItem(tx, { ...mine, ...text, content, revision: 1 }),
  )
  expect(revision).toBe(1)
})
