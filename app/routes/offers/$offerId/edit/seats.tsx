import { useActionData, useLoaderData } from '@remix-run/react'
import { PaymentTerms, SeatRows } from '~/components/contracts/seat-rows'
import { Form, FormActions } from '~/components/forms/form'
import { ManifestRows } from '~/components/forms/manifest-rows'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { proposalLimits } from '~/domain/market/forms.server'
import { saveOfferSeats } from '~/domain/market/offers/offer.commands.server'
import { readOfferSeats } from '~/domain/market/offers/offer-forms.server'
import { offerDraft } from '~/domain/market/offers/offer-queries.server'
import { inTransaction } from '~/platform/database.server'

export const handle = { title: 'offer.step_seats' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { offer, version, members } = await offerDraft(db, viewer, params.offerId ?? '')
  const { manifest, holdbackBps, reviewDays } = version.content
  return {
    id: offer.id,
    offerTitle: version.title,
    members,
    holdback: String(holdbackBps / 100),
    reviewDays,
    components: manifest.length,
    most: proposalLimits.components,
    defaults: Object.fromEntries(
      manifest.flatMap((row, index) =>
        Object.entries(row).map(([name, value]) => [`manifest.${index}.${name}`, value]),
      ),
    ) as Record<string, string>,
  }
})

export const action = act('person', async ({ viewer, form, params }) => {
  const read = readOfferSeats(form)
  if (!read.ok) return invalid(read.errors, read.values)
  const offerId = params.offerId ?? ''
  await inTransaction((tx) => saveOfferSeats(tx, { ...read.terms, offerId, by: viewer.personId }))
  return redirectWith(`/offers/${offerId}/edit`, 'common.saved')
})

export default function EditSeats() {
  const { id, offerTitle, members, holdback, reviewDays, components, most, defaults } =
    useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('offer.step_seats')}
      lead={t('offer.step_seats_lead')}
      width="form"
      crumbs={[{ href: `/offers/${id}/edit`, label: offerTitle }, { label: t('offer.step_seats') }]}
    >
      <Form state={state} intent="save" defaults={defaults}>
        <SeatRows members={members} />
        <ManifestRows help={t('proposal.manifest_help_internal')} count={components} max={most} />
        <PaymentTerms holdback={holdback} reviewDays={reviewDays} />
        <FormActions>
          <SubmitButton tone="primary">{t('brief.save')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
