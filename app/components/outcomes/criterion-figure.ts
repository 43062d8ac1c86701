import { type Criterion, inPercent } from '~/domain/outcomes/criteria/criterion'
import { digitsOf } from '~/domain/outcomes/criteria/criterion-digits'
import { scaleOf } from '~/domain/outcomes/criteria/metric'
import type { ReaderLanguage } from '../page/language'
import type { PlotFormat } from '../plots/interval-plot'

/** "F1: urgent": what a plot is headed with. */
export function criterionName({ t }: Pick<ReaderLanguage, 't'>, criterion: Criterion): string {
  const metric = t(`outcome.metric_${criterion.metric}`)
  if (criterion.process) return `\u2068${criterion.process.measure}\u2069`
  if (criterion.positiveClass !== null) return `${metric}: \u2068${criterion.positiveClass}\u2069`
  return criterion.averaging && criterion.averaging !== 'class'
    ? `${metric}: ${t(`outcome.averaging_${criterion.averaging}`)}`
    : metric
}

/** A value of a criterion as its sentence writes it: with its unit, or in percent. */
export function criterionFigure(
  language: Pick<ReaderLanguage, 't' | 'percent' | 'number'>,
  criterion: Criterion,
  value: number,
  /** In a column: as many digits after the point in every line. */
  aligned = false,
): string {
  if (inPercent(criterion)) return language.percent(value, 2)
  // What was signed is written whole, and what is not flawless, or not
  // quite at the target, is not rounded to it.
  const signed = value === criterion.target ? digitsOf(criterion) : 0
  const scale = scaleOf(criterion.metric)
  if (scale === 'ms') {
    return language.t('common.milliseconds', { value: language.number(value, { digits: signed }) })
  }
  if (scale === 'share') {
    const nearTarget = value !== criterion.target && Math.abs(value - criterion.target) < 0.0005
    const digits = nearTarget || (value > 0.9994 && value < 1) ? 4 : Math.max(3, signed)
    return language.number(value, { digits, leastDigits: aligned ? 3 : 2 })
  }
  const digits = Math.max(signed, Math.abs(value) >= 100 ? 1 : 3)
  const leastDigits = aligned ? Math.min(3, digits) : 0
  const unit = unitOf(criterion)
  return `${language.number(value, { digits, leastDigits })}${unit ? ` \u2068${unit}\u2069` : ''}`
}

/** How a plot writes a criterion's numbers. A client's own share is a share like any other. */
export function plotFormatOf(criterion: Criterion): PlotFormat {
  return criterion.process?.unit === 'share' ? 'share' : scaleOf(criterion.metric)
}

export function unitOf(criterion: Criterion): string {
  return criterion.process?.unitName ?? ''
}

/** A day of the client's figures ("2026-03-31") as the reader writes days, in whatever zone. */
export function dayOf({ date }: Pick<ReaderLanguage, 'date'>, day: string): string {
  return date(new Date(`${day.slice(0, 10)}T12:00:00.000Z`))
}
