import type { Criterion, NamedPerson } from '../criteria/criterion'

/** Answers on one page of a rater. */
export const answersPerPage = 5

export type RatingTaskState = 'open' | 'handed_in' | 'declined' | 'over'

/** The places that a person has among the raters of these criteria. */
export function ratesIn(
  criteria: readonly Criterion[],
  personId: string,
): { readonly criterion: Criterion; readonly rater: number }[] {
  return criteria.flatMap((criterion) => {
    const rater = criterion.rubric?.raters.findIndex((named) => named.personId === personId) ?? -1
    return rater < 0 ? [] : [{ criterion, rater }]
  })
}

/** Everybody whom criteria name to judge or to report, once each. */
export function namedPeople(criteria: readonly Criterion[]): NamedPerson[] {
  const all = criteria.flatMap(({ rubric, process: plan }) => [
    ...(rubric?.raters ?? []),
    ...(plan ? [plan.measurer] : []),
  ])
  return all.filter(({ personId }, at) => all.findIndex((one) => one.personId === personId) === at)
}

/** How a rater's part stands. A run that has ended asks for nothing more. */
export function taskState(
  task: {
    readonly handedInAt: Date | null
    readonly declinedAt: Date | null
    readonly dueAt: Date
  },
  runIsOpen: boolean,
  at: Date,
): RatingTaskState {
  if (task.handedInAt) return 'handed_in'
  if (task.declinedAt) return 'declined'
  return runIsOpen && at < task.dueAt ? 'open' : 'over'
}
