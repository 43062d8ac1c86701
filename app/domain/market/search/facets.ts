import { isRole } from '~/domain/skills/roles'
import { skillById } from '~/domain/skills/taxonomy'
import { isWorkloadClass } from '~/domain/stewardship/workload-class'
import { isCountry } from '~/kernel/countries'
import { currencyDigits, isCurrency, type Money } from '~/kernel/money'
import { sectors } from '../briefs/brief'
import { isSubjectKind } from './document'

/** What a search is narrowed by, beside its words. */
export const dimensions = [
  'kind',
  'state',
  'sector',
  'country',
  'class',
  'role',
  'skill',
  'language',
  'currency',
  'price',
  'weeks',
] as const
export type Dimension = (typeof dimensions)[number]

/** Whole units of the currency from which a band begins; currencies are not converted into each other. */
export const priceBands = [
  ...[0, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000],
  ...[100_000, 200_000, 500_000, 1_000_000, 5_000_000],
] as const
/** The weeks from which a band begins: a month, two, a quarter, half a year, longer. */
export const weekBands = [1, 5, 9, 14, 27] as const

const known: Record<Dimension, (value: string) => boolean> = {
  kind: isSubjectKind,
  state: (value) => value === 'open' || value === 'closed',
  sector: (value) => sectors.some((sector) => sector === value),
  country: isCountry,
  class: isWorkloadClass,
  role: isRole,
  skill: (value) => skillById(value) !== undefined,
  language: (value) => /^[a-z]{2,3}$/.test(value),
  currency: isCurrency,
  price: (value) => priceBandOf(value) !== null,
  weeks: (value) => weekBandOf(value) !== null,
}

export function isFacetValue(dimension: Dimension, value: string): boolean {
  return known[dimension](value)
}

/** "sector=health": how a value stands among a document's facets and in its vector. */
export function facetToken(dimension: Dimension, value: string): string {
  return `${dimension}=${value}`
}

/** The dimension and value of a token; null for what is none. */
export function facetOf(token: string): { dimension: Dimension; value: string } | null {
  const cut = token.indexOf('=')
  const dimension = dimensions.find((name) => name === token.slice(0, cut))
  const value = token.slice(cut + 1)
  return dimension && isFacetValue(dimension, value) ? { dimension, value } : null
}

/** "USD-2000" for 4,200.00 USD. */
function priceValue({ currency, amountMinor }: Money): string {
  const whole = amountMinor / 10n ** BigInt(currencyDigits[currency])
  const from = priceBands.findLast((least) => whole >= BigInt(least)) ?? 0
  return `${currency}-${from}`
}

/** The currency and edges of a price's value, in whole units; `to` is null for the last band. */
export function priceBandOf(value: string) {
  const [, currency = '', from] = /^([A-Z]+)-(\d+)$/.exec(value) ?? []
  const index = priceBands.findIndex((least) => String(least) === from)
  if (!isCurrency(currency) || index < 0) return null
  return { currency, from: priceBands[index] ?? 0, to: priceBands[index + 1] ?? null }
}

/** The currency of a price and its band, as two facets. */
export function priceTokens(price: Money): string[] {
  return [facetToken('currency', price.currency), facetToken('price', priceValue(price))]
}

/** "5" for six weeks. */
export function weeksValue(weeks: number): string {
  return String(weekBands.findLast((least) => weeks >= least) ?? weekBands[0])
}

/** The edges of a band of weeks, both within it; `to` is null for the last band. */
export function weekBandOf(value: string) {
  const index = weekBands.findIndex((least) => String(least) === value)
  const next = weekBands[index + 1]
  return index < 0
    ? null
    : { from: weekBands[index] ?? 1, to: next === undefined ? null : next - 1 }
}
