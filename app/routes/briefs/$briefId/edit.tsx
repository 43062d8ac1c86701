import { useActionData, useLoaderData } from '@remix-run/react'
import { BriefForm } from '~/components/contracts/brief-form'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { draftBriefStatuses } from '~/domain/market/briefs/brief'
import { updateBrief } from '~/domain/market/briefs/brief.commands.server'
import { briefForm, orderDraftForm } from '~/domain/market/forms.server'
import { declareOrder } from '~/domain/market/offers/declare-order.server'
import { orderedOffer } from '~/domain/market/offers/offer-queries.server'
import { briefPage } from '~/domain/market/queries.server'
import { decimalString } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

export const handle = { title: 'brief.edit' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { brief, organisation, mayEdit } = await briefPage(db, viewer, params.briefId ?? '')
  if (!mayEdit) throw new Refused('not_found')
  if (!draftBriefStatuses.includes(brief.status)) throw new Refused('brief_settled')
  const { data } = brief
  const defaults = {
    title: brief.title,
    statement: brief.statement,
    sector: brief.sector,
    country: brief.country,
    currency: brief.currency,
    budget: decimalString({ currency: brief.currency, amountMinor: brief.budgetMinor }),
    weeks: String(brief.weeks),
    workloadClass: brief.workloadClass,
    personalData: data.declared ? (data.personalFields.length > 0 ? 'some' : 'none') : 'unknown',
    personalFields: data.personalFields.join(', '),
    lawfulBasis: data.lawfulBasis ?? '',
    lawOverlay: data.lawOverlay ?? '',
    regions: data.regions.join(', '),
    retentionDays: String(data.retentionDays),
    predictionFiles: data.predictionFiles ? 'yes' : undefined,
  }
  return {
    id: brief.id,
    title: brief.title,
    defaults,
    organisation: { id: organisation.id, name: organisation.name },
    ordered: (await orderedOffer(db, brief.offerVersionId, brief.offerTier))?.classes ?? null,
  }
})

export const action = act('person', async ({ viewer, form, params, db }) => {
  const briefId = params.briefId ?? ''
  const { brief } = await briefPage(db, viewer, briefId)
  const by = { briefId, by: viewer.personId }
  if (brief.offerVersionId !== null) {
    const order = parseForm(orderDraftForm, form)
    if (!order.ok) return invalid(order.errors, order.values)
    await inTransaction((tx) => declareOrder(tx, { ...order.value, ...by }))
  } else {
    const parsed = parseForm(briefForm, form)
    if (!parsed.ok) return invalid(parsed.errors, parsed.values)
    await inTransaction((tx) => updateBrief(tx, { ...parsed.value, ...by }))
  }
  return redirectWith(`/briefs/${briefId}`, 'common.saved')
})

export default function EditBrief() {
  const { id, title, defaults, organisation, ordered } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('brief.edit')}
      width="form"
      crumbs={[
        { href: '/briefs', label: t('nav.briefs') },
        { href: `/briefs/${id}`, label: title },
        { label: t('brief.edit') },
      ]}
    >
      <BriefForm
        state={state}
        intent="update"
        organisations={[organisation]}
        defaults={defaults}
        ordered={ordered}
      />
    </Page>
  )
}
