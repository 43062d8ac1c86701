import { type Criterion, levelOf } from '../criteria/criterion'
import { clopperPearson, type Interval } from './interval'
import { type Measured, nothingMeasured } from './measured'
import type { Report } from './measured-input'
import { studentInterval } from './student'

/**
 * A client's own figures against the target. A share is bounded by Clopper–Pearson on its hits,
 * the average of a number by Student's t. Fewer cases than were agreed decide nothing. The
 * baseline is the figure before: what changing nothing would have come to.
 */
export function measureProcess(criterion: Criterion, reports: readonly Report[]): Measured {
  const { process: plan, sampleSize } = criterion
  if (!plan) throw new RangeError(`${criterion.id} has no figures to compare`)
  const report = reports.find(({ criterionId }) => criterionId === criterion.id)
  const share = plan.unit === 'share'
  const method: Interval['method'] = share ? 'clopper_pearson' : 'student_t'
  const found = report ? figureOf(report, share, levelOf(criterion)) : null
  if (!report || !found) {
    return { ...nothingMeasured(method), baseline: plan.baseline.value, n: 0, least: sampleSize }
  }
  const { from, to, cases, deviation } = report
  return {
    ...found,
    baseline: plan.baseline.value,
    n: cases,
    least: sampleSize,
    detail: { kind: 'process', cases, deviation, from, to },
  }
}

function figureOf(
  { cases, hits, mean, deviation }: Report,
  share: boolean,
  level: number,
): Pick<Measured, 'estimate' | 'interval'> | null {
  if (share) {
    if (hits === null || cases < 1) return null
    return { estimate: hits / cases, interval: clopperPearson(hits, cases, level) }
  }
  if (mean === null || deviation === null) return null
  return { estimate: mean, interval: studentInterval(mean, deviation, cases, level) }
}
