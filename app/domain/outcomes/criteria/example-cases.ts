import type { MeasuredRow } from '../measures/measure'
import {
  noPartInputs,
  type PartInputs,
  type Probe,
  type Rating,
  type Report,
} from '../measures/measured-input'
import { normalQuantile } from '../measures/normal'
import type { Answered } from '../metrics/classification'
import type { Criterion, ProcessPlan, Rubric } from './criterion'
import { latencyExample, numberExample, rankingExample, textExample } from './example-rows'
import { percentileOf } from './metric'
import { type RowFacts, sharesOf } from './row-facts'

/** One made-up run, as the engine takes it. */
export type ExampleCase = {
  readonly rows: readonly MeasuredRow[]
  readonly inputs: PartInputs
  /** What a person would count, where the metric is a share of something. */
  readonly counted: { readonly hits: number; readonly trials: number } | null
}

/** Runs of a quality from 0 to 1, the better the higher; the same run for the same quality. */
export type CaseMaker = (quality: number) => ExampleCase

/** Made-up runs of a criterion that look like the client's rows: their labels, numbers and groups. */
export function caseMaker(criterion: Criterion, facts: RowFacts | null): CaseMaker {
  const { metric, sampleSize: n, rubric, process } = criterion
  const percentile = percentileOf(metric)
  if (process) return (quality) => processCase(criterion, process, quality)
  if (rubric) return (quality) => judgedCase(criterion, rubric, quality)
  if (percentile !== null) {
    const atTarget = latencyExample(n, percentile, criterion.target)
    return (quality) => latencyCase(criterion, atTarget, quality)
  }
  if (metric === 'availability') return (quality) => probedCase(n, quality)
  if (metric === 'error_rate' || metric === 'throughput') {
    return (quality) => answeredCase(criterion, quality)
  }
  const make = answersOf(criterion, facts)
  return (quality) => answersCase(criterion, facts, make(quality))
}

function answersOf(criterion: Criterion, facts: RowFacts | null): (quality: number) => Answered[] {
  const { metric, labels, sampleSize: n } = criterion
  const known = facts ?? { labels: [], numbers: null }
  if (metric === 'roc_auc') {
    const positive = criterion.positiveClass ?? ''
    const negative = labels.find((label) => label !== positive) ?? ''
    const share = facts ? (sharesOf(facts, labels)[labels.indexOf(positive)] ?? 0.5) : 0.5
    return rankingExample({ positive, negative, share }, n)
  }
  if (labels.length > 0) {
    return labelledExample(labels, facts ? sharesOf(facts, labels) : labels.map(() => 1), n)
  }
  if (['mae', 'rmse', 'mape', 'r2'].includes(metric)) {
    const { mean, deviation } = known.numbers ?? { mean: 10, deviation: 3 }
    return numberExample({ mean, spread: deviation || 1 }, n)
  }
  if (metric !== 'exact_match') return textExample(n)
  return (quality) =>
    Array.from({ length: n }, (_, at) => ({
      label: 'answer',
      output: at < Math.round(quality * n) ? 'answer' : 'other',
    }))
}

/**
 * Rows with the labels in these shares, each label at least once; right answers fall evenly on every
 * label, wrong ones on the other labels in turn.
 */
function labelledExample(
  labels: readonly string[],
  shares: readonly number[],
  n: number,
): (quality: number) => Answered[] {
  const total = shares.reduce((sum, share) => sum + share, 0)
  const dealt: { truth: number; rank: number }[] = []
  let given = 0
  let wanted = 0
  for (const [truth, share] of shares.entries()) {
    wanted += (share / total) * n
    const last = truth === shares.length - 1
    const count = last ? n - given : Math.max(1, Math.round(wanted) - given)
    for (let at = 0; at < count; at++) dealt.push({ truth, rank: (at + 0.5) / count })
    given += count
  }
  dealt.sort((a, b) => a.rank - b.rank || a.truth - b.truth)
  const others = Math.max(1, labels.length - 1)
  return (quality) => {
    const right = Math.round(quality * n)
    return dealt.slice(0, n).map(({ truth }, at) => {
      const other = (truth + 1 + (at % others)) % labels.length
      const output = labels[at < right ? truth : other] ?? ''
      return { label: labels[truth] ?? '', output }
    })
  }
}

const plainRow = (row: Answered, order: number): MeasuredRow => ({
  kind: 'sample',
  order,
  problem: row.output === null ? 'answer_missing' : null,
  latencyUs: 100_000,
  ...row,
})

function answersCase(
  criterion: Criterion,
  facts: RowFacts | null,
  answers: readonly Answered[],
): ExampleCase {
  const groups = criterion.resampling === 'group' ? groupsIn(answers.length, facts) : answers.length
  const rows = answers.map((row, at) => ({
    ...plainRow(row, at),
    ...(criterion.resampling === 'group' ? { group: `group ${at % groups}` } : {}),
  }))
  return { rows, inputs: noPartInputs, counted: countedIn(criterion, answers) }
}

/** How many groups a sample of `n` rows holds, when groups are as large as in the whole file. */
export function groupsIn(n: number, facts: RowFacts | null): number {
  const size = facts?.groups ? Math.max(1, facts.rows / facts.groups) : 5
  return Math.max(2, Math.round(n / size))
}

function countedIn(
  { metric, averaging, positiveClass }: Criterion,
  answers: readonly Answered[],
): ExampleCase['counted'] {
  const right = ({ label, output }: Answered) => label === output
  const count = (rows: readonly Answered[]) => ({
    hits: rows.filter(right).length,
    trials: rows.length,
  })
  if (metric === 'accuracy' || metric === 'exact_match') return count(answers)
  if (averaging === 'micro' && metric !== 'f1') return count(answers)
  if (averaging !== 'class') return null
  if (metric === 'recall') return count(answers.filter(({ label }) => label === positiveClass))
  if (metric === 'precision') {
    return count(answers.filter(({ output }) => output === positiveClass))
  }
  return null
}

/** From four times as fast as the target asks for to four times as slow. */
function latencyCase(
  { sampleSize: n, target }: Criterion,
  atTarget: readonly number[],
  quality: number,
): ExampleCase {
  const latencies = atTarget.map((latencyUs) => {
    return Math.max(1, Math.round(latencyUs * 16 ** (0.5 - quality)))
  })
  const rows = latencies.map((latencyUs, order) => ({
    ...plainRow({ label: '', output: '' }, order),
    latencyUs,
  }))
  const hits = latencies.filter((latencyUs) => latencyUs <= target * 1_000).length
  return { rows, inputs: noPartInputs, counted: { hits, trials: n } }
}

/** Rows answered in time, or failed: what is counted is the failures of an error rate. */
function answeredCase({ metric, sampleSize: n }: Criterion, quality: number): ExampleCase {
  const answered = Math.round(quality * n)
  const rows = Array.from({ length: n }, (_, at) =>
    plainRow({ label: '', output: at < answered ? '' : null }, at),
  )
  const hits = metric === 'error_rate' ? n - answered : answered
  return { rows, inputs: noPartInputs, counted: { hits, trials: n } }
}

function probedCase(n: number, quality: number): ExampleCase {
  const hits = Math.round(quality * n)
  const probes = Array.from({ length: n }, (_, number): Probe => {
    const result = number < hits ? 'ok' : 'failed'
    return { number, dueAt: '', result, problem: null, latencyUs: null }
  })
  return { rows: [], inputs: { ...noPartInputs, probes }, counted: { hits, trials: n } }
}

/** Both raters give the same points, which lie about their mean with a deviation of 0.8. */
function judgedCase(
  { id, sampleSize: n }: Criterion,
  { scale, items }: Rubric,
  quality: number,
): ExampleCase {
  const mean = 1 + (scale - 1) * quality
  const points = Array.from({ length: n }, (_, at) => {
    const drawn = Math.round(mean + 0.8 * normalQuantile((at + 0.5) / n))
    return Math.min(scale, Math.max(1, drawn))
  })
  const ratings = points.flatMap((given, order) =>
    [0, 1].flatMap((rater) =>
      items.map((_, item): Rating => ({ criterionId: id, order, rater, item, points: given })),
    ),
  )
  const rows = points.map((_, order) => plainRow({ label: '', output: 'answer' }, order))
  return { rows, inputs: { ...noPartInputs, ratings }, counted: null }
}

/**
 * How much cases of a number differ is unknown before anybody looked: they are taken to differ by as
 * much as the figure before is large, as waiting times and counts do.
 */
export const assumedDeviation = ({ baseline }: ProcessPlan) => Math.abs(baseline.value) || 1

function processCase(
  { id, sampleSize: cases, target, direction }: Criterion,
  plan: ProcessPlan,
  quality: number,
): ExampleCase {
  const { from, to } = plan.baseline
  const good = direction === 'at_least' ? quality : 1 - quality
  const deviation = assumedDeviation(plan)
  const share = plan.unit === 'share'
  const hits = Math.round(good * cases)
  const report: Report = {
    criterionId: id,
    from,
    to,
    cases,
    hits: share ? hits : null,
    mean: share ? null : target + ((good - 0.5) * 16 * deviation) / Math.sqrt(cases),
    deviation: share ? null : deviation,
    fileSha256: '0'.repeat(64),
  }
  return {
    rows: [],
    inputs: { ...noPartInputs, reports: [report] },
    counted: share ? { hits, trials: cases } : null,
  }
}
