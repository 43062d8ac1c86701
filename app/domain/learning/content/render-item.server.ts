import { type MarkdownOptions, renderInline, renderMarkdown } from './render-markdown.server'
import type { RenderedItem, RenderedQuestion } from './rendered-item'
import type { ItemContent, Question } from './track-content'

/** What learners are shown of an item. */
export async function renderItem(
  content: ItemContent,
  options: MarkdownOptions,
): Promise<RenderedItem> {
  const html = async (source: string) => (await renderMarkdown(source, options)).html
  switch (content.kind) {
    case 'lesson':
      return { kind: 'lesson', ...(await renderMarkdown(content.body, options)) }
    case 'quiz': {
      const questions: RenderedQuestion[] = []
      for (const question of content.quiz.questions) {
        const choices: Record<string, string> = {}
        for (const { key, text } of choicesOf(question)) {
          choices[key] = await renderInline(text, options)
        }
        questions.push({
          key: question.key,
          prompt: await html(question.prompt),
          explanation: await html(question.explanation),
          choices,
        })
      }
      return { kind: 'quiz', intro: await html(content.quiz.intro), questions }
    }
    case 'exercise':
      return { kind: 'exercise', brief: await html(content.exercise.brief) }
    case 'capstone':
      return { kind: 'capstone', brief: await html(content.capstone.brief) }
  }
}

/** What a question offers to choose from or to put in order. */
export function choicesOf(question: Question): readonly { key: string; text: string }[] {
  if (question.kind === 'single' || question.kind === 'multiple') return question.options
  return question.kind === 'ordering' ? question.parts : []
}
