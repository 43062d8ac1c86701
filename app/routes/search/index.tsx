import { useActionData, useLoaderData } from '@remix-run/react'
import { TextField } from '~/components/forms/fields'
import { Form } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { isolated, Quiet, TextLink } from '~/components/page/text'
import { SavedSearchButtons } from '~/components/search/saved-search-buttons'
import { act, serve } from '~/domain/identity/access.server'
import { sectors } from '~/domain/market/briefs/brief'
import { subjectKinds } from '~/domain/market/search/document'
import { mostCounted } from '~/domain/market/search/found'
import { searchPage } from '~/domain/market/search/queries.server'
import { savedAs } from '~/domain/market/search/saved-search-queries.server'
import {
  defaultSort,
  readQuery,
  type SearchQuery,
  searchHref,
  writeQuery,
} from '~/domain/market/search/search-query'
import type { Translate } from '~/platform/languages/translator'
import { changeSavedSearch, keepSearch } from '../_saved-search-acts.server'
import { Chosen, KindTabs, Results, SearchForm } from './_parts'

export const handle = { indexed: true }

export const loader = serve('anyone', async ({ viewer, url, db, t }) => {
  const { query, problems } = readQuery(url.searchParams)
  const found = await searchPage(db, viewer, { query, page: url.searchParams.get('page') ?? '' })
  return {
    ...found,
    query,
    problems: found.pageGone ? [...problems, 'page_gone' as const] : problems,
    saved: await savedAs(db, viewer, query),
    signedIn: viewer !== null,
    title: titleOf(t, query),
    description: t('search.lead'),
  }
})

export const action = act('person', async (args) => {
  if (args.form.get('intent') === 'save') return keepSearch(args)
  const { query } = readQuery(args.url.searchParams)
  return changeSavedSearch(args, searchHref(query))
})

/** What is looked for, and among what: "Search: no-show · Offers · Health". */
function titleOf(t: Translate, { text, facets }: SearchQuery): string {
  const kind = subjectKinds.find((one) => one === facets.kind)
  const sector = sectors.find((one) => one === facets.sector)
  const parts = [
    text,
    kind ? t(`search.kind_${kind}`) : '',
    sector ? t(`sector.${sector}`) : '',
  ].filter((part) => part !== '')
  return parts.length > 0 ? t('search.title_of', { text: parts.join(' · ') }) : t('search.title')
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>

/** How many there are, and what was perhaps meant. */
function Summary({ counted, suggestion, query }: Data) {
  const { t, rich } = useLanguage()
  const { total } = counted
  return (
    <div className="grid gap-1">
      <p className="text-sm text-quiet" role="status">
        {total > mostCounted
          ? t('search.count_many', { count: mostCounted })
          : t('search.count', { count: total })}
      </p>
      {counted.complete ? null : <Quiet>{t('search.many_note')}</Quiet>}
      {suggestion ? (
        <p>
          {rich('search.suggestion', {
            text: isolated(suggestion),
            link: (words) => <a href={searchHref({ ...query, text: suggestion })}>{words}</a>,
          })}
        </p>
      ) : null}
    </div>
  )
}

function NothingFound({ query }: Data) {
  const { t } = useLanguage()
  const asked = writeQuery({ ...query, sort: defaultSort(query.text) }) !== ''
  return asked ? (
    <EmptyState
      title={t('search.none_title')}
      body={t('search.none_body')}
      action={{ href: '/search', label: t('search.newest') }}
    />
  ) : (
    <EmptyState title={t('search.empty_title')} body={t('search.empty_body')} />
  )
}

function Pages({ query, previous, next }: Data) {
  const { t } = useLanguage()
  if (!previous && !next) return null
  return (
    <nav aria-label={t('search.pages')} className="flex flex-wrap justify-between gap-4 pt-2">
      {previous ? (
        <a href={searchHref(query, previous)} rel="prev" className="button button-quiet">
          {t('common.previous')}
        </a>
      ) : (
        <span />
      )}
      {next ? (
        <a href={searchHref(query, next)} rel="next" className="button button-quiet">
          {t('common.next')}
        </a>
      ) : null}
    </nav>
  )
}

/** Keeps this search, or says that it is kept. */
function Keep({ query, saved, signedIn }: Data) {
  const { t } = useLanguage()
  const state = useActionData<typeof action>()
  if (!signedIn) {
    const next = encodeURIComponent(searchHref(query))
    return <TextLink href={`/sign-in?next=${next}`}>{t('search.save_sign_in')}</TextLink>
  }
  if (saved) {
    return (
      <Section
        title={t('search.saved_list')}
        lead={t('search.saved_lead', { name: isolated(saved.name) })}
      >
        <ErrorNotice state={state} />
        <Quiet>{t(saved.alerts ? 'search.saved_alerts_on' : 'search.saved_alerts_off')}</Quiet>
        <SavedSearchButtons {...saved} />
      </Section>
    )
  }
  return (
    <Section title={t('search.save_title')} lead={t('search.save_lead')}>
      <Form intent="save" state={state}>
        <input type="hidden" name="query" value={writeQuery(query)} />
        <TextField
          name="name"
          label={t('search.save_name')}
          defaultValue={query.text || t('search.everything')}
          maxLength={80}
          required
          dir="auto"
        />
        <SubmitButton tone="quiet" icon="bell">
          {t('search.save_button')}
        </SubmitButton>
      </Form>
    </Section>
  )
}

export default function Search() {
  const data = useLoaderData<typeof loader>()
  const { query, counted, rows, problems } = data
  const { t } = useLanguage()
  return (
    <Page title={t('search.title')} lead={t('search.lead')}>
      <div className="grid gap-6">
        {problems.length > 0 ? (
          <Notice>
            {problems.map((problem) => (
              <p key={problem}>{t(`search.problem_${problem}`)}</p>
            ))}
          </Notice>
        ) : null}
        <SearchForm query={query} counted={counted} />
        <KindTabs query={query} counted={counted} />
        <Chosen query={query} />
        <Summary {...data} />
        {rows.length > 0 ? (
          <Results rows={rows} oneKind={query.facets.kind !== undefined} />
        ) : (
          <NothingFound {...data} />
        )}
        <Pages {...data} />
      </div>
      <Keep {...data} />
    </Page>
  )
}
