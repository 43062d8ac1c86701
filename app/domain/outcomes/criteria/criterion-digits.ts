import type { Criterion } from './criterion'
import { type Scale, scaleOf } from './metric'

/** Digits after the point of what is signed: its sentence writes all of them. */
const digitsByScale: Readonly<Record<Scale, number>> = {
  share: 4,
  agreement: 4,
  ms: 2,
  per_second: 2,
  points: 2,
  unit: 6,
}

export function digitsOf({ metric, process }: Pick<Criterion, 'metric' | 'process'>): number {
  return process ? 4 : digitsByScale[scaleOf(metric)]
}

/** A number of a criterion with more digits than its sentence would write. */
export type TooFine = {
  readonly field: string
  readonly problem: 'too_fine'
  readonly least: number
}

/** @returns where digits are too many, with how many there may be. */
export function digitProblems(criterion: Criterion): TooFine[] {
  const { target, missingError, ratePerSecond, rubric, process } = criterion
  const digits = digitsOf(criterion)
  const typed: [field: string, value: number | undefined, digits: number][] = [
    ['target', target, digits],
    ['missingError', missingError, digitsByScale.unit],
    ['ratePerSecond', ratePerSecond, digitsByScale.per_second],
    ['leastAgreement', rubric?.leastAgreement, digitsByScale.agreement],
    ['baselineValue', process?.baseline?.value, digits],
  ]
  return typed.flatMap(([field, value, most]): TooFine[] => {
    if (value === undefined || !Number.isFinite(value) || Number(value.toFixed(most)) === value) {
      return []
    }
    return [{ field, problem: 'too_fine', least: most }]
  })
}
