import { useActionData, useLoaderData } from '@remix-run/react'
import { ActionForm, LinkButton, SubmitButton } from '~/components/button'
import { CriterionSentence } from '~/components/criterion-sentence'
import { EmptyState } from '~/components/empty-state'
import { RadioCards, SelectField, TextField } from '~/components/fields'
import { Form, FormActions } from '~/components/form'
import { useLanguage } from '~/components/language'
import { Page } from '~/components/page'
import { Section } from '~/components/section'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { draftBriefStatuses } from '~/domain/market/brief'
import { addCriterion, removeCriterion } from '~/domain/market/brief.commands.server'
import { criterionForm } from '~/domain/market/forms.server'
import { briefPage } from '~/domain/market/queries.server'
import { averagings, metrics, needsAveraging } from '~/domain/outcomes/metric'
import { validateCriterion } from '~/domain/outcomes/validate-criterion'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

export const handle = { title: 'brief.criteria' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { brief, dataset, mayEdit } = await briefPage(db, viewer, params.briefId ?? '')
  if (!mayEdit) throw new Refused('not_found')
  if (!draftBriefStatuses.includes(brief.status)) throw new Refused('brief_closed')
  return {
    id: brief.id,
    title: brief.title,
    criteria: brief.criteria,
    labels: dataset?.labels.map(({ label }) => label) ?? [],
    rows: dataset?.drawableRows ?? 0,
  }
})

export const action = act('person', async ({ viewer, form, params, db }) => {
  const briefId = params.briefId ?? ''
  const by = viewer.personId
  if (form.get('intent') === 'remove') {
    const criterionId = String(form.get('criterionId') ?? '')
    await inTransaction((tx) => removeCriterion(tx, { briefId, criterionId, by }))
    return redirectWith(`/briefs/${briefId}/criteria`, 'brief.criterion_removed')
  }
  const parsed = parseForm(criterionForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { dataset } = await briefPage(db, viewer, briefId)
  const of = {
    labelKind: 'class' as const,
    labels: dataset?.labels.map(({ label }) => label) ?? [],
  }
  const checked = validateCriterion(parsed.value, of)
  if (!checked.ok) {
    return invalid(
      Object.fromEntries(
        checked.problems.map(({ field, problem, least }) => [
          field,
          { key: `outcome.criterion_${problem}` as const, values: { least: least ?? 0 } },
        ]),
      ),
    )
  }
  await inTransaction((tx) =>
    addCriterion(tx, { briefId, criterion: checked.criterion, dataset: of, by }),
  )
  return redirectWith(`/briefs/${briefId}/criteria`, 'brief.criterion_added')
})

export default function Criteria() {
  const { id, title, criteria, labels, rows } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('brief.criteria')}
      lead={t('brief.criteria_lead')}
      width="form"
      crumbs={[
        { href: '/briefs', label: t('nav.briefs') },
        { href: `/briefs/${id}`, label: title },
        { label: t('brief.criteria') },
      ]}
      actions={<LinkButton href={`/briefs/${id}`}>{t('brief.criteria_done')}</LinkButton>}
    >
      {labels.length === 0 ? (
        <EmptyState
          title={t('brief.dataset_first_title')}
          body={t('brief.dataset_first_body')}
          action={{ href: `/briefs/${id}/dataset`, label: t('brief.dataset_title') }}
        />
      ) : (
        <>
          <Section title={t('brief.criteria_so_far', { count: criteria.length })}>
            <ol className="grid list-decimal gap-4 ps-5">
              {criteria.map((criterion) => (
                <li key={criterion.id}>
                  <p>
                    <CriterionSentence criterion={criterion} />
                  </p>
                  <ActionForm
                    intent="remove"
                    label={t('common.remove')}
                    tone="quiet"
                    fields={{ criterionId: criterion.id }}
                  />
                </li>
              ))}
            </ol>
          </Section>
          <Section title={t('brief.criterion_add')}>
            <Form state={state} intent="add">
              <SelectField
                name="metric"
                label={t('brief.metric')}
                help={t('brief.metric_help')}
                required
                placeholder={t('common.choose')}
                options={metrics.map((value) => ({ value, label: t(`outcome.metric_${value}`) }))}
              />
              <RadioCards
                name="averaging"
                label={t('brief.averaging')}
                help={t('brief.averaging_help', {
                  metrics: metrics
                    .filter(needsAveraging)
                    .map((metric) => t(`outcome.metric_${metric}`))
                    .join(', '),
                })}
                options={averagings.map((value) => ({
                  value,
                  label: t(`brief.averaging_${value}`),
                }))}
              />
              <SelectField
                name="positiveClass"
                label={t('brief.positive_class')}
                help={t('brief.positive_class_help')}
                options={labels.map((label) => ({ value: label, label }))}
              />
              <TextField
                name="target"
                label={t('brief.target')}
                help={t('brief.target_help')}
                required
                inputMode="decimal"
                width="short"
                dir="ltr"
              />
              <TextField
                name="sampleSize"
                label={t('brief.sample')}
                help={t('brief.sample_help', { rows })}
                required
                inputMode="numeric"
                width="short"
                dir="ltr"
                defaultValue="300"
              />
              <TextField
                name="attempts"
                label={t('brief.attempts')}
                help={t('brief.attempts_help')}
                required
                inputMode="numeric"
                width="short"
                dir="ltr"
                defaultValue="3"
              />
              <FormActions>
                <SubmitButton tone="primary">{t('brief.criterion_add')}</SubmitButton>
              </FormActions>
            </Form>
          </Section>
        </>
      )}
    </Page>
  )
}
