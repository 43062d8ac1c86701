import { newLine, newOption, newQuestion, withoutMark } from './new-item'
import {
  type Capstone,
  type ItemContent,
  type Question,
  type Quiz,
  questionKinds,
  type RubricLine,
} from './track-content'

/** What a button of an editor asks for: "question-up:q2", "option-remove:q2:b". */
type Wish = { readonly verb: string; readonly key: string; readonly part: string }

function wishOf(command: string): Wish {
  const [verb = '', key = '', part = ''] = command.split(':')
  return { verb, key, part }
}

type Keyed = { readonly key: string }

/** The list with one entry a place further up or down; unchanged at its end. */
export function moved<T extends Keyed>(list: readonly T[], key: string, by: -1 | 1): T[] {
  const from = list.findIndex((one) => one.key === key)
  const to = from + by
  const next = [...list]
  const [one, other] = [next[from], next[to]]
  if (one && other) {
    next[from] = other
    next[to] = one
  }
  return next
}

const without = <T extends Keyed>(list: readonly T[], key: string) =>
  list.filter((one) => one.key !== key)

/**
 * What a button of an editor makes of an item, and the part of the page to go on at. Null for a
 * command that no button sends.
 */
export function editedContent(
  content: ItemContent,
  command: string,
): { content: ItemContent; at: string } | null {
  const wish = wishOf(command)
  if (content.kind === 'quiz') {
    const quiz = editedQuiz(content.quiz, wish)
    const at = wish.verb === 'question-add' ? (quiz?.questions.at(-1)?.key ?? '') : wish.key
    return quiz && { content: { kind: 'quiz', quiz }, at: `q-${at}` }
  }
  if (content.kind === 'capstone') {
    const capstone = editedCapstone(content.capstone, wish)
    const at = wish.verb === 'line-add' ? (capstone?.rubric.at(-1)?.key ?? '') : wish.key
    return capstone && { content: { kind: 'capstone', capstone }, at: `r-${at}` }
  }
  return null
}

function editedQuiz(quiz: Quiz, wish: Wish): Quiz | null {
  const { questions } = quiz
  const { verb, key } = wish
  if (verb === 'question-add') {
    const kind = questionKinds.find((known) => known === key)
    return kind ? { ...quiz, questions: [...questions, newQuestion(kind, questions)] } : null
  }
  if (!questions.some((question) => question.key === key)) return null
  if (verb === 'question-up') return { ...quiz, questions: moved(questions, key, -1) }
  if (verb === 'question-down') return { ...quiz, questions: moved(questions, key, 1) }
  if (verb === 'question-remove') return { ...quiz, questions: without(questions, key) }
  const changed = questions.map((question) =>
    question.key === key ? editedQuestion(question, wish) : question,
  )
  return changed.includes(null) ? null : { ...quiz, questions: changed as Question[] }
}

function editedQuestion(question: Question, { verb, part }: Wish): Question | null {
  if (question.kind === 'single' || question.kind === 'multiple') {
    const options = editedList(question.options, verb, part, newOption)
    return options && { ...question, options }
  }
  if (question.kind === 'ordering') {
    const parts = editedList(question.parts, verb, part, (others) => withoutMark(newOption(others)))
    return parts && { ...question, parts }
  }
  return null
}

function editedList<T extends Keyed>(
  list: readonly T[],
  verb: string,
  part: string,
  fresh: (others: readonly T[]) => T,
): T[] | null {
  switch (verb) {
    case 'option-add':
      return [...list, fresh(list)]
    case 'option-remove':
      return without(list, part)
    case 'option-up':
      return moved(list, part, -1)
    case 'option-down':
      return moved(list, part, 1)
    default:
      return null
  }
}

function editedCapstone(capstone: Capstone, { verb, key, part }: Wish): Capstone | null {
  const { rubric } = capstone
  if (verb === 'line-add') return { ...capstone, rubric: [...rubric, newLine(rubric)] }
  if (verb === 'line-up') return { ...capstone, rubric: moved(rubric, key, -1) }
  if (verb === 'line-down') return { ...capstone, rubric: moved(rubric, key, 1) }
  if (verb === 'line-remove') return { ...capstone, rubric: without(rubric, key) }
  const edit = (change: (line: RubricLine) => RubricLine) => ({
    ...capstone,
    rubric: rubric.map((line) => (line.key === key ? change(line) : line)),
  })
  if (verb === 'level-add') {
    return edit((line) => {
      const most = line.levels.reduce((points, level) => Math.max(points, level.points), -1)
      return { ...line, levels: [...line.levels, { points: most + 1, text: '' }] }
    })
  }
  if (verb === 'level-remove') {
    return edit((line) => ({
      ...line,
      levels: line.levels.filter((_, at) => at !== Number(part)),
    }))
  }
  return null
}
