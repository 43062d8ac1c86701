import { attemptReview } from 'db/schema/learning'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { alone as honest } from 'tests/support/endpoints/honest'
import { startEndpoint } from 'tests/support/endpoints/start-endpoint'
import { attemptAt, enrolled, handedIn, monday, trackWithReviewers } from 'tests/support/grading'
import { readsUrdu, timesSaid, toldAbout } from 'tests/support/notices'
import { quickRate } from 'tests/support/outcomes'
import { makeOrganisation, type TestPerson } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import { updateAttempt } from '~/domain/learning/attempts/attempt-rows.server'
import { registerExerciseEndpoint } from '~/domain/learning/attempts/exercise-endpoint.server'
import { gradeExercise } from '~/domain/learning/attempts/grade-exercise.server'
import { submitExercise } from '~/domain/learning/attempts/submit-exercise.server'
import { completeItem } from '~/domain/learning/enrolments/complete-item.server'
import { fileAppeal } from '~/domain/learning/reviews/appeal.server'
import { decideAppeal } from '~/domain/learning/reviews/decide-appeal.server'
import { gradingFallsDue } from '~/domain/learning/reviews/grading-falls-due.server'
import { submitReview } from '~/domain/learning/reviews/review-work.server'
import { failEvaluation } from '~/domain/outcomes/runs/end-evaluation.server'
import { addBusinessDays, addDays, addHours } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'
import { toldOfGrading } from './told-of'

const db = useDatabase()
let operator: TestPerson
beforeAll(async () => {
  await quickRate()
  operator = (await makeOrganisation({ kind: 'operator', name: 'Samar desk' })).owner
})

const played = new Set<string>()
function told(event: (typeof toldOfGrading)[number], subject: string, at = monday) {
  played.add(event)
  return toldAbout(db, event, subject, at)
}

const seats = (attemptId: string) =>
  database()
    .select()
    .from(attemptReview)
    .where(and(eq(attemptReview.attemptId, attemptId), isNull(attemptReview.endedAt)))
    .orderBy(asc(attemptReview.seat))

async function markAll(attemptId: string, points: number) {
  for (const { id, reviewerId } of await seats(attemptId)) {
    const marks = { question: points, method: points }
    const input = { reviewId: id, by: reviewerId, at: addHours(monday, 5), marks, words: 'Read.' }
    await inTransaction((tx) => submitReview(tx, input))
  }
}
const due = addBusinessDays(monday, 5)

describe('a work that is handed in', () => {
  it('is the turn of each reviewer, who is reminded twice, and of somebody else when it is late', async () => {
    const track = await trackWithReviewers(4)
    const { attemptId, learner } = await handedIn(track)
    const [first, second] = await seats(attemptId)
    if (!first || !second) throw new Error('two seats')
    await readsUrdu({ personId: second.reviewerId })
    for (const review of [first, second]) {
      const [one, ...more] = await told('review-assigned', review.id)
      expect(more).toEqual([])
      expect(one).toMatchObject({ yourTurn: true, url: `/reviewing/${review.id}` })
      expect(one?.en).toMatch(/^A work for “A report” in “A sample track” waits for .+ 2026/)
      expect(JSON.stringify(one)).not.toContain(learner.name)
    }
    await gradingFallsDue(database(), { at: addHours(monday, 84) })
    const [half] = await told('review-due', first.id, addHours(monday, 84))
    expect(half).toMatchObject({ yourTurn: true, url: `/reviewing/${first.id}` })
    expect(half?.en).toContain('Afterwards somebody else is asked.')
    await gradingFallsDue(database(), { at: addHours(monday, 85) })
    expect(await timesSaid(db, 'review-due', first.id)).toBe(1)
    await gradingFallsDue(database(), { at: addHours(due, -20) })
    expect(await told('review-due', first.id, addHours(due, -20))).toHaveLength(1)
    await gradingFallsDue(database(), { at: due })
    const after = await seats(attemptId)
    expect(after.map(({ id }) => id)).not.toContain(first.id)
    for (const review of after) {
      const [fresh] = await told('review-assigned', review.id, due)
      expect(fresh).toMatchObject({ kind: 'review_assigned', url: `/reviewing/${review.id}` })
    }
  })

  it('without reviewers is the operator’s turn, and the partner is told', async () => {
    const track = await trackWithReviewers(0)
    const { attemptId } = await handedIn(track)
    const rows = await told('reviewers-missing', attemptId)
    const of = (name: string) => rows.find((row) => row.name === name)
    expect(rows).toHaveLength(2)
    expect(of(operator.name)).toMatchObject({ yourTurn: true, url: '/desk/reviews' })
    expect(of(operator.name)?.en).toMatch(/Name somebody\.$/)
    expect(of(track.partner.owner.name)).toMatchObject({ yourTurn: false, url: '/reviewing' })
    expect(of(track.partner.owner.name)?.en).toMatch(/You can invite more reviewers\.$/)
  })

  it.each([
    [4, 'attempt_passed', 'You passed “A report” in “A sample track”.'],
    [0, 'attempt_not_passed', 'You did not pass “A report” in “A sample track” this time.'],
  ] as const)('that gets marks of %s is told to its learner', async (points, kind, words) => {
    const track = await trackWithReviewers(3)
    const { attemptId, learner } = await handedIn(track)
    await markAll(attemptId, points)
    // One attempt of five goes to a third although two agree.
    await markAll(attemptId, points)
    const rows = await told('attempt-graded', attemptId)
    expect(rows).toMatchObject([{ name: learner.name, kind, yourTurn: false }])
    expect(rows[0]?.url).toBe(`/attempts/${attemptId}`)
    expect(rows[0]?.en).toContain(words)
  })
})

describe('an appeal', () => {
  async function appealed() {
    const track = await trackWithReviewers(4)
    const { attemptId, learner } = await handedIn(track)
    await readsUrdu(learner)
    await markAll(attemptId, 0)
    await markAll(attemptId, 0)
    const input = { attemptId, by: learner.personId, reason: 'It is there.' }
    await inTransaction((tx) => fileAppeal(tx, { ...input, at: addDays(monday, 2) }))
    return { attemptId, learner, owner: track.partner.owner }
  }

  it('is the turn of those of the partner who had no part, then of the operator', async () => {
    const { attemptId, learner, owner } = await appealed()
    const marked = (await seats(attemptId)).some((one) => one.reviewerId === owner.personId)
    const filed = await told('appeal-filed', attemptId)
    const url = `/reviewing/appeals/${attemptId}`
    const name = marked ? operator.name : owner.name
    expect(filed).toMatchObject([{ name, yourTurn: true, url }])
    expect(JSON.stringify(filed)).not.toContain(learner.name)
    await gradingFallsDue(database(), { at: addBusinessDays(addDays(monday, 2), 5) })
    const waits = await told('appeal-waits', attemptId)
    expect(waits).toMatchObject([{ name: operator.name, yourTurn: true, url }])
    expect(waits[0]?.en).toContain('has waited for five business days. Decide it.')
  })

  it.each([
    ['stands', false, 'the result stands'],
    ['passed', false, 'you passed'],
    ['again', true, 'you may try again'],
  ] as const)('that is decided with “%s” is told to its learner', async (outcome, turn, words) => {
    const { attemptId, learner } = await appealed()
    const at = addDays(monday, 3)
    const input = { attemptId, outcome, words: 'Read again.', by: operator.personId, at }
    await inTransaction((tx) => decideAppeal(tx, input))
    const rows = await told('appeal-decided', attemptId, at)
    const url = `/attempts/${attemptId}`
    expect(rows).toMatchObject([{ name: learner.name, yourTurn: turn, url }])
    expect(rows[0]?.en).toContain(words)
  })
})

it('a measurement that came to nothing is the learner’s turn', async () => {
  const track = await trackWithReviewers(0)
  const { enrolmentId, learner } = await enrolled(track)
  const attemptId = await attemptAt('urgent', { enrolmentId })
  const input = { attemptId, by: learner.personId, at: monday }
  const server = await startEndpoint(honest())
  await inTransaction((tx) =>
    registerExerciseEndpoint(tx, {
      ...{ ...input, url: server.url, headers: [] },
      ...{ requestTemplate: '{"message":"{{message}}"}', answerPointer: '/label' },
    }),
  )
  const { evaluationId } = await inTransaction((tx) => submitExercise(tx, input))
  await inTransaction((tx) =>
    failEvaluation(tx, { evaluationId, failure: 'platform_fault', at: monday }),
  )
  await inTransaction((tx) => gradeExercise(tx, { evaluationId, at: monday }))
  await server.close()
  const rows = await told('attempt-broken', attemptId)
  const url = `/attempts/${attemptId}`
  expect(rows).toMatchObject([{ name: learner.name, yourTurn: true, url }])
  expect(rows[0]?.en).toContain('No attempt is used; you can hand in again.')
})

it('a track that is completed tells its learner where to go next', async () => {
  const track = await trackWithReviewers(0)
  const { enrolmentId, learner } = await enrolled(track)
  for (const itemKey of ['check', 'urgent']) {
    const attemptId = await attemptAt(itemKey, { enrolmentId })
    const final = { status: 'final', passed: true, gradedAt: monday } as const
    await inTransaction((tx) => updateAttempt(tx, attemptId, final))
  }
  for (const itemKey of ['hello', 'again', 'check', 'urgent', 'report']) {
    await inTransaction((tx) => completeItem(tx, { enrolmentId, itemKey, at: monday }))
  }
  const rows = await told('track-completed', enrolmentId)
  expect(rows).toMatchObject([{ name: learner.name, yourTurn: false, url: '/teams' }])
  expect(rows[0]?.en).toContain('You have completed “A sample track”.')
})

it('each event of the list has been played above', () => {
  expect([...played].sort()).toEqual([...toldOfGrading].sort())
})
