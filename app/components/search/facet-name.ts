import { type Dimension, priceBandOf, weekBandOf } from '~/domain/market/search/facets'
import { skillById } from '~/domain/skills/taxonomy'
import { countryName, languageName } from '~/kernel/countries'
import { isMessageKey } from '~/platform/languages/translator'
import { type ReaderLanguage, useLanguage } from '../page/language'

function priceName({ t, number }: ReaderLanguage, value: string): string {
  const band = priceBandOf(value)
  if (!band) return value
  const { currency, from, to } = band
  if (to === null) return t('search.price_over', { from: number(from), currency })
  if (from === 0) return t('search.price_under', { to: number(to), currency })
  return t('search.price_between', { from: number(from), to: number(to), currency })
}

function weeksName({ t, number }: ReaderLanguage, value: string): string {
  const band = weekBandOf(value)
  if (!band) return value
  const { from, to } = band
  if (to === null) return t('search.weeks_over', { from: number(from) })
  if (from === 1) return t('search.weeks_under', { to: number(to) })
  return t('search.weeks_between', { from: number(from), to: number(to) })
}

/** What a value of a dimension is called in the reader's language. */
export function facetName(language: ReaderLanguage, dimension: Dimension, value: string): string {
  const { t, locale } = language
  const said = (key: string) => (isMessageKey(key) ? t(key) : key)
  const names: Record<Dimension, () => string> = {
    kind: () => said(`search.kind_${value}`),
    state: () => said(`search.state_${value}`),
    sector: () => said(`sector.${value}`),
    country: () => countryName(value, locale),
    class: () => said(`stewardship.class_${value}`),
    role: () => said(`role.${value}`),
    skill: () => skillById(value)?.name[locale] ?? value,
    language: () => languageName(value, locale),
    currency: () => value,
    price: () => priceName(language, value),
    weeks: () => weeksName(language, value),
  }
  return names[dimension]()
}

/** The same in the language of whoever reads the page. */
export function useFacetName(): (dimension: Dimension, value: string) => string {
  const language = useLanguage()
  return (dimension, value) => facetName(language, dimension, value)
}
