import { useLoaderData } from '@remix-run/react'
import { TrackWords } from '~/components/learning/lesson-text'
import { Button, LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { pageHref } from '~/components/page/filter-bar'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Pagination } from '~/components/page/navigation'
import { Page } from '~/components/page/page'
import { Name } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { type Dimension, dimensions, filterOf } from '~/domain/learning/enrolments/catalogue'
import { catalogue } from '~/domain/learning/enrolments/catalogue-queries.server'
import { skillById } from '~/domain/skills/taxonomy'
import { type Currency, money } from '~/kernel/money'
import type { MessageKey } from '~/platform/languages/keys'
import { type Locale, localeFacts } from '~/platform/languages/locales'
import { isMessageKey } from '~/platform/languages/translator'

export const handle = {
  title: 'learning.tracks_title' satisfies MessageKey,
  script: false,
  indexed: true,
}

export const loader = serve('anyone', async ({ url, db, t, viewer }) => {
  const asked = (name: string) => (url.searchParams.get(name) ?? '').trim().slice(0, 100)
  const filter = filterOf(asked)
  const text = asked('text')
  const page = Math.min(500, Math.max(1, Number.parseInt(asked('page'), 10) || 1))
  return {
    ...(await catalogue(db, { text, filter, page })),
    text,
    filter,
    signedIn: viewer !== null,
    description: t('learning.tracks_lead'),
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

/** The name of a value of a dimension, as its filter lists it. */
function useValueName(partners: Data['partners']) {
  const { t, locale } = useLanguage()
  const said = (key: string) => (isMessageKey(key) ? t(key) : key)
  return (dimension: Dimension, value: string): string => {
    if (dimension === 'area') return said(`skill.area_${value}`)
    if (dimension === 'skill') return skillById(value)?.name[locale] ?? value
    if (dimension === 'role') return said(`role.${value}`)
    if (dimension === 'language') return localeFacts[value as Locale].name
    if (dimension === 'partner') return partners[value] ?? ''
    return said(`learning.${dimension}_${value}`)
  }
}

function Filter({ text, filter, facets, partners }: Data) {
  const { t, number, locale } = useLanguage()
  const nameOf = useValueName(partners)
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not yet known to every browser.
    <form method="get" role="search" aria-label={t('learning.filter')} className="grid gap-3">
      <div className="grid grid-cols-2 items-end gap-3 sm:grid-cols-4">
        <div className="field col-span-2 sm:col-span-4 lg:col-span-1">
          <label htmlFor="tracks-text" className="text-xs text-quiet">
            {t('learning.filter_text')}
          </label>
          <input
            id="tracks-text"
            name="text"
            type="search"
            className="input"
            dir="auto"
            maxLength={100}
            defaultValue={text}
          />
        </div>
        {dimensions.map((dimension) => (
          <div key={dimension} className="field">
            <label htmlFor={`tracks-${dimension}`} className="text-xs text-quiet">
              {t(`learning.filter_${dimension}`)}
            </label>
            <select
              id={`tracks-${dimension}`}
              name={dimension}
              className="input"
              defaultValue={filter[dimension]}
            >
              <option value="">{t('learning.any')}</option>
              {facets[dimension]
                .map((facet) => ({ ...facet, name: nameOf(dimension, facet.value) }))
                .sort((a, b) => a.name.localeCompare(b.name, locale))
                .map((facet) => (
                  <option key={facet.value} value={facet.value}>
                    {`${facet.name} (${number(facet.count)})`}
                  </option>
                ))}
            </select>
          </div>
        ))}
      </div>
      <div>
        <Button tone="quiet" icon="search">
          {t('learning.filter_submit')}
        </Button>
      </div>
    </form>
  )
}

function Price({ row }: { row: Data['rows'][number] }) {
  const { t } = useLanguage()
  if (row.currency === null || row.priceMinor === null) return <>{t('learning.price_free')}</>
  return (
    <span className="grid gap-0.5 sm:justify-items-end">
      <MoneyText value={money(row.currency as Currency, row.priceMinor)} />
      {row.openSeats > 0 ? (
        <span className="text-xs text-met">
          {t('learning.seats_open', { count: row.openSeats })}
        </span>
      ) : null}
    </span>
  )
}

export default function Tracks() {
  const data = useLoaderData<typeof loader>()
  const { rows, total, page, pages, filter, text, signedIn } = data
  const { t, locale, list } = useLanguage()
  const narrowed = text !== '' || Object.values(filter).some((value) => value !== '')
  return (
    <Page
      title={t('learning.tracks_title')}
      lead={t('learning.tracks_lead')}
      actions={signedIn ? <LinkButton href="/learning">{t('learning.title')}</LinkButton> : null}
    >
      <div className="grid gap-6">
        <Filter {...data} />
        {rows.length > 0 ? (
          <>
            <p className="text-sm text-quiet">{t('learning.tracks_count', { count: total })}</p>
            <LinkList
              items={rows.map((row) => ({
                id: row.trackId,
                href: `/tracks/${row.slug}`,
                title: <TrackWords text={row.title} language={row.language} />,
                body: <TrackWords text={row.summary} language={row.language} />,
                meta: (
                  <>
                    <Name>{row.partner}</Name>
                    <span>{t('learning.hours', { count: row.hours })}</span>
                    <span lang={row.language}>{localeFacts[row.language].name}</span>
                    {row.skills.length > 0 ? (
                      <span>
                        {list(
                          row.skills
                            .slice(0, 3)
                            .map((id) => skillById(id)?.name[locale] ?? '')
                            .filter(Boolean),
                        )}
                      </span>
                    ) : null}
                  </>
                ),
                aside: <Price row={row} />,
              }))}
            />
            <Pagination
              page={page}
              pages={pages}
              href={(to) => pageHref('/tracks', { text, ...filter }, to)}
            />
          </>
        ) : narrowed ? (
          <EmptyState
            title={t('learning.tracks_empty_title')}
            body={t('learning.tracks_empty_body')}
            action={{ href: '/tracks', label: t('learning.filter_clear') }}
          />
        ) : (
          <EmptyState
            title={t('learning.tracks_none_title')}
            body={t('learning.tracks_none_body')}
            action={{ href: '/skills', label: t('learning.tracks_none_action') }}
          />
        )}
      </div>
    </Page>
  )
}
