import { attemptReview } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import * as endpoints from 'tests/support/endpoints/start-endpoint'
import {
  attemptAt,
  attemptRow,
  enrolled,
  handedIn,
  trackWithReviewers,
} from 'tests/support/grading'
import { quickRate } from 'tests/support/outcomes'
import { makeOrganisation, makePerson, makeTeam, type TestPerson } from 'tests/support/people'
import { useStack } from 'tests/support/stack'
import { type Visitor, visit } from 'tests/support/visitor'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '~/platform/database.server'

/** Over HTTP, without a script: the pages, their forms, and what they keep from whom. */
const stack = useStack({ processes: ['web', 'worker'] })
const open: endpoints.TestEndpoint[] = []
let track: Awaited<ReturnType<typeof trackWithReviewers>>
let operator: TestPerson

beforeAll(async () => {
  await quickRate()
  track = await trackWithReviewers(3)
  operator = (await makeOrganisation({ kind: 'operator', name: 'Samar desk' })).owner
})
afterAll(async () => {
  await Promise.all(open.map((endpoint) => endpoint.close()))
})

const as = (who: { personId: string } | null) =>
  visit(stack.current.origin, who ? who.personId : null)

async function seatsOf(attemptId: string) {
  return database()
    .select()
    .from(attemptReview)
    .where(eq(attemptReview.attemptId, attemptId))
    .orderBy(attemptReview.seat)
}

async function until<T>(read: () => Promise<T>, ready: (found: T) => boolean): Promise<T> {
  const end = Date.now() + 30_000
  for (;;) {
    const found = await read()
    if (ready(found) || Date.now() > end) return found
    await new Promise((done) => setTimeout(done, 150))
  }
}

const registration = (url: string) => ({
  intent: 'endpoint',
  kind: 'single',
  url,
  requestTemplate: '{"message":"{{message}}"}',
  answerPointer: '/label',
  answerRule: 'as_it_is',
  rowsPerRequest: '1',
  concurrency: '16',
})

describe('an exercise', () => {
  let visitor: Visitor
  let attemptId: string
  let learner: TestPerson

  beforeAll(async () => {
    const made = await enrolled(track)
    learner = made.learner
    attemptId = await attemptAt('urgent', made)
    visitor = await as(learner)
  })

  it('is read, tried, handed in, measured and shown, by its learner alone', async () => {
    const page = await visitor.get(`/attempts/${attemptId}`)
    expect(page.status).toBe(200)
    expect(page.words).toContain('Say which messages are urgent.')
    const sample = await visitor.get(`/attempts/${attemptId}/sample`)
    expect(sample.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(sample.body.trimEnd().split('\n')).toHaveLength(11)
    const server = await endpoints.startEndpoint((response, { body }) =>
      endpoints.json(response, {
        label: /\bnow\b/.test(String(body.message)) ? 'urgent' : 'other',
      }),
    )
    open.push(server)
    const here = `/attempts/${attemptId}/endpoint`
    const bad = await visitor.post(here, { ...registration(server.url), requestTemplate: '{' })
    expect(bad.status).toBe(400)
    const saved = await visitor.post(here, registration(server.url))
    expect([saved.status, saved.location]).toEqual([303, `${here}?try=1`])
    expect((await visitor.follow(saved)).words).toContain('Trial on the sample rows')
    const sent = await visitor.post(`/attempts/${attemptId}`, { intent: 'submit' })
    expect([sent.status, sent.toast]).toEqual([303, 'grading.toast_submitted'])
    const again = await visitor.post(`/attempts/${attemptId}`, { intent: 'submit' })
    expect(again.status).toBe(303)
    const row = await until(
      () => attemptRow(attemptId),
      ({ passed }) => passed !== null,
    )
    expect(row).toMatchObject({ status: 'final', passed: true })
    const result = await visitor.get(`/attempts/${attemptId}`)
    expect(result.words).toContain('Met. Your system reaches the target')
    const verdict = /\/verdicts\/(vrd_\w+)/.exec(result.body)?.[0] ?? ''
    const parts = ['', '/evidence', '/evidence.zip', '/events.json']
    const statuses = async (who: Visitor) =>
      Promise.all(parts.map(async (part) => (await who.get(verdict + part)).status))
    expect(await statuses(visitor)).toEqual([200, 200, 200, 200])
    expect(await statuses(await as(track.reviewers[0] ?? null))).toEqual([200, 200, 200, 200])
    expect(await statuses(await as(operator))).toEqual([200, 200, 200, 200])
    const other = await as(await makePerson(database()))
    expect(await statuses(other)).toEqual([404, 404, 404, 404])
    expect(await statuses(await as(null))).toEqual([404, 404, 404, 404])
    await visitor.post(`/attempts/${attemptId}`, { intent: 'show', show: 'yes' })
    expect(await statuses(await as(null))).toEqual([200, 200, 200, 200])
  })

  it('is nobody else’s page', async () => {
    const paths = ['', '/endpoint', '/progress', '/rows', '/sample'].map(
      (part) => `/attempts/${attemptId}${part}`,
    )
    const { learner: another } = await enrolled(track)
    const own = track.reviewers[0] ?? null
    for (const who of [another, own, track.partner.owner, operator]) {
      const stranger = await as(who)
      for (const path of paths) expect((await stranger.get(path)).status, path).toBe(404)
      const posted = await stranger.post(`/attempts/${attemptId}`, { intent: 'submit' })
      expect(posted.status).toBe(404)
      const rows = await stranger.post(`/attempts/${attemptId}/rows`, {})
      expect(rows.status).toBe(404)
    }
    const nobody = await as(null)
    expect((await nobody.get(`/attempts/${attemptId}`)).location).toContain('/sign-in')
  })
})

describe('a capstone', () => {
  it('is saved as a draft, refused where it does not fit, and handed in', async () => {
    const made = await enrolled(track)
    const attemptId = await attemptAt('report', made)
    const here = `/attempts/${attemptId}`
    const visitor = await as(made.learner)
    const form = (fields: Record<string, string>, files: File[] = []) => {
      const data = new FormData()
      for (const [name, value] of Object.entries(fields)) data.append(name, value)
      for (const file of files) data.append('files', file)
      return data
    }
    const words = 'Found by **me**.\n\n<script>alert(1)</script>\n\n![x](https://spy.example/x.png)'
    const bad = await visitor.post(
      here,
      form({ intent: 'save', words, links: 'javascript:alert(1)' }),
    )
    expect(bad.status).toBe(400)
    expect(bad.words).toContain('whole address')
    expect(bad.body).toContain('Found by **me**.')
    const endless = `It begins so. ${'a'.repeat(2_000_000)}`
    const long = await visitor.post(here, form({ intent: 'save', words: endless, links: '' }))
    expect(long.status).toBe(400)
    expect(long.body).toContain('field-error')
    expect(long.body).toContain('It begins so.')
    const html = new File(['<script>1</script>'], 'page.html', { type: 'text/html' })
    const kind = await visitor.post(here, form({ intent: 'save', words, links: '' }, [html]))
    expect(kind.words).toContain('cannot be handed in')
    const pdf = new File(['%PDF'], `${made.learner.name}.pdf`, { type: 'text/html' })
    const links = 'https://example.org/code'
    const saved = await visitor.post(here, form({ intent: 'save', words, links }, [pdf]))
    expect([saved.status, saved.toast]).toEqual([303, 'grading.toast_saved'])
    const draft = await visitor.get(here)
    expect(draft.body).toContain('Found by **me**.')
    const file = /\/attempts\/\w+\/files\/fil_\w+/.exec(draft.body)?.[0] ?? ''
    const downloaded = await visitor.get(file)
    expect(downloaded.headers.get('content-type')).toBe('application/octet-stream')
    expect(downloaded.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(downloaded.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await (await as(operator)).get(file)).status).toBe(404)
    const sent = await visitor.post(here, form({ intent: 'submit', words, links }))
    expect([sent.status, sent.toast]).toEqual([303, 'grading.toast_handed_in'])
    const after = await visitor.get(here)
    expect(after.words).toContain('Two reviewers are marking')
    expect(after.body).toContain('<strong>me</strong>')
    expect(after.body).not.toContain('<script>alert')
    expect(after.body).not.toMatch(/<img[^>]*spy/)
    const [seat] = await seatsOf(attemptId)
    const reviewer = await as({ personId: seat?.reviewerId ?? '' })
    const review = await reviewer.get(`/reviewing/${seat?.id}`)
    expect(review.words).toContain('1.pdf')
    for (const secret of [made.learner.name, made.learner.personId, attemptId, made.enrolmentId]) {
      expect(review.body).not.toContain(secret)
    }
  })

  it('keeps each reviewer’s marks from the other until both are in', async () => {
    const { attemptId, learner } = await handedIn(track, { at: new Date() })
    const [one, two] = await seatsOf(attemptId)
    const first = await as({ personId: one?.reviewerId ?? '' })
    const second = await as({ personId: two?.reviewerId ?? '' })
    const at = (review: typeof one) => `/reviewing/${review?.id}`
    const secret = 'Only the first reviewer wrote this sentence.'
    const half = await first.post(at(one), {
      intent: 'submit',
      'm.question': '4',
      words: secret,
    })
    expect(half.status).toBe(400)
    expect(half.words).toContain('Choose a level.')
    const marks = { 'm.question': '4', 'm.method': '4' }
    const done = await first.post(at(one), { intent: 'submit', ...marks, words: secret })
    expect([done.status, done.toast]).toEqual([303, 'grading.toast_review_handed_in'])
    const twice = await first.post(at(one), { intent: 'submit', ...marks, words: 'changed' })
    expect(twice.status).toBe(303)
    const blind = await second.get(at(two))
    expect(blind.status).toBe(200)
    expect(blind.body).not.toContain(secret)
    expect(blind.body).not.toContain(one?.id ?? '-')
    expect((await second.get('/reviewing')).body).not.toContain(secret)
    expect((await second.get(`${at(two)}.data`)).body).not.toContain(secret)
    expect((await second.get(at(one))).status).toBe(404)
    expect((await (await as(learner)).get(`/attempts/${attemptId}`)).body).not.toContain(secret)
    const words = 'And this is what the second one wrote.'
    await second.post(at(two), { intent: 'submit', ...marks, words })
    const shown = await (await as(learner)).get(`/attempts/${attemptId}`)
    expect(shown.body).toContain(secret)
    expect(shown.body).toContain(words)
    expect(shown.words).toContain('Passed, with 8 of 8 points')
    for (const { reviewerId } of [one, two] as { reviewerId: string }[]) {
      expect(shown.body).not.toContain(reviewerId)
    }
    expect((await first.get(at(one))).body).toContain(words)
  })

  it('is closed to strangers, to other partners, and to those who know the learner', async () => {
    const { attemptId, learner } = await handedIn(track)
    const [one] = await seatsOf(attemptId)
    const mate = await makePerson(database())
    await makeTeam([learner, mate])
    const outside = await trackWithReviewers(1)
    const people = [learner, mate, outside.reviewers[0] ?? null, outside.partner.owner, operator]
    for (const who of people) {
      const stranger = await as(who)
      for (const path of [`/reviewing/${one?.id}`, `/reviewing/${one?.id}/files/fil_x`]) {
        expect((await stranger.get(path)).status, path).toBe(404)
      }
      const form = { intent: 'submit', 'm.question': '4', 'm.method': '4', words: 'x' }
      expect((await stranger.post(`/reviewing/${one?.id}`, form)).status).toBe(404)
    }
    const nobody = await as(null)
    expect((await nobody.get(`/reviewing/${one?.id}`)).location).toContain('/sign-in')
    const reviewer = await as({ personId: one?.reviewerId ?? '' })
    const back = await reviewer.post(`/reviewing/${one?.id}`, { intent: 'give_back' })
    expect([back.status, back.toast]).toEqual([303, 'grading.toast_given_back'])
    const gone = await reviewer.get(`/reviewing/${one?.id}`)
    expect(gone.words).toContain('somebody else marks the work')
    expect(gone.body).not.toContain('example.org/code')
  })

  it('is appealed and decided over the pages', async () => {
    const { attemptId, learner } = await handedIn(track, { at: new Date() })
    const seats = await seatsOf(attemptId)
    for (const { id, reviewerId } of seats.slice(0, 2)) {
      const reviewer = await as({ personId: reviewerId })
      const marks = { 'm.question': '0', 'm.method': '0', words: 'Nothing is there.' }
      expect((await reviewer.post(`/reviewing/${id}`, { intent: 'submit', ...marks })).status).toBe(
        303,
      )
    }
    const here = `/attempts/${attemptId}`
    const visitor = await as(learner)
    const empty = await visitor.post(here, { intent: 'appeal', reason: ' ' })
    expect(empty.status).toBe(400)
    const filed = await visitor.post(here, { intent: 'appeal', reason: 'The method is on page 2.' })
    expect([filed.status, filed.toast]).toEqual([303, 'grading.toast_appealed'])
    const path = `/reviewing/appeals/${attemptId}`
    const desk = await as(operator)
    const page = await desk.get(path)
    expect(page.words).toContain('The method is on page 2.')
    expect(page.body).not.toContain(learner.name)
    for (const who of [learner, track.reviewers[0] ?? null, await makePerson(database())]) {
      expect((await (await as(who)).get(path)).status).toBe(404)
      const tried = await (await as(who)).post(path, { outcome: 'passed', words: 'x' })
      expect(tried.status).toBe(404)
    }
    expect((await desk.get('/reviewing')).body).toContain(path)
    const decided = await desk.post(path, { outcome: 'again', words: 'Marked in a hurry.' })
    expect([decided.status, decided.toast]).toEqual([303, 'grading.toast_decided'])
    expect((await visitor.get(here)).words).toContain('this attempt does not count')
  })

  it('waits at the operator’s desk where reviewers are missing', async () => {
    const lonely = await trackWithReviewers(0)
    const { attemptId } = await handedIn(lonely)
    const desk = await as(operator)
    const page = await desk.get('/desk/reviews')
    expect(page.body).toContain(attemptId)
    const named = (email: string) => desk.post('/desk/reviews', { attemptId, email })
    const unknown = await named('nobody@example.org')
    expect(unknown.status).toBe(400)
    expect(unknown.words).toContain('Nobody with this e-mail address')
    expect((await named((await makePerson(database())).email)).status).toBe(303)
    expect((await (await as(lonely.partner.owner)).get('/desk/reviews')).status).toBe(404)
    const owner = await as(lonely.partner.owner)
    expect((await owner.get('/reviewing')).words).toContain('Works without reviewers')
  })
})
