import { useActionData, useLoaderData } from '@remix-run/react'
import { MilestoneRows } from '~/components/contracts/milestone-rows'
import { MoneyField, TextArea, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { proposalLimits } from '~/domain/market/forms.server'
import { saveTier } from '~/domain/market/offers/offer.commands.server'
import { readTier } from '~/domain/market/offers/offer-forms.server'
import { offerDraft } from '~/domain/market/offers/offer-queries.server'
import { decimalString } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'

/** `new` stands in the place of a tier that is not there yet. */
export const loader = serve('person', async ({ viewer, params, db, t }) => {
  const { offer, version } = await offerDraft(db, viewer, params.offerId ?? '')
  const { currency, content } = version
  const tier = content.tiers.find(({ id }) => id === params.tierId) ?? null
  if (!tier && params.tierId !== 'new') throw new Refused('not_found')
  const money = (minor: string) => decimalString({ currency, amountMinor: BigInt(minor) })
  const defaults: Record<string, string> = {}
  if (tier) {
    Object.assign(defaults, {
      name: tier.name,
      includes: tier.includes,
      price: money(tier.priceMinor),
    })
    tier.milestones.forEach((row, index) => {
      defaults[`milestones.${index}.title`] = row.title
      defaults[`milestones.${index}.description`] = row.description
      defaults[`milestones.${index}.amount`] = money(row.amountMinor)
      defaults[`milestones.${index}.weeks`] = String(row.weeks)
    })
  }
  return {
    title: tier?.name ?? t('offer.tier_add'),
    id: offer.id,
    offerTitle: version.title,
    currency,
    criteria: content.criteria,
    chosen: tier?.milestones.map(({ criterionIds }) => criterionIds) ?? [],
    defaults,
    most: proposalLimits.milestones,
  }
})

export const action = act('person', async ({ viewer, form, params, db }) => {
  const offerId = params.offerId ?? ''
  const { version } = await offerDraft(db, viewer, offerId)
  const read = readTier(form, version.currency)
  if (!read.ok) return invalid(read.errors, read.values)
  const tierId = params.tierId === 'new' ? null : (params.tierId ?? '')
  await inTransaction((tx) =>
    saveTier(tx, { offerId, tierId, tier: read.tier, by: viewer.personId }),
  )
  return redirectWith(`/offers/${offerId}/edit/tiers`, 'common.saved')
})

export default function EditTier() {
  const { title, id, offerTitle, currency, criteria, chosen, defaults, most } =
    useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const typed = state && 'values' in state ? (state.values ?? {}) : {}
  const rows = Array.from({ length: most }, (_, index) => index)
  const last = rows.filter((index) => typed[`milestones.${index}.title`]).at(-1) ?? -1
  return (
    <Page
      title={title}
      width="form"
      crumbs={[
        { href: `/offers/${id}/edit`, label: offerTitle },
        { href: `/offers/${id}/edit/tiers`, label: t('offer.step_tiers') },
        { label: title },
      ]}
    >
      <Form state={state} intent="save" defaults={defaults}>
        <TextField
          name="name"
          label={t('offer.tier_name')}
          help={t('offer.tier_name_help')}
          required
          maxLength={60}
        />
        <TextArea
          name="includes"
          label={t('offer.tier_includes')}
          help={t('offer.tier_includes_help')}
          required
          rows={5}
          maxLength={2000}
        />
        <MoneyField name="price" label={t('offer.price')} currency={currency} required />
        <MilestoneRows
          count={Math.max(chosen.length, last + 1)}
          max={most}
          currency={currency}
          criteria={criteria}
          chosen={chosen}
        />
        <FormActions>
          <SubmitButton tone="primary">{t('brief.save')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
