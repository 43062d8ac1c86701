import { latinDigits } from '~/kernel/digits'

/** Numbers of question banks as decimal strings: what is exact there stays exact. */
const form = /^[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})(e[+-]?\d{1,2})?$/i

type Scaled = { readonly digits: bigint; readonly scale: number }

function scaled(text: string): Scaled | null {
  const plain = latinDigits(text).replace(/^(-?\d+),(\d+)$/, '$1.$2')
  if (!form.test(plain)) return null
  const [mantissa = '', exponent = '0'] = plain.toLowerCase().split('e')
  const [whole = '', part = ''] = mantissa.replace(/^\+/, '').split('.')
  const scale = part.length - Number(exponent)
  const digits =
    BigInt(`${whole.replace('-', '') || '0'}${part}`) * (whole.startsWith('-') ? -1n : 1n)
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 }
}

function written({ digits, scale }: Scaled): string {
  const sign = digits < 0n ? '-' : ''
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  const whole = text.slice(0, text.length - scale)
  const part = text.slice(text.length - scale).replace(/0+$/, '')
  const number = part ? `${whole}.${part}` : whole
  return number === '0' ? '0' : sign + number
}

/** The number in plain decimal form; null where it is none. */
export function decimalOf(text: string): string | null {
  const number = scaled(text.trim())
  return number && written(number)
}

/** The middle of a range and half its width; null where it is no range. */
export function middleOf(low: string, high: string): { answer: string; tolerance: string } | null {
  const [a, b] = [scaled(low.trim()), scaled(high.trim())]
  if (!a || !b) return null
  const scale = Math.max(a.scale, b.scale)
  const from = a.digits * 10n ** BigInt(scale - a.scale)
  const to = b.digits * 10n ** BigInt(scale - b.scale)
  if (to < from) return null
  return {
    answer: written({ digits: (from + to) * 5n, scale: scale + 1 }),
    tolerance: written({ digits: (to - from) * 5n, scale: scale + 1 }),
  }
}

/** A share of a number, for tolerances that are given in per cent. */
export function shareOf(number: string, percent: string): string | null {
  const [a, b] = [scaled(number.trim()), scaled(percent.trim())]
  if (!a || !b) return null
  const digits = a.digits * b.digits
  return written({ digits: digits < 0n ? -digits : digits, scale: a.scale + b.scale + 2 })
}
