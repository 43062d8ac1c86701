import { useActionData, useLoaderData } from '@remix-run/react'
import {
  CheckboxField,
  FileField,
  RadioCards,
  SelectField,
  TextField,
} from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Live } from '~/components/page/progress'
import { TextLink } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { draftBriefStatuses } from '~/domain/market/briefs/brief'
import type { UploadForm } from '~/domain/market/briefs/dataset-upload'
import {
  makeWayForUpload,
  queueUpload,
  uploadOf,
} from '~/domain/market/briefs/dataset-upload.commands.server'
import { sealBriefDataset } from '~/domain/market/briefs/seal-brief-dataset.server'
import { dropUpload, keepUpload } from '~/domain/market/briefs/seal-upload.server'
import { datasetForm } from '~/domain/market/forms.server'
import { briefPage } from '~/domain/market/queries.server'
import { datasetLimits } from '~/domain/outcomes/datasets/dataset'
import {
  DatasetInvalid,
  type DatasetProblem,
  datasetProblemMessage,
} from '~/domain/outcomes/datasets/dataset-problem'
import { labelKinds } from '~/domain/outcomes/datasets/label-kind'
import { offeredClasses } from '~/domain/stewardship/workload-class'
import { plainFileName } from '~/kernel/file-name'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { isMessageKey, type Translate } from '~/platform/languages/translator'

export const handle = { title: 'brief.dataset_title' }

export const loader = serve('person', async ({ viewer, params, url, db, t }) => {
  const { brief, dataset, mayEdit } = await briefPage(db, viewer, params.briefId ?? '')
  if (!mayEdit) throw new Refused('not_found')
  if (!draftBriefStatuses.includes(brief.status)) throw new Refused('brief_settled')
  const upload = await uploadOf(db, brief.id)
  // Somebody who fills in the form again is not to lose it to a refresh.
  const replacing = upload?.waiting === true && url.searchParams.has('replace')
  return {
    id: brief.id,
    title: brief.title,
    workloadClass: brief.workloadClass,
    // Rows that may be about people are published only where the client says so.
    publishByDefault: brief.data.declared && brief.data.personalFields.length === 0,
    replaces: dataset !== null && brief.criteria.length > 0,
    upload: upload && {
      file: upload.form.fileName,
      rows: upload.rowsRead,
      running: upload.running && !replacing,
      waiting: upload.waiting,
      sealed: upload.sealed,
      refused: upload.refused ? refusedState(upload, t) : null,
    },
    ...(upload?.running && !replacing ? { refreshSeconds: 5 } : {}),
  }
})

type Upload = NonNullable<Awaited<ReturnType<typeof uploadOf>>>

/** What became of a file that a job has refused, in the shape of a form that was just sent. */
function refusedState({ form, problems, problemCount, refusal }: Upload, t: Translate) {
  const key = `refusal.${refusal}`
  const why =
    problems.length > 0
      ? problemText(problems, problemCount, t)
      : refusal !== 'platform_fault' && isMessageKey(key)
        ? t(key)
        : t('dataset.upload_failed')
  const { fileName, labelColumn, labelKind, groupColumn, canaryColumn, datasetClass } = form
  return {
    errors: { file: `${t('dataset.upload_refused', { file: fileName })} ${why}` },
    values: {
      labelColumn,
      labelKind,
      groupColumn,
      canaryColumn,
      datasetClass,
      ...(form.publishSample ? { publishSample: 'yes' } : {}),
    },
  }
}

function problemText(problems: readonly DatasetProblem[], count: number, t: Translate): string {
  const sentences = problems.map((problem) => {
    const { key, values } = datasetProblemMessage(problem)
    return t(key, values)
  })
  const more = count - problems.length
  if (more > 0) sentences.push(t('brief.dataset_more', { count: more }))
  return sentences.join(' ')
}

export const action = act('person', async ({ viewer, form, params, db, at, t }) => {
  const parsed = parseForm(datasetForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const file = form.get('file')
  if (!(file instanceof File) || file.name === '') return invalid({ file: 'error.file_missing' })
  if (file.size > datasetLimits.bytes) {
    return invalid({ file: t('outcome.dataset_too_large') })
  }
  const briefId = params.briefId ?? ''
  const { publishSample, ...typed } = parsed.value
  const given: UploadForm = {
    ...typed,
    fileName: plainFileName(file.name),
    publishSample: publishSample === 'yes',
  }
  const input = { briefId, by: viewer.personId, at }
  if (file.size > datasetLimits.atOnceBytes) {
    const { mayEdit } = await briefPage(db, viewer, briefId)
    if (!mayEdit) throw new Refused('not_found')
    const kept = await keepUpload(file.stream())
    try {
      await inTransaction((tx) => queueUpload(tx, { ...input, ...kept, form: given }))
    } catch (error) {
      await dropUpload(kept)
      throw error
    }
    return redirectWith(`/briefs/${briefId}/dataset`, 'brief.dataset_queued')
  }
  try {
    await inTransaction(async (tx) => {
      await makeWayForUpload(tx, input)
      await sealBriefDataset(tx, { ...input, ...given, source: file.stream() })
    })
  } catch (error) {
    if (!(error instanceof DatasetInvalid)) throw error
    return invalid({ file: problemText(error.problems, error.count, t) })
  }
  return redirectWith(`/briefs/${briefId}`, 'brief.dataset_sealed')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function UploadFields({
  workloadClass,
  publishByDefault,
}: Pick<Data, 'workloadClass' | 'publishByDefault'>) {
  const { t } = useLanguage()
  return (
    <>
      <FileField
        name="file"
        label={t('brief.dataset_file')}
        help={t('brief.dataset_file_help')}
        accept=".csv,.tsv,.tab,.txt,.jsonl,.ndjson,.json,text/csv,text/tab-separated-values"
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
      <RadioCards
        name="labelKind"
        label={t('dataset.label_kind')}
        required
        defaultValue="class"
        options={labelKinds.map((value) => ({
          value,
          label: t(`dataset.label_kind_${value}`),
          help: t(`dataset.label_kind_${value}_help`),
        }))}
      />
      <TextField
        name="groupColumn"
        label={t('dataset.group_column')}
        help={t('dataset.group_column_help')}
        dir="ltr"
      />
      <TextField
        name="canaryColumn"
        label={t('dataset.canary_column')}
        help={t('dataset.canary_column_help')}
        dir="ltr"
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
        defaultChecked={publishByDefault}
      />
      <FormActions>
        <SubmitButton tone="primary" note={t('brief.seal_note')}>
          {t('brief.seal')}
        </SubmitButton>
      </FormActions>
    </>
  )
}

/** How far a large file has come; it stands in the place of the form while it is sealed. */
function UploadState({ id, upload }: { id: string; upload: NonNullable<Data['upload']> }) {
  const { t } = useLanguage()
  const facts = { file: upload.file, rows: upload.rows }
  if (upload.running) {
    return (
      <Notice title={t(upload.waiting ? 'dataset.waiting_title' : 'dataset.sealing_title')}>
        <p>{t('dataset.sealing_body', facts)}</p>
        {upload.waiting ? (
          <p>
            <TextLink href={`/briefs/${id}/dataset?replace`}>{t('dataset.replace')}</TextLink>
          </p>
        ) : null}
      </Notice>
    )
  }
  return upload.sealed ? (
    <Notice tone="met" title={t('dataset.sealed_title')}>
      <p>
        {t('dataset.sealed_body', facts)}{' '}
        <TextLink href={`/briefs/${id}/criteria`}>{t('dataset.sealed_next')}</TextLink>
      </p>
    </Notice>
  ) : null
}

export default function Dataset() {
  const { id, title, workloadClass, publishByDefault, replaces, upload } =
    useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { t } = useLanguage()
  const running = upload?.running ?? false
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
      <Live id="upload" url={`/briefs/${id}/dataset`} running={running}>
        {upload ? <UploadState id={id} upload={upload} /> : null}
        {replaces && !running ? <Notice tone="turn">{t('brief.dataset_replaces')}</Notice> : null}
        {running ? null : (
          <Form state={sent ?? upload?.refused ?? null} intent="seal" upload>
            <UploadFields workloadClass={workloadClass} publishByDefault={publishByDefault} />
          </Form>
        )}
      </Live>
    </Page>
  )
}
