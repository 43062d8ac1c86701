import { useActionData, useLoaderData } from '@remix-run/react'
import { NewCriterion } from '~/components/outcomes/new-criterion'
import { useLanguage } from '~/components/page/language'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { offeredFacts } from '~/domain/market/offers/offer'
import { addOfferCriterion } from '~/domain/market/offers/offer-criteria.commands.server'
import { offerDraft } from '~/domain/market/offers/offer-queries.server'
import { readCriterion } from '~/domain/market/read-criterion.server'
import { criterionDefaults, usualGoal } from '~/domain/outcomes/criteria/criterion-defaults'
import { previewOf } from '~/domain/outcomes/criteria/criterion-previews.server'
import {
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
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <NewCriterion
      {...data}
      people={null}
      state={state}
      path={`/offers/${data.id}/edit/criteria`}
      above={{ href: `/offers/${data.id}/edit`, label: data.offerTitle }}
      all={t('offer.step_criteria')}
    />
  )
}
