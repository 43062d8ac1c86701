import { useActionData, useLoaderData } from '@remix-run/react'
import { RadioCards } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { allowNaming } from '~/domain/contracts/allow-naming.server'
import { namingForm } from '~/domain/contracts/forms.server'
import { namingPage } from '~/domain/contracts/naming-queries.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

export const loader = serve('person', async ({ viewer, params, db, t }) => ({
  page: await namingPage(db, viewer, params.contractId ?? ''),
  title: t('portfolio.naming_title'),
}))

export const action = act('person', async ({ viewer, params, form, at }) => {
  const parsed = parseForm(namingForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const contractId = params.contractId ?? ''
  const allowed = { ...parsed.value, contractId, by: viewer.personId, at }
  await inTransaction((tx) => allowNaming(tx, allowed))
  return redirectWith(`/contracts/${contractId}/naming`, 'portfolio.toast_naming')
})

/** A client says what others may read of a contract whose class keeps it unnamed. */
export default function ContractNaming() {
  const { page } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('portfolio.naming_title')}
      lead={t('portfolio.naming_lead')}
      width="form"
      crumbs={[
        { href: `/contracts/${page.contractId}`, label: page.title },
        { label: t('portfolio.naming_title') },
      ]}
    >
      <Form intent="naming" state={state}>
        <RadioCards
          name="naming"
          label={t('portfolio.naming_title')}
          hideLabel
          required
          defaultValue={page.naming}
          options={[
            {
              value: 'nothing',
              label: t('portfolio.naming_nothing', { sector: t(`sector.${page.sector}`) }),
              help: t('portfolio.naming_nothing_help'),
            },
            {
              value: 'title',
              label: t('portfolio.naming_only_title'),
              help: t('portfolio.naming_only_title_help'),
            },
            {
              value: 'client',
              label: t('portfolio.naming_client'),
              help: t('portfolio.naming_client_help'),
            },
          ]}
        />
        <FormActions>
          <SubmitButton>{t('portfolio.naming_save')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
