import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import type { CriterionPreview } from '~/domain/outcomes/criteria/criterion-preview'
import { previewOf } from '~/domain/outcomes/criteria/criterion-previews.server'
import { rowFactsOf } from '~/domain/outcomes/criteria/row-facts'
import { datasetFacts } from '~/domain/outcomes/queries.server'
import type { Reader } from '~/platform/database.server'
import type { Terms } from './terms'

/**
 * What criteria would ask for on the rows that these terms are measured on. The caller has
 * established that the viewer is one of the two sides.
 */
export async function criterionPreviews(
  db: Reader,
  terms: Terms,
  criteria: readonly Criterion[],
): Promise<{ criterion: Criterion; preview: CriterionPreview }[]> {
  if (criteria.length === 0) return []
  const dataset = terms.dataset ? await datasetFacts(db, terms.dataset.id, 'party') : null
  const facts = dataset && !dataset.deletedAt ? rowFactsOf(dataset) : null
  return criteria.map((criterion) => ({ criterion, preview: previewOf(criterion, facts) }))
}
