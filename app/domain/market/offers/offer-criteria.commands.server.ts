import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { usesRows } from '~/domain/outcomes/criteria/metric'
import { hashOf } from '~/domain/outcomes/evidence/canonical'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { draftForEdit, type OfferVersionRow, writeDraft } from './lock-offer.server'
import type { OfferedRows } from './offer'
import { validateOffered } from './offer-criterion'

type Edit = { offerId: string; by: string }

/**
 * Says how the client's file is labelled. Criteria that no longer fit it are taken out, as they are
 * when a client replaces its own file.
 */
export async function saveOfferedRows(
  tx: Tx,
  input: Edit & { rows: OfferedRows | null },
): Promise<{ removed: number }> {
  const { version } = await draftForEdit(tx, input.offerId, input.by)
  const kept = version.content.criteria.filter(
    (criterion) =>
      fits(criterion, input.rows) && validateOffered(criterion, input.rows ?? undefined).ok,
  )
  await writeCriteria(tx, version, kept, input.rows)
  return { removed: version.content.criteria.length - kept.length }
}

const fits = ({ metric }: Criterion, rows: OfferedRows | null) => rows !== null || !usesRows(metric)

/** @throws Refused form_invalid: what a form let through does not fit the rows that are described. */
function checked(criterion: Criterion, rows: OfferedRows | null): Criterion {
  const valid = validateOffered(criterion, rows ?? undefined)
  if (!valid.ok || !fits(criterion, rows)) throw new Refused('form_invalid')
  return valid.criterion
}

/** Twice the same would count twice. */
function assertNew(others: readonly Criterion[], criterion: Criterion): void {
  const hash = ({ id: _, ...asked }: Criterion) => hashOf(asked)
  if (others.some((known) => hash(known) === hash(criterion))) {
    throw new Refused('criterion_repeated')
  }
}

/** Adds a criterion, numbered c1, c2 … within the offer. @throws Refused criterion_repeated */
export async function addOfferCriterion(
  tx: Tx,
  input: Edit & { criterion: Omit<Criterion, 'id'> },
): Promise<{ criterionId: string }> {
  const { version } = await draftForEdit(tx, input.offerId, input.by)
  const { criteria, rows } = version.content
  const last = criteria.reduce((most, { id }) => Math.max(most, Number(id.slice(1))), 0)
  const criterionId = `c${last + 1}`
  const criterion = checked({ ...input.criterion, id: criterionId }, rows)
  assertNew(criteria, criterion)
  await writeCriteria(tx, version, [...criteria, criterion])
  return { criterionId }
}

/** @throws Refused not_found, criterion_repeated */
export async function editOfferCriterion(
  tx: Tx,
  input: Edit & { criterion: Criterion },
): Promise<void> {
  const { version } = await draftForEdit(tx, input.offerId, input.by)
  const { criteria, rows } = version.content
  const { id } = input.criterion
  if (!criteria.some((known) => known.id === id)) throw new Refused('not_found')
  const criterion = checked(input.criterion, rows)
  assertNew(
    criteria.filter((known) => known.id !== id),
    criterion,
  )
  await writeCriteria(
    tx,
    version,
    criteria.map((known) => (known.id === id ? criterion : known)),
  )
}

export async function removeOfferCriterion(
  tx: Tx,
  input: Edit & { criterionId: string },
): Promise<void> {
  const { version } = await draftForEdit(tx, input.offerId, input.by)
  await writeCriteria(
    tx,
    version,
    version.content.criteria.filter(({ id }) => id !== input.criterionId),
  )
}

/** Milestones forget the criteria that are gone; the check before publishing says what they lack. */
async function writeCriteria(
  tx: Tx,
  version: OfferVersionRow,
  criteria: readonly Criterion[],
  rows = version.content.rows,
): Promise<void> {
  const known = new Set(criteria.map(({ id }) => id))
  const tiers = version.content.tiers.map((tier) => ({
    ...tier,
    milestones: tier.milestones.map((milestone) => ({
      ...milestone,
      criterionIds: milestone.criterionIds.filter((id) => known.has(id)),
    })),
  }))
  await writeDraft(tx, version.id, { content: { ...version.content, criteria, rows, tiers } })
}
