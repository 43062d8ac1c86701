import { attempt, enrolment, itemProgress } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { publishedTrack, sampleTrack } from 'tests/support/learning'
import { makePerson, signedIn } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import { handInQuiz } from '~/domain/learning/attempts/hand-in-quiz.server'
import { quizAttempt } from '~/domain/learning/attempts/quiz-queries.server'
import { startAttempt } from '~/domain/learning/attempts/start-attempt.server'
import type { TrackContent } from '~/domain/learning/content/track-content'
import { completeItem } from '~/domain/learning/enrolments/complete-item.server'
import { enrol } from '~/domain/learning/enrolments/enrol.server'
import { fallDueLearning } from '~/domain/learning/enrolments/fall-due-learning.server'
import { finishLesson } from '~/domain/learning/enrolments/finish-lesson.server'
import { enrolmentPage } from '~/domain/learning/enrolments/learner-queries.server'
import { leaveTrack } from '~/domain/learning/enrolments/leave-track.server'
import { moveToVersion } from '~/domain/learning/enrolments/move-to-version.server'
import { questionOrder } from '~/domain/learning/quiz/read-answers'
import { addHours } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()
const at = new Date('2026-04-01T10:00:00Z')
const trackSlug = 'sample-track'
let first: Awaited<ReturnType<typeof publishedTrack>>

beforeAll(async () => {
  first = await publishedTrack()
})

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    return error instanceof Refused ? error.code : String(error)
  }
  return 'nothing was refused'
}

async function learner() {
  const who = await makePerson(database())
  const { enrolmentId } = await inTransaction((tx) =>
    enrol(tx, { personId: who.personId, trackSlug, cohortId: null, sponsored: false, at }),
  )
  return { who, personId: who.personId, enrolmentId }
}
const start = (personId: string, when = at, itemKey = 'check') =>
  inTransaction((tx) => startAttempt(tx, { personId, trackSlug, itemKey, at: when }))
const rowOf = async (id: string) => {
  const [row] = await database().select().from(attempt).where(eq(attempt.id, id))
  if (!row) throw new Error('no attempt')
  return row
}

const right: Record<string, string[]> = {
  one: ['a'],
  many: ['a', 'c'],
  number: ['0,5'],
  order: ['x', 'y', 'z'],
  word: [' Sensitivity'],
}

/** The form that somebody sends who answers these questions so. */
async function formOf(attemptId: string, answers: Record<string, string[]>) {
  const { shown } = await rowOf(attemptId)
  const fields: Record<string, string[]> = {}
  for (const [place, key] of (shown[questionOrder] ?? []).entries()) {
    const given = answers[key]
    const choices = shown[key]
    if (!given) continue
    if (key === 'order') {
      choices?.forEach((part, index) => {
        fields[`q${place}.${index}`] = [String(given.indexOf(part) + 1)]
      })
    } else fields[`q${place}`] = given.map((one) => String(choices?.indexOf(one) ?? one))
    if (!choices) fields[`q${place}`] = given
  }
  return (name: string) => fields[name] ?? []
}

async function send(
  attemptId: string,
  by: string,
  answers: Record<string, string[]>,
  given: { final?: boolean; when?: Date; knowsBlank?: boolean } = {},
) {
  const sent = await formOf(attemptId, answers)
  const { final = true, when = at, knowsBlank = true } = given
  return inTransaction((tx) => handInQuiz(tx, { attemptId, by, sent, final, knowsBlank, at: when }))
}

describe('a quiz', () => {
  it('is passed once, and handing in again answers with the first result', async () => {
    const { personId, enrolmentId } = await learner()
    const { attemptId } = await start(personId)
    expect(await send(attemptId, personId, right)).toEqual({
      result: 'graded',
      late: false,
      already: false,
    })
    const row = await rowOf(attemptId)
    expect(row).toMatchObject({ status: 'final', points: 5, maxPoints: 5, passed: true })
    const again = await send(attemptId, personId, { one: ['b'] })
    expect(again).toEqual({ result: 'graded', late: false, already: true })
    expect(await rowOf(attemptId)).toEqual(row)
    const done = await database()
      .select()
      .from(itemProgress)
      .where(eq(itemProgress.enrolmentId, enrolmentId))
    expect(done.map(({ itemKey }) => itemKey)).toEqual(['check'])
    expect(await refusal(start(personId, addHours(at, 60)))).toBe('already_done')
  })

  it('handed in twice at once is graded once', async () => {
    const { personId } = await learner()
    const { attemptId } = await start(personId)
    const both = await Promise.all([
      send(attemptId, personId, right),
      send(attemptId, personId, { one: ['b'] }),
    ])
    expect(both.map((one) => one.result === 'graded' && one.already).sort()).toEqual([false, true])
  })

  it('keeps what was saved, and only that counts after the time', async () => {
    const { personId } = await learner()
    const { attemptId } = await start(personId)
    const part = { one: ['a'], many: ['a', 'c'], word: ['recall'] }
    expect(await send(attemptId, personId, part, { final: false })).toEqual({ result: 'saved' })
    const late = await send(attemptId, personId, right, { when: addHours(at, 1) })
    expect(late).toEqual({ result: 'graded', late: true, already: false })
    const row = await rowOf(attemptId)
    expect(row).toMatchObject({ points: 3, passed: true, submittedAt: row.dueAt })
  })

  it('that nobody hands in is closed by the clock with what was saved', async () => {
    const { personId } = await learner()
    const { attemptId } = await start(personId)
    await send(attemptId, personId, { one: ['a'] }, { final: false })
    await fallDueLearning(database(), { at: addHours(at, 0.4) })
    expect((await rowOf(attemptId)).submittedAt).toBeNull()
    await fallDueLearning(database(), { at: addHours(at, 3) })
    expect(await rowOf(attemptId)).toMatchObject({ status: 'final', points: 1, passed: false })
  })

  it('names the question of an answer that does not exist, and keeps nothing of the form', async () => {
    const { personId } = await learner()
    const { attemptId } = await start(personId)
    const { shown } = await rowOf(attemptId)
    const place = shown[questionOrder]?.indexOf('one') ?? -1
    const answer = await inTransaction((tx) =>
      handInQuiz(tx, {
        attemptId,
        by: personId,
        sent: (name) => (name === `q${place}` ? ['7'] : []),
        final: true,
        at,
      }),
    )
    expect(answer).toEqual({
      result: 'problems',
      problems: { [`q${place}`]: { problem: 'unknown', number: place + 1 } },
    })
    expect(await rowOf(attemptId)).toMatchObject({ status: 'open', answers: {} })
  })

  it('may be tried three times, 48 hours apart, and by leaving and coming back no more', async () => {
    const { personId, enrolmentId } = await learner()
    const { attemptId } = await start(personId)
    expect(await refusal(start(personId))).toBe('attempt_open')
    await send(attemptId, personId, {})
    expect(await refusal(start(personId, addHours(at, 47.9)))).toBe('attempt_too_soon')
    const second = await start(personId, addHours(at, 48))
    await send(second.attemptId, personId, {}, { when: addHours(at, 48) })
    // Leaving gives nobody new attempts, and one that was begun counts.
    const third = await start(personId, addHours(at, 96))
    await inTransaction((tx) =>
      leaveTrack(tx, { enrolmentId, by: personId, expectsRefund: false, at: addHours(at, 96) }),
    )
    expect((await rowOf(third.attemptId)).status).toBe('void')
    await inTransaction((tx) =>
      enrol(tx, { personId, trackSlug, cohortId: null, sponsored: false, at: addHours(at, 97) }),
    )
    expect(await refusal(start(personId, addHours(at, 300)))).toBe('item_attempts_used')
  })

  it('is nobody else’s', async () => {
    const { personId } = await learner()
    const other = await learner()
    const { attemptId } = await start(personId)
    expect(await refusal(send(attemptId, other.personId, right))).toBe('not_found')
    const viewer = await signedIn(other.who)
    expect(await refusal(quizAttempt(database(), viewer, attemptId, at))).toBe('not_found')
    const { personId: stranger } = await makePerson(database())
    expect(await refusal(start(stranger))).toBe('not_enrolled')
    expect(await refusal(start(personId, at, 'hello'))).toBe('form_invalid')
    expect(await refusal(start(personId, at, 'nothing'))).toBe('not_found')
  })

  it('does not say what is right before it is graded', async () => {
    const { who, personId } = await learner()
    const viewer = await signedIn(who)
    const { attemptId } = await start(personId)
    const open = JSON.stringify(await quizAttempt(database(), viewer, attemptId, at))
    for (const secret of [
      'correct',
      'Because it is so',
      'explanation',
      'sensitivity',
      '0.5',
      '"x"',
      '"a"',
    ]) {
      expect(open, secret).not.toContain(secret)
    }
    await send(attemptId, personId, { one: ['b'] })
    const graded = await quizAttempt(database(), viewer, attemptId, at)
    expect(graded).toMatchObject({ state: 'graded', points: 0, passed: false })
    expect(graded.state === 'graded' && graded.next).toMatchObject({
      possible: false,
      reason: 'too_soon',
      left: 2,
      from: addHours(at, 48),
    })
  })
})

describe('a quiz that was not passed', () => {
  const everything = ['Because it is so', 'sensitivity', 'recall', '0.5', '"correct"', '"x"', '"a"']

  it('names blank questions, and spends an attempt on them only when told to', async () => {
    const { personId } = await learner()
    const { attemptId } = await start(personId)
    const blank = await send(attemptId, personId, {}, { knowsBlank: false })
    expect(blank).toEqual({ result: 'blank', places: [0, 1, 2, 3, 4] })
    const one = await send(attemptId, personId, { one: ['a'] }, { knowsBlank: false })
    const place = (await rowOf(attemptId)).shown[questionOrder]?.indexOf('one')
    expect(one).toEqual({ result: 'blank', places: [0, 1, 2, 3, 4].filter((at) => at !== place) })
    expect(await rowOf(attemptId)).toMatchObject({ status: 'open', answers: { one: ['a'] } })
    await send(attemptId, personId, { one: ['a'] })
    expect(await rowOf(attemptId)).toMatchObject({ status: 'final', points: 1 })
  })

  it('says what was right or wrong and where to read, and the answers only after the last', async () => {
    const { who, personId } = await learner()
    const viewer = await signedIn(who)
    const tried: string[] = []
    for (const hours of [0, 48, 96]) {
      const when = addHours(at, hours)
      const { attemptId } = await start(personId, when)
      await send(attemptId, personId, { one: ['b'], many: ['b'], word: ['none'] }, { when })
      tried.push(attemptId)
      const page = await quizAttempt(database(), viewer, attemptId, when)
      if (page.state !== 'graded') throw new Error('it is graded')
      expect(page.questions.map(({ right }) => right)).toEqual([false, false, false, false, false])
      if (hours === 96) break
      const text = JSON.stringify(page)
      for (const secret of everything) expect(text, secret).not.toContain(secret)
      expect(page).toMatchObject({ reveals: false, lessons: [{ key: 'hello' }, { key: 'again' }] })
    }
    // Then of the earlier ones, too.
    for (const attemptId of tried) {
      const page = await quizAttempt(database(), viewer, attemptId, addHours(at, 97))
      expect(page).toMatchObject({ reveals: true, lessons: [] })
      expect(JSON.stringify(page)).toContain('Because it is so')
    }
  })

  it('shows everything to whoever passed, and keeps it hidden while another attempt is open', async () => {
    const { who, personId } = await learner()
    const viewer = await signedIn(who)
    const first = await start(personId)
    await send(first.attemptId, personId, {})
    const when = addHours(at, 48)
    const second = await start(personId, when)
    const hidden = await quizAttempt(database(), viewer, first.attemptId, when)
    for (const secret of everything) expect(JSON.stringify(hidden)).not.toContain(secret)
    await send(second.attemptId, personId, right, { when })
    const shown = await quizAttempt(database(), viewer, second.attemptId, when)
    expect(shown).toMatchObject({ passed: true, reveals: true })
    expect(JSON.stringify(shown)).toContain('Because it is so')
  })
})

describe('a newer version', () => {
  it('keeps what is the same, asks for the rest again, and counts attempts at new words anew', async () => {
    const { who, personId, enrolmentId } = await learner()
    const done = (itemKey: string) =>
      inTransaction((tx) => finishLesson(tx, { trackSlug, itemKey, by: personId, at }))
    expect(await done('hello')).toMatchObject({ completed: false, nextKey: 'again' })
    await done('again')
    for (const hours of [0, 48, 96]) {
      const { attemptId } = await start(personId, addHours(at, hours))
      await send(attemptId, personId, {}, { when: addHours(at, hours) })
    }
    expect(await refusal(start(personId, addHours(at, 200)))).toBe('item_attempts_used')
    const [course] = sampleTrack().courses
    const items = (course?.items ?? []).map((item) =>
      item.kind === 'quiz'
        ? { ...item, quiz: { ...item.quiz, intro: 'Other words.' } }
        : item.key === 'again' && item.kind === 'lesson'
          ? { ...item, body: 'Other words.\n' }
          : item,
    )
    const content: TrackContent = sampleTrack({
      courses: [{ key: 'first-course', title: 'First course', summary: 'One of each.', items }],
    })
    const second = await publishedTrack({
      content,
      partner: first.partner,
      trackId: first.trackId,
      at,
    })
    const viewer = await signedIn(who)
    const page = await enrolmentPage(database(), viewer, enrolmentId, at)
    expect(page.changes).toMatchObject({ from: 1, to: 2, same: 3 })
    expect(page.changes?.again.map(({ key }) => key)).toEqual(['again'])
    const move = (versionId: string) =>
      inTransaction((tx) => moveToVersion(tx, { enrolmentId, versionId, by: personId, at }))
    expect(await refusal(move(first.versionId).then(() => move('trv_other')))).toBe(
      'changed_meanwhile',
    )
    expect(await move(second.versionId)).toEqual({ already: false })
    expect(await move(second.versionId)).toEqual({ already: true })
    const moved = await enrolmentPage(database(), viewer, enrolmentId, at)
    expect(moved).toMatchObject({ done: 1, changes: null, resume: { key: 'again' } })
    const { attemptId } = await start(personId, addHours(at, 200))
    expect((await rowOf(attemptId)).number).toBe(4)
  })

  it('completes the track with the last item', async () => {
    const { enrolmentId } = await learner()
    const keys = ['hello', 'again', 'check', 'urgent', 'report']
    const answers: boolean[] = []
    for (const itemKey of keys) {
      const { completed } = await inTransaction((tx) =>
        completeItem(tx, { enrolmentId, itemKey, at }),
      )
      answers.push(completed)
    }
    expect(answers).toEqual([false, false, false, false, true])
    const [row] = await database().select().from(enrolment).where(eq(enrolment.id, enrolmentId))
    expect(row?.completedAt).toEqual(at)
  })
})
