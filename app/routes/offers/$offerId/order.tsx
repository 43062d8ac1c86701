import { useActionData, useLoaderData } from '@remix-run/react'
import { HiddenField, RadioCards, SelectField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { isolated, Name } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { may } from '~/domain/identity/may'
import { opensFor, weeksOf } from '~/domain/market/offers/offer'
import { orderForm } from '~/domain/market/offers/offer-forms.server'
import { offerPage } from '~/domain/market/offers/offer-queries.server'
import { orderOffer } from '~/domain/market/offers/order-offer.server'
import { writeBriefs } from '~/domain/market/permissions'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

export const handle = { title: 'offer.order_title' }

export const loader = serve('person', async ({ viewer, params, url, db }) => {
  const { offer, version, team, orderable } = await offerPage(db, viewer, params.offerId ?? '')
  const { tiers } = version.content
  return {
    id: offer.id,
    status: offer.status,
    offerTitle: version.title,
    teamName: team.name,
    currency: version.currency,
    tiers,
    chosen: tiers.find(({ id }) => id === url.searchParams.get('tier'))?.id ?? tiers[0]?.id ?? '',
    open: orderable ? opensFor(version.classes) : [],
    orderable,
    organisations: viewer.memberships
      .filter(({ organisationId }) => may(viewer, writeBriefs, { id: organisationId }))
      .map(({ organisationId, name }) => ({ id: organisationId, name })),
  }
})

export const action = act('person', async ({ viewer, form, params, at }) => {
  const parsed = parseForm(orderForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const offerId = params.offerId ?? ''
  const { briefId } = await inTransaction((tx) =>
    orderOffer(tx, { ...parsed.value, offerId, by: viewer.personId, at }),
  )
  return redirectWith(`/briefs/${briefId}`, 'offer.toast_begun')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function OrderForm({ data }: { data: Data }) {
  const state = useActionData<typeof action>()
  const language = useLanguage()
  const { t } = language
  const { tiers, currency, open, organisations } = data
  const [only] = organisations
  return (
    <Form state={state} intent="order">
      {organisations.length === 1 && only ? (
        <HiddenField name="organisationId" value={only.id} />
      ) : (
        <SelectField
          name="organisationId"
          label={t('brief.organisation')}
          required
          options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <RadioCards
        name="tierId"
        label={t('offer.choose_tier')}
        required
        defaultValue={data.chosen}
        options={tiers.map((tier) => ({
          value: tier.id,
          label: (
            <>
              <Name>{tier.name}</Name>
              {', '}
              {language.money({ currency, amountMinor: BigInt(tier.priceMinor) })}
              {', '}
              {t('brief.weeks_count', { count: weeksOf(tier) })}
            </>
          ),
          help: <bdi>{tier.includes}</bdi>,
        }))}
      />
      <RadioCards
        name="workloadClass"
        label={t('brief.class')}
        required
        defaultValue={open[0]}
        options={open.map((value) => ({
          value,
          label: t(`stewardship.class_${value}`),
          help: value === 'open' || value === 'internal' ? t(`brief.class_${value}_help`) : null,
        }))}
      />
      <FormActions>
        <SubmitButton tone="primary" note={t('offer.begin_note')}>
          {t('offer.begin')}
        </SubmitButton>
      </FormActions>
    </Form>
  )
}

export default function OrderOffer() {
  const data = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('offer.order_title')}
      lead={t('offer.order_lead', {
        offer: isolated(data.offerTitle),
        team: isolated(data.teamName),
      })}
      width="form"
      money
      crumbs={[
        { href: '/offers', label: t('nav.offers') },
        { href: `/offers/${data.id}`, label: data.offerTitle },
        { label: t('offer.order_title') },
      ]}
    >
      {data.open.length === 0 ? (
        <EmptyState
          title={t('offer.closed_title')}
          body={t(
            data.orderable ? 'offer.order_class_closed' : `offer.status_${data.status}_sentence`,
          )}
          action={{ href: '/offers', label: t('offer.show_all') }}
        />
      ) : data.organisations.length === 0 ? (
        <EmptyState
          title={t('offer.no_organisation_title')}
          body={t('brief.no_organisation_body')}
          action={{ href: '/organisations/new', label: t('brief.no_organisation_action') }}
        />
      ) : (
        <OrderForm data={data} />
      )}
    </Page>
  )
}
