import { describe, expect, it } from 'vitest'
import type { ReaderLanguage } from '~/components/page/language'
import { facetName } from '~/components/search/facet-name'
import { spokenLanguages } from '~/domain/identity/spoken'
import { sectors } from '~/domain/market/briefs/brief'
import { subjectKinds } from '~/domain/market/search/document'
import { type Dimension, isFacetValue, priceBands, weekBands } from '~/domain/market/search/facets'
import { roles } from '~/domain/skills/roles'
import { skills } from '~/domain/skills/taxonomy'
import { workloadClasses } from '~/domain/stewardship/workload-class'
import { countryCodes } from '~/kernel/countries'
import { currencies } from '~/kernel/money'
import { languageFor } from '~/platform/languages/language'
import { locales } from '~/platform/languages/locales'

const values: Record<Exclude<Dimension, 'currency'>, readonly string[]> = {
  kind: subjectKinds,
  state: ['open', 'closed'],
  sector: sectors,
  country: countryCodes,
  class: workloadClasses,
  role: roles,
  skill: skills.map(({ id }) => id),
  language: [...spokenLanguages, 'bft', 'brh', 'hno', 'khw', 'phr', 'scl', 'skr'],
  price: currencies.flatMap((currency) => priceBands.map((from) => `${currency}-${from}`)),
  weeks: weekBands.map(String),
}

describe.each(locales)('what a search is narrowed by, in %s', (locale) => {
  const language = languageFor(locale, 'UTC') as ReaderLanguage
  it.each(Object.entries(values))('every %s has words', (name, all) => {
    const dimension = name as Dimension
    for (const value of all) {
      expect(isFacetValue(dimension, value), value).toBe(true)
      const said = facetName(language, dimension, value)
      expect(said, value).not.toBe(value)
      expect(said, value).not.toMatch(/^\w+\.\w+$/)
    }
  })
})
