import { z } from 'zod'
import { isId } from '~/kernel/ids'
import { text, wholeNumber } from '~/platform/forms.server'

const cohortChoice = z
  .string()
  .default('')
  .refine((id) => id === '' || isId('cohort', id), 'error.invalid')

/** How somebody enrols: with which cohort, and who pays. */
export const enrolForm = z.object({
  cohortId: cohortChoice,
  funding: z.enum(['paid', 'sponsored'], 'error.invalid').default('paid'),
})

/** Seats that a funder pays for. */
export const sponsorForm = z.object({
  funderId: text(40),
  cohortId: cohortChoice,
  seats: wholeNumber(1, 1_000),
})
