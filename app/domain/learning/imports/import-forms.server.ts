import { z } from 'zod'
import { keyPattern } from '../content/check-track'

/** What an import becomes: a new track under an address, or the next version of one. */
export const confirmImportForm = z
  .object({
    target: z.enum(['new', 'next'], 'error.required'),
    slug: z.string().trim().toLowerCase().default(''),
    trackId: z.string().default(''),
  })
  .superRefine(({ target, slug, trackId }, context) => {
    const isSlug = slug.length <= 60 && keyPattern.test(slug)
    if (target === 'new' && !isSlug) {
      context.addIssue({ code: 'custom', path: ['slug'], message: 'importing.slug_form' })
    }
    if (target === 'next' && trackId === '') {
      context.addIssue({ code: 'custom', path: ['trackId'], message: 'importing.track_missing' })
    }
  })
