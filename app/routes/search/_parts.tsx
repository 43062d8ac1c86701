import { Button } from '~/components/page/button'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Tabs } from '~/components/page/navigation'
import { useFacetName } from '~/components/search/facet-name'
import type { Counted } from '~/domain/market/search/candidates.server'
import { subjectKinds } from '~/domain/market/search/document'
import { type Dimension, dimensions, facetOf } from '~/domain/market/search/facets'
import type { SearchResult } from '~/domain/market/search/queries.server'
import {
  defaultSort,
  narrowed,
  type SearchQuery,
  searchHref,
  sortsOf,
} from '~/domain/market/search/search-query'

/** The kinds that there are, each with an address of its own. */
export function KindTabs({ query, counted }: { query: SearchQuery; counted: Counted }) {
  const { t, number } = useLanguage()
  const { kind } = query.facets
  const found = counted.facets.kind
  if (found.length === 0) return null
  const item = (value: string | null, label: string, count?: number) => ({
    href: searchHref(narrowed(query, 'kind', value)),
    current: (kind ?? null) === value,
    label: (
      <>
        {label}
        {count === undefined ? null : (
          <span className="text-xs text-quiet tabular-nums">
            {number(count)}
            {counted.complete ? '' : '+'}
          </span>
        )}
      </>
    ),
  })
  return (
    <Tabs
      label={t('search.kinds')}
      items={[
        item(null, t('search.kind_all')),
        ...subjectKinds.flatMap((value) => {
          const count = found.find((facet) => facet.value === value)?.count
          return count === undefined ? [] : [item(value, t(`search.kind_${value}`), count)]
        }),
      ]}
    />
  )
}

/** Bands begin with the smallest: "USD-2000" stands before "USD-10000". */
const bySize = (a: { value: string }, b: { value: string }) =>
  a.value.localeCompare(b.value, 'en', { numeric: true })

/** Words, conditions and order in one form: the results have an address of their own. */
export function SearchForm({ query, counted }: { query: SearchQuery; counted: Counted }) {
  const { t, number, locale } = useLanguage()
  const nameOf = useFacetName()
  const label = (name: string, count: number) =>
    t('search.value_count', {
      name,
      count: `${number(count)}${counted.complete ? '' : '+'}`,
    })
  const offered = dimensions.filter((name) => name !== 'kind' && counted.facets[name].length > 0)
  const set = offered.filter((name) => query.facets[name]).length
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not yet known to every browser.
    <form
      method="get"
      action="/search"
      role="search"
      aria-label={t('search.narrow')}
      className="grid gap-4"
    >
      {query.facets.kind ? <input type="hidden" name="kind" value={query.facets.kind} /> : null}
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-3">
        <div className="field">
          <label htmlFor="search-q" className="text-xs text-quiet">
            {t('search.words')}
          </label>
          <input
            id="search-q"
            name="q"
            type="search"
            className="input"
            dir="auto"
            maxLength={200}
            defaultValue={query.text}
            aria-describedby="search-help"
          />
        </div>
        <Button icon="search">{t('search.submit')}</Button>
        <p id="search-help" className="col-span-2 text-xs text-quiet">
          {t('search.words_help')}
        </p>
      </div>
      <Fold
        narrow
        label={set === 0 ? t('search.conditions') : t('search.conditions_set', { count: set })}
      >
        <div className="grid grid-cols-2 items-end gap-3 md:grid-cols-3 lg:grid-cols-4">
          {offered.map((name) => (
            <div key={name} className="field">
              <label htmlFor={`search-${name}`} className="text-xs text-quiet">
                {t(`search.facet_${name as Exclude<Dimension, 'kind'>}`)}
              </label>
              <select
                id={`search-${name}`}
                name={name}
                className="input"
                defaultValue={query.facets[name] ?? ''}
              >
                <option value="">{t('search.any')}</option>
                {counted.facets[name]
                  .map(({ value, count }) => ({ value, count, name: nameOf(name, value) }))
                  .sort(
                    name === 'price' || name === 'weeks'
                      ? bySize
                      : (a, b) => a.name.localeCompare(b.name, locale),
                  )
                  .map((facet) => (
                    <option key={facet.value} value={facet.value}>
                      {label(facet.name, facet.count)}
                    </option>
                  ))}
              </select>
            </div>
          ))}
          <div className="field">
            <label htmlFor="search-sort" className="text-xs text-quiet">
              {t('search.sort')}
            </label>
            <select id="search-sort" name="sort" className="input" defaultValue={query.sort}>
              {sortsOf(query).map((sort) => (
                <option key={sort} value={sort}>
                  {t(`search.sort_${sort}`)}
                </option>
              ))}
            </select>
          </div>
          <Button tone="quiet">{t('search.show')}</Button>
        </div>
      </Fold>
    </form>
  )
}

/** What narrows the results, each with the way back. */
export function Chosen({ query }: { query: SearchQuery }) {
  const { t } = useLanguage()
  const nameOf = useFacetName()
  const chosen = dimensions.flatMap((name) => {
    const value = query.facets[name]
    return name === 'kind' || value === undefined ? [] : [{ name, value }]
  })
  if (chosen.length === 0) return null
  return (
    <nav aria-label={t('search.chosen')} className="flex flex-wrap items-center gap-2">
      {chosen.map(({ name, value }) => (
        <a
          key={name}
          href={searchHref(narrowed(query, name, null))}
          className="inline-flex min-h-11 items-center gap-2 rounded-full border border-hairline px-3 text-sm no-underline"
          aria-label={t('search.taken_off', { name: nameOf(name, value) })}
        >
          <bdi>{nameOf(name, value)}</bdi>
          <span aria-hidden="true">×</span>
        </a>
      ))}
      <a
        href={searchHref({ text: query.text, facets: {}, sort: defaultSort(query.text) })}
        className="nav-link text-sm"
      >
        {t('search.clear')}
      </a>
    </nav>
  )
}

/** What was found, of whatever kind; where it is of one, that is not said again on each row. */
export function Results(props: { rows: readonly SearchResult[]; oneKind: boolean }) {
  const { t, list, date } = useLanguage()
  const nameOf = useFacetName()
  const namesIn = (row: SearchResult, dimension: Dimension, most: number) =>
    row.facets
      .flatMap((token) => facetOf(token) ?? [])
      .filter((facet) => facet.dimension === dimension)
      .sort(bySize)
      .slice(0, most)
      .map(({ value }) => nameOf(dimension, value))
  return (
    <LinkList
      items={props.rows.map((row) => {
        const facts = [
          ...namesIn(row, 'sector', 1),
          ...namesIn(row, 'country', 1),
          list(namesIn(row, 'weeks', 3)),
          list(namesIn(row, 'skill', 3)),
        ].filter((fact) => fact !== '')
        return {
          id: row.subjectId,
          href: row.url,
          title: row.title,
          body: row.summary ? <bdi>{row.summary}</bdi> : null,
          meta: (
            <>
              {props.oneKind ? null : <strong>{t(`search.one_${row.kind}`)}</strong>}
              {facts.map((fact) => (
                <span key={fact}>{fact}</span>
              ))}
              {row.verified > 0 ? (
                <span className="text-met">{t('search.verified', { count: row.verified })}</span>
              ) : null}
            </>
          ),
          aside: (
            <div className="grid gap-1 sm:justify-items-end">
              {row.amount ? (
                <span>
                  {row.amountIsLeast ? (
                    <span className="text-xs text-quiet">{t('offer.from')} </span>
                  ) : null}
                  <MoneyText value={row.amount} strong />
                </span>
              ) : null}
              <time className="text-xs text-quiet" dateTime={row.publishedAt.toISOString()}>
                {date(row.publishedAt)}
              </time>
            </div>
          ),
        }
      })}
    />
  )
}
