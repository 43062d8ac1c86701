import { useActionData, useLoaderData } from '@remix-run/react'
import { CriterionStep } from '~/components/outcomes/criterion-step'
import { useLanguage } from '~/components/page/language'
import { Tabs } from '~/components/page/navigation'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { offeredFacts } from '~/domain/market/offers/offer'
import { addOfferCriterion } from '~/domain/market/offers/offer-criteria.commands.server'
import { offerDraft } from '~/domain/market/offers/offer-queries.server'
import { readCriterion } from '~/domain/market/read-criterion.server'
import { criterionDefaults, usualGoal } from '~/domain/outcomes/criteria/criterion-defaults'
import { previewOf } from '~/domain/outcomes/criteria/criterion-previews.server'
import {
  goalsByKind,
  goalsOf,
  isWorkKind,
  obstacleTo,
  type WorkKind,
} from '~/domain/outcomes/criteria/work-kind'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { typedValues } from '~/platform/forms.server'

export const handle = { title: 'brief.criterion_add' }

function kindIn(url: URL): WorkKind {
  const kind = url.searchParams.get('kind')
  if (!isWorkKind(kind)) throw new Refused('not_found')
  return kind
}

export const loader = serve('person', async ({ viewer, params, url, db }) => {
  const { offer, version } = await offerDraft(db, viewer, params.offerId ?? '')
  const kind = kindIn(url)
  const facts = offeredFacts(version.content.rows)
  if (obstacleTo(kind, facts)) throw new Refused('not_found')
  const wanted = goalsOf(kind).find((goal) => goal === url.searchParams.get('goal'))
  const goal = wanted ?? usualGoal(kind, facts)
  return {
    id: offer.id,
    offerTitle: version.title,
    kind,
    goal,
    facts,
    defaults: criterionDefaults(kind, goal, facts),
  }
})

export const action = act('person', async ({ viewer, form, params, url, db }) => {
  const offerId = params.offerId ?? ''
  const { version } = await offerDraft(db, viewer, offerId)
  const intent = form.get('intent')
  if (intent === 'change') return { errors: {}, values: typedValues(form), previewed: null }
  const read = await readCriterion(db, kindIn(url), form, {
    facts: offeredFacts(version.content.rows),
    before: null,
    organisationId: null,
    by: viewer.personId,
  })
  if (!read.ok) return invalid(read.errors, read.values)
  const { criterion, values } = read
  if (intent === 'add') {
    await inTransaction((tx) => addOfferCriterion(tx, { offerId, criterion, by: viewer.personId }))
    return redirectWith(`/offers/${offerId}/edit/criteria`, 'brief.criterion_added')
  }
  // How many rows of which label a client will seal is not known yet.
  return { errors: {}, values, previewed: { criterion, preview: previewOf(criterion, null) } }
})

export default function NewOfferCriterion() {
  const { id, offerTitle, kind, goal, facts, defaults } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const previewed = state && 'previewed' in state && state.previewed ? state.previewed : null
  const path = `/offers/${id}/edit/criteria`
  return (
    <Page
      title={t(previewed ? 'criteria.preview_title' : `criteria.kind_${kind}`)}
      lead={t(previewed ? 'criteria.preview_lead' : `criteria.kind_${kind}_body`)}
      width={previewed ? 'reading' : 'form'}
      crumbs={[
        { href: `/offers/${id}/edit`, label: offerTitle },
        { href: path, label: t('offer.step_criteria') },
        { label: t(`criteria.kind_${kind}`) },
      ]}
    >
      {kind === 'serve' && !previewed ? (
        <Tabs
          label={t('criteria.goal_serve')}
          items={goalsByKind.serve
            .filter((name) => facts !== null || name === 'availability')
            .map((name) => ({
              href: `${path}/new?kind=serve&goal=${name}`,
              label: t(`criteria.serve_${name}`),
              current: name === goal,
            }))}
        />
      ) : null}
      <CriterionStep
        fields={{ kind, goal, facts, people: null, items: 0 }}
        defaults={defaults}
        state={state}
        intent="add"
      />
    </Page>
  )
}
