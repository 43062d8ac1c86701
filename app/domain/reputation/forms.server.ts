import { z } from 'zod'
import { evidenceLink } from '~/domain/skills/claim'
import { optionalText, text, wholeNumber } from '~/platform/forms.server'
import { portfolioVisibilities } from './portfolio'
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

export const visibilityForm = z.object({
  visibility: z.enum(portfolioVisibilities, 'error.choice'),
})

export const portfolioWordsForm = z.object({
  headline: optionalText(140),
  about: optionalText(4_000),
})

export const entryForm = z.object({ entryId: text(60), words: optionalText(2_000) })

export const placeForm = z.object({ id: text(60), to: z.enum(['up', 'down'], 'error.choice') })

/** What is said of an artefact; `entryId` is empty where it belongs to no outcome. */
export const artefactForm = z.object({
  title: text(120),
  part: text(500),
  entryId: optionalText(60).transform((id) => id || null),
})

/** An https address of a public name, as skills take them. */
export const artefactLink = text(500).transform(evidenceLink).pipe(z.string('error.url'))

/** A token as GitHub makes them: letters, digits and underscores. */
export const accessTokenForm = z.object({
  accessToken: z
    .string('error.required')
    .trim()
    .min(1, 'error.required')
    .regex(/^[A-Za-z0-9_]{20,255}$/, 'portfolio.token_shape'),
})
