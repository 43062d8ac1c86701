import type { brief } from 'db/schema/market'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { usesRows } from '~/domain/outcomes/criteria/metric'
import type { DatasetLabels } from '~/domain/outcomes/criteria/validate-criterion'
import { Refused } from '~/kernel/refusal'
import { samePromise, validateOffered } from '../offers/offer-criterion'

type BriefRow = typeof brief.$inferSelect

/** A brief that orders an offer says what the offer says: the client adds its data and no more. */
export function assertOwn(row: Pick<BriefRow, 'offerVersionId'>): void {
  if (row.offerVersionId !== null) throw new Refused('offer_fixed')
}

/** @throws Refused offer_fixed where a criterion of an order would promise something else. */
export function assertPromised(
  row: Pick<BriefRow, 'offerVersionId'>,
  before: Criterion,
  criterion: Criterion,
): void {
  if (row.offerVersionId !== null && !samePromise(before, criterion)) {
    throw new Refused('offer_fixed')
  }
}

/** @throws Refused labels_not_offered where rows are not labelled as the offer's criteria need. */
export function assertRowsFit(criteria: readonly Criterion[], rows: DatasetLabels): void {
  const measured = criteria.filter(({ metric }) => usesRows(metric))
  if (measured.some((criterion) => !validateOffered(criterion, rows).ok)) {
    throw new Refused('labels_not_offered')
  }
}
