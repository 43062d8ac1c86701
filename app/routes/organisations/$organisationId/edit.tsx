import { useActionData, useLoaderData } from '@remix-run/react'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { updateOrganisation } from '~/domain/identity/create-organisation.server'
import { organisationForm } from '~/domain/identity/forms.server'
import { assertMay } from '~/domain/identity/may'
import { organisationById } from '~/domain/identity/organisation-queries.server'
import { manageOrganisation } from '~/domain/identity/permissions'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { OrganisationFields } from '../_fields'

export const loader = serve('person', async ({ viewer, params, db, t }) => {
  const organisationId = params.organisationId ?? ''
  assertMay(viewer, manageOrganisation, { organisationId })
  const { id, name, country, website, about } = await organisationById(db, organisationId)
  return { title: t('organisation.edit_title'), id, name, country, website, about }
})

export const action = act('person', async ({ viewer, params, form }) => {
  const organisationId = params.organisationId ?? ''
  const parsed = parseForm(organisationForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const input = { ...parsed.value, organisationId, by: viewer.personId }
  await inTransaction((tx) => updateOrganisation(tx, input))
  return redirectWith(`/organisations/${organisationId}`, 'organisation.saved')
})

export default function EditOrganisation() {
  const { title, id, ...defaults } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={title}
      width="form"
      crumbs={[{ href: `/organisations/${id}`, label: defaults.name }, { label: title }]}
    >
      <Form state={state} intent="edit" defaults={defaults}>
        <OrganisationFields />
        <FormActions>
          <SubmitButton>{t('organisation.edit_button')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
