import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { CredentialList } from '~/components/people/credential-badge'
import { walletOf } from '~/domain/credentials/queries.server'
import { serve } from '~/domain/identity/access.server'
import { SettingsTabs } from './_tabs'

export const handle = { title: 'credential.wallet_title', script: false }

/** The wallet: what others have signed about the person's work. */
export const loader = serve('person', async ({ viewer, db, at }) => ({
  credentials: await walletOf(db, viewer, at),
}))

export default function Wallet() {
  const { credentials } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('credential.wallet_title')}
      lead={t('credential.wallet_lead')}
      width="reading"
      actions={<LinkButton href="/verify">{t('credential.wallet_verify')}</LinkButton>}
    >
      <SettingsTabs current="/settings/credentials" />
      {credentials.length > 0 ? (
        <CredentialList items={credentials} withVisibility />
      ) : (
        <EmptyState
          title={t('credential.wallet_none_title')}
          body={t('credential.wallet_none_body')}
          action={{ href: '/briefs', label: t('credential.wallet_none_action') }}
        />
      )}
    </Page>
  )
}
