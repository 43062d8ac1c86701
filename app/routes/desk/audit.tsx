import { useLoaderData } from '@remix-run/react'
import { FilterBar, pageHref } from '~/components/page/filter-bar'
import { useLanguage } from '~/components/page/language'
import { Pagination } from '~/components/page/navigation'
import { Page } from '~/components/page/page'
import { serve } from '~/domain/identity/access.server'
import { auditTrail } from '~/domain/identity/desk-queries.server'
import type { MessageKey } from '~/platform/languages/keys'
import { DeskTabs } from './_tabs'
import { Trail } from './_trail'

export const handle = { title: 'desk.audit' satisfies MessageKey, script: false }

export const loader = serve('operator', async ({ viewer, db, url }) => {
  const subject = url.searchParams.get('subject') ?? ''
  return {
    subject,
    ...(await auditTrail(db, viewer, subject, Number(url.searchParams.get('page')) || 1)),
  }
})

export default function Audit() {
  const { subject, rows, page, pages } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page title={t('desk.audit')} kicker={t('desk.title')}>
      <DeskTabs current="/desk/audit" />
      <FilterBar
        label={t('desk.trail_search')}
        submit={t('common.search')}
        fields={[{ name: 'subject', label: t('desk.trail_search'), value: subject }]}
      />
      <Trail rows={rows} />
      <Pagination page={page} pages={pages} href={(n) => pageHref('/desk/audit', { subject }, n)} />
    </Page>
  )
}
