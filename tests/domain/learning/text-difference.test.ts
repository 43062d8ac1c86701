import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  mergedText,
  textDifference,
  wordDifference,
} from '~/domain/learning/content/text-difference'

const plain = (earlier: string, later: string) =>
  textDifference(earlier, later).map((line) =>
    line.kind === 'skipped'
      ? `… ${line.lines}`
      : `${{ same: ' ', removed: '-', added: '+' }[line.kind]}${line.words.map(({ text }) => text).join('')}`,
  )

describe('the difference of two texts', () => {
  it('keeps two equal lines on either side and counts the others', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng'
    expect(plain(before, before.replace('d', 'D'))).toEqual([
      '… 1',
      ' b',
      ' c',
      '-d',
      '+D',
      ' e',
      ' f',
      '… 1',
    ])
  })

  it('marks the words that differ, in any script', () => {
    expect(wordDifference('یہ پہلا سبق ہے', 'یہ دوسرا سبق ہے')).toEqual([
      { kind: 'same', text: 'یہ ' },
      { kind: 'removed', text: 'پہلا' },
      { kind: 'added', text: 'دوسرا' },
      { kind: 'same', text: ' سبق ہے' },
    ])
  })

  it('says of equal texts that they are', () => {
    expect(textDifference('one\ntwo', 'one\ntwo')).toEqual([{ kind: 'skipped', lines: 2 }])
    expect(plain('', 'one')).toEqual(['+one'])
  })

  it('gives either text back from its lines', () => {
    const text = fc.array(fc.stringMatching(/^[a-c ]{0,5}$/), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = textDifference(before.join('\n'), after.join('\n'))
        const skipped = lines.reduce(
          (sum, line) => sum + (line.kind === 'skipped' ? line.lines : 0),
          0,
        )
        const of = (but: 'added' | 'removed') =>
          lines.filter(({ kind }) => kind !== but && kind !== 'skipped').length + skipped
        const length = (rows: string[]) =>
          rows.join('\n') === '' ? 0 : rows.join('\n').replace(/\n$/, '').split('\n').length
        expect(of('added')).toBe(length(before))
        expect(of('removed')).toBe(length(after))
      }),
    )
  })
})

describe('two texts put together', () => {
  const base = 'one\ntwo\nthree\nfour\nfive'

  it('takes over what each changed where the other did not', () => {
    const theirs = base.replace('one', 'ONE')
    const mine = base.replace('five', 'FIVE')
    expect(mergedText(base, theirs, mine)).toBe('ONE\ntwo\nthree\nfour\nFIVE')
  })

  it('keeps both where both changed the same line', () => {
    const merged = mergedText(base, base.replace('two', 'theirs'), base.replace('two', 'mine'))
    expect(merged).toBe('one\ntheirs\nmine\nthree\nfour\nfive')
  })

  it('loses no line of either without a common text', () => {
    const merged = mergedText(null, 'a\nb\nc', 'a\nx\nc')
    expect(merged.split('\n')).toEqual(expect.arrayContaining(['a', 'b', 'x', 'c']))
  })

  it('loses no line that one of them added, whatever they did', () => {
    const change = fc.array(
      fc.record({ at: fc.nat(5), text: fc.stringMatching(/^[a-z]{3}$/), cut: fc.nat(2) }),
      { maxLength: 3 },
    )
    fc.assert(
      fc.property(change, change, (theirChanges, myChanges) => {
        const edited = (changes: typeof theirChanges, mark: string) => {
          const lines = base.split('\n')
          for (const { at, text, cut } of changes) {
            lines.splice(Math.min(at, lines.length), cut, `${mark} ${text}`)
          }
          return lines.join('\n')
        }
        const theirs = edited(theirChanges, 'theirs')
        const mine = edited(myChanges, 'mine')
        const merged = mergedText(base, theirs, mine).split('\n')
        const added = [...theirs.split('\n'), ...mine.split('\n')].filter((l) =>
          /^(theirs|mine) /.test(l),
        )
        for (const line of added) expect(merged).toContain(line)
      }),
    )
  })
})
