import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeNext } from '~/domain/identity/cookies.server'
import { emailKey, isEmail } from '~/domain/identity/email'
import { passwordProblem } from '~/domain/identity/password'
import { slugOf } from '~/domain/identity/slug'

const ascii = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0189._+-@'),
})

describe('the key of an address', () => {
  it('is the same however it was cased, on an English keyboard or a Turkish one', () => {
    fc.assert(
      fc.property(ascii, (text) => {
        const key = emailKey(text)
        expect(emailKey(text.toUpperCase())).toBe(key)
        expect(emailKey(text.toLowerCase())).toBe(key)
        expect(emailKey(text.toLocaleUpperCase('tr'))).toBe(key)
        const at = text.lastIndexOf('@') + 1 || text.length
        const small = text.slice(0, at).toLocaleLowerCase('tr') + text.slice(at)
        expect(emailKey(small)).toBe(key)
        expect(key).toBe(text.toLowerCase())
      }),
    )
  })

  it('is the key of itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(emailKey(emailKey(text))).toBe(emailKey(text))
      }),
    )
  })

  it('keeps apart a domain that only looks like another', () => {
    expect(emailKey('ali@gmaıl.example')).not.toBe(emailKey('ali@gmail.example'))
    expect(emailKey('ALİ@GMAİL.EXAMPLE')).toBe(emailKey('ali@gmail.example'))
  })

  it.each([
    ['ALİ@EXAMPLE.COM', 'ali@example.com'],
    ['AL\u0049\u0307@example.com', 'ali@example.com'],
    ['alı@example.com', 'ali@example.com'],
    [' Ayşe@Example.com ', 'ayşe@example.com'],
    ['ａｍｉｎａ@example.com', 'amina@example.com'],
    ['ﬁona@example.com', 'fiona@example.com'],
  ])('of %s is %s', (typed, key) => {
    expect(emailKey(typed)).toBe(key)
  })

  it('tells a complete address from something else', () => {
    for (const good of ['a@b.co', 'first.last+tag@sub.example.org', 'ayşe@örnek.example']) {
      expect(isEmail(good), good).toBe(true)
    }
    for (const bad of [
      '',
      'a',
      'a@b',
      '@b.co',
      'a@b.co\nBcc: c@d.ef',
      'a b@c.de',
      '<a@b.co>',
      'a@b..co',
      'a@.co',
    ]) {
      expect(isEmail(bad), bad).toBe(false)
    }
  })
})

describe('a new password', () => {
  it.each([
    ['short', 'too_short'],
    ['password123', 'too_common'],
    ['Passw0rd!!', 'too_common'],
    ['aaaaaaaaaaaa', 'too_common'],
    ['1234567890', 'too_common'],
    ['abcdefghijkl', 'too_common'],
    ['qwertyuiop', 'too_common'],
    ['amina.q@example.com', 'is_address'],
    ['AMINA.Q@example.com', 'is_address'],
    ['amina.q123', 'is_address'],
    ['x'.repeat(201), 'too_long'],
  ])('%s is refused as %s', (typed, problem) => {
    expect(passwordProblem(typed, 'amina.q@example.com')).toBe(problem)
  })

  it.each(['seven quiet rivers', 'ہم سب ایک ساتھ چلیں گے', 'kT9#rr2mQ!', 'amina likes long walks'])(
    '%s is taken',
    (typed) => {
      expect(passwordProblem(typed, 'amina.q@example.com')).toBeNull()
    },
  )
})

describe('where to go after signing in', () => {
  it('stays on this site whatever was asked for', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('', '/', '//', '/\\', '/%2f', 'https:'),
        (text, start) => {
          const next = safeNext(start + text, '/dashboard')
          expect(new URL(next, 'https://samar.example').origin).toBe('https://samar.example')
          expect(next).toMatch(/^\/(?![/\\])/)
        },
      ),
    )
  })

  it.each([
    ['/contracts/con_1?tab=2#x', '/contracts/con_1?tab=2#x'],
    ['//evil.example', '/dashboard'],
    ['/\\evil.example', '/dashboard'],
    ['https://evil.example', '/dashboard'],
    ['/a/..//evil.example', '/dashboard'],
    ['javascript:alert(1)', '/dashboard'],
    [null, '/dashboard'],
  ])('%s becomes %s', (typed, next) => {
    expect(safeNext(typed)).toBe(next)
  })
})

describe('a name as part of an address', () => {
  it.each([
    ['Hannover Logistics GmbH', 'hannover-logistics-gmbh'],
    ['İstanbul Işık A.Ş.', 'istanbul-isik-a-s'],
    ['ثمر', 'x'],
  ])('%s is %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })
})
