import { attempt, itemProgress } from 'db/schema/learning'
import { evaluation, evaluationRow, sealedRow } from 'db/schema/outcomes'
import { and, eq, isNotNull } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { alone as honest } from 'tests/support/endpoints/honest'
import * as endpoints from 'tests/support/endpoints/start-endpoint'
import { attemptAt, attemptRow, enrolled, monday, trackWithReviewers } from 'tests/support/grading'
import { publishedTrack, sampleTrack } from 'tests/support/learning'
import { csvOf, quickRate, register, seal, start } from 'tests/support/outcomes'
import { signedIn } from 'tests/support/people'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { recordVerdict } from '~/domain/contracts/measuring/record-verdict.server'
import { stopForbiddenRun } from '~/domain/contracts/measuring/stop-forbidden-run.server'
import { learningItems } from '~/domain/figures/learning-items.server'
import { datasetIdOf, updateAttempt } from '~/domain/learning/attempts/attempt-rows.server'
import {
  registerExerciseEndpoint,
  tryExerciseEndpoint,
} from '~/domain/learning/attempts/exercise-endpoint.server'
import { exercisePage, sampleFile } from '~/domain/learning/attempts/exercise-queries.server'
import {
  exerciseReference,
  isExerciseReference,
} from '~/domain/learning/attempts/exercise-reference'
import {
  handOutExercise,
  predictExercise,
  stopExercise,
} from '~/domain/learning/attempts/exercise-run.server'
import { gradeExercise } from '~/domain/learning/attempts/grade-exercise.server'
import { exerciseVerdict, showVerdict } from '~/domain/learning/attempts/show-verdict.server'
import { attemptsAt, startAttempt } from '~/domain/learning/attempts/start-attempt.server'
import { submitExercise } from '~/domain/learning/attempts/submit-exercise.server'
import { enrolmentPage } from '~/domain/learning/enrolments/learner-queries.server'
import { itemPage } from '~/domain/learning/enrolments/lesson-queries.server'
import { verifyChain } from '~/domain/outcomes/evidence/evidence'
import { exportEvidence } from '~/domain/outcomes/evidence/evidence-export.server'
import { evidenceChain, verdictOfEvaluation } from '~/domain/outcomes/queries.server'
import { failEvaluation } from '~/domain/outcomes/runs/end-evaluation.server'
import { runEvaluation } from '~/domain/outcomes/runs/run-evaluation.server'
import { servedLines } from '~/domain/outcomes/runs/serve-rows.server'
import { startEvaluation } from '~/domain/outcomes/runs/start-evaluation.server'
import { addHours } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()
const open: endpoints.TestEndpoint[] = []
let track: Awaited<ReturnType<typeof trackWithReviewers>>
beforeAll(async () => {
  await quickRate()
  track = await trackWithReviewers(1)
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((endpoint) => endpoint.close()))
})

/** Reads "now", as a learner's first system would. */
const reader: endpoints.Behaviour = (response, { body }) =>
  endpoints.json(response, { label: /\bnow\b/.test(String(body.message)) ? 'urgent' : 'other' })

async function serve(behaviour: endpoints.Behaviour) {
  const endpoint = await endpoints.startEndpoint(behaviour)
  open.push(endpoint)
  return endpoint
}

type At = { attemptId: string; by: string; at: Date }

function registered(input: At, url: string) {
  return inTransaction((tx) =>
    registerExerciseEndpoint(tx, {
      ...input,
      url,
      headers: [],
      requestTemplate: '{"message":"{{message}}"}',
      answerPointer: '/label',
    }),
  )
}

const submit = (input: At & { knowsDoubt?: boolean }) =>
  inTransaction((tx) => submitExercise(tx, input))

/** What the worker does with a run, from the queue to the grade. */
async function measured(evaluationId: string, at = monday) {
  const { stopped } = await inTransaction((tx) => stopForbiddenRun(tx, { evaluationId, at }))
  expect(stopped).toBe(false)
  await runEvaluation(database(), { evaluationId, at })
  expect(await inTransaction((tx) => recordVerdict(tx, { evaluationId, at }))).toEqual({
    event: null,
  })
  return inTransaction((tx) => gradeExercise(tx, { evaluationId, at }))
}

async function newLearner() {
  const { enrolmentId, learner } = await enrolled(track)
  const attemptId = await attemptAt('urgent', { enrolmentId })
  return { enrolmentId, learner, attemptId, input: { attemptId, by: learner.personId, at: monday } }
}

async function rowsOf(evaluationId: string): Promise<Set<number>> {
  const rows = await database()
    .select({ n: evaluationRow.rowNumber })
    .from(evaluationRow)
    .where(eq(evaluationRow.evaluationId, evaluationId))
  return new Set(rows.map(({ n }) => n))
}

const spent = async (datasetId: string) =>
  (
    await database()
      .select({ n: sealedRow.rowNumber })
      .from(sealedRow)
      .where(and(eq(sealedRow.datasetId, datasetId), isNotNull(sealedRow.spentIn)))
  ).length

const both = (a: Set<number>, b: Set<number>) => [...a].filter((n) => b.has(n)).length

describe('an exercise', () => {
  it('is measured on sealed rows, from trial to signed verdict, and is done when it is met', async () => {
    const { enrolmentId, learner, attemptId, input } = await newLearner()
    const server = await serve(reader)
    await registered(input, server.url)
    const viewer = await signedIn(learner)
    expect(await exercisePage(database(), viewer, attemptId)).toMatchObject({
      doubt: { kind: 'not_tried', confirm: true },
      may: { register: true, submit: true, stop: false },
      attemptsUsed: 0,
    })
    await expect(submit({ ...input, knowsDoubt: false })).rejects.toMatchObject({
      code: 'form_invalid',
      facts: { problem: 'trial' },
    })
    const trial = await tryExerciseEndpoint(database(), viewer, attemptId)
    expect(trial).toMatchObject({ ok: true })
    expect(trial.ok && trial.rows.every(({ answer, expected }) => answer === expected)).toBe(true)
    const { evaluationId } = await submit({ ...input, knowsDoubt: false })
    expect(await submit(input)).toEqual({ evaluationId, already: true })
    expect(await exercisePage(database(), viewer, attemptId)).toMatchObject({
      measuring: true,
      progress: { state: 'queued' },
      may: { register: false, submit: false, stop: true },
    })
    server.asked.splice(0)
    expect(await measured(evaluationId)).toEqual({ graded: true })
    expect(await measured(evaluationId)).toEqual({ graded: false })
    expect(server.asked.every(({ body }) => !('label' in body))).toBe(true)
    expect(await attemptRow(attemptId)).toMatchObject({
      status: 'final',
      passed: true,
      evaluationId,
    })
    const [progress] = await database()
      .select()
      .from(itemProgress)
      .where(eq(itemProgress.enrolmentId, enrolmentId))
    expect(progress).toMatchObject({ itemKey: 'urgent' })
    const verdict = await verdictOfEvaluation(database(), evaluationId)
    expect(verdict?.body).toMatchObject({
      purpose: 'exercise',
      attempt: 1,
      attemptsAllowed: 3,
      overall: 'met',
      results: [{ n: 60, estimate: 1, detail: { kind: 'confusion' } }],
    })
    const reference = exerciseReference(enrolmentId, 'urgent')
    expect(isExerciseReference(reference)).toBe(true)
    const chain = await evidenceChain(database(), reference, 'public')
    expect(chain.map(({ kind }) => kind)).toEqual(['evaluation_started', 'verdict'])
    expect(verifyChain(chain).ok).toBe(true)
  })

  it('shows nobody the labels that others are still measured on', async () => {
    const { enrolmentId, input } = await newLearner()
    const server = await serve(reader)
    await registered(input, server.url)
    const { evaluationId } = await submit(input)
    await measured(evaluationId)
    for (const audience of ['public', 'party'] as const) {
      const text = await exportEvidence(database(), {
        contractReference: exerciseReference(enrolmentId, 'urgent'),
        audience,
      })
      expect(text).toContain(evaluationId)
      expect(text).not.toContain('"type":"label"')
    }
  })

  it('spends no rows: others get them too, and nobody the same row twice', async () => {
    const server = await serve((response) => endpoints.json(response, { label: 'other' }))
    const one = await newLearner()
    const other = await newLearner()
    await registered(one.input, server.url)
    await registered(other.input, server.url)
    const first = await submit(one.input)
    expect(await measured(first.evaluationId)).toEqual({ graded: true })
    expect(await attemptRow(one.attemptId)).toMatchObject({ status: 'final', passed: false })
    const again = await attemptAt('urgent', one)
    const second = await submit({ ...one.input, attemptId: again })
    await measured(second.evaluationId)
    const third = await submit({ ...one.input, attemptId: await attemptAt('urgent', one) })
    await measured(third.evaluationId)
    const draws = await Promise.all([first, second, third].map((run) => rowsOf(run.evaluationId)))
    const [a = new Set(), b = new Set(), c = new Set()] = draws
    expect([both(a, b), both(b, c), both(a, c)]).toEqual([0, 0, 0])
    const theirs = await submit(other.input)
    expect(both(await rowsOf(theirs.evaluationId), new Set([...a, ...b, ...c]))).toBeGreaterThan(0)
    const [run] = await database()
      .select()
      .from(evaluation)
      .where(eq(evaluation.id, first.evaluationId))
    expect(await spent(run?.datasetId ?? '')).toBe(0)
    const fourth = await attemptAt('urgent', one)
    await expect(submit({ ...one.input, attemptId: fourth })).rejects.toMatchObject({
      code: 'attempts_used',
    })
    expect(await exercisePage(database(), await signedIn(one.learner), fourth)).toMatchObject({
      attemptsUsed: 3,
      runs: [{ attempt: 1 }, { attempt: 2 }, { attempt: 3 }],
    })
  })

  it('counts a translation with the same rows as the same exercise, and shows no row twice', async () => {
    const sibling = await publishedTrack({
      partner: track.partner,
      content: sampleTrack({ slug: 'graded-ur', language: 'ur', translationOf: track.slug }),
    })
    const { enrolmentId, learner, attemptId, input } = await newLearner()
    const there = await enrolled(sibling, { who: learner })
    const server = await serve((response) => endpoints.json(response, { label: 'other' }))
    await registered(input, server.url)
    const first = await submit(input)
    const start = (at: Date) =>
      inTransaction((tx) =>
        startAttempt(tx, {
          ...{ personId: learner.personId, trackSlug: 'graded-ur', itemKey: 'urgent', at },
        }),
      )
    await expect(start(monday)).rejects.toMatchObject({ code: 'attempt_open' })
    await measured(first.evaluationId)
    await expect(start(addHours(monday, 47))).rejects.toMatchObject({ code: 'attempt_too_soon' })
    const again = await start(addHours(monday, 49))
    // What was registered for the exercise stays, in whichever language it is read.
    const second = await submit({ ...input, ...again })
    await measured(second.evaluationId)
    expect(both(await rowsOf(first.evaluationId), await rowsOf(second.evaluationId))).toBe(0)
    const verdict = await verdictOfEvaluation(database(), second.evaluationId)
    expect(verdict?.body).toMatchObject({
      attempt: 2,
      reference: exerciseReference(enrolmentId, 'urgent'),
    })
    const page = await exercisePage(database(), await signedIn(learner), again.attemptId)
    expect(page).toMatchObject({ attemptsUsed: 2, track: { slug: 'graded-ur' } })
    const all = await attemptsAt(database(), {
      ...{ personId: learner.personId, trackId: sibling.trackId },
      item: { key: 'urgent', contentHash: 'of other words' },
    })
    expect(all.map(({ id, enrolmentId: of, same }) => [id, of, same])).toEqual([
      [attemptId, enrolmentId, true],
      [again.attemptId, there.enrolmentId, true],
    ])
    const third = await attemptAt('urgent', there, addHours(monday, 100))
    const graded = {
      status: 'final',
      submittedAt: monday,
      gradedAt: monday,
      passed: false,
    } as const
    await inTransaction(async (tx) => {
      for (const id of [attemptId, again.attemptId, third]) await updateAttempt(tx, id, graded)
    })
    // Its page says that the attempts were used in the other language, too.
    const at = addHours(monday, 400)
    for (const slug of [track.slug, 'graded-ur']) {
      const shown = { slug, itemKey: 'urgent', at }
      expect(await itemPage(database(), await signedIn(learner), shown)).toMatchObject({
        attempts: { next: { possible: false, reason: 'used' }, elsewhere: true },
      })
    }
    // A quiz is asked in other words, and counted apart.
    await attemptAt('check', { enrolmentId })
    const quiz = { personId: learner.personId, trackId: sibling.trackId }
    const asked = await attemptsAt(database(), { ...quiz, item: { key: 'check', contentHash: '' } })
    expect(asked).toEqual([])
  })

  it('seals the rows of another partner anew, though they are the same', async () => {
    const other = await trackWithReviewers(1)
    const [own, theirs] = await Promise.all(
      [track, other].map(({ versionId }) =>
        datasetIdOf(database(), { versionId, itemKey: 'urgent' }),
      ),
    )
    expect(theirs).not.toBe(own)
  })

  it('gives the attempt back when the platform broke the run, and the rows that nobody saw', async () => {
    const { learner, attemptId, input } = await newLearner()
    const server = await serve(reader)
    await registered(input, server.url)
    const broken = await submit(input)
    await inTransaction((tx) =>
      failEvaluation(tx, {
        evaluationId: broken.evaluationId,
        failure: 'platform_fault',
        at: monday,
      }),
    )
    const graded = await inTransaction((tx) =>
      gradeExercise(tx, { evaluationId: broken.evaluationId, at: monday }),
    )
    expect(graded).toEqual({ graded: false })
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'open', evaluationId: null })
    const page = await exercisePage(database(), await signedIn(learner), attemptId)
    expect(page).toMatchObject({ attemptsUsed: 0, broken: { failure: 'platform_fault' } })
    const next = await submit(input)
    expect(await rowsOf(next.evaluationId)).toEqual(await rowsOf(broken.evaluationId))
    expect(await measured(next.evaluationId)).toEqual({ graded: true })
    const verdict = await verdictOfEvaluation(database(), next.evaluationId)
    expect(verdict?.body).toMatchObject({ attempt: 1, overall: 'met' })
  })

  it('counts as an attempt when it is stopped after rows were seen, and not before', async () => {
    const { attemptId, input } = await newLearner()
    await inTransaction((tx) =>
      registerExerciseEndpoint(tx, {
        ...input,
        kind: 'file',
        url: '',
        headers: [],
        requestTemplate: '',
        answerPointer: '',
      }),
    )
    await submit(input)
    await inTransaction((tx) => stopExercise(tx, input))
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'open', passed: null })
    await submit(input)
    await inTransaction((tx) => handOutExercise(tx, input))
    await inTransaction((tx) => stopExercise(tx, input))
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'final', passed: false })
  })

  it('takes predictions in a file, with the rows handed out once', async () => {
    const { learner, attemptId, input } = await newLearner()
    await inTransaction((tx) =>
      registerExerciseEndpoint(tx, {
        ...input,
        kind: 'file',
        url: '',
        headers: [],
        requestTemplate: '',
        answerPointer: '',
      }),
    )
    const { evaluationId } = await submit(input)
    await inTransaction((tx) => handOutExercise(tx, input))
    await expect(inTransaction((tx) => handOutExercise(tx, input))).rejects.toMatchObject({
      code: 'rows_served',
    })
    let text = ''
    for await (const part of servedLines(database(), evaluationId)) text += Buffer.from(part)
    expect(text).not.toContain('label')
    const answers = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; features: { message: string } })
      .map(({ id, features }) => `${id},${/now/.test(features.message) ? 'urgent' : 'other'}`)
    const source = [Buffer.from(`id,prediction\n${answers.join('\n')}\n`)]
    const taken = await inTransaction((tx) =>
      predictExercise(tx, { ...input, source: source as unknown as AsyncIterable<Uint8Array> }),
    )
    expect(taken).toMatchObject({ taken: true, missing: 0 })
    await measured(evaluationId)
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'final', passed: true })
    expect(await sampleFile(database(), await signedIn(learner), attemptId)).toMatch(
      /^message,label\n"?Order 0 .*,urgent\n/,
    )
  })

  it('is nobody else’s: not to read, to register, to submit, to stop', async () => {
    const { attemptId, input } = await newLearner()
    const stranger = await newLearner()
    const theirs = { ...input, by: stranger.learner.personId }
    const refused = { code: 'not_found' }
    await expect(registered(theirs, 'http://127.0.0.1:1/x')).rejects.toMatchObject(refused)
    await expect(submit(theirs)).rejects.toMatchObject(refused)
    await expect(inTransaction((tx) => stopExercise(tx, theirs))).rejects.toMatchObject(refused)
    const viewer = await signedIn(stranger.learner)
    await expect(exercisePage(database(), viewer, attemptId)).rejects.toMatchObject(refused)
    await expect(exercisePage(database(), null, attemptId)).rejects.toMatchObject(refused)
    await expect(sampleFile(database(), viewer, attemptId)).rejects.toMatchObject(refused)
  })

  it('starts one run for two presses at the same moment', async () => {
    const { attemptId, input } = await newLearner()
    const server = await serve(reader)
    await registered(input, server.url)
    const [one, two] = await Promise.all([submit(input), submit(input)])
    expect(one.evaluationId).toBe(two.evaluationId)
    expect([one.already, two.already].sort()).toEqual([false, true])
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'submitted' })
  })

  it('shows its verdict to those who may read it, and to everybody when the learner wants', async () => {
    const { learner, attemptId, input } = await newLearner()
    const server = await serve(reader)
    await registered(input, server.url)
    const { evaluationId } = await submit(input)
    await measured(evaluationId)
    const read = async (viewer: Parameters<typeof exerciseVerdict>[1]) =>
      exerciseVerdict(database(), viewer, evaluationId).then(
        () => true,
        () => false,
      )
    const stranger = (await newLearner()).learner
    const outside = await trackWithReviewers(1)
    const readers = async () =>
      Promise.all([
        read(await signedIn(learner)),
        read(await signedIn(track.reviewers[0] as never)),
        read(await signedIn(outside.reviewers[0] as never)),
        read(await signedIn(stranger)),
        read(null),
      ])
    expect(await readers()).toEqual([true, true, false, false, false])
    const show = (toEverybody: boolean, by = learner.personId) =>
      inTransaction((tx) => showVerdict(tx, { attemptId, by, at: monday, toEverybody }))
    await expect(show(true, stranger.personId)).rejects.toMatchObject({ code: 'not_found' })
    await show(true)
    expect(await readers()).toEqual([true, true, true, true, true])
    await show(false)
    expect(await read(null)).toBe(false)
  })
})

describe('rows of a contract', () => {
  it('are never those of an exercise, nor the other way round', async () => {
    const { datasetId } = await seal(csvOf(300))
    const server = await serve(honest())
    const { endpointId } = await register(server.url)
    await start({ datasetId, endpointId })
    const reference = 'exercise:enr_x:item'
    const own = await register(server.url, reference)
    const asExercise = (id: string) =>
      inTransaction(async (tx) => {
        const [run] = await tx.select().from(evaluation).where(eq(evaluation.datasetId, datasetId))
        return startEvaluation(tx, {
          reference,
          contractReference: reference,
          datasetId: id,
          endpointId: own.endpointId,
          criteria: run?.criteria ?? [],
          purpose: 'exercise',
          at: monday,
          by: 'per_learner',
        })
      })
    await expect(asExercise(datasetId)).rejects.toThrow(/contracts or learners/)
    const other = await seal(csvOf(300), { reference: 'other' })
    await asExercise(other.datasetId)
    await expect(
      start({ datasetId: other.datasetId, endpointId, reference: 'mil_other' }),
    ).rejects.toThrow()
    const { endpointId: third } = await register(server.url, 'mil_third')
    await expect(
      start({ datasetId: other.datasetId, endpointId: third, reference: 'mil_third' }),
    ).rejects.toThrow(/contracts or learners/)
    expect((await database().select().from(attempt)).length).toBeGreaterThan(0)
  })
})

describe('an exercise by file', () => {
  it('is the learner’s turn until the file is in, on the dashboard, in the outline and by its time', async () => {
    const { enrolmentId, learner, attemptId, input } = await newLearner()
    const viewer = await signedIn(learner)
    await inTransaction((tx) =>
      registerExerciseEndpoint(tx, {
        ...{ ...input, kind: 'file' as const, url: '', headers: [] },
        ...{ requestTemplate: '', answerPointer: '' },
      }),
    )
    await submit(input)
    const until = addHours(monday, 48)
    const items = await learningItems(database(), viewer, monday)
    expect(items).toContainEqual(
      expect.objectContaining({ id: attemptId, sentence: 'learning.wanted_file', until }),
    )
    // The same thing is not said a second time.
    expect(items).toHaveLength(1)
    const page = await enrolmentPage(database(), viewer, enrolmentId, monday)
    expect(page).toMatchObject({ begun: true, resume: { key: 'urgent', attemptId } })
    const outline = page.outline.flatMap(({ items }) => items)
    expect(outline.find(({ key }) => key === 'urgent')?.state).toEqual({
      ...{ kind: 'begun', attemptId, wanted: 'file', until },
    })
  })
})
