import { decimalOf, middleOf } from './decimal'
import type { FoundAnswer, FoundOption, FoundQuestion } from './found-question'
import { htmlToLine, htmlToMarkdown, plainToLine, plainToMarkdown } from './html-to-markdown'
import { ImportDraft, type Imported } from './import-draft'
import { makeBank, splitMatching } from './question-bank'

/** GIFT, Moodle's plain text for questions. Categories become quizzes. */
export function readGift(text: string, title: string): Imported {
  const draft = new ImportDraft()
  const quizzes = new Map<string, FoundQuestion[]>()
  let category = title
  for (const { lines, number } of blocksOf(text)) {
    const named = /^\$CATEGORY:\s*(.+)$/i.exec(lines.trim())
    if (named) category = categoryName(named[1] ?? '', title)
    else
      quizzes.set(category, [
        ...(quizzes.get(category) ?? []),
        ...readQuestion(draft, lines, number),
      ])
  }
  return makeBank(draft, title, quizzes)
}

/** The last part of a category's path: that is what people call it. */
export function categoryName(path: string, otherwise: string): string {
  const parts = path
    .replaceAll('//', '\u0001')
    .split('/')
    .map((part) => part.replaceAll('\u0001', '/').trim())
    .filter((part) => part !== '' && !/^(\$\w+\$|top)$/i.test(part))
  return parts.at(-1)?.replace(/^Default for /i, '') ?? otherwise
}

type Block = { lines: string; number: number }

/** Questions are parted by empty lines; a line that begins with two strokes is a remark. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let lines: string[] = []
  let start = 1
  const flush = () => {
    const whole = lines.join('\n').trim()
    if (whole) blocks.push({ lines: whole, number: start })
    lines = []
  }
  let depth = 0
  for (const [index, line] of text.replace(/\r\n?/g, '\n').split('\n').entries()) {
    if (/^\s*\/\//.test(line)) continue
    if (line.trim() === '' && depth <= 0) flush()
    else if (/^\s*\$CATEGORY:/i.test(line)) {
      flush()
      blocks.push({ lines: line, number: index + 1 })
    } else {
      if (lines.length === 0) start = index + 1
      lines.push(line)
      // Answers may have empty lines among them; a brace that never closes does not swallow the rest.
      depth = lines.length > 200 ? 0 : bracesOf(lines.join('\n'))
    }
    if (line.trim() === '' && depth > 0 && lines.length === 0) depth = 0
  }
  flush()
  return blocks
}

const bracesOf = (text: string) => {
  const plain = text.replace(/\\[\s\S]/g, '')
  return plain.split('{').length - plain.split('}').length
}

type Format = 'html' | 'markdown' | 'plain' | 'moodle'

function readQuestion(draft: ImportDraft, block: string, line: number): FoundQuestion[] {
  // Signs that were escaped stand for themselves: they go out of the way until the end.
  const guarded = block.replace(/\\([~=#{}:\\])/g, (_, sign: string) =>
    String.fromCharCode(0xe000 + sign.charCodeAt(0)),
  )
  const place = `line ${line}`
  const titled = /^\s*::([\s\S]*?)::/.exec(guarded)
  let rest = titled ? guarded.slice(titled[0].length) : guarded
  const said = /^\s*\[(html|markdown|plain|moodle)\]/i.exec(rest)
  if (said) rest = rest.slice(said[0].length)
  const format = (said?.[1]?.toLowerCase() ?? 'moodle') as Format
  const open = rest.indexOf('{')
  const close = rest.lastIndexOf('}')
  const before = open === -1 ? rest : rest.slice(0, open)
  const after = open === -1 ? '' : rest.slice(close + 1).trim()
  const title = restore(titled?.[1] ?? before)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const words = (text: string, inLine = false) =>
    inMarkdown(draft, { place, title, format }, text, inLine)
  if (open === -1 || close < open) {
    draft.lose(place, title, 'question_kind', { kind: 'description' })
    return []
  }
  const inner = rest.slice(open + 1, close)
  const [answers = '', general = ''] = inner.split('####')
  const prompt = words(after ? `${before.trimEnd()} _____ ${after}` : before)
  const found = {
    place,
    title,
    prompt,
    explanation: words(general),
    points: 1,
    source: `gift:${title}`,
  }
  return answersOf(draft, found, answers.trim(), (text) => words(text, true))
}

type Head = Omit<FoundQuestion, 'answer'>
type Words = (text: string) => string

function answersOf(draft: ImportDraft, head: Head, answers: string, words: Words): FoundQuestion[] {
  const lose = (...what: [Parameters<ImportDraft['lose']>[2]]) => {
    draft.lose(head.place, head.title, ...what)
    return []
  }
  if (answers === '') return lose('question_essay')
  const truth = /^(T|TRUE|F|FALSE)\s*(#|$)/i.exec(answers)
  if (truth) return [{ ...head, answer: truthOf(/^T/i.test(answers), answers, words) }]
  if (answers.startsWith('#')) {
    const answer = numberOf(draft, head, answers.slice(1))
    return answer ? [{ ...head, answer }] : lose('question_no_answer')
  }
  const parts = partsOf(answers)
  if (parts.some(({ text }) => text.includes('->'))) {
    const pairs = parts.map(({ text }) => {
      const [left = '', right = ''] = text.split('->')
      return { left: words(left), right: words(right) }
    })
    return splitMatching(draft, head, pairs)
  }
  if (parts.every(({ right }) => right)) {
    if (parts.some(({ weight }) => weight !== null && weight < 100)) lose('partial_credit')
    return [
      {
        ...head,
        answer: { kind: 'short_text', accept: parts.map(({ text }) => restore(text).trim()) },
      },
    ]
  }
  return [{ ...head, answer: choiceOf(draft, head, parts, words) }]
}

type Part = { right: boolean; weight: number | null; text: string; feedback: string }

function partsOf(answers: string): Part[] {
  return [...answers.matchAll(/([=~])((?:(?![=~])[\s\S])*)/g)].map(([, sign, body = '']) => {
    const weighed = /^\s*%(-?[\d.]+)%/.exec(body)
    const [text = '', ...feedback] = (weighed ? body.slice(weighed[0].length) : body).split('#')
    return {
      right: sign === '=',
      weight: weighed ? Number(weighed[1]) : null,
      text: text.trim(),
      feedback: feedback.join('#').trim(),
    }
  })
}

function choiceOf(
  draft: ImportDraft,
  head: Head,
  parts: readonly Part[],
  words: Words,
): FoundAnswer {
  const isRight = ({ right, weight }: Part) => right || (weight ?? 0) > 0
  const several = !parts.some(({ right }) => right) && parts.filter(isRight).length > 1
  if (
    !several &&
    parts.some(({ right, weight }) => !right && (weight ?? 0) > 0 && (weight ?? 0) < 100)
  ) {
    draft.lose(head.place, head.title, 'partial_credit')
  }
  const full = parts.some(({ right }) => right) ? ({ right }: Part) => right : isRight
  const options = parts.map(
    (part): FoundOption => ({
      text: words(part.text),
      correct: full(part),
      feedback: part.feedback ? words(part.feedback) : '',
    }),
  )
  return { kind: 'choice', several, options }
}

function truthOf(right: boolean, answers: string, words: Words): FoundAnswer {
  const [, wrongSaid = '', rightSaid = ''] = answers.split('#')
  const said = (isRight: boolean) => words((isRight ? rightSaid : wrongSaid).trim())
  const options = [true, false].map((value) => ({
    text: value ? 'True' : 'False',
    correct: value === right,
    feedback: said(value === right),
  }))
  return { kind: 'choice', several: false, options }
}

function numberOf(draft: ImportDraft, head: Head, text: string): FoundAnswer | null {
  const parts = text.includes('=') ? partsOf(text) : [{ ...partsOf(`=${text}`)[0], weight: null }]
  const best = parts.find(({ weight }) => weight === null || weight === undefined || weight >= 100)
  if (!best?.text) return null
  if (parts.length > 1) draft.lose(head.place, head.title, 'partial_credit')
  const range = /^(.*?)\.\.(.*)$/.exec(best.text)
  if (range) {
    const middle = middleOf(range[1] ?? '', range[2] ?? '')
    return middle && { kind: 'numeric', ...middle }
  }
  const [answer = '', tolerance = '0'] = restore(best.text).split(':')
  if (decimalOf(answer) === null) return null
  return { kind: 'numeric', answer: answer.trim(), tolerance: tolerance.trim() || '0' }
}

function restore(text: string): string {
  return text
    .replace(/[\ue000-\ue07f]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xe000))
    .replace(/\\n/g, '\n')
}

type Where = { place: string; title: string; format: Format }

function inMarkdown(
  draft: ImportDraft,
  { place, title, format }: Where,
  text: string,
  inLine: boolean,
) {
  const words = restore(text).trim()
  if (words === '') return ''
  if (format === 'markdown') return inLine ? words.replace(/\s*\n\s*/g, ' ') : words
  const isHtml = format === 'html' || (format === 'moodle' && /<[a-z/][^>]*>/i.test(words))
  if (!isHtml) return inLine ? plainToLine(words) : plainToMarkdown(words)
  const html = draft.htmlPlace(place, title, () => null)
  return inLine ? htmlToLine(place, words, html) : htmlToMarkdown(place, words, html)
}
