import { useActionData, useLoaderData } from '@remix-run/react'
import { Form } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { useLanguage } from '~/components/page/language'
import { MoneyText } from '~/components/page/money'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { StatusChip } from '~/components/page/status-chip'
import { Name, Quiet } from '~/components/page/text'
import { partnerPayoutPage } from '~/domain/figures/payout-page.server'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { organisationById } from '~/domain/identity/organisation-queries.server'
import { refreshPayoutAccount } from '~/domain/payments/refresh-payout-account.server'
import { startPayoutAccount } from '~/domain/payments/start-payout-account.server'
import { type Currency, money } from '~/kernel/money'
import { env } from '~/platform/env.server'
import type { MessageKey } from '~/platform/languages/keys'

export const handle = { title: 'money.payout_title' satisfies MessageKey }

export const loader = serve('person', async ({ viewer, params, db, url, at }) => {
  const organisationId = params.organisationId ?? ''
  const page = await partnerPayoutPage(db, viewer, organisationId)
  if (url.searchParams.has('returned')) {
    await refreshPayoutAccount(db, { personId: organisationId, at })
    throw redirectWith(url.pathname, 'money.payout_refreshed')
  }
  return { ...page, organisationId }
})

export const action = act('person', async ({ viewer, params, db, url, at }) => {
  const organisationId = params.organisationId ?? ''
  await partnerPayoutPage(db, viewer, organisationId)
  const { country } = await organisationById(db, organisationId)
  const back = `${env().APP_ORIGIN}${url.pathname}?returned=1`
  const started = await startPayoutAccount(db, {
    personId: organisationId,
    entity: 'company',
    email: viewer.email,
    country,
    returnUrl: back,
    refreshUrl: back,
    at,
  })
  return redirectWith(started.url)
})

const buttons = {
  none: 'money.payout_start',
  started: 'money.payout_continue',
  incomplete: 'money.payout_continue',
  ready: 'money.payout_change',
} as const satisfies Record<string, MessageKey>

export default function PartnerPayout() {
  const { organisationId, name, ready, status, waiting, payables } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, money: say, list, date } = useLanguage()
  const amounts = list(
    waiting.map(({ currency, amountMinor }) => say(money(currency as Currency, amountMinor))),
  )
  return (
    <Page
      title={t('learning.payout_title')}
      lead={t('learning.payout_lead')}
      width="reading"
      money
      crumbs={[
        { href: '/organisations', label: t('settings.organisations') },
        { href: `/organisations/${organisationId}`, label: <Name>{name}</Name> },
        { label: t('money.payout_title') },
      ]}
    >
      <Section title={t('money.payout_title')}>
        <div>
          <StatusChip
            kind={ready ? 'met' : waiting.length > 0 ? 'your_turn' : 'draft'}
            label={t(`money.payout_${status}`)}
          />
        </div>
        {!ready && waiting.length > 0 ? (
          <Notice tone="turn">
            <p>{t('money.payout_waiting', { amounts })}</p>
          </Notice>
        ) : null}
        <Form state={state} intent="start">
          <SubmitButton tone={ready ? 'quiet' : 'primary'} icon="external">
            {t(buttons[status])}
          </SubmitButton>
        </Form>
      </Section>
      <Section title={t('learning.payout_paid')} lead={t('learning.payout_paid_lead')}>
        {payables.length === 0 ? (
          <Quiet>{t('learning.payout_none')}</Quiet>
        ) : (
          <DataTable
            caption={t('learning.payout_paid')}
            rows={payables}
            rowKey={(row) => row.payableId}
            columns={[
              {
                key: 'day',
                label: t('learning.day'),
                primary: true,
                cell: (row) => date(row.releasedAt),
              },
              {
                key: 'amount',
                label: t('learning.amount'),
                numeric: true,
                cell: (row) => (
                  <MoneyText value={money(row.currency as Currency, row.amountMinor)} />
                ),
              },
              {
                key: 'state',
                label: t('learning.state'),
                cell: (row) =>
                  row.paidAt
                    ? t('learning.payout_sent', { date: date(row.paidAt) })
                    : t('learning.payout_due', { date: date(row.dueAt) }),
              },
            ]}
          />
        )}
      </Section>
    </Page>
  )
}
