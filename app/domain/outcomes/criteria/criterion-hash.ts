import { hashOf } from '../evidence/canonical'
import type { Criterion } from './criterion'
import { withoutPeople } from './without-people'

/**
 * SHA-256 over the canonical JSON of what is measured: whom it names stays out, since the hash is
 * public and everybody can compute it from the public criterion. Apart, because pages import
 * criterion.ts.
 */
export function criterionHash(criterion: Criterion): string {
  return hashOf(withoutPeople(criterion))
}
