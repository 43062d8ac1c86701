import { organisation } from 'db/schema/identity'
import { brief } from 'db/schema/market'
import { eq } from 'drizzle-orm'
import { assertActsFor } from '~/domain/identity/acts-for.server'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { usesRows } from '~/domain/outcomes/criteria/metric'
import {
  type DatasetLabels,
  validateCriterion,
} from '~/domain/outcomes/criteria/validate-criterion'
import { hashOf } from '~/domain/outcomes/evidence/canonical'
import { datasetFacts } from '~/domain/outcomes/queries.server'
import type { DataDeclaration } from '~/domain/stewardship/facts'
import { checkRules } from '~/domain/stewardship/rules'
import {
  offeredClasses,
  type WorkloadClass,
  workloadClasses,
} from '~/domain/stewardship/workload-class'
import { type Currency, isCurrency, maxAmountMinor } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { lockBrief } from '../lock.server'
import { draftBriefStatuses, type Sector } from './brief'
import { assertOwn, assertPromised, assertRowsFit } from './offered-brief.server'

export type BriefDraft = {
  title: string
  statement: string
  sector: Sector
  country: string
  currency: Currency
  budgetMinor: bigint
  weeks: number
  workloadClass: WorkloadClass
  data: DataDeclaration
}

function assertDraft(draft: BriefDraft): void {
  if (!isCurrency(draft.currency)) throw new Refused('currency_unknown')
  if (draft.budgetMinor <= 0n || draft.budgetMinor > maxAmountMinor) {
    throw new Refused('amount_invalid')
  }
  if (!offeredClasses.some((offered) => offered === draft.workloadClass)) {
    throw new Refused('class_not_offered')
  }
}

/** Only a client asks for outcomes: the other kinds of organisation have their own ways to take part. */
async function assertClient(tx: Tx, organisationId: string): Promise<void> {
  const [row] = await tx
    .select({ kind: organisation.kind })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
  if (row?.kind !== 'client') throw new Refused('not_allowed')
}

/** A new draft, seen by the organisation only. */
export async function createBrief(
  tx: Tx,
  input: BriefDraft & { organisationId: string; by: string; at: Date },
): Promise<{ briefId: string }> {
  const { organisationId, by, at, ...draft } = input
  await assertActsFor(tx, by, organisationId)
  await assertClient(tx, organisationId)
  assertDraft(draft)
  const briefId = newId('brief')
  await tx.insert(brief).values({
    ...draft,
    id: briefId,
    organisationId,
    createdBy: by,
    criteria: [],
    status: 'draft',
    createdAt: at,
  })
  return { briefId }
}

/** A draft that `by` may edit, as it stands: for long work, which asks again when it is done. */
export async function draftToRead(tx: Tx, briefId: string, by: string) {
  const [row] = await tx.select().from(brief).where(eq(brief.id, briefId))
  if (!row) throw new Refused('not_found')
  return assertDraftOf(tx, row, by)
}

/** A draft that `by` may edit, locked. A published brief does not change: teams answer what it says. */
export async function draftForEdit(tx: Tx, briefId: string, by: string) {
  return assertDraftOf(tx, await lockBrief(tx, briefId), by)
}

async function assertDraftOf(tx: Tx, row: typeof brief.$inferSelect, by: string) {
  await assertActsFor(tx, by, row.organisationId)
  if (!draftBriefStatuses.includes(row.status)) throw new Refused('brief_settled')
  return row
}

export async function updateBrief(
  tx: Tx,
  input: BriefDraft & { briefId: string; by: string },
): Promise<void> {
  const { briefId, by, ...draft } = input
  const row = await draftForEdit(tx, briefId, by)
  assertOwn(row)
  assertDraft(draft)
  await assertFitsData(tx, row, draft)
  await tx.update(brief).set(draft).where(eq(brief.id, briefId))
}

/** What is sealed already was sealed for a class and under a declaration. @throws Refused rule_fails */
export async function assertFitsData(
  tx: Tx,
  { datasetId }: Pick<typeof brief.$inferSelect, 'datasetId'>,
  { workloadClass, data }: Pick<BriefDraft, 'workloadClass' | 'data'>,
): Promise<void> {
  const dataset = datasetId ? await datasetFacts(tx, datasetId, 'client') : null
  if (!dataset) return
  const datasetClass = workloadClasses.find((known) => known === dataset.workloadClass)
  checkRules('upload', workloadClass, { data, datasetClass })
}

/**
 * The sealed dataset that outcomes made for this draft; it replaces an earlier one and its criteria.
 * An order keeps the criteria of its offer.
 * @throws Refused labels_not_offered
 */
export async function attachDataset(
  tx: Tx,
  input: { briefId: string; datasetId: string; by: string },
): Promise<void> {
  const row = await draftForEdit(tx, input.briefId, input.by)
  const ordered = row.offerVersionId !== null
  const labels = ordered ? await labelsIn(tx, input.datasetId) : undefined
  if (labels) assertRowsFit(row.criteria, labels)
  await tx
    .update(brief)
    .set({ datasetId: input.datasetId, criteria: ordered ? row.criteria : [] })
    .where(eq(brief.id, input.briefId))
}

/** The labels that criteria of this brief must fit; undefined before data are sealed. */
async function labelsIn(tx: Tx, datasetId: string | null): Promise<DatasetLabels | undefined> {
  const dataset = datasetId ? await datasetFacts(tx, datasetId, 'client') : null
  if (!dataset) return undefined
  return { labelKind: dataset.labelKind, labels: dataset.labels.map(({ label }) => label) }
}

/** @throws Refused form_invalid: what a form let through does not fit the data that are sealed now. */
async function checkedCriterion(
  tx: Tx,
  datasetId: string | null,
  criterion: Criterion,
): Promise<Criterion> {
  const dataset = await labelsIn(tx, datasetId)
  const checked = validateCriterion(criterion, dataset)
  if (!checked.ok || (usesRows(criterion.metric) && !dataset)) throw new Refused('form_invalid')
  return checked.criterion
}

/** Twice the same would count twice. Asked while the draft is locked, so that two clicks add one. */
function assertNew(others: readonly Criterion[], criterion: Criterion): void {
  const hash = ({ id: _, ...asked }: Criterion) => hashOf(asked)
  if (others.some((known) => hash(known) === hash(criterion))) {
    throw new Refused('criterion_repeated')
  }
}

/** Adds a criterion, numbered c1, c2 … within the brief. @throws Refused criterion_repeated */
export async function addCriterion(
  tx: Tx,
  input: { briefId: string; criterion: Omit<Criterion, 'id'>; by: string },
): Promise<{ criterionId: string }> {
  const row = await draftForEdit(tx, input.briefId, input.by)
  assertOwn(row)
  const last = row.criteria.reduce((most, { id }) => Math.max(most, Number(id.slice(1))), 0)
  const criterionId = `c${last + 1}`
  const added = { ...input.criterion, id: criterionId }
  const criterion = await checkedCriterion(tx, row.datasetId, added)
  assertNew(row.criteria, criterion)
  await tx
    .update(brief)
    .set({ criteria: [...row.criteria, criterion] })
    .where(eq(brief.id, input.briefId))
  return { criterionId }
}

/**
 * Puts another criterion in the place of one, under its id.
 * @throws Refused not_found, criterion_repeated
 */
export async function editCriterion(
  tx: Tx,
  input: { briefId: string; criterion: Criterion; by: string },
): Promise<void> {
  const row = await draftForEdit(tx, input.briefId, input.by)
  const { id } = input.criterion
  const before = row.criteria.find((known) => known.id === id)
  if (!before) throw new Refused('not_found')
  const criterion = await checkedCriterion(tx, row.datasetId, input.criterion)
  assertPromised(row, before, criterion)
  const others = row.criteria.filter((known) => known.id !== id)
  assertNew(others, criterion)
  await tx
    .update(brief)
    .set({ criteria: row.criteria.map((known) => (known.id === id ? criterion : known)) })
    .where(eq(brief.id, input.briefId))
}

export async function removeCriterion(
  tx: Tx,
  input: { briefId: string; criterionId: string; by: string },
): Promise<void> {
  const row = await draftForEdit(tx, input.briefId, input.by)
  assertOwn(row)
  await tx
    .update(brief)
    .set({ criteria: row.criteria.filter(({ id }) => id !== input.criterionId) })
    .where(eq(brief.id, input.briefId))
}
