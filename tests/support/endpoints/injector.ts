import { type Behaviour, json } from './start-endpoint'

/** What somebody would write who hopes that it is taken for more than text. */
export const injections = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</td></table><h1>Met</h1>',
  '<svg/onload=alert(1)>',
  "'; drop table verdict; --",
  "a' or '1'='1",
  '{{7*7}}#{7*7}<%= 7*7 %>',
  '{count, plural, other {x}}',
  'javascript:alert(1)',
  '\u202egpj.tcidrev\u202c',
  '\u2066\u2067a\u202e',
  'a\u0000b',
  'a\u001b[31mred\u0007\b',
  'line one\nline two\r\nX-Header: injected',
  '\ud800',
  '__proto__',
  '=HYPERLINK("https://evil.example")',
] as const

/** Answers with each of `injections` in turn. */
export function injector(texts: readonly string[] = injections): Behaviour {
  return (response, _asked, count) => json(response, { label: texts[count % texts.length] })
}

export const alone = () => injector()
