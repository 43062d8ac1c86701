import type { Scale } from '~/domain/outcomes/criteria/metric'
import type { ReaderLanguage } from '../page/language'

/** What the numbers of a plot are, and the unit of the client's own figures. */
export type PlotFormat = Scale

/** A step of 1, 2, 2.5 or 5 times a power of ten that cuts `span` in about four. */
function stepOf(span: number): number {
  const rough = span / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const found = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10
  return found * power
}

/** The ends that a scale itself has; errors and agreements below nought have none. */
function limitsOf(format: PlotFormat, low: number): [number, number] {
  if (format === 'share') return [0, 1]
  if (format === 'agreement') return [low < -1 ? -Infinity : -1, 1]
  return [low < 0 ? -Infinity : 0, Infinity]
}

/** The stretch of the scale that shows all values, with room at both ends. */
export function domainOf(values: readonly number[], format: PlotFormat): [number, number] {
  const low = Math.min(...values)
  const high = Math.max(...values)
  const room = Math.max((high - low) * 0.18, Math.abs(high) * 0.004, 1e-6)
  const step = stepOf(high - low + 2 * room)
  const from = Math.floor((low - room) / step) * step
  const to = Math.ceil((high + room) / step) * step
  const [least, most] = limitsOf(format, low)
  return [Math.max(least, from), Math.min(most, to)]
}

/**
 * The stretch for intervals and what they are compared with. Where the intervals would be thinner
 * than their own dot, because the rest is far away, the scale shows them alone and `whole` is false.
 */
export function stretchOf(
  intervals: readonly number[],
  compared: readonly number[],
  format: PlotFormat,
): { domain: [number, number]; whole: boolean } {
  const all = [...intervals, ...compared]
  const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values)
  const span = intervals.length > 0 ? spread(intervals) : 0
  // Shares and agreements are written with three digits, which a closer look would repeat.
  const closer = !isFraction(format) && span > 0 && span < 0.06 * spread(all)
  return { domain: domainOf(closer ? intervals : all, format), whole: !closer }
}

export function ticksOf([from, to]: readonly [number, number]): number[] {
  const step = stepOf(to - from)
  const ticks: number[] = []
  for (let at = Math.ceil(from / step - 1e-9) * step || 0; at <= to + step * 1e-6; at += step)
    ticks.push(Math.abs(at) < step * 1e-6 ? 0 : at)
  return ticks
}

const isFraction = (format: PlotFormat) => format === 'share' || format === 'agreement'

/** Three figures that matter, and none after the point where a number is large. */
function digitsFor(value: number): number {
  if (value === 0) return 0
  return Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))))
}

export function figureOf(
  language: ReaderLanguage,
  format: PlotFormat,
  value: number,
  unit = '',
): string {
  const { number, t } = language
  if (isFraction(format)) return number(value, { digits: 3, leastDigits: 3 })
  if (format === 'points') return number(value, { digits: 2, leastDigits: 2 })
  const plain = number(value, { digits: digitsFor(value) })
  if (format === 'ms') return t('common.milliseconds', { value: plain })
  if (format === 'per_second') return t('plot.per_second', { value: plain })
  return unit === '' ? plain : `${plain} \u2068${unit}\u2069`
}

/** The ends of an interval, without their unit: it stands with the estimate before them. */
export function bareFigure(language: ReaderLanguage, format: PlotFormat, value: number): string {
  return isFraction(format) || format === 'points'
    ? figureOf(language, format, value)
    : language.number(value, { digits: digitsFor(value) })
}

export const tickText = (language: ReaderLanguage, format: PlotFormat, value: number) =>
  isFraction(format)
    ? language.number(value, { digits: 3, leastDigits: 2 })
    : language.number(value, { digits: 4 })
