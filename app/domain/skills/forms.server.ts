import { z } from 'zod'
import { optionalText } from '~/platform/forms.server'
import { type ClaimableLevel, evidenceLink } from './claim'
import { skillById } from './taxonomy'

export const claimForm = z
  .object({
    skillId: z
      .string('error.required')
      .min(1, 'error.required')
      .refine((id) => skillById(id) !== undefined, 'error.choice'),
    level: z
      .enum(['1', '2'], 'error.choice')
      .transform((value): ClaimableLevel => (value === '2' ? 2 : 1)),
    evidence: optionalText(500).refine(
      (link) => link === '' || evidenceLink(link) !== null,
      'error.url',
    ),
    note: optionalText(280),
  })
  .refine(({ level, evidence }) => level === 1 || evidence !== '', {
    path: ['evidence'],
    message: 'refusal.evidence_missing',
  })
