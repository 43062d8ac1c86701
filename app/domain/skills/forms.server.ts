import { z } from 'zod'
import { optionalText } from '~/platform/forms.server'
import { evidenceLink } from './claim'
import { skillById } from './taxonomy'

export const claimForm = z.object({
  skillId: z
    .string('error.required')
    .min(1, 'error.required')
    .refine((id) => skillById(id) !== undefined, 'error.choice'),
  evidence: optionalText(500).refine(
    (link) => link === '' || evidenceLink(link) !== null,
    'error.url',
  ),
  note: optionalText(280),
})
