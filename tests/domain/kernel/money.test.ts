import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allocate,
  type Currency,
  currencies,
  currencyDigits,
  decimalString,
  isCurrency,
  maxAmountMinor,
  parseAmount,
  portion,
} from '~/kernel/money'

const minorOf = (text: string, currency: Currency) => {
  const parsed = parseAmount(text, currency)
  return parsed.ok ? parsed.amountMinor : parsed.problem
}

const amounts = fc.bigInt({ min: 0n, max: maxAmountMinor })
const weights = fc
  .uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 8 }),
      weight: fc.bigInt({ min: 0n, max: 10_000n }),
    }),
    { minLength: 1, maxLength: 12, selector: ({ id }) => id },
  )
  .filter((list) => list.some(({ weight }) => weight > 0n))

describe('allocate', () => {
  it('gives away the amount, no more and no less', () => {
    fc.assert(
      fc.property(amounts, weights, (amount, list) => {
        const parts = [...allocate(amount, list).values()]
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount)
      }),
    )
  })

  it('is within one minor unit of the exact share, and never gives to who has none', () => {
    fc.assert(
      fc.property(amounts, weights, (amount, list) => {
        const total = list.reduce((sum, { weight }) => sum + weight, 0n)
        const parts = allocate(amount, list)
        for (const { id, weight } of list) {
          const scaled = (parts.get(id) ?? -1n) * total - amount * weight
          expect(scaled < total && scaled > -total).toBe(true)
          if (weight === 0n) expect(parts.get(id)).toBe(0n)
        }
      }),
    )
  })

  it('gives the same to the same people in whatever order they come', () => {
    const shuffled = weights.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    )
    fc.assert(
      fc.property(amounts, shuffled, (amount, [list, other]) => {
        const first = allocate(amount, list)
        const second = allocate(amount, other)
        for (const { id } of list) expect(second.get(id)).toBe(first.get(id))
      }),
    )
  })

  it('gives the odd units to the lower ids where remainders are equal', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 12 }), (amount, people) => {
        const list = Array.from({ length: people }, (_, index) => ({
          id: `p${String(people - index).padStart(2, '0')}`,
          weight: 7n,
        }))
        const parts = allocate(amount, list)
        const inOrder = [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part)
        const odd = Number(amount % BigInt(people))
        const even = amount / BigInt(people)
        expect(inOrder).toEqual(
          Array.from({ length: people }, (_, index) => (index < odd ? even + 1n : even)),
        )
      }),
    )
  })

  it('refuses what cannot be split', () => {
    expect(() => allocate(-1n, [{ id: 'a', weight: 1n }])).toThrow(RangeError)
    expect(() => allocate(1n, [])).toThrow(RangeError)
    expect(() => allocate(1n, [{ id: 'a', weight: 0n }])).toThrow(RangeError)
    expect(() =>
      allocate(1n, [
        { id: 'a', weight: -1n },
        { id: 'b', weight: 2n },
      ]),
    ).toThrow(RangeError)
  })
})

describe('portion', () => {
  it('never takes more than it says', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 10_000 }), (amount, bps) => {
        const taken = portion(amount, bps)
        expect(taken * 10_000n <= amount * BigInt(bps)).toBe(true)
        expect((taken + 1n) * 10_000n > amount * BigInt(bps)).toBe(true)
      }),
    )
  })
})

describe('parseAmount', () => {
  it.each(currencies)('reads back what it wrote in %s', (currency) => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: maxAmountMinor }), (amountMinor) => {
        expect(minorOf(decimalString({ currency, amountMinor }), currency)).toBe(amountMinor)
      }),
      { numRuns: 30 },
    )
  })

  it.each(currencies)('knows how many digits %s has', (currency) => {
    const digits = currencyDigits[currency]
    expect(minorOf('1', currency)).toBe(10n ** BigInt(digits))
    const finest = `0.${'0'.repeat(digits)}1`
    expect(minorOf(finest, currency)).toBe('too_many_digits')
    expect(minorOf('12.000000', currency)).toBe(12n * 10n ** BigInt(digits))
  })

  it('reads the yen without a fraction and the dinar with three digits', () => {
    expect(minorOf('1,200', 'JPY')).toBe(1_200n)
    expect(minorOf('1200.5', 'JPY')).toBe('too_many_digits')
    expect(minorOf('1.234', 'KWD')).toBe(1_234n)
    expect(minorOf('1.2345', 'KWD')).toBe('too_many_digits')
    expect(minorOf('0.01', 'EUR')).toBe(1n)
    expect(minorOf('0.001', 'EUR')).toBe('too_many_digits')
  })

  it('reads Arabic-Indic and Urdu digits with their signs', () => {
    expect(minorOf('٤٬٢٠٠٫٥٠', 'SAR')).toBe(420_050n)
    expect(minorOf('۴٬۲۰۰٫۵۰', 'PKR')).toBe(420_050n)
    expect(minorOf('۱٫۲۳۴', 'KWD')).toBe(1_234n)
    expect(minorOf('１２３', 'USD')).toBe(12_300n)
  })

  it.each(['', ' ', 'abc', '1e9', '0x10', '1.2.3', '.', '.5', '5.', '--1', 'NaN', 'Infinity', '½'])(
    'does not take %j for an amount',
    (text) => expect(minorOf(text, 'EUR')).toBe('not_a_number'),
  )

  it('refuses nothing, less than nothing, and too much', () => {
    expect(minorOf('0', 'EUR')).toBe('not_positive')
    expect(minorOf('0.00', 'EUR')).toBe('not_positive')
    expect(minorOf('-5', 'EUR')).toBe('not_positive')
    expect(minorOf('10,000,000,000', 'EUR')).toBe(maxAmountMinor)
    expect(minorOf('10,000,000,000.01', 'EUR')).toBe('too_large')
    for (const currency of currencies) {
      expect(minorOf((2n ** 53n).toString(), currency)).toBe('too_large')
      expect(minorOf('9'.repeat(18), currency)).toBe('too_large')
      expect(minorOf('9'.repeat(400), currency)).toBe('not_a_number')
    }
  })

  it('knows its currencies and no property of objects', () => {
    expect(isCurrency('KWD')).toBe(true)
    for (const text of ['XAU', 'eur', '', 'toString', '__proto__']) {
      expect(isCurrency(text)).toBe(false)
    }
  })
})
