import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { serve } from '~/domain/identity/access.server'
import type { MessageKey } from '~/platform/languages/keys'
import { SettingsTabs } from '../settings/_tabs'

export const handle = { title: 'organisation.list_title' satisfies MessageKey }

export const loader = serve('person', ({ viewer }) => ({ memberships: [...viewer.memberships] }))

export default function Organisations() {
  const { memberships } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('organisation.list_title')}
      lead={t('organisation.list_lead')}
      width="reading"
      actions={<LinkButton href="/organisations/new">{t('organisation.new_action')}</LinkButton>}
    >
      <SettingsTabs current="/organisations" />
      {memberships.length === 0 ? (
        <EmptyState
          title={t('organisation.empty_title')}
          body={t('organisation.empty_body')}
          action={{ href: '/organisations/new', label: t('organisation.new_action') }}
        />
      ) : (
        <LinkList
          items={memberships.map((membership) => ({
            id: membership.organisationId,
            href: `/organisations/${membership.organisationId}`,
            title: membership.name,
            meta: t(`organisation.kind_${membership.kind}`),
            aside: t(`organisation.role_${membership.role}`),
          }))}
        />
      )}
    </Page>
  )
}
