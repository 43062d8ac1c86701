import type {
  Capstone,
  ItemContent,
  ItemKind,
  Option,
  Question,
  QuestionKind,
  RubricLine,
} from './track-content'

/** What a new item of this kind begins as. */
export function newContent(kind: ItemKind, key: string): ItemContent {
  switch (kind) {
    case 'lesson':
      return { kind, body: '' }
    case 'quiz':
      return { kind, quiz: { intro: '', passMark: 0.7, limitMinutes: null, questions: [] } }
    case 'exercise':
      return {
        kind,
        exercise: {
          brief: '',
          criterion: {
            metric: 'accuracy',
            averaging: null,
            positiveClass: null,
            labels: [],
            target: 0.8,
            sampleSize: 100,
          },
          dataset: { file: `${key}.csv`, labelColumn: 'label', sampleRows: 20 },
          waysIn: ['endpoint', 'file'],
        },
      }
    case 'capstone':
      return { kind, capstone: newCapstone() }
  }
}

function newCapstone(): Capstone {
  return { brief: '', deliverables: [], rubric: [newLine([])], passMark: 0.6 }
}

export function newLine(others: readonly { key: string }[]): RubricLine {
  return {
    key: nextKey('line-', others),
    title: '',
    levels: [
      { points: 0, text: '' },
      { points: 2, text: '' },
      { points: 4, text: '' },
    ],
  }
}

/** The first of q1, q2, q3 … that no row has. */
function nextKey(stem: string, others: readonly { key: string }[]): string {
  for (let n = others.length + 1; ; n++) {
    if (!others.some(({ key }) => key === `${stem}${n}`)) return `${stem}${n}`
  }
}

export function newQuestion(kind: QuestionKind, others: readonly { key: string }[]): Question {
  const head = { key: nextKey('q', others), prompt: '', explanation: '', points: 1 }
  switch (kind) {
    case 'single':
    case 'multiple':
      return { ...head, kind, options: [newOption([]), newOption([{ key: 'a' }])] }
    case 'numeric':
      return { ...head, kind, answer: '', tolerance: '0', unit: '' }
    case 'ordering':
      return { ...head, kind, parts: [newOption([]), newOption([{ key: 'a' }])].map(withoutMark) }
    case 'short_text':
      return { ...head, kind, accept: [] }
  }
}

const letters = 'abcdefghijklmnopqrstuvwxyz'

export function newOption(others: readonly { key: string }[]): Option {
  const letter = [...letters].find((one) => !others.some(({ key }) => key === one))
  return { key: letter ?? nextKey('option-', others), text: '', correct: false }
}

export const withoutMark = ({ key, text }: Option) => ({ key, text })
