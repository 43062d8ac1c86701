import { type Criterion, rowsPerRun } from '~/domain/outcomes/criteria/criterion'
import { datasetFacts } from '~/domain/outcomes/queries.server'
import type { Reader } from '~/platform/database.server'
import { milestonesOf } from '../rows.server'
import { criteriaOf } from '../terms/build-terms'
import type { Terms } from '../terms/terms'
import { type RecheckRows, rowsReserved } from './holdback-window'

/** The rows for another measurement of these criteria; null where the data have been deleted. */
export async function recheckRows(
  db: Reader,
  given: { contractId: string; terms: Terms; criteria: readonly Criterion[] },
): Promise<RecheckRows | null> {
  const { contractId, terms, criteria } = given
  const facts = terms.dataset ? await datasetFacts(db, terms.dataset.id, 'party') : null
  if (!facts || facts.deletedAt) return null
  const others = (await milestonesOf(db, contractId)).map((row) => ({
    ...row,
    criteria: criteriaOf(terms, row),
  }))
  return {
    left: facts.rowsLeft,
    reserved: rowsReserved(others),
    needed: rowsPerRun(criteria),
  }
}
