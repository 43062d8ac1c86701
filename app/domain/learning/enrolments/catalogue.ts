import { isRole, type Role } from '~/domain/skills/roles'
import { type SkillArea, skillAreas, skillById } from '~/domain/skills/taxonomy'
import { isLocale, type Locale } from '~/platform/languages/locales'

/** One published track, as the catalogue lists it. */
export type CatalogueRow = {
  readonly trackId: string
  readonly versionId: string
  readonly slug: string
  readonly title: string
  readonly summary: string
  readonly language: Locale
  readonly hours: number
  readonly skills: readonly string[]
  readonly roles: readonly Role[]
  readonly partnerId: string
  readonly partner: string
  readonly translationOf: string | null
  readonly currency: string | null
  readonly priceMinor: bigint | null
  /** Seats that a funder pays for and nobody has taken. */
  readonly openSeats: number
}

export const lengths = ['short', 'medium', 'long'] as const
export type Length = (typeof lengths)[number]
/** Hours, from and to. */
export const lengthHours: Record<Length, readonly [number, number]> = {
  short: [0, 10],
  medium: [11, 40],
  long: [41, Number.POSITIVE_INFINITY],
}
export const prices = ['free', 'paid', 'sponsored'] as const
export type Price = (typeof prices)[number]

export type Dimension = 'area' | 'skill' | 'role' | 'language' | 'price' | 'length' | 'partner'
export type CatalogueFilter = Readonly<Record<Dimension, string>>
export const dimensions: readonly Dimension[] = [
  'area',
  'skill',
  'role',
  'language',
  'price',
  'length',
  'partner',
]

function pricesOf(row: CatalogueRow): Price[] {
  if (row.priceMinor === null) return ['free']
  return row.openSeats > 0 ? ['paid', 'sponsored'] : ['paid']
}

/** What a track counts as in one dimension; it may be several things. */
const valuesOf: Record<Dimension, (row: CatalogueRow) => readonly string[]> = {
  area: ({ skills }) => [
    ...new Set(skills.flatMap((id): SkillArea[] => [skillById(id)?.area ?? []].flat())),
  ],
  skill: ({ skills }) => skills,
  role: ({ roles }) => roles,
  language: ({ language }) => [language],
  price: pricesOf,
  length: ({ hours }) =>
    lengths.filter((length) => hours >= lengthHours[length][0] && hours <= lengthHours[length][1]),
  partner: ({ partnerId }) => [partnerId],
}

const known: Record<Dimension, (value: string) => boolean> = {
  area: (value) => skillAreas.some((area) => area === value),
  skill: (value) => skillById(value) !== undefined,
  role: isRole,
  language: isLocale,
  price: (value) => prices.some((price) => price === value),
  length: (value) => lengths.some((length) => length === value),
  partner: (value) => value.length <= 40,
}

/** The filter that an address asks for; what is no value of a dimension asks for nothing. */
export function filterOf(asked: (name: string) => string): CatalogueFilter {
  const pairs = dimensions.map((name): [Dimension, string] => {
    const value = asked(name)
    return [name, value !== '' && known[name](value) ? value : '']
  })
  return Object.fromEntries(pairs) as CatalogueFilter
}

function fits(row: CatalogueRow, filter: CatalogueFilter, except?: Dimension): boolean {
  return dimensions.every(
    (name) => name === except || filter[name] === '' || valuesOf[name](row).includes(filter[name]),
  )
}

export type Facet = { readonly value: string; readonly count: number }

/**
 * The tracks that fit, and for each dimension how many would be left by each value if the other
 * dimensions stayed as they are. The chosen value is listed even when nothing fits it.
 */
export function searchCatalogue(
  rows: readonly CatalogueRow[],
  filter: CatalogueFilter,
): { found: CatalogueRow[]; facets: Record<Dimension, Facet[]> } {
  const facets = Object.fromEntries(
    dimensions.map((name): [Dimension, Facet[]] => {
      const counts = new Map<string, number>(filter[name] ? [[filter[name], 0]] : [])
      for (const row of rows) {
        if (!fits(row, filter, name)) continue
        for (const value of valuesOf[name](row)) counts.set(value, (counts.get(value) ?? 0) + 1)
      }
      return [name, [...counts].map(([value, count]) => ({ value, count }))]
    }),
  ) as Record<Dimension, Facet[]>
  return { found: rows.filter((row) => fits(row, filter)), facets }
}

type Translated = {
  readonly slug: string
  readonly language: Locale
  readonly translationOf: string | null
}

/** The track that a chain of translations began with; a circle ends where it closes. */
function originalOf(row: Translated, bySlug: ReadonlyMap<string, Translated>): string {
  const seen = new Set<string>()
  let at: Translated | undefined = row
  let slug = row.slug
  while (at && !seen.has(at.slug)) {
    seen.add(at.slug)
    slug = at.translationOf ?? at.slug
    at = at.translationOf === null ? undefined : bySlug.get(at.translationOf)
  }
  return at ? ([...seen].sort()[0] ?? slug) : slug
}

/**
 * Of a track and its translations one alone, at the place of the first of them: the one in the
 * reader's language, then the English one, then the original.
 */
export function oneOfEachTrack<Row extends Translated>(
  rows: readonly Row[],
  locale: Locale,
): Row[] {
  const bySlug = new Map<string, Row>(rows.map((row) => [row.slug, row]))
  const rank = ({ language, translationOf }: Row) =>
    (language === locale ? 0 : language === 'en' ? 2 : 4) + (translationOf === null ? 0 : 1)
  const groups = new Map<string, Row>()
  for (const row of rows) {
    const key = originalOf(row, bySlug)
    const known = groups.get(key)
    if (!known || rank(row) < rank(known)) groups.set(key, row)
  }
  return [...groups.values()]
}
