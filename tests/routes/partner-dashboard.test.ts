import { credential } from 'db/schema/credentials'
import { payable } from 'db/schema/escrow'
import { attempt } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { publishedTrack, sampleTrack } from 'tests/support/learning'
import {
  joinOrganisation,
  makeOrganisation,
  makePerson,
  type TestPerson,
} from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Funnel } from '~/domain/figures/graduate-funnel'
import type { QuestionFigures } from '~/domain/figures/quiz-figures.server'
import { handInQuiz } from '~/domain/learning/attempts/hand-in-quiz.server'
import { startAttempt } from '~/domain/learning/attempts/start-attempt.server'
import type { TrackContent } from '~/domain/learning/content/track-content'
import { createCohort } from '~/domain/learning/enrolments/cohort.commands.server'
import { enrol } from '~/domain/learning/enrolments/enrol.server'
import { finishLesson } from '~/domain/learning/enrolments/finish-lesson.server'
import { leaveTrack } from '~/domain/learning/enrolments/leave-track.server'
import { questionOrder } from '~/domain/learning/quiz/read-answers'
import { addDays } from '~/kernel/clock'
import { currencies } from '~/kernel/money'
import { database, inTransaction } from '~/platform/database.server'
import * as page from '~/routes/partners/$organisationId/dashboard'
import * as funnelCsv from '~/routes/partners/$organisationId/dashboard/funnel[.]csv'
import * as itemsCsv from '~/routes/partners/$organisationId/dashboard/items[.]csv'
import * as stepsCsv from '~/routes/partners/$organisationId/dashboard/steps[.]csv'

useDatabase()
// Routes are asked at the machine's time; ninety days have not passed since.
const at = addDays(new Date(), -20)
const slug = 'questions'

const options = [
  { key: 'a', text: 'This', correct: true },
  { key: 'b', text: 'That', correct: false },
]
const question = (key: string, prompt: string) => ({
  ...{ key, prompt, options, kind: 'single' as const, points: 1, explanation: 'So it is.' },
})
const course: TrackContent['courses'][number] = {
  key: 'only',
  title: '+The course',
  summary: '',
  items: [
    { kind: 'lesson', key: 'read', title: 'Read', minutes: 5, body: 'Words.' },
    {
      ...{ kind: 'quiz', key: 'ask', title: 'Ask', minutes: 5 },
      quiz: {
        ...{ intro: '', passMark: 0.6, limitMinutes: null },
        questions: [
          question('sum', '=1+1 is **what**?'),
          question('second', 'The second'),
          question('third', 'The third'),
        ],
      },
    },
  ],
}

let owner: TestPerson
let people: Record<'reviewer' | 'author' | 'stranger' | 'operator', TestPerson>
let organisationId = ''
let trackId = ''
const enrolments: string[] = []
const learners: TestPerson[] = []

/** Answers the quiz: those questions right, the others wrong. */
async function answer(who: TestPerson, right: readonly string[]) {
  const { personId } = who
  const { attemptId } = await inTransaction((tx) =>
    startAttempt(tx, { personId, trackSlug: slug, itemKey: 'ask', at }),
  )
  const [row] = await database().select().from(attempt).where(eq(attempt.id, attemptId))
  const sent = (name: string) => {
    const key = row?.shown[questionOrder]?.[Number(name.slice(1))] ?? ''
    return [String(row?.shown[key]?.indexOf(right.includes(key) ? 'a' : 'b') ?? '')]
  }
  await inTransaction((tx) => handInQuiz(tx, { attemptId, by: personId, sent, final: true, at }))
}

beforeAll(async () => {
  const partner = await makeOrganisation({ kind: 'partner', name: 'A partner' })
  owner = partner.owner
  organisationId = partner.organisationId
  people = {
    reviewer: await joinOrganisation(partner, 'reviewer'),
    author: await joinOrganisation(partner, 'author'),
    stranger: await makePerson(database()),
    operator: (await makeOrganisation({ kind: 'operator', name: 'Samar' })).owner,
  }
  const made = await publishedTrack({
    ...{ partner, at, files: [] },
    content: sampleTrack({ slug, courses: [course] }),
  })
  trackId = made.trackId
  const { cohortId } = await inTransaction((tx) =>
    createCohort(tx, {
      ...{ trackId, name: '=HYPERLINK("x")', seats: null, by: owner.personId, at },
      ...{ startsAt: at, endsAt: addDays(at, 60) },
    }),
  )
  for (let n = 0; n < 12; n += 1) {
    const who = await makePerson(database())
    const { enrolmentId } = await inTransaction((tx) =>
      enrol(tx, {
        ...{ personId: who.personId, trackSlug: slug, sponsored: false, at },
        cohortId: n < 6 ? cohortId : null,
      }),
    )
    learners.push(who)
    enrolments.push(enrolmentId)
  }
  // Eleven answer; everybody gets the first right, the better half the others too.
  for (const [n, who] of learners.slice(0, 11).entries()) {
    await answer(who, n < 6 ? ['sum', 'second', 'third'] : ['sum'])
  }
  // Two finish the track.
  for (const { personId } of learners.slice(0, 2)) {
    await inTransaction((tx) =>
      finishLesson(tx, { trackSlug: slug, itemKey: 'read', by: personId, at }),
    )
  }
  await database()
    .insert(payable)
    .values({
      ...{ id: 'pay_test', reference: 'mst_test', personId: learners[0]?.personId ?? '' },
      ...{ reason: 'release', currency: 'USD', amountMinor: 5_000n, shareBps: 10_000 },
      ...{ chargeId: 'ch', ledgerTransactionId: 'ltx', releasedAt: addDays(at, 3) },
      ...{ dueAt: addDays(at, 3), status: 'paid', paidAt: addDays(at, 4) },
    })
}, 120_000)

type Run = (args: never) => Promise<unknown>
const runs: [string, Run][] = [
  ['the dashboard', page.loader],
  ['the funnel', funnelCsv.loader],
  ['the steps', stepsCsv.loader],
  ['the questions', itemsCsv.loader],
]

async function ask(run: Run, who: TestPerson | null, of = organisationId, track = trackId) {
  const path = `/partners/${of}/dashboard?track=${track}`
  const args = await asking(path, { as: who?.personId, params: { organisationId: of } })
  return { args, answer: await answerOf(run, args as never) }
}

async function csv(run: Run): Promise<string[]> {
  const path = `/partners/${organisationId}/dashboard?track=${trackId}`
  const args = await asking(path, { as: owner.personId, params: { organisationId } })
  const answer = (await run(args as never)) as Response
  expect(answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
  return (await answer.text()).trim().split('\r\n')
}

type Loaded = {
  funnel: { all: Funnel; cohorts: (Funnel & { name: string | null })[] }
  steps: { began: number; steps: { itemKey: string; done: number }[] }
  questions: QuestionFigures[]
}
const loaded = async () => (await ask(page.loader, owner)).answer.data as Loaded

describe('the partner’s dashboard', () => {
  it.each(runs)('%s is for managers and operators alone', async (_, run) => {
    for (const who of [owner, people.operator]) {
      expect((await ask(run, who)).answer.status).toBe(200)
    }
    for (const who of [people.reviewer, people.author, people.stranger, learners[0] ?? null]) {
      expect((await ask(run, who)).answer.status).toBe(404)
    }
    expect((await ask(run, null)).answer.status).toBe(303)
  })

  it('counts the way from enrolling to paid work, by cohort too', async () => {
    const { funnel, steps } = await loaded()
    expect(funnel.all.counts).toEqual({
      ...{ enrolled: 12, submitted: 11, passed: 6, credential: 2, paid: 1 },
    })
    expect(funnel.cohorts.map(({ name, counts }) => [name, counts.enrolled])).toEqual([
      ['=HYPERLINK("x")', 6],
      [null, 6],
    ])
    expect(steps).toMatchObject({
      began: 12,
      steps: [
        { itemKey: 'read', done: 2 },
        { itemKey: 'ask', done: 6 },
      ],
    })
  })

  it('shows no income of a small group', async () => {
    expect((await loaded()).funnel.all).toMatchObject({ earning: null, income: [] })
  })

  it('does not count a credential that was revoked, and counts one that is suspended', async () => {
    const of = eq(credential.reference, `enrolment:${enrolments[1]}`)
    const counted = async () => (await loaded()).funnel.all.counts.credential
    await database().update(credential).set({ status: 'suspended' }).where(of)
    expect(await counted()).toBe(2)
    await database().update(credential).set({ status: 'revoked' }).where(of)
    expect(await counted()).toBe(1)
  })

  it('says of each question how it works', async () => {
    const { questions } = await loaded()
    expect(questions).toMatchObject([
      {
        ...{ quiz: 'Ask', question: 'sum', prompt: '=1+1 is what?', attempts: 11 },
        ...{ difficulty: 1, discrimination: null, look: 'easy' },
      },
      { question: 'second', look: 'fine' },
      { question: 'third', look: 'fine' },
    ])
    expect(questions[1]?.difficulty).toBeCloseTo(6 / 11)
    expect(questions[1]?.discrimination).toBeCloseTo(1)
  })

  it('counts first attempts only', async () => {
    const [row] = await database()
      .select()
      .from(attempt)
      .where(eq(attempt.enrolmentId, enrolments[10] ?? ''))
    if (!row) throw new Error('no attempt')
    await database()
      .insert(attempt)
      .values({ ...row, id: 'att_second', number: 2, answers: {} })
    expect((await loaded()).questions[0]).toMatchObject({ attempts: 11, difficulty: 1 })
  })

  it('counts who leaves and comes back once, with all that they have done', async () => {
    const back = learners[9]
    if (!back) throw new Error('no learner')
    const of = { personId: back.personId, trackSlug: slug }
    await inTransaction((tx) =>
      leaveTrack(tx, {
        ...{ enrolmentId: enrolments[9] ?? '', by: back.personId, expectsRefund: false, at },
      }),
    )
    await inTransaction((tx) => enrol(tx, { ...of, sponsored: false, cohortId: null, at }))
    const { funnel, steps } = await loaded()
    expect(funnel.all.counts).toMatchObject({ enrolled: 12, submitted: 11, passed: 6 })
    expect(steps).toMatchObject({ began: 12, steps: [{ done: 2 }, { done: 6 }] })
  })

  it('gives files in which nothing runs as a formula', async () => {
    const funnel = await csv(funnelCsv.loader)
    expect(funnel[0]).toBe(
      `cohort_id,cohort,enrolled,submitted,passed,credential,paid,days_over,earning,income_withheld,${currencies
        .map((currency) => `median_90_days_minor_${currency}`)
        .join()}`,
    )
    expect(funnel.at(-1)).toMatch(/,0,,fewer_than_ten_days_over,{9}$/)
    expect(funnel[1]).toContain(`"'=HYPERLINK(""x"")",6,6,6,`)
    expect(funnel.at(-1)).toMatch(/^,all,12,11,6,/)
    const items = await csv(itemsCsv.loader)
    expect(items[1]).toBe("ask,Ask,sum,'=1+1 is what?,11,1,,easy")
    expect(items[2]).toBe('ask,Ask,second,The second,11,0.5455,1,fine')
    expect((await csv(stepsCsv.loader))[1]).toBe("'+The course,read,lesson,Read,12,2")
  })

  it.each(runs)('%s knows nothing of a track that is another’s, or nobody’s', async (_, run) => {
    const other = await makeOrganisation({ kind: 'partner' })
    expect((await ask(run, other.owner, other.organisationId)).answer.status).toBe(404)
    expect((await ask(run, owner, organisationId, 'trk_nope')).answer.status).toBe(404)
  })

  it('refuses a file in a sentence, as plain text', async () => {
    const refused = async (run: Run, track: string) => {
      const path = `/partners/${organisationId}/dashboard?track=${track}`
      const args = await asking(path, { as: owner.personId, params: { organisationId } })
      const answer = await run(args as never).catch((thrown: Response) => thrown)
      if (!(answer instanceof Response)) throw new Error('no answer')
      expect(answer.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
      return [answer.status, (await answer.text()).trim()]
    }
    for (const run of [itemsCsv.loader, stepsCsv.loader]) {
      expect(await refused(run, '')).toEqual([
        400,
        'This file is about one track. Choose the track on the page, then ask for the file there.',
      ])
    }
    for (const run of [funnelCsv.loader, itemsCsv.loader, stepsCsv.loader]) {
      expect(await refused(run, 'trk_nope')).toEqual([
        404,
        'There is nothing here that you may see.',
      ])
    }
  })
})
