import { useActionData, useLoaderData } from '@remix-run/react'
import { NewCriterion } from '~/components/outcomes/new-criterion'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { addCriterion } from '~/domain/market/briefs/brief.commands.server'
import { criteriaPage } from '~/domain/market/queries.server'
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
  const { brief, facts } = await criteriaPage(db, viewer, params.briefId ?? '')
  const kind = kindIn(url)
  const wanted = goalsOf(kind).find((goal) => goal === url.searchParams.get('goal'))
  const goal = wanted ?? usualGoal(kind, facts)
  return {
    id: brief.id,
    briefTitle: brief.title,
    kind,
    goal,
    facts,
    obstacle: obstacleTo(kind, facts),
    defaults: criterionDefaults(kind, goal, facts),
  }
})

export const action = act('person', async ({ viewer, form, params, url, db }) => {
  const briefId = params.briefId ?? ''
  const { brief, facts } = await criteriaPage(db, viewer, briefId)
  const intent = form.get('intent')
  if (intent === 'change') return { errors: {}, values: typedValues(form), previewed: null }
  const read = await readCriterion(db, kindIn(url), form, {
    ...{ facts, before: null, by: viewer.personId },
    organisationId: brief.organisationId,
  })
  if (!read.ok) return invalid(read.errors, read.values)
  const { criterion, values } = read
  if (intent === 'add') {
    await inTransaction((tx) => addCriterion(tx, { briefId, criterion, by: viewer.personId }))
    return redirectWith(`/briefs/${briefId}/criteria`, 'brief.criterion_added')
  }
  return { errors: {}, values, previewed: { criterion, preview: previewOf(criterion, facts) } }
})

export default function NewBriefCriterion() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const { id, obstacle } = data
  return (
    <NewCriterion
      {...data}
      people={{}}
      state={state}
      path={`/briefs/${id}/criteria`}
      above={{ href: `/briefs/${id}`, label: data.briefTitle }}
      all={t('brief.criteria')}
      instead={
        obstacle ? (
          <EmptyState
            title={t('criteria.not_available')}
            body={t(`criteria.obstacle_${obstacle}`)}
            action={{ href: `/briefs/${id}/dataset`, label: t('criteria.upload_other') }}
          />
        ) : undefined
      }
    />
  )
}
