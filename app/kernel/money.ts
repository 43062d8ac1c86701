import { latinDigits } from './digits'

/**
 * Money is a whole number of minor units with its currency. Nothing here uses a float.
 * Shares are cut by the largest remainder; ties go to the lower id, so that the same
 * inputs always give the same cents to the same people.
 */

/** ISO 4217 currencies Samar settles in, with their number of minor digits. */
export const currencyDigits = {
  USD: 2,
  EUR: 2,
  GBP: 2,
  PKR: 2,
  SAR: 2,
  AED: 2,
  TRY: 2,
  JPY: 0,
  KWD: 3,
} as const

export type Currency = keyof typeof currencyDigits
export const currencies = Object.keys(currencyDigits) as Currency[]

export type Money = { readonly currency: Currency; readonly amountMinor: bigint }

export const basisPoints = 10_000n

/** The most a single amount may be: ten billion major units of a two-digit currency. */
export const maxAmountMinor = 1_000_000_000_000n

export function isCurrency(text: string): text is Currency {
  return Object.hasOwn(currencyDigits, text)
}

export function money(currency: Currency, amountMinor: bigint): Money {
  return { currency, amountMinor }
}

export type AmountProblem = 'not_a_number' | 'too_many_digits' | 'not_positive' | 'too_large'

/**
 * Reads a person's amount ("4,200.50") as minor units of `currency`.
 * Arabic-Indic digits and the Arabic decimal sign are read too.
 * @param allows nothing at all, where that is an amount like another
 */
export function parseAmount(
  text: string,
  currency: Currency,
  allows: { zero: boolean } = { zero: false },
): { ok: true; amountMinor: bigint } | { ok: false; problem: AmountProblem } {
  const plain = latinDigits(text).replace(/[,٬\s_]/g, '')
  const match = /^(-?)(\d{1,18})(?:\.(\d{1,18}))?$/.exec(plain)
  if (!match) return { ok: false, problem: 'not_a_number' }
  const [, sign, whole = '', fraction = ''] = match
  const digits = currencyDigits[currency]
  if (fraction.replace(/0+$/, '').length > digits) return { ok: false, problem: 'too_many_digits' }
  const amountMinor = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'))
  if (sign || (amountMinor === 0n && !allows.zero)) return { ok: false, problem: 'not_positive' }
  if (amountMinor > maxAmountMinor) return { ok: false, problem: 'too_large' }
  return { ok: true, amountMinor }
}

/** The amount in major units as a plain decimal string: "4200.50". Exact; no grouping. */
export function decimalString({ currency, amountMinor }: Money): string {
  const digits = currencyDigits[currency]
  const sign = amountMinor < 0n ? '-' : ''
  const text = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${text.slice(-digits)}`
}

/** `shareBps` of `amountMinor`, rounded down: a fee never takes more than it says. */
export function portion(amountMinor: bigint, shareBps: number): bigint {
  return (amountMinor * BigInt(shareBps)) / basisPoints
}

export type Weight = { readonly id: string; readonly weight: bigint }

/**
 * Splits `amountMinor` (≥ 0) over `weights` (each ≥ 0, sum > 0) by the largest remainder.
 * The parts sum to the amount exactly; ties go to the lower id.
 * @throws RangeError when the amount is negative, a weight is negative, or all weights are 0.
 */
export function allocate(amountMinor: bigint, weights: readonly Weight[]): Map<string, bigint> {
  const total = weights.reduce((sum, { weight }) => sum + weight, 0n)
  if (amountMinor < 0n || total <= 0n || weights.some(({ weight }) => weight < 0n)) {
    throw new RangeError('allocate needs an amount of at least 0 and weights with a positive sum')
  }
  const parts = weights.map(({ id, weight }) => ({
    id,
    part: (amountMinor * weight) / total,
    remainder: (amountMinor * weight) % total,
  }))
  let left = amountMinor - parts.reduce((sum, { part }) => sum + part, 0n)
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? (a.id < b.id ? -1 : 1) : a.remainder > b.remainder ? -1 : 1,
  )
  for (const row of byRemainder) {
    if (left === 0n) break
    row.part += 1n
    left -= 1n
  }
  return new Map(parts.map(({ id, part }) => [id, part]))
}
