import { useActionData, useLoaderData } from '@remix-run/react'
import { SelectField, TextArea, TextField } from '~/components/forms/fields'
import { Form, FormActions, RepeatRows } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { inputKinds, offerLimits } from '~/domain/market/offers/offer'
import { saveOfferInputs } from '~/domain/market/offers/offer.commands.server'
import { readInputs } from '~/domain/market/offers/offer-forms.server'
import { offerDraft } from '~/domain/market/offers/offer-queries.server'
import { inTransaction } from '~/platform/database.server'

export const handle = { title: 'offer.step_inputs' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { offer, version } = await offerDraft(db, viewer, params.offerId ?? '')
  const { inputs } = version.content
  return {
    id: offer.id,
    offerTitle: version.title,
    count: inputs.length,
    defaults: Object.fromEntries(
      inputs.flatMap(({ title, why, kind }, index) => [
        [`inputs.${index}.title`, title],
        [`inputs.${index}.why`, why],
        [`inputs.${index}.kind`, kind],
      ]),
    ) as Record<string, string>,
  }
})

export const action = act('person', async ({ viewer, form, params }) => {
  const read = readInputs(form)
  if (!read.ok) return invalid(read.errors, read.values)
  const offerId = params.offerId ?? ''
  const { inputs } = read
  await inTransaction((tx) => saveOfferInputs(tx, { offerId, inputs, by: viewer.personId }))
  return redirectWith(`/offers/${offerId}/edit`, 'common.saved')
})

export default function EditInputs() {
  const { id, offerTitle, count, defaults } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const typed = state && 'values' in state ? (state.values ?? {}) : {}
  const filled = Object.keys(typed).filter(
    (name) => /^inputs\.\d+\.(title|why)$/.test(name) && typed[name],
  )
  const last = Math.max(0, ...filled.map((name) => Number(name.split('.')[1]) + 1))
  return (
    <Page
      title={t('offer.step_inputs')}
      lead={t('offer.step_inputs_lead')}
      width="form"
      crumbs={[
        { href: `/offers/${id}/edit`, label: offerTitle },
        { label: t('offer.step_inputs') },
      ]}
    >
      <Form state={state} intent="save" defaults={defaults}>
        <RepeatRows
          legend={t('offer.inputs')}
          count={Math.max(count, last)}
          min={1}
          max={offerLimits.inputs}
          addLabel={t('offer.input_add')}
          rowLabel={(index) => t('offer.input_number', { number: index + 1 })}
        >
          {(index) => (
            <>
              <TextField
                name={`inputs.${index}.title`}
                label={t('offer.input_title')}
                maxLength={120}
              />
              <TextArea
                name={`inputs.${index}.why`}
                label={t('offer.input_why')}
                rows={2}
                maxLength={600}
              />
              <SelectField
                name={`inputs.${index}.kind`}
                label={t('offer.input_kind')}
                required
                defaultValue={defaults[`inputs.${index}.kind`] ?? 'text'}
                options={inputKinds.map((value) => ({ value, label: t(`offer.kind_${value}`) }))}
              />
            </>
          )}
        </RepeatRows>
        <FormActions>
          <SubmitButton tone="primary">{t('brief.save')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
