import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bleu, bleuStatistic } from '~/domain/outcomes/metrics/bleu'
import {
  bleuTokens,
  commonSubsequence,
  exactMatch,
  rougeL,
  rougeWords,
  squadWords,
  textScores,
  tokenF1,
} from '~/domain/outcomes/metrics/text'
import { expectClose } from './reference/closeness'
import reference from './reference/scikit-learn-1.2.json'

describe('scores of one text', () => {
  it.each(reference.texts)('agree with a plain implementation: $label / $output', (one) => {
    expectClose(exactMatch(one), one.exactMatch, 'exact match')
    expectClose(tokenF1(one), one.tokenF1, 'token F1')
    expectClose(rougeL(one), one.rougeL, 'ROUGE-L')
  })

  it('are between 0 and 1, and 1 for the text itself', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 })
    fc.assert(
      fc.property(text, text, (label, output) => {
        for (const score of [exactMatch, tokenF1, rougeL]) {
          expect(score({ label, output })).toBeGreaterThanOrEqual(0)
          expect(score({ label, output })).toBeLessThanOrEqual(1)
          expect(score({ label, output: null })).toBe(0)
        }
        expect(exactMatch({ label, output: label })).toBe(1)
        expect(tokenF1({ label, output: label })).toBe(1)
        expect(rougeL({ label, output: label })).toBe(rougeWords(label).length === 0 ? 0 : 1)
      }),
    )
  })

  it('come one per row', () => {
    const rows = [
      { label: 'The red house', output: 'red house.' },
      { label: 'red', output: null },
    ]
    expect([...textScores('exact_match', rows)]).toEqual([1, 0])
    expect([...textScores('rouge_l', rows)]).toEqual([0.8, 0])
  })
})

describe('words', () => {
  it('of SQuAD lose case, marks and English articles, in Urdu and Arabic too', () => {
    expect(squadWords('The U.S.A. — an “answer”,\tA-B $5')).toEqual(['usa', 'answer', 'ab', '5'])
    expect(squadWords('کیا، یہ ہے؟ جی۔')).toEqual(['کیا', 'یہ', 'ہے', 'جی'])
    expect(squadWords('theatre banana')).toEqual(['theatre', 'banana'])
  })

  it('of ROUGE-L keep combining marks and the joiner inside a word', () => {
    expect(rougeWords("It's snake_case: 3.14")).toEqual(['it', 's', 'snake', 'case', '3', '14'])
    expect(rougeWords('العَرَبِيَّة، می\u200cروم۔')).toEqual(['العَرَبِيَّة'.normalize('NFC'), 'می\u200cروم'])
  })

  it('of BLEU part marks from words, but not inside numbers', () => {
    expect(bleuTokens('Pay $1,234.50 (net), now.')).toEqual(
      'Pay $ 1,234.50 ( net ) , now .'.split(' '),
    )
    expect(bleuTokens('درست ہے۔ 3.5٪')).toEqual(['درست', 'ہے', '۔', '3.5', '٪'])
  })
})

describe('the longest common subsequence', () => {
  const plain = (a: readonly string[], b: readonly string[]) => {
    const table = Array.from({ length: a.length + 1 }, () =>
      new Array<number>(b.length + 1).fill(0),
    )
    const cell = (i: number, j: number) => table[i]?.[j] ?? 0
    for (let i = 1; i <= a.length; i++) {
      for (let j = 1; j <= b.length; j++) {
        const value =
          a[i - 1] === b[j - 1] ? cell(i - 1, j - 1) + 1 : Math.max(cell(i - 1, j), cell(i, j - 1))
        table[i]?.splice(j, 1, value)
      }
    }
    return cell(a.length, b.length)
  }

  it('is what the whole table says, past the borders of machine words', () => {
    const tokens = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), {
      maxLength: 110,
      size: 'max',
    })
    fc.assert(
      fc.property(tokens, tokens, (a, b) => {
        expect(commonSubsequence(a, b)).toBe(plain(a, b))
      }),
      { numRuns: 60 },
    )
  })

  it('of the longest texts is found', () => {
    const long = Array.from({ length: 4_000 }, (_, at) => 'abcdefg'[(at * at) % 7] ?? '')
    expect(commonSubsequence(long, long)).toBe(4_000)
    expect(commonSubsequence(long, [...long].reverse().slice(0, 2_000))).toBeGreaterThan(500)
  })
})

describe('BLEU', () => {
  it.each(reference.bleu)('agrees with a plain implementation: $name', ({ name, rows, value }) => {
    expectClose(bleu(rows), value, name)
  })

  it('has no value without rows and does not depend on their order', () => {
    expect(bleu([])).toBeNull()
    expect(bleu([...reference.texts].reverse())).toBe(bleu(reference.texts))
  })

  it('counts a row drawn twice like two rows', () => {
    const [first, second, third] = reference.bleu[1]?.rows ?? []
    if (!first || !second || !third) throw new Error('three rows')
    expect(bleuStatistic([first, second, third]).evaluate(Int32Array.of(2, 0, 1))).toBe(
      bleu([first, first, third]),
    )
  })
})
