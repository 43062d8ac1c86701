import { hashOf } from '../evidence/canonical'
import type { Criterion } from './criterion'
import { type CriterionPreview, criterionPreview } from './criterion-preview'
import type { RowFacts } from './row-facts'

const mostKept = 300
const kept = new Map<string, CriterionPreview>()

/**
 * The preview of a criterion. It costs up to some tenths of a second and never changes, so a few
 * hundred are remembered; public pages ask for the same ones again and again.
 */
export function previewOf(criterion: Criterion, facts: RowFacts | null): CriterionPreview {
  const key = hashOf({ criterion, facts })
  const known = kept.get(key)
  if (known) return known
  const preview = criterionPreview(criterion, facts)
  const oldest = kept.size >= mostKept ? kept.keys().next().value : undefined
  if (oldest !== undefined) kept.delete(oldest)
  kept.set(key, preview)
  return preview
}
