import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitButton } from '~/components/button'
import { CheckboxField, FileField, SelectField, TextField } from '~/components/fields'
import { Form, FormActions } from '~/components/form'
import { useLanguage } from '~/components/language'
import { Notice } from '~/components/notice'
import { Page } from '~/components/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { draftBriefStatuses } from '~/domain/market/brief'
import { datasetForm } from '~/domain/market/forms.server'
import { briefPage } from '~/domain/market/queries.server'
import { sealBriefDataset } from '~/domain/market/seal-brief-dataset.server'
import { DatasetInvalid, datasetProblemMessage } from '~/domain/outcomes/dataset-problem'
import { offeredClasses } from '~/domain/stewardship/workload-class'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

export const handle = { title: 'brief.dataset_title' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { brief, dataset, mayEdit } = await briefPage(db, viewer, params.briefId ?? '')
  if (!mayEdit) throw new Refused('not_found')
  if (!draftBriefStatuses.includes(brief.status)) throw new Refused('brief_closed')
  return {
    id: brief.id,
    title: brief.title,
    workloadClass: brief.workloadClass,
    replaces: dataset !== null && brief.criteria.length > 0,
  }
})

export const action = act('person', async ({ viewer, form, params, at, t }) => {
  const parsed = parseForm(datasetForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const file = form.get('file')
  if (!(file instanceof File) || file.name === '') return invalid({ file: 'error.file_missing' })
  const briefId = params.briefId ?? ''
  try {
    await inTransaction((tx) =>
      sealBriefDataset(tx, {
        briefId,
        source: file.stream(),
        labelColumn: parsed.value.labelColumn,
        publishSample: parsed.value.publishSample === 'yes',
        datasetClass: parsed.value.datasetClass,
        by: viewer.personId,
        at,
      }),
    )
  } catch (error) {
    if (!(error instanceof DatasetInvalid)) throw error
    const sentences = error.problems.map((problem) => {
      const { key, values } = datasetProblemMessage(problem)
      return t(key, values)
    })
    const more = error.count - error.problems.length
    if (more > 0) sentences.push(t('brief.dataset_more', { count: more }))
    return invalid({ file: sentences.join(' ') })
  }
  return redirectWith(`/briefs/${briefId}`, 'brief.dataset_sealed')
})

export default function Dataset() {
  const { id, title, workloadClass, replaces } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('brief.dataset_title')}
      lead={t('brief.dataset_lead')}
      width="form"
      crumbs={[
        { href: '/briefs', label: t('nav.briefs') },
        { href: `/briefs/${id}`, label: title },
        { label: t('brief.dataset_title') },
      ]}
    >
      {replaces ? <Notice tone="turn">{t('brief.dataset_replaces')}</Notice> : null}
      <Form state={state} intent="seal" upload>
        <FileField
          name="file"
          label={t('brief.dataset_file')}
          help={t('brief.dataset_file_help')}
          accept=".csv,text/csv"
          required
        />
        <TextField
          name="labelColumn"
          label={t('brief.label_column')}
          help={t('brief.label_column_help')}
          required
          dir="ltr"
          defaultValue="label"
        />
        <SelectField
          name="datasetClass"
          label={t('brief.dataset_class')}
          help={t('brief.dataset_class_help')}
          required
          defaultValue={workloadClass}
          options={offeredClasses.map((value) => ({ value, label: t(`brief.class_${value}`) }))}
        />
        <CheckboxField
          name="publishSample"
          label={t('brief.publish_sample')}
          help={t('brief.publish_sample_help')}
          defaultChecked
        />
        <FormActions>
          <SubmitButton tone="primary" note={t('brief.seal_note')}>
            {t('brief.seal')}
          </SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
