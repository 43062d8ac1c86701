import { latinDigits } from '~/kernel/digits'
import { datasetLimits } from './dataset'

export const labelKinds = ['class', 'number', 'text'] as const
/** What the right answers of a dataset are: one of a few labels, a number, or a text. */
export type LabelKind = (typeof labelKinds)[number]

export type LabelProblem = 'label_missing' | 'label_too_long' | 'label_not_number'

/** The label as it is sealed: trimmed, and a number as a plain decimal with Latin digits. */
export function readLabel(
  kind: LabelKind,
  typed: string,
): { ok: true; label: string } | { ok: false; problem: LabelProblem } {
  const text = typed.trim()
  if (text === '') return { ok: false, problem: 'label_missing' }
  if (kind === 'number') {
    const label = plainDecimal(text)
    return label === null ? { ok: false, problem: 'label_not_number' } : { ok: true, label }
  }
  const most = kind === 'text' ? datasetLimits.textLabelLength : datasetLimits.labelLength
  return text.length > most ? { ok: false, problem: 'label_too_long' } : { ok: true, label: text }
}

const written = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i

/**
 * A number in one spelling: "+٠٧٫٥٠" becomes "7.5", "1e3" becomes "1000". Digits are moved, not
 * computed, so no precision is lost. Null for what is not one finite number of at most 100 signs.
 */
export function plainDecimal(typed: string): string | null {
  const text = latinDigits(typed).replace(/^\u2212/, '-')
  if (text.length > 100) return null
  const match = written.exec(text)
  if (!match) return null
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  if (whole + fraction === '' || !Number.isFinite(Number(text))) return null
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  const padded =
    point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(Math.max(point, digits.length), '0')
  const cut = Math.max(point, 1)
  const left = padded.slice(0, cut).replace(/^0+(?=\d)/, '')
  const right = padded.slice(cut).replace(/0+$/, '')
  const plain = right === '' ? left : `${left}.${right}`
  return sign === '-' && plain !== '0' ? `-${plain}` : plain
}
