import { actingPeople } from '~/domain/identity/acts-for.server'
import { personNamed } from '~/domain/identity/queries.server'
import type { Criterion, NamedPerson } from '~/domain/outcomes/criteria/criterion'
import { scaleOf, usesRows } from '~/domain/outcomes/criteria/metric'
import type { RowFacts } from '~/domain/outcomes/criteria/row-facts'
import {
  type CriterionProblem,
  type DatasetLabels,
  validateCriterion,
} from '~/domain/outcomes/criteria/validate-criterion'
import { withoutPeople } from '~/domain/outcomes/criteria/without-people'
import {
  type Goal,
  goalOf,
  metricOfGoal,
  obstacleTo,
  type WorkKind,
} from '~/domain/outcomes/criteria/work-kind'
import type { Db } from '~/platform/database.server'
import { type FieldErrors, type FormValues, parseForm, typedValues } from '~/platform/forms.server'
import { countAttempt } from '~/platform/limits.server'
import { criterionShape, draftFrom, goalIn } from './criterion-form.server'
import { namedLater } from './offers/offer-criterion'

export type ReadCriterion =
  | { readonly ok: true; readonly criterion: Criterion; readonly values: FormValues }
  | { readonly ok: false; readonly errors: FieldErrors; readonly values: FormValues }

/** What is known beside the form: the rows, the criterion that is edited, who asks for whom. */
export type AboutCriterion = {
  readonly facts: RowFacts | null
  readonly before: Criterion | null
  /** The client; null for an offer, whose people the client names when it orders. */
  readonly organisationId: string | null
  readonly by: string
}

/** Forms with addresses in them, a person: each could tell who has an account here. */
const lookUps = { points: 30, perSeconds: 3_600 }

/** How the rows of a brief are labelled, as far as criteria must fit it. */
export function labelsOf(facts: RowFacts | null): DatasetLabels | undefined {
  return facts
    ? { labelKind: facts.labelKind, labels: facts.labels.map(({ label }) => label) }
    : undefined
}

/** Which field of the form a part of a criterion is typed in. */
const fieldNames: Readonly<Record<string, string>> = {
  metric: 'goal',
  averaging: 'goal',
  labels: 'order',
  positiveClass: 'label',
  ratePerSecond: 'rate',
  window: 'hours',
  rubric: 'items.0.name',
  raters: 'rater2',
  process: 'measure',
  baseline: 'baselineTo',
}

/**
 * Reads the form of a criterion: fields, people by their addresses, and whether the whole can be
 * measured on these rows. Everything that was typed comes back, whatever is wrong.
 * @param about.before the criterion that is edited: whoever is not named anew stays.
 * @throws Refused too_many_attempts when somebody looks up more addresses than a brief needs.
 */
export async function readCriterion(
  db: Db,
  kind: WorkKind,
  form: FormData,
  about: AboutCriterion,
): Promise<ReadCriterion> {
  const { facts, before } = about
  const values = typedValues(form)
  const goal = goalIn(kind, form)
  if (goal === null) return { ok: false, errors: { goal: { key: 'error.choice' } }, values }
  if (obstacleTo(kind, facts) !== null) {
    return { ok: false, errors: { form: { key: 'criteria.kind_unavailable' } }, values }
  }
  // Who is edited into another goal must name the people that goal needs.
  const isNew = about.organisationId !== null && (before === null || goalOf(before) !== goal)
  const parsed = parseForm(criterionShape(kind, goal, isNew), form)
  if (!parsed.ok) return { ok: false, errors: parsed.errors, values }
  const fields: Record<string, unknown> = { ...parsed.value }
  const people = await peopleIn(db, fields, about)
  if (!people.ok) return { ok: false, errors: people.errors, values }
  const draft = withPeople(draftFrom(goal, fields), people.named)
  const inPercent = goal === 'error_rate' || goal === 'availability' || fields.unit === 'share'
  const checked = validateCriterion({ ...draft, id: before?.id ?? 'c0' }, labelsOf(facts))
  if (!checked.ok) {
    return { ok: false, errors: errorsOf(checked.problems, goal, inPercent), values }
  }
  if (usesRows(checked.criterion.metric) && facts === null) {
    return { ok: false, errors: { goal: { key: 'criteria.obstacle_no_data' } }, values }
  }
  const { criterion } = checked
  const named = about.organisationId === null ? withoutPeople(criterion) : criterion
  return { ok: true, criterion: named, values }
}

function errorsOf(
  problems: readonly { field: string; problem: CriterionProblem; least?: number }[],
  goal: Goal,
  /** Of 0.1234 two digits were typed before the point. */
  typedInPercent: boolean,
): FieldErrors {
  return Object.fromEntries(
    problems.map(({ field, problem, least = 0 }) => [
      // The number of looks follows from the window.
      goal === 'availability' && field === 'sampleSize' ? 'hours' : (fieldNames[field] ?? field),
      problem === 'target_out_of_range'
        ? { key: targetRange(goal) }
        : {
            key: `outcome.criterion_${problem}` as const,
            values: { least: problem === 'too_fine' && typedInPercent ? least - 2 : least },
          },
    ]),
  )
}

/** Where a target of this goal may lie, in a sentence. */
function targetRange(goal: Goal) {
  if (['error_rate', 'availability', 'process_value'].includes(goal)) {
    return 'criteria.range_percent' as const
  }
  const scale = scaleOf(metricOfGoal(goal, '').metric)
  return `criteria.range_${scale === 'agreement' ? 'share' : scale}` as const
}

type Named = Readonly<Record<string, NamedPerson | undefined>>

/** Everybody who was named by an address; whoever was not stays who it was. */
async function peopleIn(
  db: Db,
  fields: Record<string, unknown>,
  { before, organisationId, by }: AboutCriterion,
): Promise<{ ok: true; named: Named } | { ok: false; errors: FieldErrors }> {
  if (organisationId === null) return { ok: true, named: namedLater }
  const kept: Named = {
    rater1: before?.rubric?.raters[0],
    rater2: before?.rubric?.raters[1],
    measurer: before?.process?.measurer,
  }
  const errors: FieldErrors = {}
  const named: Record<string, NamedPerson | undefined> = { ...kept }
  const typed = Object.keys(kept).flatMap((field) => {
    const address = fields[field]
    return typeof address === 'string' && address !== '' ? [{ field, address }] : []
  })
  if (typed.length > 0) await countAttempt(db, `name-people:${by}`, lookUps)
  const acting = await actingPeople(db, organisationId)
  for (const { field, address } of typed) {
    const found = await personNamed(db, address)
    if (!found) errors[field] = { key: 'criteria.person_unknown' }
    else if (field !== 'measurer' && acting.includes(found.personId)) {
      errors[field] = { key: 'criteria.rater_of_client' }
    } else named[field] = found
  }
  const { rater1, rater2 } = named
  if (!errors.rater2 && rater1 && rater1.personId === rater2?.personId) {
    errors.rater2 = { key: 'criteria.raters_same' }
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, named }
}

function withPeople(draft: Record<string, unknown>, named: Named): Record<string, unknown> {
  const { rubric, process } = draft
  if (typeof rubric === 'object') {
    return { ...draft, rubric: { ...rubric, raters: [named.rater1, named.rater2] } }
  }
  return typeof process === 'object'
    ? { ...draft, process: { ...process, measurer: named.measurer } }
    : draft
}
