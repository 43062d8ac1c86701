import { latinDigits } from '~/kernel/digits'

/** An exact decimal: `digits` tenths, hundredths … as `scale` says. No float comes near it. */
export type Decimal = { readonly digits: bigint; readonly scale: number }

const longest = 60
const widestExponent = 30

/** A plain decimal string, as "-0.005" or "1e-7"; null for anything else. */
export function decimalOf(text: string): Decimal | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/.exec(text)
  const [, sign = '', whole = '', fraction = '', power = '0'] = match ?? []
  if (!match || whole + fraction === '' || text.length > longest) return null
  const exponent = Number(power)
  if (Math.abs(exponent) > widestExponent) return null
  const scale = fraction.length - exponent
  const digits = BigInt(`${whole}${fraction}`) * 10n ** BigInt(Math.max(0, -scale))
  return { digits: sign === '-' ? -digits : digits, scale: Math.max(0, scale) }
}

const atScale = (value: Decimal, scale: number) => value.digits * 10n ** BigInt(scale - value.scale)

/** -1, 0 or 1, as `a` is less than, equal to or more than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale)
  const [left, right] = [atScale(a, scale), atScale(b, scale)]
  return left < right ? -1 : left > right ? 1 : 0
}

/** |a − b| */
export function distance(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  const difference = atScale(a, scale) - atScale(b, scale)
  return { digits: difference < 0n ? -difference : difference, scale }
}

const grouped = (text: string, sign: ',' | '.') =>
  text.includes(sign) &&
  text.split(sign).every((part, at) => (at === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part))

/** The whole part of a number without what sets its thousands apart; null where that is not so. */
function wholePart(text: string, sign: ',' | '.'): string | null {
  if (/^\d*$/.test(text)) return text
  return grouped(text, sign) ? text.replaceAll(sign, '') : null
}

/** What "1,234", "0,94" or "1.234,5" may stand for: a comma sets thousands apart or begins the fraction. */
function spellings(text: string): string[] {
  const commas = text.split(',').length - 1
  const points = text.split('.').length - 1
  if (commas > 0 && points > 0) {
    const fractionSign = text.lastIndexOf(',') > text.lastIndexOf('.') ? ',' : '.'
    const at = text.lastIndexOf(fractionSign)
    const whole = wholePart(text.slice(0, at), fractionSign === ',' ? '.' : ',')
    return whole === null ? [] : [`${whole}.${text.slice(at + 1)}`]
  }
  if (points > 1) return grouped(text, '.') ? [text.replaceAll('.', '')] : []
  if (commas > 1) return grouped(text, ',') ? [text.replaceAll(',', '')] : []
  if (commas === 1) {
    const fraction = text.replace(',', '.')
    return grouped(text, ',') ? [fraction, text.replace(',', '')] : [fraction]
  }
  return [text]
}

/**
 * The numbers that a typed answer may mean: Latin, Arabic-Indic and Urdu digits, a decimal point or
 * comma, thousands set apart, the unit behind it or not. Two where a comma can be read both ways;
 * none where it is no number.
 */
export function typedDecimals(typed: string, unit = ''): Decimal[] {
  const spaces = /[\s\u00a0\u202f\u200e\u200f\u061c\u2066-\u2069_'’]/g
  const behind = latinDigits(unit).replace(spaces, '')
  // Arabic marks of thousands and of per cent, and the longer signs of minus.
  let text = latinDigits(typed)
    .replace(spaces, '')
    .replace(/٬/g, '')
    .replace(/٪/g, '%')
    .replace(/[−–—﹣－]/g, '-')
  if (behind && text.toLowerCase().endsWith(behind.toLowerCase())) {
    text = text.slice(0, -behind.length)
  }
  const match = /^([+-]?)([\d.,]+)([eE][+-]?\d{1,2})?$/.exec(text)
  if (!match || text.length > longest) return []
  const [, sign = '', number = '', power = ''] = match
  return spellings(number).flatMap((spelling) => decimalOf(`${sign}${spelling}${power}`) ?? [])
}
