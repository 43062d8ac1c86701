import { serve } from '~/domain/identity/access.server'
import { Refused } from '~/kernel/refusal'

/** What a body that was not read is answered with: the page of the refusal, in the usual frame. */
export const loader = serve('anyone', () => {
  throw new Refused('body_too_large')
})

export default function TooLarge() {
  return null
}
