import { type Dimension, dimensions, isFacetValue } from './facets'
import { mostLetters } from './text-query'

export const sorts = ['best', 'newest', 'proven', 'cheapest'] as const
export type Sort = (typeof sorts)[number]

/** What an address asks for. */
export type SearchQuery = {
  readonly text: string
  readonly facets: Readonly<Partial<Record<Dimension, string>>>
  readonly sort: Sort
}

/** What of an address could not be used; the page says so and goes on without it. */
export type QueryProblem =
  | 'text_cut'
  | 'facet_unknown'
  | 'sort_unknown'
  | 'sort_currency'
  | 'page_gone'

/** The orders that a query allows: the best for its words, the cheapest in its currency. */
export function sortsOf({ text, facets }: Pick<SearchQuery, 'text' | 'facets'>): Sort[] {
  return sorts.filter(
    (sort) =>
      (sort !== 'best' || text !== '') && (sort !== 'cheapest' || facets.currency !== undefined),
  )
}

/** Without words there is nothing to be the best for. */
export const defaultSort = (text: string): Sort => (text === '' ? 'newest' : 'best')

export function readQuery(search: URLSearchParams): {
  query: SearchQuery
  problems: QueryProblem[]
} {
  const problems = new Set<QueryProblem>()
  const typed = (search.get('q') ?? '').trim()
  if (typed.length > mostLetters) problems.add('text_cut')
  const text = typed.slice(0, mostLetters).trim()
  const facets: Partial<Record<Dimension, string>> = {}
  for (const name of dimensions) {
    const value = search.get(name) ?? ''
    if (value === '') continue
    if (isFacetValue(name, value)) facets[name] = value
    else problems.add('facet_unknown')
  }
  const asked = search.get('sort') ?? ''
  const sort = sorts.find((one) => one === asked)
  if (asked !== '' && !sort) problems.add('sort_unknown')
  if (sort === 'cheapest' && !facets.currency) problems.add('sort_currency')
  const fits = sort && sortsOf({ text, facets }).includes(sort)
  return { query: { text, facets, sort: fits ? sort : defaultSort(text) }, problems: [...problems] }
}

/** The query in its one canonical order: what is saved, and what a cursor belongs to. */
export function writeQuery({ text, facets, sort }: SearchQuery): string {
  const search = new URLSearchParams()
  if (text) search.set('q', text)
  for (const name of dimensions) {
    const value = facets[name]
    if (value) search.set(name, value)
  }
  if (sort !== defaultSort(text)) search.set('sort', sort)
  return search.toString()
}

/** The address of a query; `page` is a cursor. */
export function searchHref(query: SearchQuery, page?: string): string {
  const search = new URLSearchParams(writeQuery(query))
  if (page) search.set('page', page)
  const text = search.toString()
  return text ? `/search?${text}` : '/search'
}

/** The same query with one value of a dimension chosen, or taken off. */
export function narrowed(
  query: SearchQuery,
  dimension: Dimension,
  value: string | null,
): SearchQuery {
  const { [dimension]: _, ...others } = query.facets
  const facets = value === null ? others : { ...others, [dimension]: value }
  const { text, sort } = query
  return { text, facets, sort: sortsOf({ text, facets }).includes(sort) ? sort : defaultSort(text) }
}
