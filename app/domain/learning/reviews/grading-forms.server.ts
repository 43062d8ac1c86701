import { z } from 'zod'
import { optionalText, text } from '~/platform/forms.server'
import { isWorkLink, workLimits } from '../attempts/capstone-work'
import type { Capstone } from '../content/track-content'
import { appealOutcomes } from './appeal-outcome'

/** One link a line. */
const links = z
  .string()
  .default('')
  .transform((typed) => [
    ...new Set(
      typed
        .split(/\s+/)
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    ),
  ])
  .refine((all) => all.length <= workLimits.links, 'grading.links_many')
  .refine((all) => all.every(isWorkLink), 'grading.links_bad')

export const capstoneForm = z.object({ words: optionalText(workLimits.words), links })

export const submitExerciseForm = z.object({
  /** Ticked when the learner hands in although no trial speaks for the address. */
  knowsDoubt: z
    .string()
    .optional()
    .transform((ticked) => ticked === 'yes'),
})

export const fileForm = z.object({ fileId: text(60) })
export const showForm = z.object({ show: z.enum(['yes', 'no'], 'error.choice') })
export const appealForm = z.object({ reason: text(5_000) })
export const appealDecisionForm = z.object({
  outcome: z.enum(appealOutcomes, 'error.choice'),
  words: text(5_000),
})
export const reviewerForm = z.object({ attemptId: text(60), email: text(200) })

export const mostReviewWords = 8_000

/** The marks of a form, each in `m.<line>`; what is no level of the line counts as not given. */
export function marksFrom(form: FormData, { rubric }: Pick<Capstone, 'rubric'>) {
  const marks: Record<string, number> = {}
  for (const { key, levels } of rubric) {
    const typed = form.get(`m.${key}`)
    const level = levels.find(({ points }) => String(points) === typed)
    if (level) marks[key] = level.points
  }
  const words = String(form.get('words') ?? '').trim()
  return { marks, words }
}
