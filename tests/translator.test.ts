import { createTranslator } from 'use-intl/core'
import { describe, expect, it } from 'vitest'
import { en } from '~/platform/languages/en'
import type { MessageKey } from '~/platform/languages/keys'
import { localeFacts } from '~/platform/languages/locales'
import { translator } from '~/platform/languages/translator'
import { ur } from '~/platform/languages/ur'

type Messages = Record<string, Record<string, string>>
const catalogues: Record<'en' | 'ur', Messages> = { en, ur }

/** Simple texts are put together without the message format; they must read as it would write them. */
describe.each(['en', 'ur'] as const)('the texts of %s', (locale) => {
  const format = createTranslator<Messages>({
    locale: localeFacts[locale].intl,
    messages: catalogues[locale],
    timeZone: 'UTC',
    onError(error) {
      throw error
    },
  }) as unknown as (key: string, values: Record<string, number>) => string

  it('read the same with and without the message format', () => {
    const quick = translator(locale)
    let compared = 0
    for (const [namespace, texts] of Object.entries(catalogues[locale])) {
      for (const [name, text] of Object.entries(texts)) {
        // Texts with branches, marks or quotes are never simple.
        if (/[<']|\{\w+\s*,/.test(text)) continue
        const names = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
        const values = Object.fromEntries(names.map((given, index) => [given, index + 0.5]))
        const key = `${namespace}.${name}`
        expect(quick(key as MessageKey, values)).toBe(format(key, values))
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(500)
  })

  it('still say that a value is missing', () => {
    const entry = Object.entries(catalogues[locale]).flatMap(([namespace, texts]) =>
      Object.entries(texts)
        .filter(([, text]) => /^[^{}<']*\{\w+\}[^{}<']*$/.test(text))
        .map(([name]) => `${namespace}.${name}`),
    )[0]
    expect(() => translator(locale)(entry as MessageKey)).toThrow()
    expect(() => translator(locale)('nothing.here' as MessageKey)).toThrow()
  })
})
