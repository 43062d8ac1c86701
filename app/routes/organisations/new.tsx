import { useActionData } from '@remix-run/react'
import { RadioCards } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { createOrganisation } from '~/domain/identity/create-organisation.server'
import { newOrganisationForm } from '~/domain/identity/forms.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { OrganisationFields } from './_fields'

export const handle = { title: 'organisation.new_title' satisfies MessageKey }

export const loader = serve('person', () => null)

export const action = act('person', async ({ viewer, form, at }) => {
  const parsed = parseForm(newOrganisationForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const input = { ...parsed.value, by: viewer.personId, at }
  const { organisationId } = await inTransaction((tx) => createOrganisation(tx, input))
  return redirectWith(`/organisations/${organisationId}`, 'organisation.created')
})

const offered = ['client', 'partner', 'funder'] as const

export default function NewOrganisation() {
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('organisation.new_title')}
      lead={t('organisation.new_lead')}
      width="form"
      crumbs={[
        { href: '/organisations', label: t('organisation.list_title') },
        { label: t('organisation.new_title') },
      ]}
    >
      <Form state={state} intent="create">
        <RadioCards
          name="kind"
          label={t('organisation.kind')}
          required
          defaultValue="client"
          options={offered.map((kind) => ({
            value: kind,
            label: t(`organisation.kind_${kind}`),
            help: t(`organisation.kind_${kind}_help`),
          }))}
        />
        <OrganisationFields />
        <FormActions>
          <SubmitButton>{t('organisation.new_button')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
