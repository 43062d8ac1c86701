import { useActionData, useLoaderData } from '@remix-run/react'
import { CriterionStep } from '~/components/outcomes/criterion-step'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { offeredFacts } from '~/domain/market/offers/offer'
import { editOfferCriterion } from '~/domain/market/offers/offer-criteria.commands.server'
import { offerDraft } from '~/domain/market/offers/offer-queries.server'
import { readCriterion } from '~/domain/market/read-criterion.server'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { criterionDefaults, fieldsOf } from '~/domain/outcomes/criteria/criterion-defaults'
import { previewOf } from '~/domain/outcomes/criteria/criterion-previews.server'
import { goalOf, kindOf } from '~/domain/outcomes/criteria/work-kind'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { typedValues } from '~/platform/forms.server'

function criterionIn(criteria: readonly Criterion[], id: string | undefined): Criterion {
  const found = criteria.find((criterion) => criterion.id === id)
  if (!found) throw new Refused('not_found')
  return found
}

export const loader = serve('person', async ({ viewer, params, db, t }) => {
  const { offer, version } = await offerDraft(db, viewer, params.offerId ?? '')
  const criterion = criterionIn(version.content.criteria, params.criterionId)
  const facts = offeredFacts(version.content.rows)
  const kind = kindOf(criterion.metric)
  const goal = goalOf(criterion)
  const fields = Object.entries(fieldsOf(criterion)).filter(([, value]) => value !== '')
  return {
    title: t('criteria.edit_title', { id: criterion.id }),
    id: offer.id,
    offerTitle: version.title,
    kind,
    goal,
    facts,
    items: criterion.rubric?.items.length ?? 0,
    defaults: { ...criterionDefaults(kind, goal, facts), ...Object.fromEntries(fields) },
  }
})

export const action = act('person', async ({ viewer, form, params, db }) => {
  const offerId = params.offerId ?? ''
  const { version } = await offerDraft(db, viewer, offerId)
  const before = criterionIn(version.content.criteria, params.criterionId)
  const intent = form.get('intent')
  if (intent === 'change') return { errors: {}, values: typedValues(form), previewed: null }
  const read = await readCriterion(db, kindOf(before.metric), form, {
    facts: offeredFacts(version.content.rows),
    before,
    organisationId: null,
    by: viewer.personId,
  })
  if (!read.ok) return invalid(read.errors, read.values)
  const { criterion, values } = read
  if (intent === 'save') {
    await inTransaction((tx) => editOfferCriterion(tx, { offerId, criterion, by: viewer.personId }))
    return redirectWith(`/offers/${offerId}/edit/criteria`, 'criteria.edited')
  }
  return { errors: {}, values, previewed: { criterion, preview: previewOf(criterion, null) } }
})

export default function EditOfferCriterion() {
  const { title, id, offerTitle, kind, goal, facts, items, defaults } =
    useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const previewed = state && 'previewed' in state && state.previewed ? state.previewed : null
  return (
    <Page
      title={previewed ? t('criteria.preview_title') : title}
      lead={t(previewed ? 'criteria.preview_lead' : `criteria.kind_${kind}_body`)}
      width={previewed ? 'reading' : 'form'}
      crumbs={[
        { href: `/offers/${id}/edit`, label: offerTitle },
        { href: `/offers/${id}/edit/criteria`, label: t('offer.step_criteria') },
        { label: title },
      ]}
    >
      <CriterionStep
        fields={{ kind, goal, facts, people: null, items }}
        defaults={defaults}
        state={state}
        intent="save"
      />
    </Page>
  )
}
