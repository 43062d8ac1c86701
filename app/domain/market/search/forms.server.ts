import { z } from 'zod'
import { text } from '~/platform/forms.server'

/** A search to keep; its query is read as an address is. */
export const savedSearchForm = z.object({
  name: text(80),
  query: z.string().max(2_000, 'error.too_long').default(''),
})
