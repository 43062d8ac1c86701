import { useActionData, useLoaderData } from '@remix-run/react'
import { BriefForm } from '~/components/contracts/brief-form'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { may } from '~/domain/identity/may'
import { createBrief } from '~/domain/market/briefs/brief.commands.server'
import { briefForm } from '~/domain/market/forms.server'
import { writeBriefs } from '~/domain/market/permissions'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

export const handle = { title: 'brief.new' }

export const loader = serve('person', async ({ viewer }) => ({
  organisations: viewer.memberships
    .filter(({ organisationId }) => may(viewer, writeBriefs, { id: organisationId }))
    .map(({ organisationId, name }) => ({ id: organisationId, name })),
}))

export const action = act('person', async ({ viewer, form, at }) => {
  const parsed = parseForm(briefForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const organisationId = String(form.get('organisationId') ?? '')
  const { briefId } = await inTransaction((tx) =>
    createBrief(tx, { ...parsed.value, organisationId, by: viewer.personId, at }),
  )
  return redirectWith(`/briefs/${briefId}`, 'brief.created')
})

export default function NewBrief() {
  const { organisations } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('brief.new')}
      lead={t('brief.new_lead')}
      width="form"
      crumbs={[{ href: '/briefs', label: t('nav.briefs') }, { label: t('brief.new') }]}
    >
      {organisations.length === 0 ? (
        <EmptyState
          title={t('brief.no_organisation_title')}
          body={t('brief.no_organisation_body')}
          action={{ href: '/organisations/new', label: t('brief.no_organisation_action') }}
        />
      ) : (
        <BriefForm state={state} intent="create" organisations={organisations} />
      )}
    </Page>
  )
}
