import { useActionData, useLoaderData } from '@remix-run/react'
import { OfferWordsFields } from '~/components/contracts/offer-words'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { saveOfferWords } from '~/domain/market/offers/offer.commands.server'
import { offerWordsForm } from '~/domain/market/offers/offer-forms.server'
import { offerDraft } from '~/domain/market/offers/offer-queries.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

export const handle = { title: 'offer.step_words' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { offer, version } = await offerDraft(db, viewer, params.offerId ?? '')
  const { title, sectors, classes, currency, content } = version
  return {
    id: offer.id,
    defaults: { title, sectors, classes, currency, statement: content.statement },
  }
})

export const action = act('person', async ({ viewer, form, params }) => {
  const parsed = parseForm(offerWordsForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const offerId = params.offerId ?? ''
  await inTransaction((tx) => saveOfferWords(tx, { ...parsed.value, offerId, by: viewer.personId }))
  return redirectWith(`/offers/${offerId}/edit`, 'common.saved')
})

export default function EditWords() {
  const { id, defaults } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('offer.step_words')}
      width="form"
      crumbs={[
        { href: `/offers/${id}/edit`, label: defaults.title },
        { label: t('offer.step_words') },
      ]}
    >
      <Form state={state} intent="save">
        <OfferWordsFields defaults={defaults} />
        <FormActions>
          <SubmitButton tone="primary">{t('brief.save')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
