/**
 * What learners are shown, made from an item's content when its version is published. Every text is
 * sanitised HTML. Right answers are not in here; explanations are, and are shown after an attempt.
 */
export type RenderedItem =
  | {
      readonly kind: 'lesson'
      readonly html: string
      readonly headings: readonly { readonly id: string; readonly text: string }[]
    }
  | {
      readonly kind: 'quiz'
      readonly intro: string
      readonly questions: readonly RenderedQuestion[]
    }
  | { readonly kind: 'exercise'; readonly brief: string }
  | { readonly kind: 'capstone'; readonly brief: string }

export type RenderedQuestion = {
  readonly key: string
  readonly prompt: string
  readonly explanation: string
  /** Inline HTML of each option or part, by its key. */
  readonly choices: Readonly<Record<string, string>>
}
