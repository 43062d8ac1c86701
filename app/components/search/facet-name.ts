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
export function useFacetName(): (dimension: Dimension, value: string) => string {
  const language = useLanguage()
  const { t, locale } = language
  const said = (key: string) => (isMessageKey(key) ? t(key) : key)
  const names: Record<Dimension, (value: string) => string> = {
    kind: (value) => said(`search.kind_${value}`),
    state: (value) => said(`search.state_${value}`),
    sector: (value) => said(`sector.${value}`),
    country: (value) => countryName(value, locale),
    class: (value) => said(`brief.class_${value}`),
    role: (value) => said(`role.${value}`),
    skill: (value) => skillById(value)?.name[locale] ?? value,
    language: (value) => languageName(value, locale),
    currency: (value) => value,
    price: (value) => priceName(language, value),
    weeks: (value) => weeksName(language, value),
  }
  return (dimension, value) => names[dimension](value)
}
