import { describe, expect, it } from 'vitest'
import { mixesAlphabets, plainName } from '~/kernel/plain-name'

describe('a name as it is kept', () => {
  it('has no sign that turns directions or that nobody sees', () => {
    expect(plainName('Ravi\u202e oiduts\u202c Studio')).toBe('Ravi oiduts Studio')
    expect(plainName('\u2067Al\u200b \ufeffNoor\u2069\u00ad')).toBe('Al Noor')
    expect(plainName('\u202e\u2066')).toBe('')
    expect(plainName('  Ayesha \t Khan ')).toBe('Ayesha Khan')
  })

  it('keeps the joiners that Urdu is written with, and composes accents', () => {
    expect(plainName('می\u200cخواہم')).toBe('می\u200cخواہم')
    expect(plainName('Bog\u0306az')).toBe('Boğaz')
  })
})

describe('letters that pass for others', () => {
  it.each([
    ['Rаvi Studio', true],
    ['Ravi Studiο', true],
    ['Ravi Studio', false],
    ['Boğaz Applied AI', false],
    ['Привет Studio', false],
    ['ثمر Samar', false],
    ['Ω-Lab', false],
    ['Sony 索尼', false],
  ])('%s: %s', (name, mixed) => {
    expect(mixesAlphabets(name)).toBe(mixed)
  })
})
