import { maxSampleSize } from '~/domain/outcomes/criteria/criterion'
import { validateCriterion } from '~/domain/outcomes/criteria/validate-criterion'
import { isRole } from '~/domain/skills/roles'
import { skillById } from '~/domain/skills/taxonomy'
import { attemptsPerItem } from '../attempts/attempt'
import { exerciseCriterion } from '../attempts/exercise-criterion'
import { markdownProblem, picturesOf } from './markdown-tree'
import { launchFile } from './package-files'
import { questionProblems } from './question-problems'
import type { Capstone, Exercise, Item, LessonPackage, TrackContent } from './track-content'

export type TrackProblemCode =
  | 'title_missing'
  | 'summary_missing'
  | 'description_missing'
  | 'licence_missing'
  | 'hours_missing'
  | 'skills_missing'
  | 'skill_unknown'
  | 'role_unknown'
  | 'needed_self'
  | 'needed_unknown'
  | 'needed_circle'
  | 'original_self'
  | 'original_unknown'
  | 'original_circle'
  | 'courses_missing'
  | 'course_empty'
  | 'key_invalid'
  | 'key_repeated'
  | 'key_reserved'
  | 'minutes_missing'
  | 'text_missing'
  | 'markdown_too_long'
  | 'markdown_too_deep'
  | 'picture_missing'
  | 'pass_mark_invalid'
  | 'limit_invalid'
  | 'draw_invalid'
  | 'questions_missing'
  | 'prompt_missing'
  | 'points_invalid'
  | 'options_too_few'
  | 'one_right_option'
  | 'right_option_missing'
  | 'answer_not_number'
  | 'accepted_missing'
  | 'criterion_invalid'
  | 'data_missing'
  | 'sample_rows_invalid'
  | 'ways_in_missing'
  | 'package_missing'
  | 'deliverables_missing'
  | 'rubric_missing'
  | 'levels_too_few'

/** One thing that keeps a version from being published; its sentence is `track.problem_<code>`. */
export type TrackProblem = {
  readonly code: TrackProblemCode
  /** The item it is about; null: the track itself. */
  readonly itemKey: string | null
  /** What it is about: the number of a question or line, a course's title, a file, a field; else empty. */
  readonly part: string
}

const problem = (code: TrackProblemCode, itemKey: string | null = null, part = '') => ({
  code,
  itemKey,
  part,
})

export const keyPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/
export const keyLength = 60
/** What stands at /tracks/:slug/… for itself; an item of that key could never be opened. */
export const reservedItemKeys: readonly string[] = ['sponsor']

/** Everything that keeps the version from being published, in the order of the track. */
export function trackProblems(content: TrackContent, files: ReadonlySet<string>): TrackProblem[] {
  return [
    ...headProblems(content),
    ...keyProblems(content),
    ...content.courses.flatMap(({ title, items }) =>
      items.length === 0 ? [problem('course_empty', null, title)] : [],
    ),
    ...content.courses.flatMap(({ items }) => items).flatMap((item) => itemProblems(item, files)),
  ]
}

function headProblems(content: TrackContent): TrackProblem[] {
  const missing = [
    content.title.trim() === '' && 'title_missing',
    content.summary.trim() === '' && 'summary_missing',
    content.description.trim() === '' && 'description_missing',
    content.licence.trim() === '' && 'licence_missing',
    !(content.hours >= 1) && 'hours_missing',
    content.skills.length === 0 && 'skills_missing',
    content.courses.length === 0 && 'courses_missing',
    markdownProblem(content.description),
  ] as const
  return [
    ...missing.flatMap((code) => (code ? [problem(code)] : [])),
    ...content.skills
      .filter((id) => !skillById(id))
      .map((id) => problem('skill_unknown', null, id)),
    ...content.roles.filter((id) => !isRole(id)).map((id) => problem('role_unknown', null, id)),
  ]
}

function keyProblems({ courses }: TrackContent): TrackProblem[] {
  const courseKeys = courses.map(({ key }) => key)
  const itemKeys = courses.flatMap(({ items }) => items.map(({ key }) => key))
  const wrong = [courseKeys, itemKeys].flatMap((keys) =>
    keys.flatMap((key, index) => {
      if (!keyPattern.test(key) || key.length > keyLength)
        return [problem('key_invalid', null, key)]
      return keys.indexOf(key) < index ? [problem('key_repeated', null, key)] : []
    }),
  )
  const reserved = itemKeys.filter((key) => reservedItemKeys.includes(key))
  return [...wrong, ...reserved.map((key) => problem('key_reserved', null, key))]
}

/** What keeps one item from being published. */
export function itemProblems(item: Item, files: ReadonlySet<string>): TrackProblem[] {
  const of = (code: TrackProblemCode, part = '') => problem(code, item.key, part)
  const found = [
    ...(item.title.trim() === '' ? [of('title_missing')] : []),
    ...(item.minutes >= 1 ? [] : [of('minutes_missing')]),
  ]
  const texts = textsOf(item)
  for (const text of texts) {
    const trouble = markdownProblem(text)
    if (trouble) {
      found.push(of(trouble))
      continue
    }
    const missing = picturesOf(text).filter((path) => !files.has(path))
    found.push(...missing.map((path) => of('picture_missing', path)))
  }
  const wordless = item.kind === 'quiz' || (item.kind === 'lesson' && item.package !== undefined)
  if (texts[0]?.trim() === '' && !wordless) found.push(of('text_missing'))
  return [...found, ...contentProblems(item, files).map(({ code, part }) => of(code, part))]
}

type Inner = { code: TrackProblemCode; part: string }
const inner = (code: TrackProblemCode, part = ''): Inner => ({ code, part })

function contentProblems(item: Item, files: ReadonlySet<string>): Inner[] {
  switch (item.kind) {
    case 'lesson':
      return packageProblems(item.package, files)
    case 'quiz': {
      const { passMark, limitMinutes, draw, questions } = item.quiz
      return [
        ...passMarkProblems(passMark),
        ...(limitMinutes === null || limitMinutes >= 1 ? [] : [inner('limit_invalid')]),
        ...(draw === undefined || (draw >= 1 && draw <= questions.length)
          ? []
          : [inner('draw_invalid')]),
        ...(questions.length === 0 ? [inner('questions_missing')] : []),
        ...questions.flatMap((question, at) =>
          questionProblems(question).map((code) => inner(code, String(at + 1))),
        ),
        ...repeated(questions.map(({ key }) => key)),
      ]
    }
    case 'exercise':
      return exerciseProblems(item.exercise, files)
    case 'capstone':
      return capstoneProblems(item.capstone)
  }
}

function packageProblems(of: LessonPackage | undefined, files: ReadonlySet<string>): Inner[] {
  const path = of ? launchFile(of) : null
  return path === null || files.has(path) ? [] : [inner('package_missing', path)]
}

const passMarkProblems = (mark: number) =>
  mark > 0 && mark <= 1 ? [] : [inner('pass_mark_invalid')]

const repeated = (keys: readonly string[]) =>
  keys.filter((key, index) => keys.indexOf(key) < index).map((key) => inner('key_repeated', key))

function exerciseProblems(exercise: Exercise, files: ReadonlySet<string>): Inner[] {
  const { criterion, dataset, waysIn } = exercise
  const checked = validateCriterion(exerciseCriterion('exercise', criterion, attemptsPerItem))
  const rows = dataset.sampleRows
  return [
    ...(checked.ok ? [] : checked.problems.map(({ field }) => inner('criterion_invalid', field))),
    ...(files.has(`data/${dataset.file}`) ? [] : [inner('data_missing', `data/${dataset.file}`)]),
    ...(Number.isInteger(rows) && rows >= 1 && rows <= maxSampleSize
      ? []
      : [inner('sample_rows_invalid')]),
    ...(waysIn.length > 0 ? [] : [inner('ways_in_missing')]),
  ]
}

function capstoneProblems({ deliverables, rubric, passMark }: Capstone): Inner[] {
  return [
    ...passMarkProblems(passMark),
    ...(deliverables.some((text) => text.trim()) ? [] : [inner('deliverables_missing')]),
    ...(rubric.length > 0 ? [] : [inner('rubric_missing')]),
    ...rubric.flatMap(({ levels }, at) =>
      levels.length < 2 || !levels.every(({ text }) => text.trim())
        ? [inner('levels_too_few', String(at + 1))]
        : [],
    ),
    ...repeated(rubric.map(({ key }) => key)),
  ]
}

/** Every Markdown text of an item; the first is what it mainly says. */
export function textsOf(item: Item): string[] {
  switch (item.kind) {
    case 'lesson':
      return [item.body]
    case 'quiz':
      return [
        item.quiz.intro,
        ...item.quiz.questions.flatMap(({ prompt, explanation }) => [prompt, explanation]),
      ]
    case 'exercise':
      return [item.exercise.brief]
    case 'capstone':
      return [item.capstone.brief]
  }
}
