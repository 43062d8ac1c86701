import { answersAreTexts, type Criterion } from '../criteria/criterion'
import { labelKindOf } from '../criteria/metric'
import type { LabelKind } from '../datasets/label-kind'
import type { AnswerRule, EndpointKind } from './endpoint'

/** What a form for an endpoint is filled in with, for each way of asking. */
export type EndpointPreset = {
  readonly requestTemplate: string
  readonly answerPointer: string
  readonly listPointer: string
  readonly answerRule: AnswerRule
  readonly rowsPerRequest: number
}

export type PresetSource = {
  readonly columns: readonly string[]
  readonly labels: readonly string[]
  readonly labelKind: LabelKind
}

const pretty = (json: unknown) => JSON.stringify(json, null, 2)

const rules: Record<LabelKind, AnswerRule> = {
  class: 'label_in_text',
  number: 'number_in_text',
  text: 'as_it_is',
}

/** What the answers of these criteria are: labels, numbers or texts. */
export function labelKindFor(criteria: readonly Criterion[]): LabelKind {
  const kinds = criteria.flatMap(({ metric }) => labelKindOf(metric) ?? [])
  return kinds[0] ?? (answersAreTexts(criteria) ? 'text' : 'class')
}

/** What a chat model is told. It is a draft: the team writes its own. */
function instruction({ labels, labelKind }: PresetSource): string {
  if (labelKind === 'number') return 'Answer with one number and nothing else.'
  if (labelKind === 'text' || labels.length === 0)
    return 'Answer as briefly as you can, without any explanation.'
  return `Answer with exactly one of these labels and nothing else: ${labels.join(', ')}.`
}

/** The request, and where the answer stands, that fit most systems of a kind. */
export function presetOf(kind: EndpointKind, source: PresetSource): EndpointPreset {
  const { columns } = source
  const plain = { answerRule: 'as_it_is', listPointer: '', rowsPerRequest: 1 } as const
  switch (kind) {
    case 'batch':
      return {
        ...plain,
        requestTemplate: pretty({ rows: '{{rows}}' }),
        listPointer: '/answers',
        answerPointer: '/label',
        rowsPerRequest: 20,
      }
    case 'chat': {
      const [only] = columns
      const content =
        columns.length === 1
          ? `{{${only}}}`
          : columns.map((column) => `${column}: {{${column}}}`).join('\n')
      const messages = [
        { role: 'system', content: instruction(source) },
        { role: 'user', content },
      ]
      return {
        ...plain,
        requestTemplate: pretty({ model: 'name-of-your-model', messages, temperature: 0 }),
        answerPointer: '/choices/0/message/content',
        answerRule:
          source.labelKind === 'class' && source.labels.length === 0
            ? 'as_it_is'
            : rules[source.labelKind],
      }
    }
    case 'file':
      return { ...plain, requestTemplate: '', answerPointer: '' }
    case 'single':
      return {
        ...plain,
        requestTemplate: pretty(
          Object.fromEntries(columns.map((column) => [column, `{{${column}}}`])),
        ),
        answerPointer: '/label',
      }
  }
}
