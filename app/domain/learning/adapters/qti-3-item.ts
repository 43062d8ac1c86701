import { middleOf } from './decimal'
import type { FoundAnswer, FoundQuestion } from './found-question'
import { htmlToLine, htmlToMarkdown } from './html-to-markdown'
import type { Found, ImportDraft } from './import-draft'
import type { LossReason } from './loss'
import { below, first, innerHtml, plainText, type XmlElement } from './xml-tree'

type Finder = (address: string) => Found | null
type Reading = {
  readonly item: XmlElement
  readonly lose: (reason: LossReason, facts?: Record<string, string>) => null
  readonly line: (of: XmlElement) => string
}

const gap = '_____'

/** One item of QTI 3 or 2, its names already plain. An item of several interactions is lost. */
export function readQtiItem(
  draft: ImportDraft,
  item: XmlElement,
  path: string,
  finder: Finder,
): FoundQuestion[] {
  const id = item.attributes.identifier ?? path
  const title = item.attributes.title || id
  const lose: Reading['lose'] = (reason, facts) => {
    draft.lose(path, title, reason, facts)
    return null
  }
  if (item.name !== 'assessmentItem') {
    lose('resource_kind', { kind: item.name })
    return []
  }
  const body = first(item, 'itemBody')
  const found = interactionsOf(body)
  if (below(item, 'templateDeclaration').length > 0) lose('variables')
  const place = draft.htmlPlace(path, title, finder)
  const line = (of: XmlElement) => htmlToLine(path, innerHtml(of, hidden), place)
  const [interaction] = found
  if (!interaction || found.length > 1 || below(item, 'templateDeclaration').length > 0) {
    if (found.length !== 1)
      lose('question_kind', { kind: found.map(({ name }) => name).join(', ') })
    return []
  }
  const answer = answerOf({ item, lose, line }, interaction)
  if (!answer) return []
  const prompt = first(interaction, 'prompt')
  const around = innerHtml(body, (element) =>
    element === interaction ? (isGap(element) ? gap : innerHtml(prompt)) : hidden(element),
  )
  return [
    {
      place: path,
      title,
      prompt: htmlToMarkdown(path, around, place),
      explanation: below(item, 'modalFeedback')
        .map((feedback) => htmlToMarkdown(path, innerHtml(feedback), place).trim())
        .join('\n\n'),
      points: Number(defaultScore(item)) || 1,
      source: `qti:${id}`,
      answer,
    },
  ]
}

const isGap = ({ name }: XmlElement) => /^(textEntry|inlineChoice)Interaction$/.test(name)
/** What is shown after an answer, or to markers only, is not part of what is asked. */
const hidden = ({ name }: XmlElement) =>
  /^(feedbackInline|feedbackBlock|rubricBlock)$/.test(name) ? '' : null

function interactionsOf(of: XmlElement | null): XmlElement[] {
  return (of?.children ?? []).flatMap((child) => {
    if (typeof child === 'string') return []
    return /Interaction$/.test(child.name) ? [child] : interactionsOf(child)
  })
}

function defaultScore(item: XmlElement): string {
  const score = below(item, 'outcomeDeclaration').find(({ attributes }) =>
    /^(MAXSCORE|SCORE)$/.test(attributes.identifier ?? ''),
  )
  return score?.attributes.normalMaximum ?? '1'
}

function answerOf({ item, lose, line }: Reading, interaction: XmlElement): FoundAnswer | null {
  const declared = below(item, 'responseDeclaration').find(
    ({ attributes }) => attributes.identifier === interaction.attributes.responseIdentifier,
  )
  const right = below(first(declared ?? null, 'correctResponse'), 'value').map(plainText)
  const mapped = below(declared ?? null, 'mapEntry')
  const worth = mapped.filter(({ attributes }) => Number(attributes.mappedValue) > 0)
  switch (interaction.name) {
    case 'choiceInteraction':
    case 'inlineChoiceInteraction': {
      const several = declared?.attributes.cardinality === 'multiple'
      const chosen = new Set(
        right.length > 0 ? right : worth.map(({ attributes }) => attributes.mapKey ?? ''),
      )
      if (mapped.length > 0 && several) lose('partial_credit')
      const name = interaction.name === 'choiceInteraction' ? 'simpleChoice' : 'inlineChoice'
      const options = below(interaction, name).map((choice) => ({
        text: line(choice),
        correct: chosen.has(choice.attributes.identifier ?? ''),
        feedback: below(choice, 'feedbackInline').map(line).join(' '),
      }))
      return { kind: 'choice', several, options }
    }
    case 'orderInteraction': {
      const texts = new Map(
        below(interaction, 'simpleChoice').map((choice) => [
          choice.attributes.identifier ?? '',
          line(choice),
        ]),
      )
      return right.length > 0
        ? { kind: 'ordering', parts: right.flatMap((id) => texts.get(id) ?? []) }
        : lose('question_no_answer')
    }
    case 'textEntryInteraction':
      return entryOf({ item, lose, line }, declared?.attributes.baseType ?? 'string', [
        ...right,
        ...worth.map(({ attributes }) => attributes.mapKey ?? ''),
      ])
    case 'extendedTextInteraction':
    case 'uploadInteraction':
      return lose('question_essay')
    case 'matchInteraction':
    case 'associateInteraction':
    case 'gapMatchInteraction':
      return lose('question_matching')
    default:
      return lose('question_kind', { kind: interaction.name })
  }
}

function entryOf(
  { item, lose }: Reading,
  baseType: string,
  accepted: readonly string[],
): FoundAnswer | null {
  const answer = accepted[0]
  if (answer === undefined) return lose('question_no_answer')
  if (!/^(integer|float)$/.test(baseType)) {
    const isStrict = below(item, 'mapEntry').some(
      ({ attributes }) => attributes.caseSensitive === 'true',
    )
    if (isStrict) lose('case')
    return { kind: 'short_text', accept: accepted }
  }
  const equal = below(item, 'equal')[0]
  const [low = '0', high = low] = (equal?.attributes.tolerance ?? '0').split(/\s+/)
  if (equal?.attributes.toleranceMode !== 'absolute')
    return { kind: 'numeric', answer, tolerance: '0' }
  if (low === high) return { kind: 'numeric', answer, tolerance: low }
  const middle = middleOf(
    String(Number(answer) - Number(low)),
    String(Number(answer) + Number(high)),
  )
  return middle ? { kind: 'numeric', ...middle } : lose('question_no_answer')
}
