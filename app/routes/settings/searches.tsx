import { useActionData, useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Quiet } from '~/components/page/text'
import { SavedSearchButtons } from '~/components/search/saved-search-buttons'
import { act, serve } from '~/domain/identity/access.server'
import { mostSavedSearches } from '~/domain/market/search/saved-search'
import { mySavedSearches } from '~/domain/market/search/saved-search-queries.server'
import { searchHref } from '~/domain/market/search/search-query'
import type { MessageKey } from '~/platform/languages/keys'
import { changeSavedSearch } from '../_saved-search-acts.server'
import { SettingsTabs } from './_tabs'

export const handle = { title: 'search.saved_list' satisfies MessageKey }

export const loader = serve('person', async ({ viewer, db }) => ({
  searches: await mySavedSearches(db, viewer),
}))

export const action = act('person', (args) => changeSavedSearch(args, '/settings/searches'))

export default function SavedSearches() {
  const { searches } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, date } = useLanguage()
  return (
    <Page
      title={t('settings.title')}
      lead={t('search.saved_list_lead', { most: mostSavedSearches })}
      width="reading"
      actions={<LinkButton href="/search">{t('search.title')}</LinkButton>}
    >
      <SettingsTabs current="/settings/searches" />
      <ErrorNotice state={state} />
      {searches.length === 0 ? (
        <EmptyState
          title={t('search.saved_none_title')}
          body={t('search.saved_none_body')}
          action={{ href: '/search', label: t('search.title') }}
        />
      ) : (
        <ul className="m-0 grid list-none border-t border-hairline p-0">
          {searches.map((search) => (
            <li
              key={search.savedSearchId}
              className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3 border-b border-hairline py-4"
            >
              <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
                <a href={searchHref(search.query)} className="font-semibold">
                  <bdi>{search.name}</bdi>
                </a>
                <Quiet>
                  {t(search.alerts ? 'search.saved_alerts_on' : 'search.saved_alerts_off')}{' '}
                  {t('search.saved_since', { when: date(search.createdAt) })}
                </Quiet>
              </div>
              <SavedSearchButtons {...search} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}
