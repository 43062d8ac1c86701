import { useLoaderData } from '@remix-run/react'
import { LinkButton, SubmitButton } from '~/components/button'
import { Countdown } from '~/components/countdown'
import { EmptyState } from '~/components/empty-state'
import { SelectField, TextField } from '~/components/fields'
import { Form, FormActions } from '~/components/form'
import { useLanguage } from '~/components/language'
import { LinkList } from '~/components/list'
import { MoneyText } from '~/components/money'
import { Pagination } from '~/components/navigation'
import { Page } from '~/components/page'
import { Row } from '~/components/section'
import { Name } from '~/components/text'
import { serve } from '~/domain/identity/access.server'
import { may } from '~/domain/identity/may'
import { sectors } from '~/domain/market/brief'
import { writeBriefs } from '~/domain/market/permissions'
import { briefList, briefsPerPage } from '~/domain/market/queries.server'
import { countryName, countryOptions } from '~/kernel/countries'

export const handle = { title: 'brief.list_title', script: false }

export const loader = serve('anyone', async ({ viewer, url, db }) => {
  const filter = {
    text: (url.searchParams.get('text') ?? '').trim().slice(0, 100),
    sector: url.searchParams.get('sector') ?? '',
    country: url.searchParams.get('country') ?? '',
    state: url.searchParams.get('state') === 'all' ? ('all' as const) : ('open' as const),
    page: Math.min(500, Math.max(1, Number.parseInt(url.searchParams.get('page') ?? '1', 10) || 1)),
  }
  const { rows, total } = await briefList(db, viewer, filter)
  const mayWrite =
    viewer?.memberships.some(({ organisationId }) =>
      may(viewer, writeBriefs, { id: organisationId }),
    ) ?? false
  return { rows, total, pages: Math.max(1, Math.ceil(total / briefsPerPage)), filter, mayWrite }
})

export default function Briefs() {
  const { rows, total, pages, filter, mayWrite } = useLoaderData<typeof loader>()
  const { t, locale } = useLanguage()
  const query = (page: number) => {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(filter)) {
      if (name !== 'page' && value) search.set(name, String(value))
    }
    search.set('page', String(page))
    return `/briefs?${search}`
  }
  return (
    <Page
      title={t('brief.list_title')}
      lead={t('brief.list_lead')}
      actions={
        mayWrite ? (
          <LinkButton href="/briefs/new" tone="primary">
            {t('brief.new')}
          </LinkButton>
        ) : null
      }
    >
      <Form method="get" once={false}>
        <Row gap={3}>
          <TextField
            name="text"
            label={t('brief.filter_text')}
            defaultValue={filter.text}
            width="medium"
          />
          <SelectField
            name="sector"
            label={t('brief.sector')}
            defaultValue={filter.sector}
            options={[
              { value: '', label: t('brief.any_sector') },
              ...sectors.map((value) => ({ value, label: t(`sector.${value}`) })),
            ]}
          />
          <SelectField
            name="country"
            label={t('brief.country')}
            defaultValue={filter.country}
            options={[{ value: '', label: t('brief.any_country') }, ...countryOptions(locale)]}
          />
          <SelectField
            name="state"
            label={t('brief.state')}
            defaultValue={filter.state}
            options={[
              { value: 'open', label: t('brief.state_open') },
              { value: 'all', label: t('brief.state_all') },
            ]}
          />
          <FormActions>
            <SubmitButton tone="quiet">{t('common.apply')}</SubmitButton>
          </FormActions>
        </Row>
      </Form>
      {rows.length === 0 ? (
        <EmptyState
          title={t('brief.none_title')}
          body={t('brief.none_body')}
          action={{ href: '/briefs?state=all', label: t('brief.show_all') }}
        />
      ) : (
        <>
          <p>{t('brief.count', { count: total })}</p>
          <LinkList
            items={rows.map((row) => ({
              id: row.id,
              href: `/briefs/${row.id}`,
              title: <Name>{row.title}</Name>,
              meta: (
                <>
                  <Name>{row.organisationName}</Name> · {t(`sector.${row.sector}`)} ·{' '}
                  {countryName(row.country, locale)} ·{' '}
                  {t('brief.criteria_count', { count: row.criteria.length })} ·{' '}
                  {t('brief.weeks_count', { count: row.weeks })}
                </>
              ),
              aside: (
                <>
                  <MoneyText
                    value={{ currency: row.currency, amountMinor: row.budgetMinor }}
                    strong
                  />
                  {row.deadlineAt ? (
                    <Countdown until={row.deadlineAt} />
                  ) : (
                    <span>{t(`brief.status_${row.status}`)}</span>
                  )}
                </>
              ),
            }))}
          />
          <Pagination page={filter.page} pages={pages} href={query} />
        </>
      )}
    </Page>
  )
}
