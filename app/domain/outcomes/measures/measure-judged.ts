import { type Criterion, levelOf, type Rubric } from '../criteria/criterion'
import { type RatedPair, raterKappa } from '../metrics/agreement'
import { meanStatistic } from '../metrics/statistic'
import { constantMeanInterval, type Interval } from './interval'
import type { MeasuredRow } from './measure'
import type { Measured } from './measured'
import type { Rating } from './measured-input'
import { resampledInterval } from './resampling'

/** The fewest points that can be given. */
const leastPoints = 1

/**
 * Points by two raters. An answer counts as the mean over its marks, one that never came as the
 * least points; the estimate is the mean over answers, with a bootstrap over answers. Agreement is
 * the quadratic weighted kappa over every pair of marks for one item of one answer; below what the
 * criterion asks for, the marks decide nothing.
 */
export function measureJudged(
  criterion: Criterion,
  rows: readonly MeasuredRow[],
  ratings: readonly Rating[],
  seed: Uint8Array,
): Measured {
  const { rubric } = criterion
  if (!rubric) throw new RangeError(`${criterion.id} has no rubric`)
  const marks = ratings.filter(({ criterionId }) => criterionId === criterion.id)
  const scores = scoresOf(rows, marks)
  const agreement = agreementOf(rubric, marks)
  return {
    estimate: scores.length === 0 ? null : average(scores),
    interval: intervalOf(scores, rubric, levelOf(criterion), seed),
    baseline: null,
    detail: {
      kind: 'ratings',
      agreement,
      means: itemMeans(rubric, rows, marks),
      counts: countsOf(rubric, marks),
    },
    disagree: agreement !== null && agreement < rubric.leastAgreement,
  }
}

const average = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** One number for each answer. */
function scoresOf(rows: readonly MeasuredRow[], marks: readonly Rating[]): number[] {
  const byAnswer = new Map<number, number[]>()
  for (const { order, points } of marks) {
    byAnswer.set(order, [...(byAnswer.get(order) ?? []), points])
  }
  return rows.map(({ order, output }) => {
    const given = byAnswer.get(order)
    return output === null || !given ? leastPoints : average(given)
  })
}

/** The mean over answers of each item by itself, in the order of the rubric; none without answers. */
function itemMeans(
  { items }: Rubric,
  rows: readonly MeasuredRow[],
  marks: readonly Rating[],
): number[] {
  if (rows.length === 0) return []
  return items.map((_, at) =>
    average(
      scoresOf(
        rows,
        marks.filter(({ item }) => item === at),
      ),
    ),
  )
}

/** null where chance alone leaves nothing to disagree about: both gave one mark throughout. */
function agreementOf(rubric: Rubric, marks: readonly Rating[]): number | null {
  const key = ({ order, item }: Rating) => `${order}:${item}`
  const second = new Map(marks.filter(({ rater }) => rater === 1).map((mark) => [key(mark), mark]))
  const pairs = marks
    .filter(({ rater }) => rater === 0)
    .flatMap((mark): RatedPair[] => {
      const other = second.get(key(mark))
      return other ? [{ first: String(mark.points), second: String(other.points) }] : []
    })
  return raterKappa(pairs, scaleLabels(rubric), 'quadratic')
}

const scaleLabels = ({ scale }: Rubric) => Array.from({ length: scale }, (_, at) => String(at + 1))

function countsOf(rubric: Rubric, marks: readonly Rating[]): number[] {
  return scaleLabels(rubric).map(
    (label) => marks.filter(({ points }) => String(points) === label).length,
  )
}

function intervalOf(
  means: readonly number[],
  rubric: Rubric,
  level: number,
  seed: Uint8Array,
): Interval {
  const [first] = means
  if (first !== undefined && means.every((mean) => mean === first)) {
    const range = { least: leastPoints, greatest: rubric.scale }
    return constantMeanInterval(first, means.length, level, range)
  }
  return resampledInterval(meanStatistic(Float64Array.from(means)), { kind: 'rows' }, level, seed)
}
