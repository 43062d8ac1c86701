import { z } from 'zod'
import { text, wholeNumber } from '~/platform/forms.server'

export const reviewForm = z.object({
  clarity: wholeNumber(1, 5),
  reliability: wholeNumber(1, 5),
  communication: wholeNumber(1, 5),
  words: text(4_000),
})
