import { describe, expect, it } from 'vitest'
import { pictureKind, picturePath, pictureProblem } from '~/domain/learning/content/picture'

const svg = (inner: string, outer = '') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"${outer}>${inner}</svg>`)
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

describe('a picture', () => {
  it('gets a name that can stand in an address', () => {
    expect(picturePath('Plan (1).PNG')).toBe('assets/plan-1.png')
    expect(picturePath('../../etc/passwd.png')).toBe('assets/passwd.png')
    expect(picturePath('تصویر.svg')).toBe('assets/picture.svg')
    expect(picturePath('none')).toBeNull()
  })

  it('is known by its bytes, not by its name', () => {
    expect(pictureKind(png)).toBe('png')
    expect(pictureProblem('a.png', png)).toBeNull()
    expect(pictureProblem('a.jpg', png)).toBe('picture_differs')
    expect(pictureProblem('a.png', Buffer.from('<html><script>1</script>'))).toBe('picture_kind')
    expect(pictureProblem('a.png', Buffer.alloc(0))).toBe('picture_empty')
    expect(pictureProblem('a.png', Buffer.concat([png, Buffer.alloc(2_000_001)]))).toBe(
      'picture_large',
    )
  })

  it('may be a plain drawing', () => {
    const drawing = svg(
      '<style>path{stroke:red}</style><defs><linearGradient id="g"/></defs><path fill="url(#g)" d="M0 0"/><use href="#g"/><text>a &amp; b</text>',
    )
    expect(pictureProblem('a.svg', drawing)).toBeNull()
  })

  it.each([
    ['a script', svg('<script>alert(1)</script>')],
    ['a script of another case', svg('<SCRIPT>alert(1)</SCRIPT>')],
    ['a prefixed script', svg('<s:script xmlns:s="http://www.w3.org/2000/svg">1</s:script>')],
    ['a handler', svg('<path onclick="alert(1)"/>')],
    ['a handler of the root', svg('', ' onload="alert(1)"')],
    ['a link', svg('<a href="javascript:alert(1)"><path/></a>')],
    [
      'HTML inside',
      svg('<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'),
    ],
    ['something from elsewhere', svg('<image href="https://example.org/x.png"/>')],
    ['a style that loads', svg('<style>@import url(https://example.org/x.css)</style>')],
    ['an address in a style', svg('<path style="fill:url(https://example.org/x)"/>')],
    ['an animation of an address', svg('<animate attributeName="href" to="javascript:1"/>')],
    ['letters as numbers', svg('<path style="fill:&#117;rl(https://example.org/x)"/>')],
    ['an entity', Buffer.from(`<!DOCTYPE svg [<!ENTITY x "y">]>${svg('&x;')}`)],
  ])('is refused with %s', (_, bytes) => {
    expect(pictureProblem('a.svg', bytes)).toBe('picture_script')
  })

  it('is refused when it is not well formed', () => {
    expect(pictureProblem('a.svg', Buffer.from('<svg><path></svg>'))).toBe('picture_broken')
  })
})
