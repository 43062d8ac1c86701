import type { Criterion } from '~/domain/outcomes/criterion'
import { scaleOf } from '~/domain/outcomes/metric'
import type { PlotFormat } from './interval-plot'
import type { ReaderLanguage } from './language'

/** Shares that people think of in percent; the others are written as 0.92. */
export function inPercent({ metric, process }: Criterion): boolean {
  return metric === 'error_rate' || metric === 'availability' || process?.unit === 'share'
}

/** A value of a criterion as its sentence writes it: with its unit, or in percent. */
export function criterionFigure(
  language: ReaderLanguage,
  criterion: Criterion,
  value: number,
  /** In a column: as many digits after the point in every line. */
  aligned = false,
): string {
  if (inPercent(criterion)) return language.percent(value, 2)
  const scale = scaleOf(criterion.metric)
  if (scale === 'ms') {
    return language.t('common.milliseconds', { value: language.number(value, { digits: 0 }) })
  }
  if (scale === 'share') return language.number(value, { digits: 3, leastDigits: aligned ? 3 : 2 })
  const digits = Math.abs(value) >= 100 ? 1 : 3
  const leastDigits = aligned ? digits : 0
  const unit = criterion.process?.unitName
  return `${language.number(value, { digits, leastDigits })}${unit ? ` \u2068${unit}\u2069` : ''}`
}

export function plotFormatOf(criterion: Criterion): PlotFormat {
  const scale = scaleOf(criterion.metric)
  if (scale === 'ms') return 'ms'
  return scale === 'share' || inPercent(criterion) ? 'share' : 'unit'
}
