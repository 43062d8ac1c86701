import { parse } from 'csv-parse/sync'
import { attempt, attemptReview, enrolment, track } from 'db/schema/learning'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { registerExerciseEndpoint } from '~/domain/learning/attempts/exercise-endpoint.server'
import { handOutExercise, predictExercise } from '~/domain/learning/attempts/exercise-run.server'
import { handInQuiz } from '~/domain/learning/attempts/hand-in-quiz.server'
import { saveCapstone } from '~/domain/learning/attempts/save-capstone.server'
import { startAttempt } from '~/domain/learning/attempts/start-attempt.server'
import { submitCapstone } from '~/domain/learning/attempts/submit-capstone.server'
import { submitExercise } from '~/domain/learning/attempts/submit-exercise.server'
import type { Exercise, Question, Quiz } from '~/domain/learning/content/track-content'
import { enrol } from '~/domain/learning/enrolments/enrol.server'
import { finishLesson } from '~/domain/learning/enrolments/finish-lesson.server'
import { fieldOf, questionOrder } from '~/domain/learning/quiz/read-answers'
import { submitReview } from '~/domain/learning/reviews/review-work.server'
import { servedLines } from '~/domain/outcomes/runs/serve-rows.server'
import { database, inTransaction } from '~/platform/database.server'
import type { Story } from './story'
import { ownTrack } from './tracks'

/** A share of the questions answered right, or of the rows: how good somebody is at it. */
type Skill = number

/** Of a number of learners one who knows more, or less, of each quiz, and other things than the rest. */
type Ability = { readonly of: number; readonly who: number }

/** What learners of the demo do, through the commands that pages use. */
export class Studies {
  constructor(private readonly story: Story) {}

  /** Takes a place that costs nothing, or one that a funder pays for. */
  async enrol(
    by: string,
    trackSlug: string,
    given: { cohortId?: string; sponsored?: boolean; at: Date },
  ): Promise<string> {
    const { enrolmentId } = await inTransaction((tx) =>
      enrol(tx, {
        ...{ personId: by, trackSlug, at: given.at },
        ...{ cohortId: given.cohortId ?? null, sponsored: given.sponsored ?? false },
      }),
    )
    return enrolmentId
  }

  /** Does lessons and quizzes from the item `from` up to the item before `to`; exercises are met too. */
  async study(
    by: string,
    slug: string,
    part: { from?: string; to?: string; skill?: Skill; ability?: Ability; at: Date },
  ): Promise<void> {
    const items = ownTrack(slug).content.courses.flatMap(({ items: all }) => all)
    const start = part.from ? items.findIndex(({ key }) => key === part.from) : 0
    const end = part.to ? items.findIndex(({ key }) => key === part.to) : items.length
    if (start < 0 || end < 0) throw new Error(`${slug} has no item ${part.from} or ${part.to}.`)
    for (const item of items.slice(start, end)) {
      if (item.kind === 'lesson') await this.read(by, slug, item.key, part.at)
      if (item.kind === 'quiz') {
        const { quiz } = item
        const known = part.ability ? knownBy(quiz, part.ability) : firstOf(quiz, part.skill ?? 1)
        await this.quiz(by, slug, { key: item.key, quiz, known }, part.at)
      }
      if (item.kind === 'exercise')
        await this.exercise(by, slug, item.key, part.skill ?? 1, part.at)
    }
  }

  private async read(by: string, trackSlug: string, itemKey: string, at: Date): Promise<void> {
    await inTransaction((tx) => finishLesson(tx, { trackSlug, itemKey, by, at }))
  }

  private async quiz(
    by: string,
    trackSlug: string,
    { key, quiz, known }: { key: string; quiz: Quiz; known: ReadonlySet<string> },
    at: Date,
  ): Promise<void> {
    const { attemptId } = await inTransaction((tx) =>
      startAttempt(tx, { personId: by, trackSlug, itemKey: key, at }),
    )
    const [row] = await database().select().from(attempt).where(eq(attempt.id, attemptId))
    const sent = answersOf(quiz, row?.shown ?? {}, known)
    await inTransaction((tx) =>
      handInQuiz(tx, { attemptId, by, sent, final: true, knowsBlank: true, at }),
    )
  }

  /** Takes the rows as a file and answers a share of them right; the worker measures. */
  async exercise(
    by: string,
    slug: string,
    itemKey: string,
    skill: Skill,
    at: Date,
  ): Promise<string> {
    const { attemptId } = await inTransaction((tx) =>
      startAttempt(tx, { personId: by, trackSlug: slug, itemKey, at }),
    )
    const input = { attemptId, by, at }
    await inTransaction((tx) =>
      registerExerciseEndpoint(tx, {
        ...{ ...input, kind: 'file' as const, url: '', headers: [] },
        ...{ requestTemplate: '', answerPointer: '' },
      }),
    )
    const { evaluationId } = await inTransaction((tx) =>
      submitExercise(tx, { ...input, knowsDoubt: true }),
    )
    await inTransaction((tx) => handOutExercise(tx, input))
    const lines: string[] = ['id,prediction']
    const key = keyOf(slug, itemKey)
    for (const { id, features } of await rowsOf(evaluationId)) {
      lines.push(`${id},${csvCell(key.answer(features, lines.length, skill))}`)
    }
    const source = oneFile(`${lines.join('\n')}\n`)
    await inTransaction((tx) => predictExercise(tx, { ...input, source }))
    await this.story.idle()
    return attemptId
  }

  async capstone(
    by: string,
    trackSlug: string,
    itemKey: string,
    work: { words: string; links: readonly string[] },
    at: Date,
  ): Promise<string> {
    const { attemptId } = await inTransaction((tx) =>
      startAttempt(tx, { personId: by, trackSlug, itemKey, at }),
    )
    const input = { attemptId, by, at }
    await inTransaction((tx) => saveCapstone(tx, { ...input, ...work, files: [] }))
    await inTransaction((tx) => submitCapstone(tx, input))
    await this.story.idle()
    return attemptId
  }

  /** Whoever sits in the next open seat marks the work: each line at this place of its levels. */
  async review(
    attemptId: string,
    slug: string,
    given: { level: number; words: string; at: Date },
  ): Promise<void> {
    const [open] = await database()
      .select()
      .from(attemptReview)
      .where(
        and(
          eq(attemptReview.attemptId, attemptId),
          isNull(attemptReview.submittedAt),
          isNull(attemptReview.endedAt),
        ),
      )
      .orderBy(attemptReview.seat)
    if (!open) throw new Error(`Nobody reviews ${attemptId}.`)
    const items = ownTrack(slug).content.courses.flatMap(({ items: all }) => all)
    const capstone = items.find((item) => item.kind === 'capstone')
    if (capstone?.kind !== 'capstone') throw new Error(`${slug} has no capstone.`)
    const marks = Object.fromEntries(
      capstone.capstone.rubric.map(({ key, levels }) => {
        const place = Math.min(levels.length - 1, given.level)
        return [key, levels[place]?.points ?? 0]
      }),
    )
    await inTransaction((tx) =>
      submitReview(tx, {
        ...{ reviewId: open.id, by: open.reviewerId, at: given.at },
        ...{ marks, words: given.words },
      }),
    )
    await this.story.idle()
  }

  /** The latest attempt of a person at an item. */
  async latest(personId: string, slug: string, itemKey: string): Promise<string> {
    const [row] = await database()
      .select({ id: attempt.id })
      .from(attempt)
      .innerJoin(enrolment, eq(enrolment.id, attempt.enrolmentId))
      .innerJoin(track, eq(track.id, enrolment.trackId))
      .where(
        and(eq(enrolment.personId, personId), eq(track.slug, slug), eq(attempt.itemKey, itemKey)),
      )
      .orderBy(desc(attempt.startedAt))
      .limit(1)
    if (!row) throw new Error(`Nobody tried ${itemKey}.`)
    return row.id
  }
}

/** The first share of the questions. */
function firstOf({ questions }: Quiz, skill: Skill): ReadonlySet<string> {
  return new Set(questions.slice(0, Math.round(questions.length * skill)).map(({ key }) => key))
}

/** Some questions are harder than others, and everybody has gaps of their own; it is enough to pass. */
function knownBy({ questions, passMark }: Quiz, { of, who }: Ability): ReadonlySet<string> {
  const hardness = (at: number) => ((at * 5 + 3) % questions.length) / questions.length
  const luck = (at: number) => (((who + 1) * 7 + at * 11) % 10) / 10 - 0.5
  let spare = questions.reduce((sum, { points }) => sum + points, 0) * (1 - passMark)
  const byHardness = [...questions.entries()].sort(([a], [b]) => hardness(b) - hardness(a))
  const missed = byHardness.filter(([at, { points }]) => {
    if (of + luck(at) * 0.6 >= hardness(at) || points > spare) return false
    spare -= points
    return true
  })
  const gaps = new Set(missed.map(([, { key }]) => key))
  return new Set(questions.map(({ key }) => key).filter((key) => !gaps.has(key)))
}

/** The form of a quiz filled in: what is known right, the rest left out. */
function answersOf(
  quiz: Quiz,
  shown: Readonly<Record<string, readonly string[]>>,
  known: ReadonlySet<string>,
) {
  const fields = new Map<string, string[]>()
  const order = shown[questionOrder] ?? []
  for (const [place, key] of order.entries()) {
    const question = quiz.questions.find((one) => one.key === key)
    if (question && known.has(key)) fillIn(fields, question, place, shown[key] ?? [])
  }
  return (name: string) => fields.get(name) ?? []
}

function fillIn(
  fields: Map<string, string[]>,
  question: Question,
  place: number,
  choices: readonly string[],
): void {
  switch (question.kind) {
    case 'single':
    case 'multiple': {
      const right = question.options.filter(({ correct }) => correct)
      const named = right.map(({ key }) => String(choices.indexOf(key)))
      fields.set(fieldOf(place), named)
      return
    }
    case 'numeric':
      fields.set(fieldOf(place), [question.answer])
      return
    case 'ordering':
      for (const [index, key] of choices.entries()) {
        const to = question.parts.findIndex((part) => part.key === key)
        fields.set(fieldOf(place, index), [String(to + 1)])
      }
      return
    case 'short_text':
      fields.set(fieldOf(place), [question.accept[0] ?? ''])
  }
}

type Features = Readonly<Record<string, string>>

/** The right answers of an exercise's rows, which only the demo's own files can know. */
function keyOf(slug: string, itemKey: string) {
  const { content, files } = ownTrack(slug)
  const items = content.courses.flatMap(({ items: all }) => all)
  const item = items.find(({ key }) => key === itemKey)
  if (item?.kind !== 'exercise') throw new Error(`${itemKey} is no exercise.`)
  const { dataset, criterion }: Exercise = item.exercise
  const file = files.find(({ path }) => path === `data/${dataset.file}`)
  const rows: Features[] = parse(Buffer.from(file?.bytes ?? []), { columns: true, bom: true })
  const { labelColumn } = dataset
  const nameOf = (features: Features) =>
    JSON.stringify(
      Object.entries(features)
        .filter(([name]) => name !== labelColumn)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  const labels = new Map(rows.map((row) => [nameOf(row), row[labelColumn] ?? '']))
  const wrong = (label: string) =>
    criterion.labels.find((one) => one !== label) ??
    (Number.isNaN(Number(label)) ? `${label} ?` : String(Number(label) + 30))
  return {
    /** Every n-th row is answered wrong, as the skill says. */
    answer(features: Features, place: number, skill: Skill): string {
      const label = labels.get(nameOf(features)) ?? ''
      const every = skill >= 1 ? 0 : Math.round(1 / (1 - skill))
      return every > 0 && place % every === 0 ? wrong(label) : label
    },
  }
}

async function rowsOf(evaluationId: string): Promise<{ id: string; features: Features }[]> {
  const parts: Uint8Array[] = []
  for await (const part of servedLines(database(), evaluationId)) parts.push(part)
  return Buffer.concat(parts)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; features: Features })
}

const csvCell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

async function* oneFile(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
