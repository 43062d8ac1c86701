import { type Criterion, leastRows } from '../criteria/criterion'
import { criterionHash } from '../criteria/criterion-hash'
import { answerKindOf, familyOf, usesRows } from '../criteria/metric'
import { withoutPeople } from '../criteria/without-people'
import type { RowOutcome } from '../datasets/row-record'
import {
  bootstrapSeed,
  type CriterionResult,
  engineVersion,
  type Measurement,
} from '../evidence/verdict'
import { latencyBins, latencyHistogram, latencySummary } from '../metrics/latency'
import { decide, overallOutcome } from './decide'
import { measureJudged } from './measure-judged'
import { measureProcess } from './measure-process'
import { measureRows } from './measure-rows'
import { measureAvailability, measureService } from './measure-service'
import type { Measured } from './measured'
import { noPartInputs, type PartInputs } from './measured-input'

/** A row of the run with the label that the client sealed. */
export type MeasuredRow = RowOutcome & { readonly label: string; readonly group?: string | null }

export type MeasureInput = {
  readonly criteria: readonly Criterion[]
  readonly rows: readonly MeasuredRow[]
  readonly rowsRoot: string
  /** Unspent rows remain for another run of this size; or the run only looks again. */
  readonly moreRows: boolean
  /** What arrived beside the rows. */
  readonly inputs?: PartInputs
  /** The version whose numbers these are; the current one where nothing is said. */
  readonly engine?: string
}

/**
 * The engine: rows and criteria in, measurement out. It is pure, so that anybody who has the
 * evidence comes to the same numbers. Each criterion is measured on the first rows of the draw,
 * as many as it asks for.
 */
export function measure(input: MeasureInput): Measurement {
  const { criteria, rows } = input
  const sample = rows.filter(({ kind }) => kind === 'sample').sort((a, b) => a.order - b.order)
  const results = criteria.map((criterion) =>
    measureCriterion(criterion, sample.slice(0, criterion.sampleSize), input),
  )
  const labels = criteria.find(({ metric }) => answerKindOf(metric) === 'label')?.labels
  return {
    results,
    overall: overallOutcome(results.map(({ outcome }) => outcome)),
    rows: {
      asked: sample.length,
      answered: sample.filter(({ problem }) => problem === null).length,
      outsideLabels: labels
        ? sample.filter(({ output }) => output !== null && !labels.includes(output)).length
        : 0,
    },
    consistency: consistencyOf(rows, sample),
    canaries: canariesOf(rows),
    service: latencySummary(latencyHistogram(sample.map(({ latencyUs }) => latencyUs))),
    latencies: latencyBins(sample.map(({ latencyUs }) => latencyUs)),
  }
}

function consistencyOf(rows: readonly MeasuredRow[], sample: readonly MeasuredRow[]) {
  const first = new Map(sample.map(({ order, output }) => [order, output]))
  const pairs = rows.filter(({ kind }) => kind === 'duplicate')
  const same = pairs.filter(({ order, output }) => output !== null && first.get(order) === output)
  return { pairs: pairs.length, same: same.length }
}

function canariesOf(rows: readonly MeasuredRow[]) {
  const canaries = rows.filter(({ kind }) => kind === 'canary')
  const agreed = canaries.filter(({ output, label }) => output === label).length
  const asked = canaries.length
  return { asked, agreed, flagged: asked >= 3 && agreed === asked }
}

function measureCriterion(
  criterion: Criterion,
  rows: readonly MeasuredRow[],
  input: MeasureInput,
): CriterionResult {
  const hash = criterionHash(criterion)
  const measured = measureFamily(criterion, rows, input, bootstrapSeed(input.rowsRoot, hash))
  const { estimate, interval, baseline, detail } = measured
  const n = measured.n ?? rows.length
  const decided = decide({
    direction: criterion.direction,
    target: criterion.target,
    lower: interval.lower,
    upper: interval.upper,
    n,
    leastRows:
      measured.least ?? leastRows(criterion.metric, criterion.averaging, criterion.attempts),
    // Figures and looks do not use up rows: another run of them can always decide.
    moreRows: usesRows(criterion.metric) ? input.moreRows : true,
  })
  const { outcome, reason } = measured.disagree
    ? ({ outcome: 'inconclusive', reason: 'raters_disagree' } as const)
    : decided
  return {
    // A verdict is public; the people whom the terms name are not.
    criterion: withoutPeople(criterion),
    criterionHash: hash,
    estimate,
    lower: interval.lower,
    upper: interval.upper,
    method: interval.method,
    target: criterion.target,
    n,
    outcome,
    reason,
    baseline,
    detail,
  }
}

function measureFamily(
  criterion: Criterion,
  rows: readonly MeasuredRow[],
  { inputs = noPartInputs, engine = engineVersion }: MeasureInput,
  seed: Uint8Array,
): Measured {
  if (criterion.metric === 'availability') return measureAvailability(criterion, inputs.probes)
  switch (familyOf(criterion.metric)) {
    case 'classification':
    case 'regression':
    case 'text':
      return measureRows(criterion, rows, seed, engine)
    case 'service':
      return measureService(criterion, rows)
    case 'judged':
      return measureJudged(criterion, rows, inputs.ratings, seed)
    case 'process':
      return measureProcess(criterion, inputs.reports)
    default:
      throw new RangeError(`${criterion.metric} cannot be measured`)
  }
}
