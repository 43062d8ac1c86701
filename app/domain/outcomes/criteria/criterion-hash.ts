import { hashOf } from '../evidence/canonical'
import type { Criterion } from './criterion'

/** SHA-256 over the canonical JSON: what both sides sign. Apart, because pages import criterion.ts. */
export function criterionHash(criterion: Criterion): string {
  return hashOf(criterion)
}
