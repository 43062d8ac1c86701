import { z } from 'zod'
import { optionalText, text, wholeNumber } from '~/platform/forms.server'
import { reviewReportDecisions, reviewReportReasons } from './review-report'

export const reviewForm = z.object({
  clarity: wholeNumber(1, 5),
  clarityWords: text(600),
  reliability: wholeNumber(1, 5),
  reliabilityWords: text(600),
  communication: wholeNumber(1, 5),
  communicationWords: text(600),
  words: optionalText(4_000),
  note: optionalText(4_000),
})

export const reviewReportForm = z.object({
  reviewId: text(60),
  reason: z.enum(reviewReportReasons, 'error.choice'),
  words: text(1_000),
})

export const reviewReportDecisionForm = z.object({
  reportId: text(60),
  decision: z.enum(reviewReportDecisions, 'error.choice'),
  words: text(1_000),
})
