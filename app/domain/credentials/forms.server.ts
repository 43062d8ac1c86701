import { z } from 'zod'
import { text } from '~/platform/forms.server'
import { credentialMoves, visibilities } from './credential'

/** The beginning of a day, UTC. */
const day = z
  .string('error.required')
  .regex(/^\d{4}-\d\d-\d\d$/, 'error.date')
  .transform((value, context) => {
    const at = new Date(`${value}T00:00:00Z`)
    if (!Number.isNaN(at.getTime())) return at
    context.addIssue({ code: 'custom', message: 'error.date' })
    return z.NEVER
  })

export const visibilityForm = z.object({
  credentialId: text(60),
  visibility: z.enum(visibilities, 'error.choice'),
})

/** A reason is always given: the holder reads it. */
export const moveForm = z.object({
  intent: z.enum(credentialMoves, 'error.choice'),
  reason: text(500),
})

export const renewForm = z.object({
  until: z.union([z.literal('').transform(() => null), day]).default(null),
})

export const compromisedForm = z.object({ keyId: text(60), since: day })

export const verifyForm = z.object({
  text: z.string().trim().default(''),
  url: z.string().trim().max(2_000, 'error.too_long').default(''),
})
