import type { FoundAnswer, FoundOption, FoundQuestion } from './found-question'
import { categoryName } from './gift'
import { htmlToLine, htmlToMarkdown, plainToLine, plainToMarkdown } from './html-to-markdown'
import { type Found, ImportDraft, type Imported } from './import-draft'
import type { LossReason } from './loss'
import { decodedPath } from './package-manifest'
import { makeBank, splitMatching } from './question-bank'
import { all, first, innerText, plainText, type XmlElement } from './xml-tree'

/** Moodle's XML for question banks, with the pictures in it. Categories become quizzes. */
export function readMoodleXml(root: XmlElement, title: string): Imported {
  const draft = new ImportDraft()
  const quizzes = new Map<string, FoundQuestion[]>()
  let category = title
  for (const [index, question] of all(root, 'question').entries()) {
    if (question.attributes.type === 'category') {
      category = categoryName(plainText(first(question, 'category', 'text')), title)
      continue
    }
    const found = readQuestion(draft, question, index)
    quizzes.set(category, [...(quizzes.get(category) ?? []), ...found])
  }
  return makeBank(draft, title, quizzes)
}

type Lose = (reason: LossReason, facts?: Record<string, string | number>) => null
type Words = (of: XmlElement | null, inLine?: boolean) => string
type Reading = { question: XmlElement; lose: Lose; words: Words }

function readQuestion(draft: ImportDraft, question: XmlElement, index: number): FoundQuestion[] {
  const kind = question.attributes.type ?? ''
  const title = plainText(first(question, 'name', 'text')) || `${kind} ${index + 1}`
  const id = plainText(first(question, 'idnumber')) || title
  const place = `question ${index + 1}`
  const lose: Lose = (reason, facts) => {
    draft.lose(place, title, reason, facts)
    return null
  }
  const words: Words = (of, inLine = false) => wordsOf(draft, { place, title }, of, inLine)
  const head = {
    place,
    title,
    prompt: words(first(question, 'questiontext')),
    explanation: words(first(question, 'generalfeedback')),
    points: Number(plainText(first(question, 'defaultgrade'))) || 1,
    source: `moodle:${id}`,
  }
  if (all(question, 'hint').length > 0) lose('hint')
  if (kind === 'matching') {
    const pairs = all(question, 'subquestion').map((pair) => ({
      left: words(pair),
      right: plainToLine(plainText(first(pair, 'answer', 'text'))),
    }))
    return splitMatching(draft, head, pairs)
  }
  const answer = answerOf(kind, { question, lose, words })
  return answer ? [{ ...head, answer }] : []
}

function answerOf(kind: string, { question, lose, words }: Reading): FoundAnswer | null {
  const answers = all(question, 'answer')
  const best = answers.filter((answer) => fraction(answer) >= 100)
  switch (kind) {
    case 'multichoice':
      return choiceOf({ question, lose, words })
    case 'truefalse': {
      const options = answers.map((answer): FoundOption => {
        const isTrue = /^true$/i.test(plainText(first(answer, 'text')))
        return {
          text: isTrue ? 'True' : 'False',
          correct: fraction(answer) > 0,
          feedback: words(first(answer, 'feedback'), true),
        }
      })
      return { kind: 'choice', several: false, options }
    }
    case 'shortanswer':
      if (plainText(first(question, 'usecase')) === '1') lose('case')
      if (answers.some((answer) => fraction(answer) > 0 && fraction(answer) < 100))
        lose('partial_credit')
      if (best.some((answer) => plainText(first(answer, 'text')).includes('*'))) lose('pattern')
      return {
        kind: 'short_text',
        accept: best.map((answer) => plainText(first(answer, 'text')).replaceAll('\\*', '*')),
      }
    case 'numerical': {
      const right = best[0]
      if (!right) return lose('question_no_answer')
      if (answers.filter((answer) => fraction(answer) > 0).length > 1) lose('partial_credit')
      return {
        kind: 'numeric',
        answer: plainText(first(right, 'text')),
        tolerance: plainText(first(right, 'tolerance')) || '0',
        unit: plainText(first(question, 'units', 'unit', 'unit_name')),
      }
    }
    case 'ordering':
      return { kind: 'ordering', parts: answers.map((answer) => words(answer, true)) }
    case 'essay':
      return lose('question_essay')
    case 'calculated':
    case 'calculatedmulti':
    case 'calculatedsimple':
      return lose('variables')
    default:
      return lose('question_kind', { kind })
  }
}

function choiceOf({ question, lose, words }: Reading): FoundAnswer {
  const answers = all(question, 'answer')
  const several = !/^(true|1)$/.test(plainText(first(question, 'single')) || 'true')
  const isRight = (answer: XmlElement) => (several ? fraction(answer) > 0 : fraction(answer) >= 100)
  const partly = answers.some((answer) => !isRight(answer) && fraction(answer) > 0)
  if (partly || (several && answers.some((answer) => fraction(answer) < 0))) lose('partial_credit')
  const options = answers.map(
    (answer): FoundOption => ({
      text: words(answer, true),
      correct: isRight(answer),
      feedback: words(first(answer, 'feedback'), true),
    }),
  )
  return { kind: 'choice', several, options }
}

const fraction = (answer: XmlElement) => Number(answer.attributes.fraction ?? 0)

/** A text with its format and the files that it shows. */
function wordsOf(
  draft: ImportDraft,
  { place, title }: { place: string; title: string },
  of: XmlElement | null,
  inLine: boolean,
): string {
  const text = innerText(first(of, 'text')).trim()
  if (!of || text === '') return ''
  const format = of.attributes.format ?? 'moodle_auto_format'
  if (format === 'markdown') return inLine ? text.replace(/\s*\n\s*/g, ' ') : text
  const isHtml = format === 'html' || (format !== 'plain_text' && /<[a-z/][^>]*>/i.test(text))
  if (!isHtml) return inLine ? plainToLine(text) : plainToMarkdown(text)
  const files = new Map(
    all(of, 'file').map((file) => [
      file.attributes.name ?? '',
      innerText(file).replace(/\s+/g, ''),
    ]),
  )
  const find = (address: string): Found | null => {
    const name = decodedPath(address).replace(/^@@PLUGINFILE@@\//, '')
    const coded = files.get(name)
    return coded === undefined
      ? null
      : { path: name, bytes: new Uint8Array(Buffer.from(coded, 'base64')) }
  }
  const html = draft.htmlPlace(place, title, find)
  return inLine ? htmlToLine(place, text, html) : htmlToMarkdown(place, text, html)
}
