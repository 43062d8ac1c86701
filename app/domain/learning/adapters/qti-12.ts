import type { Question } from '../content/track-content'
import { middleOf } from './decimal'
import { type FoundAnswer, type FoundOption, questionOf, quizzesOf } from './found-question'
import { htmlToLine, htmlToMarkdown, plainToLine, plainToMarkdown } from './html-to-markdown'
import type { Found, ImportDraft } from './import-draft'
import { all, below, first, innerText, plainText, readXml, type XmlElement } from './xml-tree'

type Finder = (address: string) => Found | null
export type FoundQuiz = {
  readonly title: string
  readonly intro: string
  readonly limitMinutes: number | null
  quizzes(title: string, divide: boolean): { title: string; questions: Question[] }[]
}

/** The subset of QTI 1.2 that cartridges use, with Canvas' numeric questions. */
export function readQti12(
  draft: ImportDraft,
  path: string,
  bytes: Uint8Array,
  { finder }: { finder: Finder },
): FoundQuiz {
  const root = readXml(path, bytes)
  const holder = first(root, 'assessment') ?? first(root, 'objectbank') ?? root
  const title = holder.attributes.title ?? ''
  const fields = metadataOf(first(holder, 'qtimetadata'))
  if (Number(fields.get('cc_maxattempts') ?? 0) > 0) draft.lose(path, title, 'quiz_settings')
  if (below(holder, 'selection_ordering').some((one) => below(one, 'selection').length > 0)) {
    draft.lose(path, title, 'random')
  }
  const items = below(holder, 'item').map((item) => ({
    item,
    found: readItem(draft, path, item, finder),
  }))
  const kept = items.flatMap(({ found }) => (found ? [found] : []))
  const limit = Number(fields.get('qmd_timelimit') ?? Number.NaN)
  const rubric = first(holder, 'rubric') ?? first(holder, 'presentation_material')
  return {
    title,
    intro: rubric ? materialOf(draft, { path, title, finder }, rubric) : '',
    limitMinutes: Number.isInteger(limit) && limit > 0 ? limit : null,
    quizzes: (name, divide) => {
      const parts = divide ? quizzesOf(name, kept) : [{ title: name, part: kept }]
      return parts.map(({ title: of, part }) => ({
        title: of,
        questions: part.flatMap((found, at) => questionOf(draft, found, at) ?? []),
      }))
    },
  }
}

function metadataOf(metadata: XmlElement | null): Map<string, string> {
  return new Map(
    below(metadata, 'qtimetadatafield').map((field) => [
      plainText(first(field, 'fieldlabel')),
      plainText(first(field, 'fieldentry')),
    ]),
  )
}

type Where = { path: string; title: string; finder: Finder }

function materialOf(draft: ImportDraft, where: Where, of: XmlElement, line = false): string {
  const place = draft.htmlPlace(where.path, where.title, where.finder)
  return below(of, 'mattext')
    .map((text) => {
      const words = innerText(text)
      const isHtml = /html/i.test(text.attributes.texttype ?? '') || /<[a-z]+[^>]*>/i.test(words)
      if (line) return isHtml ? htmlToLine(where.path, words, place) : plainToLine(words)
      return isHtml ? htmlToMarkdown(where.path, words, place) : plainToMarkdown(words)
    })
    .filter((part) => part.trim() !== '')
    .join(line ? ' ' : '\n')
}

function readItem(draft: ImportDraft, path: string, item: XmlElement, finder: Finder) {
  const fields = metadataOf(first(item, 'itemmetadata'))
  const id = item.attributes.ident ?? ''
  const place = `${path}#${id}`
  const presentation = first(item, 'presentation')
  const title = item.attributes.title || plainText(below(presentation, 'mattext')[0]) || id
  const where = { path: place, title, finder }
  const prompt = presentation ? promptOf(draft, where, presentation) : ''
  const profile = fields.get('cc_profile') ?? ''
  const kind =
    (fields.get('question_type') ?? profile.replace(/\.v\d.*$/, '').replace(/^cc\./, '')) || ''
  const answer = answerOf(draft, where, item, kind)
  if (answer === null) return null
  const points = Number(fields.get('points_possible') ?? fields.get('cc_weighting') ?? 1)
  const explanation = explanationOf(draft, where, item)
  return { place, title, prompt, explanation, points, source: `qti:${id}`, answer }
}

/** The material before the answers; that of the answers themselves is read with them. */
function promptOf(draft: ImportDraft, where: Where, presentation: XmlElement): string {
  const parts = presentation.children.filter((child) => typeof child !== 'string')
  const flows = parts.flatMap((part) =>
    part.name === 'flow' ? part.children.filter((child) => typeof child !== 'string') : [part],
  )
  return flows
    .filter(({ name }) => name === 'material')
    .map((part) => materialOf(draft, where, part))
    .join('\n')
    .trim()
}

function explanationOf(draft: ImportDraft, where: Where, item: XmlElement): string {
  const all_ = all(item, 'itemfeedback')
  const general = all_.filter(({ attributes }) =>
    /^(general|correct|general_incorrect|solution)/.test(attributes.ident ?? ''),
  )
  return general
    .map((feedback) => materialOf(draft, where, feedback))
    .join('\n')
    .trim()
}

function answerOf(
  draft: ImportDraft,
  where: Where,
  item: XmlElement,
  kind: string,
): FoundAnswer | null {
  const lose = (...what: [Parameters<ImportDraft['lose']>[2], Record<string, string>?]) => {
    draft.lose(where.path, where.title, ...what)
    return null
  }
  const lists = below(item, 'response_lid')
  const texts = below(item, 'response_str')
  const conditions = below(item, 'respcondition').filter(givesPoints)
  if (/essay|file_upload/.test(kind)) return lose('question_essay')
  if (/matching/.test(kind)) return lose('question_matching')
  const isKnown = !/multiple_dropdowns|multiple_blanks|calculated|text_only|hot_?spot/.test(kind)
  if (!isKnown || lists.length + texts.length > 1) return lose('question_kind', { kind })
  if (lists[0]) return choiceOf(draft, where, { item, list: lists[0], conditions })
  if (!texts[0] && below(item, 'response_num').length === 0) return lose('question_kind', { kind })
  if (/numeric/.test(kind) || below(item, 'response_num').length > 0)
    return numberOf(conditions) ?? lose('question_no_answer')
  if (conditions.length === 0) return lose('question_essay')
  if (conditions.some((one) => below(one, 'varsubstring').length > 0)) lose('pattern')
  if (
    conditions.some((one) =>
      below(one, 'varequal').some(({ attributes }) => /^yes$/i.test(attributes.case ?? '')),
    )
  )
    lose('case')
  const accept = conditions.flatMap((one) =>
    [...below(one, 'varequal'), ...below(one, 'varsubstring')].map(plainText),
  )
  return { kind: 'short_text', accept }
}

/** A condition counts where it sets or adds points. */
function givesPoints(condition: XmlElement): boolean {
  return all(condition, 'setvar').some((set) => Number(plainText(set)) > 0)
}

type Choice = { item: XmlElement; list: XmlElement; conditions: readonly XmlElement[] }

function choiceOf(
  draft: ImportDraft,
  where: Where,
  { item, list, conditions }: Choice,
): FoundAnswer {
  const several = /multiple/i.test(list.attributes.rcardinality ?? '')
  const right = new Set<string>()
  // In a full answer what stands under "not" must not be chosen.
  for (const condition of conditions)
    for (const id of asked(first(condition, 'conditionvar'))) right.add(id)
  const feedbackOf = (id: string) => {
    const feedback = all(item, 'itemfeedback').find(
      ({ attributes }) => attributes.ident === `${id}_fb`,
    )
    return feedback ? materialOf(draft, where, feedback, true) : ''
  }
  const options = below(list, 'response_label').map((label): FoundOption => {
    const id = label.attributes.ident ?? ''
    return {
      text: materialOf(draft, where, label, true),
      correct: right.has(id),
      feedback: feedbackOf(id),
    }
  })
  if (several && conditions.length > 1) draft.lose(where.path, where.title, 'partial_credit')
  return { kind: 'choice', several, options }
}

function asked(of: XmlElement | null): string[] {
  return (of?.children ?? []).flatMap((child) => {
    if (typeof child === 'string' || child.name === 'not') return []
    return child.name === 'varequal' ? [plainText(child)] : asked(child)
  })
}

function numberOf(conditions: readonly XmlElement[]): FoundAnswer | null {
  const condition = conditions[0]
  if (!condition) return null
  const exact = below(condition, 'varequal').map(plainText)[0]
  const low = [...below(condition, 'vargte'), ...below(condition, 'vargt')].map(plainText)[0]
  const high = [...below(condition, 'varlte'), ...below(condition, 'varlt')].map(plainText)[0]
  if (low !== undefined && high !== undefined) {
    const middle = middleOf(low, high)
    return middle && { kind: 'numeric', ...middle }
  }
  return exact === undefined ? null : { kind: 'numeric', answer: exact, tolerance: '0' }
}
