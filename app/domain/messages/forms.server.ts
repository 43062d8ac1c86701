import { z } from 'zod'
import { optionalText, text } from '~/platform/forms.server'
import { reportDecisions, reportReasons } from './report'
import { mostCharacters } from './thread'

/** A browser sends each line's end as two signs and counts one. */
const lines = z.string('error.required').transform((typed) => typed.replace(/\r\n?/g, '\n'))

export const writeForm = z.object({
  body: lines.pipe(
    z
      .string()
      .trim()
      .max(mostCharacters, 'message.too_long')
      .regex(/[\p{L}\p{N}\p{P}\p{S}]/u, 'error.required'),
  ),
  teamId: z.string().max(60, 'error.invalid').default(''),
  answersId: z.string().max(60, 'error.invalid').default(''),
  mentions: z.array(z.string().max(60)).max(200, 'error.invalid').default([]),
  /** The kinds of warning that the writer has seen, with commas between. */
  knows: z.string().max(200, 'error.invalid').default(''),
})

const messageId = z.string('error.invalid').min(1, 'error.invalid').max(60, 'error.invalid')

export const messageForm = z.object({ messageId })

export const reportForm = z.object({
  messageId,
  reason: z.enum(reportReasons, 'error.choice'),
  words: optionalText(1_000),
})

export const unblockForm = z.object({ personId: messageId })

export const decideForm = z.object({
  reportId: messageId,
  decision: z.enum(reportDecisions, 'error.choice'),
  words: text(1_000),
})
