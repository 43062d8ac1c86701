import { z } from 'zod'
import { exchangeStages } from '~/domain/market/exchange/exchange'
import {
  answerRules,
  endpointKinds,
  isAsked,
  mostConcurrency,
  mostRowsPerRequest,
  usualConcurrency,
} from '~/domain/outcomes/endpoints/endpoint'
import { optionalText, text, wholeNumber } from '~/platform/forms.server'
import { operatorClaimEvents } from './holdback/claim'
import { operatorDecisions } from './milestones/decide-by-operator.server'
import { namings } from './naming'
import { reviewDaysRange } from './terms/terms-changes'

const percentBps = z
  .string('error.required')
  .trim()
  .regex(/^\d{1,2}([.,]\d{1,2})?$/, 'error.invalid')
  .transform((typed) => Math.round(Number(typed.replace(',', '.')) * 100))

const sha256 = z.string('error.invalid').regex(/^[0-9a-f]{64}$/, 'error.invalid')

export const signForm = z.object({
  version: wholeNumber(1, 10_000),
  sha256,
  typedName: text(200),
  agree: z.literal('yes', 'error.required'),
})

const handOverId = z.string('error.invalid').min(1, 'error.invalid')

export const handOverForm = z.object({ handOverId })
export const agreeHandOverForm = z.object({ handOverId, sha256 })
export const signHandOverForm = signForm.omit({ version: true }).extend({ handOverId })
export const refuseHandOverForm = z.object({ handOverId, reason: text(2_000) })

/** Other seats from a milestone on; the rows of people are read beside it. */
export const proposeSeatsForm = z
  .object({
    from: z
      .string('error.choice')
      .regex(/^\d{1,2}$/, 'error.choice')
      .transform(Number),
    reason: text(2_000),
  })
  .catchall(z.unknown())

export const namingForm = z.object({ naming: z.enum(namings, 'error.choice') })

export const changesForm = z.object({
  criterionId: z.string('error.choice').min(1, 'error.choice'),
  wanted: text(4_000),
})

/** A discovery has no criterion to name. */
export const discoveryChangesForm = changesForm.pick({ wanted: true })

export const endDiscoveryForm = z.object({ reason: text(2_000) })

/** What a host says of somebody in exchange, in one sentence. */
export const exchangeForm = z.object({
  personId: text(60),
  stage: z.enum(exchangeStages, 'error.choice'),
  words: text(300),
})

export const objectionForm = z.object({
  criterionId: z.string('error.choice').min(1, 'error.choice').max(100, 'error.invalid'),
  reason: text(4_000),
})

export const decisionForm = z.object({
  milestoneId: z.string('error.invalid').min(1, 'error.invalid'),
  decision: z.enum(operatorDecisions, 'error.choice'),
  reason: text(4_000),
})

export const submitForm = z.object({
  note: optionalText(8_000),
  /** Ticked when the team submits although no trial speaks for its address. */
  knowsDoubt: z
    .string()
    .optional()
    .transform((ticked) => ticked === 'yes'),
})

export const mostHeaders = 5

const pointer = z.string().trim().max(500, 'error.too_long').default('')

/** What is asked of a form depends on how the system is asked: a file has no address. */
export const endpointForm = z
  .object({
    kind: z.enum(endpointKinds, 'error.choice').default('single'),
    url: optionalText(2_000),
    requestTemplate: optionalText(10_000),
    answerPointer: pointer,
    listPointer: pointer,
    answerRule: z.enum(answerRules, 'error.choice').default('as_it_is'),
    rowsPerRequest: wholeNumber(1, mostRowsPerRequest).default(1),
    concurrency: wholeNumber(1, mostConcurrency).default(usualConcurrency),
    handOut: z.string().default(''),
  })
  .catchall(z.unknown())
  .superRefine((form, context) => {
    const needed = isAsked(form.kind) ? (['url', 'requestTemplate'] as const) : ['handOut' as const]
    for (const name of needed) {
      if (form[name] !== '') continue
      context.addIssue({ code: 'custom', path: [name], message: 'error.required' })
    }
  })
  .transform(({ kind, url, requestTemplate, answerPointer, listPointer, ...form }) => ({
    kind,
    url,
    requestTemplate,
    answerPointer,
    listPointer,
    answerRule: form.answerRule,
    rowsPerRequest: form.rowsPerRequest,
    concurrency: form.concurrency,
    headers: Array.from({ length: mostHeaders }, (_, index) => ({
      name: String(form[`headers.${index}.name`] ?? '').trim(),
      value: String(form[`headers.${index}.value`] ?? ''),
    })).filter(({ name }) => name !== ''),
  }))

export const confirmPredictionsForm = z.object({
  sha256,
})

/** Other terms: one field for each thing that may still change. Amounts are read by the route. */
export const proposeForm = z
  .object({
    version: wholeNumber(1, 10_000),
    holdback: percentBps,
    reviewDays: wholeNumber(reviewDaysRange.least, reviewDaysRange.most),
    note: text(2_000),
  })
  .catchall(z.unknown())

export const milestoneChange = z.object({
  title: text(200),
  description: optionalText(4_000),
  weeks: wholeNumber(1, 104),
})

export const answerClaimForm = z.object({
  claimId: z.string('error.invalid').min(1, 'error.invalid'),
  answer: text(4_000),
  measureAgain: z
    .string()
    .optional()
    .transform((ticked) => ticked === 'yes'),
})

export const openClaimForm = z.object({
  criterionId: z.string('error.choice').min(1, 'error.choice'),
  note: text(4_000),
})

export const claimForm = z.object({ claimId: z.string('error.invalid').min(1, 'error.invalid') })

export const claimDecisionForm = z.object({
  claimId: z.string('error.invalid').min(1, 'error.invalid'),
  decision: z.enum(operatorClaimEvents, 'error.choice'),
  reason: text(4_000),
})

export const inputForm = z.object({ inputId: z.string('error.invalid').min(1, 'error.invalid') })

/** What the client hands in: words, a link, or files beside them. */
export const handInForm = inputForm.extend({
  note: optionalText(4_000),
  link: optionalText(500).refine(
    (link) => link === '' || /^https:\/\/[^\s/]+\.[^\s]+$/.test(link),
    'error.url',
  ),
})

export const askAgainForm = inputForm.extend({ missing: text(2_000) })
