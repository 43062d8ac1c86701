import type { ItemContent, Question } from './track-content'

/**
 * An item as lines of text, so that two states of it can be laid beside each other. Signs, not words,
 * stand for its parts: the reader sees them in any language.
 */
export function itemText(item: { title: string; minutes: number } & ItemContent): string {
  return [`# ${item.title}`, `⏱ ${item.minutes}`, '', ...contentLines(item)].join('\n')
}

const percent = (share: number) => `${Number((share * 100).toPrecision(6))} %`

function contentLines(content: ItemContent): string[] {
  switch (content.kind) {
    case 'lesson':
      return [
        content.body,
        ...(content.package ? [`▶ ${content.package.standard} · ${content.package.launch}`] : []),
      ]
    case 'quiz': {
      const { intro, passMark, limitMinutes, draw, questions } = content.quiz
      return [
        ...(intro ? [intro, ''] : []),
        `≥ ${percent(passMark)}${limitMinutes === null ? '' : ` · ⏱ ${limitMinutes}`}${draw === undefined ? '' : ` · ${draw}/${questions.length}`}`,
        ...questions.flatMap((question, at) => ['', ...questionLines(question, at)]),
      ]
    }
    case 'exercise': {
      const { brief, criterion, dataset, waysIn } = content.exercise
      const { metric, averaging, positiveClass, labels, target, sampleSize } = criterion
      return [
        brief,
        '',
        [metric, averaging, positiveClass].filter(Boolean).join(' · '),
        `≥ ${target} · n = ${sampleSize}`,
        ...(labels.length > 0 ? [labels.join(' | ')] : []),
        `${dataset.file} · ${dataset.labelColumn} · ${dataset.sampleRows}`,
        waysIn.join(' + '),
      ]
    }
    case 'capstone': {
      const { brief, deliverables, rubric, passMark } = content.capstone
      return [
        brief,
        '',
        ...deliverables.map((text) => `→ ${text}`),
        `≥ ${percent(passMark)}`,
        ...rubric.flatMap(({ title, levels }) => [
          '',
          `## ${title}`,
          ...levels.map(({ points, text }) => `${points}: ${text}`),
        ]),
      ]
    }
  }
}

function questionLines(question: Question, at: number): string[] {
  return [
    `## ${at + 1} · ${question.points}`,
    question.prompt,
    ...answerLines(question),
    ...(question.explanation ? [`∵ ${question.explanation}`] : []),
  ]
}

function answerLines(question: Question): string[] {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return question.options.map(({ text, correct }) => `[${correct ? '✓' : ' '}] ${text}`)
    case 'numeric':
      return [`= ${question.answer} ± ${question.tolerance} ${question.unit}`.trim()]
    case 'ordering':
      return question.parts.map(({ text }, at) => `${at + 1}. ${text}`)
    case 'short_text':
      return question.accept.map((text) => `= ${text}`)
  }
}
