import { shareOf } from './decimal'
import type { FoundAnswer, FoundQuestion } from './found-question'
import { htmlToLine, htmlToMarkdown } from './html-to-markdown'
import type { Found, ImportDraft } from './import-draft'
import type { LossReason } from './loss'
import { all, below, first, innerHtml, isElement, plainText, type XmlElement } from './xml-tree'

type Reading = {
  readonly lose: (reason: LossReason, facts?: Record<string, string>) => null
  readonly line: (of: XmlElement) => string
}

/** A problem of Open edX. Each of its responses becomes a question of its own. */
export function readProblem(
  draft: ImportDraft,
  problem: XmlElement,
  path: string,
  find: (address: string) => Found | null,
): FoundQuestion[] {
  const title = problem.attributes.display_name ?? problem.attributes.url_name ?? path
  const lose: Reading['lose'] = (reason, facts) => {
    draft.lose(path, title, reason, facts)
    return null
  }
  if (below(problem, 'script').length > 0) {
    lose('variables')
    return []
  }
  if (below(problem, 'demandhint').length > 0) lose('hint')
  const place = draft.htmlPlace(path, title, find)
  const markdown = (html: string) => htmlToMarkdown(path, html, place).trim()
  const line = (of: XmlElement) =>
    htmlToLine(
      path,
      innerHtml(of, (inner) => (/hint$/.test(inner.name) ? '' : null)),
      place,
    )
  const responses = responsesOf(problem)
  const shared = responses.length > 0 ? markdown(innerHtml(problem, outside)) : ''
  const explanation = below(problem, 'solution')
    .map((one) => markdown(innerHtml(one)))
    .join('\n\n')
  return responses.flatMap((response, index) => {
    const answer = answerOf({ lose, line }, response)
    if (!answer) return []
    const label = markdown(innerHtml(response, inside))
    const before = responses.length === 1 || index === 0 ? shared : ''
    return [
      {
        place: path,
        title,
        prompt: [before, label].filter((part) => part !== '').join('\n\n') || shared || title,
        explanation,
        points: 1,
        source: `olx:${problem.attributes.url_name ?? path}`,
        answer,
      },
    ]
  })
}

const isResponse = ({ name }: XmlElement) => /response$/.test(name)
const outside = (element: XmlElement) =>
  isResponse(element) || /^(solution|demandhint)$/.test(element.name) ? '' : null
/** What a response asks, without what is answered with. */
const inside = (element: XmlElement) =>
  /^(choicegroup|checkboxgroup|optioninput|textline|formulaequationinput|numericalinput|responseparam|additional_answer|solution|stringequalhint|regexphint|correcthint|compoundhint)$/.test(
    element.name,
  )
    ? ''
    : null

function responsesOf(of: XmlElement): XmlElement[] {
  return of.children
    .filter(isElement)
    .flatMap((child) => (isResponse(child) ? [child] : responsesOf(child)))
}

function answerOf({ lose, line }: Reading, response: XmlElement): FoundAnswer | null {
  const isRight = ({ attributes }: XmlElement) => /^true$/i.test(attributes.correct ?? '')
  if (response.attributes.partial_credit) lose('partial_credit')
  const choices = (several: boolean): FoundAnswer => ({
    kind: 'choice',
    several,
    options: below(response, 'choice').map((choice) => ({
      text: line(choice),
      correct: isRight(choice),
      feedback: below(choice, 'choicehint').map(line).join(' '),
    })),
  })
  switch (response.name) {
    case 'multiplechoiceresponse':
      return choices(false)
    case 'choiceresponse':
      return choices(true)
    case 'optionresponse':
      return optionsOf({ lose, line }, response)
    case 'numericalresponse':
      return numberOf(response) ?? lose('question_no_answer')
    case 'stringresponse': {
      const kind = response.attributes.type ?? ''
      if (/regexp/.test(kind)) lose('pattern')
      if (!/\bci\b/.test(kind)) lose('case')
      const others = all(response, 'additional_answer').map(
        (one) => one.attributes.answer ?? plainText(one),
      )
      return { kind: 'short_text', accept: [response.attributes.answer ?? '', ...others] }
    }
    default:
      return lose('question_kind', { kind: response.name })
  }
}

function optionsOf({ lose, line }: Reading, response: XmlElement): FoundAnswer | null {
  const inputs = below(response, 'optioninput')
  const input = inputs[0]
  if (!input || inputs.length > 1) return lose('question_kind', { kind: response.name })
  const listed = [...(input.attributes.options ?? '').matchAll(/'([^']*)'|"([^"]*)"/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  )
  const options = below(input, 'option').map((option) => ({
    text: line(option),
    correct: /^true$/i.test(option.attributes.correct ?? ''),
  }))
  const named = listed.map((text) => ({ text, correct: text === input.attributes.correct }))
  return { kind: 'choice', several: false, options: options.length > 0 ? options : named }
}

function numberOf(response: XmlElement): FoundAnswer | null {
  const answer = (response.attributes.answer ?? '').trim()
  const said = first(response, 'responseparam')?.attributes.default ?? '0'
  const tolerance = said.endsWith('%') ? shareOf(answer, said.slice(0, -1)) : said
  return tolerance === null ? null : { kind: 'numeric', answer, tolerance }
}
