import { useActionData, useLoaderData } from '@remix-run/react'
import { Form } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { StatusChip } from '~/components/page/status-chip'
import { payoutPage } from '~/domain/figures/payout-page.server'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { personById } from '~/domain/identity/queries.server'
import { refreshPayoutAccount } from '~/domain/payments/refresh-payout-account.server'
import { startPayoutAccount } from '~/domain/payments/start-payout-account.server'
import { type Currency, money } from '~/kernel/money'
import { env } from '~/platform/env.server'
import type { MessageKey } from '~/platform/languages/keys'
import { SettingsTabs } from './_tabs'

export const handle = { title: 'money.payout_title' satisfies MessageKey }

const here = '/settings/payout-account'

export const loader = serve('person', async ({ viewer, db, url, at }) => {
  if (url.searchParams.has('returned')) {
    await refreshPayoutAccount(db, { personId: viewer.personId, at })
    throw redirectWith(here, 'money.payout_refreshed')
  }
  return payoutPage(db, viewer)
})

export const action = act('person', async ({ viewer, db, at }) => {
  const { country } = await personById(db, viewer.personId)
  const { url } = await startPayoutAccount(db, {
    personId: viewer.personId,
    email: viewer.email,
    country,
    returnUrl: `${env().APP_ORIGIN}${here}?returned=1`,
    refreshUrl: `${env().APP_ORIGIN}${here}?returned=1`,
    at,
  })
  return redirectWith(url)
})

const buttons = {
  none: 'money.payout_start',
  started: 'money.payout_continue',
  incomplete: 'money.payout_continue',
  ready: 'money.payout_change',
} as const satisfies Record<string, MessageKey>
const bodies = {
  none: 'money.payout_none_body',
  started: 'money.payout_incomplete_body',
  incomplete: 'money.payout_incomplete_body',
  ready: 'money.payout_ready_body',
} as const satisfies Record<string, MessageKey>

export default function PayoutAccount() {
  const { ready, status, waiting } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, money: say, list } = useLanguage()
  const amounts = list(
    waiting.map(({ currency, amountMinor }) => say(money(currency as Currency, amountMinor))),
  )
  return (
    <Page title={t('settings.title')} lead={t('money.payout_lead')} width="reading" money>
      <SettingsTabs current="/settings/payout-account" />
      <Section title={t('money.payout_title')}>
        <div>
          <StatusChip
            kind={ready ? 'met' : waiting.length > 0 ? 'your_turn' : 'draft'}
            label={t(`money.payout_${status}`)}
          />
        </div>
        <p>{t(bodies[status])}</p>
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
    </Page>
  )
}
