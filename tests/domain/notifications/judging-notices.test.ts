import { person } from 'db/schema/identity'
import { notification } from 'db/schema/notifications'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { objectToFigures } from '~/domain/contracts/measuring/object-to-figures.server'
import { notify } from '~/domain/notifications/notify.server'
import { notificationSentence } from '~/domain/notifications/sentence'
import { makeReport } from '~/domain/outcomes/people/make-report.server'
import { declineRating } from '~/domain/outcomes/people/rate-answers.server'
import { addBusinessDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'
import { languageFor } from '~/platform/languages/language'
import type { TaskPayloads } from '~/platform/queue.server'
import { type Model, start, type World } from '../../support/contracts'
import { useDatabase } from '../../support/database'
import {
  afterWindow,
  briefWith,
  fundedContract,
  goOn,
  goodDraft,
  lateDraft,
  makeJudges,
  processDraft,
  quickDraft,
  rubricDraft,
  sourceFile,
  submitted,
} from '../../support/judging'
import type { TestPerson } from '../../support/people'

useDatabase()
let world: World
let model: Model
let first: TestPerson
let second: TestPerson
let measurer: TestPerson
beforeAll(async () => {
  ;({ world, model, first, second, measurer } = await makeJudges())
})
afterAll(() => model?.close())

const client = ['Anna Client', 'Otto Client']
const members = ['Lena Lead', 'Sana Member', 'Umar Member']

/** Who is told, by whether it is their turn, with the English sentence that each group reads. */
async function told(payload: TaskPayloads['notify']) {
  const before = new Set((await database().select().from(notification)).map(({ id }) => id))
  await inTransaction((tx) => notify(tx, { ...payload, at: start }))
  const rows = await database()
    .select({ row: notification, name: person.name })
    .from(notification)
    .innerJoin(person, eq(person.id, notification.personId))
  const fresh = rows.filter(({ row }) => !before.has(row.id))
  for (const { row } of fresh) {
    for (const locale of ['en', 'ur'] as const) {
      const sentence = notificationSentence(languageFor(locale, 'UTC'), row.kind, row.facts)
      expect(sentence).not.toMatch(/undefined|null|\{|notification\.|_/)
    }
  }
  const names = (turn: boolean) =>
    fresh
      .filter(({ row }) => row.yourTurn === turn)
      .map(({ name }) => name)
      .sort()
  const said = fresh.map(({ row }) =>
    notificationSentence(languageFor('en', 'UTC'), row.kind, row.facts),
  )
  return { turn: names(true), tell: names(false), urls: fresh.map(({ row }) => row.url), said }
}

async function rated() {
  const draft = rubricDraft([first.personId, second.personId])
  const made = await fundedContract(world, await briefWith(world, [draft, quickDraft], 300))
  return { ...made, evaluationId: await submitted(world, made.milestoneId, model) }
}

async function measured() {
  const drafts = [processDraft(measurer.personId), lateDraft(measurer.personId)]
  const made = await fundedContract(world, await briefWith(world, drafts, null))
  return { ...made, evaluationId: await submitted(world, made.milestoneId, null) }
}

async function report(evaluationId: string, at = afterWindow) {
  const file = await sourceFile()
  const by = measurer.personId
  await inTransaction((tx) =>
    makeReport(tx, { evaluationId, criterionId: 'c1', draft: goodDraft, file, by, at }),
  )
}

describe('raters', () => {
  it('are asked, and the late one is reminded, without a word on whose system it is', async () => {
    const { evaluationId, milestoneId } = await rated()
    const asked = await told({ event: 'rating-asked', subject: evaluationId })
    expect(asked).toMatchObject({ turn: ['Farah First', 'Sven Second'], tell: [] })
    expect(asked.urls).toEqual(Array(2).fill(`/ratings/${evaluationId}`))
    const late = { person: second.personId }
    const reminded = await told({ event: 'rating-reminder', subject: evaluationId, facts: late })
    expect(reminded).toMatchObject({ turn: ['Sven Second'], tell: [] })
    for (const sentence of [...asked.said, ...reminded.said]) {
      expect(sentence).not.toMatch(/Ravi|Part 1|Hannover/)
      expect(sentence).not.toContain(milestoneId)
    }
  })

  it('who decline are told of to both sides, not by name', async () => {
    const { evaluationId, milestoneId } = await rated()
    const seat = { evaluationId, criterionId: 'c1', by: second.personId, at: start }
    await inTransaction((tx) => declineRating(tx, { ...seat, reason: 'I am away.' }))
    await goOn(evaluationId, start)
    const facts = { asked: 'platform', evaluation: evaluationId }
    const broken = await told({ event: 'milestone-with-operator', subject: milestoneId, facts })
    expect(broken.tell).toEqual([...client, ...members].sort())
    expect(broken.said.join()).toMatch(/rater declined/)
    expect(broken.said.join()).not.toContain('Sven')
  })
})

describe('figures', () => {
  it('are asked of the measurer, once for each, and again when the window is over', async () => {
    const { evaluationId } = await measured()
    const asked = await told({ event: 'report-asked', subject: evaluationId })
    expect(asked.turn).toEqual(['Mina Measurer'])
    const facts = { criterion: 'c2' }
    const due = await told({ event: 'report-due', subject: evaluationId, facts })
    expect(due.turn).toEqual(['Mina Measurer'])
    expect(due.urls).toEqual([`/reports/${evaluationId}?criterion=c2`])
  })

  it('go to both sides, an objection to the measurer and the other people', async () => {
    const { evaluationId, milestoneId } = await measured()
    await report(evaluationId)
    const facts = { criterion: 'c1', round: 1 }
    const made = await told({ event: 'report-made', subject: evaluationId, facts })
    expect(made).toMatchObject({ turn: [...client, ...members].sort(), tell: [] })
    const object = (at: Date) =>
      inTransaction((tx) =>
        objectToFigures(tx, {
          ...{ milestoneId, criterionId: 'c1', by: world.client.personId, at },
          reason: 'December is missing.',
        }),
      )
    await object(afterWindow)
    const objected = await told({ event: 'report-objected', subject: evaluationId, facts })
    expect(objected.turn).toEqual(['Mina Measurer'])
    expect(objected.tell).toEqual(['Lena Lead', 'Otto Client', 'Sana Member', 'Umar Member'])
    await report(evaluationId, addBusinessDays(afterWindow, 1))
    const second = { criterion: 'c1', round: 2 }
    const corrected = await told({ event: 'report-made', subject: evaluationId, facts: second })
    expect(corrected.said[0]).toMatch(/were corrected/)
    await object(addBusinessDays(afterWindow, 2))
    const again = await told({ event: 'report-objected', subject: evaluationId, facts: second })
    expect(again.turn).toEqual([])
    expect(again.tell).toContain('Mina Measurer')
  })
})
