import { familyOf } from '~/domain/outcomes/criteria/metric'
import { decimalOf, numberOf, type Reading, reading, shareOf, targetOf } from './read-fields'
import type { Capstone, Item, ItemContent, Question, Quiz } from './track-content'

/** Where a value could not be used: the field, and the catalogue's sentence. */
export type ItemErrors = Record<
  string,
  'error.required' | 'error.too_long' | 'authoring.number_unread'
>

export type ReadItem = {
  /** What was typed, as far as it can be read: the editor shows this again. */
  readonly item: { title: string; minutes: number } & ItemContent
  readonly errors: ItemErrors
}

/**
 * Reads an editor's form. A draft may be incomplete, so what is missing is no error here; only what
 * cannot be kept as it was typed is.
 * @param before what the item is now: its kind, and what the form does not carry.
 */
export function readItem(form: FormData, before: Item): ReadItem {
  const from = reading(form)
  const title = from.text('title', 200)
  if (title === '') from.errors.title = 'error.required'
  const head = { title, minutes: numberOf(from, 'minutes', before.minutes, 0, 6_000) }
  return { item: { ...head, ...readContent(from, before) }, errors: from.errors }
}

function readContent(from: Reading, before: ItemContent): ItemContent {
  switch (before.kind) {
    case 'lesson':
      return {
        kind: 'lesson',
        body: from.prose('body'),
        // No field of the form carries it: it comes with an import and stays.
        ...(before.package ? { package: before.package } : {}),
      }
    case 'quiz':
      return { kind: 'quiz', quiz: readQuiz(from, before.quiz) }
    case 'exercise':
      return { kind: 'exercise', exercise: readExercise(from, before.exercise) }
    case 'capstone':
      return { kind: 'capstone', capstone: readCapstone(from, before.capstone) }
  }
}

const most = { rows: 100, options: 26, levels: 10 }

function readQuiz(from: Reading, before: Quiz): Quiz {
  return {
    intro: from.prose('intro'),
    passMark: shareOf(from, 'passMark', before.passMark),
    limitMinutes: from.text('limitMinutes', 10)
      ? numberOf(from, 'limitMinutes', before.limitMinutes ?? 30, 1, 600)
      : null,
    ...(from.text('draw', 10) ? { draw: numberOf(from, 'draw', before.draw ?? 1, 1, 200) } : {}),
    questions: from
      .rows('q', most.rows)
      .flatMap((name) => readQuestion(from, name, before.questions) ?? []),
  }
}

function readQuestion(from: Reading, name: string, before: readonly Question[]): Question | null {
  const key = from.text(`${name}.key`, 60)
  const was = before.find((question) => question.key === key)
  const head = {
    key,
    prompt: from.prose(`${name}.prompt`),
    explanation: from.prose(`${name}.explanation`),
    points: numberOf(from, `${name}.points`, was?.points ?? 1, 1, 100),
    ...(was?.source === undefined ? {} : { source: was.source }),
  }
  const kind = from.text(`${name}.kind`, 20)
  const parts = () =>
    from.rows(`${name}.o`, most.options).map((row) => ({
      key: from.text(`${row}.key`, 60),
      text: from.text(`${row}.text`, 2_000),
    }))
  switch (kind) {
    case 'single': {
      const right = from.text(`${name}.right`, 60)
      return {
        ...head,
        kind,
        options: parts().map((one) => ({ ...one, correct: one.key === right })),
      }
    }
    case 'multiple': {
      const right = from.all(`${name}.right`)
      const options = parts().map((one) => ({ ...one, correct: right.includes(one.key) }))
      return { ...head, kind, options }
    }
    case 'numeric':
      return {
        ...head,
        kind,
        answer: decimalOf(from, `${name}.answer`),
        tolerance: decimalOf(from, `${name}.tolerance`) || '0',
        unit: from.text(`${name}.unit`, 30),
      }
    case 'ordering':
      return { ...head, kind, parts: parts() }
    case 'short_text':
      return { ...head, kind, accept: from.lines(`${name}.accept`, 200) }
    default:
      return null
  }
}

type Exercise = Extract<ItemContent, { kind: 'exercise' }>['exercise']

function readExercise(from: Reading, before: Exercise): Exercise {
  const { metric, averaging } = from.goal('goal') ?? before.criterion
  const labels = from.lines('labels', 200)
  const positive = from.text('positiveClass', 200)
  const perClass = averaging === 'class' || metric === 'roc_auc'
  return {
    brief: from.prose('brief'),
    criterion: {
      metric,
      averaging,
      positiveClass: perClass && positive !== '' ? positive : null,
      labels,
      target: targetOf(from, 'target', metric, before.criterion.target),
      ...(familyOf(metric) === 'regression'
        ? { missingError: missingError(from, before.criterion.missingError) }
        : {}),
      sampleSize: numberOf(from, 'sampleSize', before.criterion.sampleSize, 1, 100_000),
    },
    dataset: {
      ...before.dataset,
      sampleRows: numberOf(from, 'sampleRows', before.dataset.sampleRows, 1, 100_000),
    },
    waysIn: (['endpoint', 'file'] as const).filter((way) => from.all('waysIn[]').includes(way)),
  }
}

function missingError(from: Reading, otherwise = 1): number {
  const typed = decimalOf(from, 'missingError')
  return typed === '' || 'missingError' in from.errors ? otherwise : Number(typed)
}

function readCapstone(from: Reading, before: Capstone): Capstone {
  return {
    brief: from.prose('brief'),
    deliverables: from.lines('deliverables', 500),
    passMark: shareOf(from, 'passMark', before.passMark),
    rubric: from.rows('r', most.rows).map((name) => ({
      key: from.text(`${name}.key`, 60),
      title: from.text(`${name}.title`, 300),
      levels: from.rows(`${name}.l`, most.levels).map((row, at) => ({
        points: numberOf(from, `${row}.points`, at, 0, 1_000),
        text: from.text(`${row}.text`, 2_000),
      })),
    })),
  }
}
