import { useActionData, useLoaderData } from '@remix-run/react'
import { CriterionStep } from '~/components/outcomes/criterion-step'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { editCriterion } from '~/domain/market/briefs/brief.commands.server'
import { criteriaPage } from '~/domain/market/queries.server'
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
  const { brief, facts } = await criteriaPage(db, viewer, params.briefId ?? '')
  const criterion = criterionIn(brief.criteria, params.criterionId)
  const kind = kindOf(criterion.metric)
  const goal = goalOf(criterion)
  const fields = Object.entries(fieldsOf(criterion)).filter(([, value]) => value !== '')
  return {
    title: t('criteria.edit_title', { id: criterion.id }),
    id: brief.id,
    briefTitle: brief.title,
    kind,
    goal,
    facts,
    people: {
      rater1: criterion.rubric?.raters[0].name,
      rater2: criterion.rubric?.raters[1].name,
      measurer: criterion.process?.measurer.name,
    },
    items: criterion.rubric?.items.length ?? 0,
    // What this criterion leaves open stands as in a new one: the label that another goal would need.
    defaults: { ...criterionDefaults(kind, goal, facts), ...Object.fromEntries(fields) },
  }
})

export const action = act('person', async ({ viewer, form, params, db }) => {
  const briefId = params.briefId ?? ''
  const { brief, facts } = await criteriaPage(db, viewer, briefId)
  const before = criterionIn(brief.criteria, params.criterionId)
  const intent = form.get('intent')
  if (intent === 'change') return { errors: {}, values: typedValues(form), previewed: null }
  const read = await readCriterion(db, kindOf(before.metric), form, {
    ...{ facts, before, by: viewer.personId },
    organisationId: brief.organisationId,
  })
  if (!read.ok) return invalid(read.errors, read.values)
  const { criterion, values } = read
  if (intent === 'save') {
    await inTransaction((tx) => editCriterion(tx, { briefId, criterion, by: viewer.personId }))
    return redirectWith(`/briefs/${briefId}/criteria`, 'criteria.edited')
  }
  return { errors: {}, values, previewed: { criterion, preview: previewOf(criterion, facts) } }
})

export default function EditCriterion() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const { id, kind, goal, facts, people, items } = data
  const previewed = state && 'previewed' in state && state.previewed ? state.previewed : null
  return (
    <Page
      title={previewed ? t('criteria.preview_title') : data.title}
      lead={t(previewed ? 'criteria.preview_lead' : `criteria.kind_${kind}_body`)}
      width={previewed ? 'reading' : 'form'}
      crumbs={[
        { href: `/briefs/${id}`, label: data.briefTitle },
        { href: `/briefs/${id}/criteria`, label: t('brief.criteria') },
        { label: data.title },
      ]}
    >
      <CriterionStep
        fields={{ kind, goal, facts, people, items }}
        defaults={data.defaults}
        state={state}
        intent="save"
      />
    </Page>
  )
}
