import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Question, Quiz } from '~/domain/learning/content/track-content'
import { compareDecimals, decimalOf, distance, typedDecimals } from '~/domain/learning/quiz/decimal'
import { gradeQuiz, isRight, reaches } from '~/domain/learning/quiz/grade-quiz'
import { plainWords } from '~/domain/learning/quiz/plain-words'
import { fieldOf, questionOrder, readAnswers } from '~/domain/learning/quiz/read-answers'

const head = { points: 1, prompt: '', explanation: '' }
const numeric = (answer: string, tolerance = '0', unit = ''): Question => ({
  ...head,
  key: 'n',
  kind: 'numeric',
  answer,
  tolerance,
  unit,
})
const options = (kind: 'single' | 'multiple', right: string): Question => ({
  ...head,
  key: 'o',
  kind,
  options: ['a', 'b', 'c', 'd'].map((key) => ({ key, text: key, correct: right.includes(key) })),
})
const ordering: Question = {
  ...head,
  key: 'p',
  kind: 'ordering',
  parts: ['x', 'y', 'z'].map((key) => ({ key, text: key })),
}
const short = (...accept: string[]): Question => ({ ...head, key: 's', kind: 'short_text', accept })
const fits = (typed: string, answer: string, tolerance = '0', unit = '') =>
  isRight(numeric(answer, tolerance, unit), [typed])

describe('a number', () => {
  it('is read in Latin, Arabic-Indic, Urdu and full-width digits', () => {
    for (const typed of [
      '0.94',
      '0,94',
      '.94',
      '٠٫٩٤',
      '۰٫۹۴',
      '۰.۹۴',
      '０.９４',
      ' 0.940 ',
      '+0.94',
      '9.4e-1',
    ]) {
      expect(fits(typed, '0.94'), typed).toBe(true)
    }
    for (const typed of ['−3', '-3', '–3', '\u200e-3', '-۳'])
      expect(fits(typed, '-3'), typed).toBe(true)
  })

  it('may have its thousands set apart', () => {
    for (const typed of [
      '1234567',
      '1,234,567',
      '1.234.567',
      '1 234 567',
      '1’234’567',
      '١٬٢٣٤٬٥٦٧',
    ]) {
      expect(fits(typed, '1234567'), typed).toBe(true)
    }
    expect(fits('1.234,5', '1234.5')).toBe(true)
    expect(fits('1,234.5', '1234.5')).toBe(true)
    // One comma can mean either; whoever means the right one is right.
    expect(fits('1,234', '1234')).toBe(true)
    expect(fits('1,234', '1.234')).toBe(true)
    expect(fits('1.234', '1234')).toBe(false)
  })

  it('may carry its unit', () => {
    expect(fits('94 %', '94', '0', '%')).toBe(true)
    expect(fits('۹۴٪', '94', '0', '%')).toBe(true)
    expect(fits('12 MS', '12', '0', 'ms')).toBe(true)
    expect(fits('12 s', '12', '0', 'ms')).toBe(false)
  })

  it('is none where it is none', () => {
    for (const typed of [
      '',
      'abc',
      '1.2.3',
      '1,23,4',
      '--1',
      '1e999',
      '0x10',
      'NaN',
      'Infinity',
      '1/2',
      '1'.repeat(80),
    ]) {
      expect(typedDecimals(typed), typed).toEqual([])
    }
  })

  it('is within its tolerance at the edge and not beyond, where floats stumble', () => {
    expect(0.3 - 0.1 === 0.2).toBe(false)
    expect(fits('0.3', '0.1', '0.2')).toBe(true)
    expect(fits('0.30000000000000001', '0.1', '0.2')).toBe(false)
    expect(fits('0.945', '0.94', '0.005')).toBe(true)
    expect(fits('0.935', '0.94', '0.005')).toBe(true)
    expect(fits('0.9451', '0.94', '0.005')).toBe(false)
    expect(fits('1.1', '1', '0.1')).toBe(true)
  })

  it('is compared exactly for any decimals', () => {
    const parts = fc.tuple(
      fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
      fc.integer({ min: 0, max: 12 }),
    )
    fc.assert(
      fc.property(parts, parts, ([a, scaleA], [b, scaleB]) => {
        const left = { digits: a, scale: scaleA }
        const right = { digits: b, scale: scaleB }
        const x = a * 10n ** BigInt(scaleB)
        const y = b * 10n ** BigInt(scaleA)
        expect(compareDecimals(left, right)).toBe(x < y ? -1 : x > y ? 1 : 0)
        const gap = distance(left, right)
        expect(compareDecimals(gap, { digits: 0n, scale: 0 })).toBe(x === y ? 0 : 1)
        expect(compareDecimals(gap, distance(right, left))).toBe(0)
      }),
    )
  })

  it('written as a decimal string is itself, and right with no tolerance', () => {
    const text = fc
      .tuple(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.integer({ min: 0, max: 999_999 }),
      )
      .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(6, '0')}`)
    fc.assert(
      fc.property(text, (typed) => {
        expect(decimalOf(typed)).not.toBeNull()
        expect(fits(typed, typed)).toBe(true)
        expect(fits(typed.replace('.', ','), typed)).toBe(true)
      }),
    )
  })
})

describe('choices', () => {
  it('are right when exactly the right ones are chosen', () => {
    fc.assert(
      fc.property(
        fc.subarray(['a', 'b', 'c', 'd']),
        fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }),
        (given, right) => {
          const question = options('multiple', right.join(''))
          const same = given.length === right.length && right.every((key) => given.includes(key))
          expect(isRight(question, given)).toBe(same)
        },
      ),
    )
    expect(isRight(options('single', 'b'), ['b'])).toBe(true)
    expect(isRight(options('single', 'b'), ['a', 'b'])).toBe(false)
    // Nothing is right where the author marked nothing.
    expect(isRight(options('multiple', ''), [])).toBe(false)
  })

  it('are in order or are not', () => {
    expect(isRight(ordering, ['x', 'y', 'z'])).toBe(true)
    for (const given of [[], ['x', 'y'], ['x', 'z', 'y'], ['', 'y', 'z'], ['x', 'y', 'z', 'x']]) {
      expect(isRight(ordering, given), given.join()).toBe(false)
    }
  })
})

describe('a short text', () => {
  it('is compared without what typing adds', () => {
    const same = [
      ['Recall', '  recall. '],
      ['true  positive rate', 'True Positive\u00a0Rate'],
      ['résumé', 'RESUME'],
      ['کتاب', 'كتاب'],
      ['زندگی', 'زندگي'],
      ['مُحَمَّد', 'محمد'],
      ['ڈیٹا ۱۲', 'ڈیٹا 12'],
      ['ﻻ', 'لا'],
      ['cross-check', 'cross–check'],
    ]
    for (const [accepted = '', typed = ''] of same) {
      expect(isRight(short(accepted), [typed]), `${accepted} ${typed}`).toBe(true)
    }
  })

  it('keeps words apart that are different words', () => {
    for (const [accepted = '', typed = ''] of [
      ['لڑکے', 'لڑکی'],
      ['recall', 'precision'],
      ['پھل', 'پہل'],
      ['c', 'c++'],
    ]) {
      expect(isRight(short(accepted), [typed]), `${accepted} ${typed}`).toBe(false)
    }
    expect(isRight(short('', '.'), [''])).toBe(false)
    expect(isRight(short('', '.'), ['…'.normalize('NFKC')])).toBe(false)
  })

  it('is the same however often it is put into its plain form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(plainWords(plainWords(text))).toBe(plainWords(text))
      }),
    )
  })
})

const quiz: Quiz = {
  intro: '',
  passMark: 0.6,
  limitMinutes: null,
  questions: [
    { ...options('single', 'b'), key: 'one' },
    { ...options('multiple', 'ac'), key: 'many', points: 2 },
    { ...numeric('0.5'), key: 'number' },
    { ...ordering, key: 'order' },
  ],
}

describe('a quiz', () => {
  it('sums its points and passes at its mark', () => {
    const graded = gradeQuiz(quiz, { one: ['b'], many: ['a', 'c'], order: ['x', 'z', 'y'] })
    expect(graded).toMatchObject({ points: 3, maxPoints: 5, passed: true })
    expect(graded.questions.map(({ right }) => right)).toEqual([true, true, false, false])
    expect(graded.questions.map(({ answered }) => answered)).toEqual([true, true, false, true])
    expect(gradeQuiz(quiz, { many: ['a', 'c'] })).toMatchObject({ points: 2, passed: false })
    expect(gradeQuiz(quiz, { nothing: ['b'], __proto__: ['b'] } as never).points).toBe(0)
  })

  it('compares with the mark exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 300 }),
        (percent, of) => {
          const least = Math.ceil((percent * of) / 100)
          expect(reaches(least, of, percent / 100)).toBe(true)
          expect(reaches(least - 1, of, percent / 100)).toBe((least - 1) * 100 >= percent * of)
        },
      ),
    )
  })
})

describe('a form', () => {
  const shown = {
    [questionOrder]: ['order', 'one', 'many', 'number'],
    one: ['d', 'b', 'a', 'c'],
    many: ['c', 'd', 'a', 'b'],
    order: ['z', 'x', 'y'],
  }
  const read = (sent: Record<string, string | string[]>) =>
    readAnswers(quiz, shown, (name) => [sent[name] ?? []].flat())

  it('names choices by their place', () => {
    const { answers, problems } = read({
      'q0.0': '3',
      'q0.1': '1',
      'q0.2': '2',
      q1: '1',
      q2: ['0', '2'],
      q3: '۰٫۵',
    })
    expect(problems).toEqual({})
    expect(answers).toEqual({
      order: ['x', 'y', 'z'],
      one: ['b'],
      many: ['c', 'a'],
      number: ['۰٫۵'],
    })
    expect(gradeQuiz(quiz, answers)).toMatchObject({ points: 5, passed: true })
  })

  it('names the question whose answer does not exist', () => {
    expect(read({ q1: '4' }).problems).toEqual({ q1: { problem: 'unknown', number: 2 } })
    for (const bad of ['-1', 'b', '1e0', '01234', '0 ']) {
      expect(read({ q1: bad }).problems.q1?.problem, bad).toBe('unknown')
    }
    expect(read({ q1: ['0', '1'] }).problems.q1?.problem).toBe('unknown')
    expect(read({ q2: ['0', '9'] }).problems.q2?.number).toBe(3)
    expect(read({ 'q0.1': '4' }).problems['q0.1']?.problem).toBe('unknown')
    expect(read({ 'q0.0': '1', 'q0.1': '1' }).problems['q0.1']?.problem).toBe('twice')
    expect(read({ q3: 'half' }).problems.q3?.problem).toBe('not_a_number')
    expect(read({ q3: '1'.repeat(201) }).problems.q3?.problem).toBe('too_long')
  })

  it('takes nothing that was not offered, whatever is sent', () => {
    const value = fc.oneof(fc.string(), fc.integer({ min: -5, max: 9 }).map(String))
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('q0.0', 'q0.1', 'q0.2', 'q1', 'q2', 'q3', 'q9', 'one'),
          fc.array(value, { maxLength: 4 }),
        ),
        (sent) => {
          const { answers } = read(sent)
          for (const [key, given] of Object.entries(answers)) {
            const known = shown[key as keyof typeof shown]
            if (known) expect(given.every((one) => one === '' || known.includes(one))).toBe(true)
            else expect(key).toBe('number')
          }
        },
      ),
    )
    expect(fieldOf(2)).toBe('q2')
    expect(read({}).answers).toEqual({})
  })
})
