import { useActionData, useLoaderData } from '@remix-run/react'
import { FileField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { StatusChip, type StatusKind } from '~/components/page/status-chip'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { assertMay } from '~/domain/identity/may'
import { planImportAside } from '~/domain/learning/adapters/read-import-aside.server'
import { importFormats } from '~/domain/learning/imports/import-plan'
import { type ImportState, importsPage } from '~/domain/learning/imports/import-queries.server'
import { keepImport } from '~/domain/learning/imports/import-track.server'
import { writeTracks } from '~/domain/learning/permissions'
import { plainFileName } from '~/kernel/file-name'
import { archiveLimits } from '~/platform/archives/archive'
import { inTransaction } from '~/platform/database.server'
import { countAttempt } from '~/platform/limits.server'
import { refusalSentence } from './_refusals'

export const handle = { title: 'importing.title' }

/** Somebody who tries a course until it fits; reading takes a processor for seconds. */
const limit = { points: 30, perSeconds: 600 }

export const loader = serve('person', ({ viewer, params, db }) =>
  importsPage(db, viewer, params.organisationId ?? ''),
)

export const action = act('person', async ({ viewer, form, params, db, at, t }) => {
  const partnerId = params.organisationId ?? ''
  assertMay(viewer, writeTracks, { organisationId: partnerId })
  const file = form.get('file')
  if (!(file instanceof File) || file.name === '') return invalid({ file: 'error.file_missing' })
  if (file.size === 0) return invalid({ file: 'importing.file_empty' })
  if (file.size > archiveLimits.archiveBytes) {
    const most = archiveLimits.archiveBytes / 1_000_000
    return invalid({ file: t('importing.archive_too_large', { most }) })
  }
  await countAttempt(db, `import:${viewer.personId}`, limit)
  const bytes = new Uint8Array(await file.arrayBuffer())
  const given = { partnerId, fileName: plainFileName(file.name), bytes, by: viewer.personId, at }
  try {
    const plan = await planImportAside(bytes, file.name)
    const { importId } = await inTransaction((tx) => keepImport(tx, { ...given, plan }))
    return redirectWith(`/partners/${partnerId}/imports/${importId}`)
  } catch (error) {
    const sentence = refusalSentence(error, t)
    if (sentence === null) throw error
    return invalid({ file: sentence })
  }
})

const chips: Record<ImportState, StatusKind> = {
  open: 'your_turn',
  made: 'done',
  discarded: 'lost',
}

function Formats() {
  const { t } = useLanguage()
  return (
    <Section title={t('importing.formats')}>
      <DataTable
        caption={t('importing.formats')}
        hideCaption
        rows={importFormats}
        rowKey={(format) => format}
        columns={[
          {
            key: 'format',
            label: t('importing.col_format'),
            primary: true,
            cell: (format) => t(`importing.format_${format}`),
          },
          {
            key: 'comes',
            label: t('importing.col_comes'),
            cell: (format) => t(`importing.comes_${format}`),
          },
          {
            key: 'lost',
            label: t('importing.col_lost'),
            cell: (format) => t(`importing.loses_${format}`),
          },
        ]}
      />
    </Section>
  )
}

export default function Imports() {
  const { partner, imports } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, date } = useLanguage()
  return (
    <Page
      title={t('importing.title')}
      lead={t('importing.lead')}
      crumbs={[
        { href: `/organisations/${partner.id}`, label: partner.name },
        { label: t('importing.crumb') },
      ]}
    >
      <Form intent="look" state={state} upload>
        <FileField
          name="file"
          label={t('importing.file')}
          help={t('importing.file_help')}
          accept=".zip,.imscc,.gz,.tgz,.xml,.txt,.gift"
          required
        />
        <FormActions>
          <SubmitButton tone="primary" note={t('importing.look_note')}>
            {t('importing.look')}
          </SubmitButton>
        </FormActions>
      </Form>
      <Section title={t('importing.earlier')}>
        {imports.length === 0 ? (
          <EmptyState title={t('importing.none_title')} body={t('importing.none_body')} />
        ) : (
          <LinkList
            items={imports.map((one) => ({
              id: one.id,
              href: `/partners/${partner.id}/imports/${one.id}`,
              title: one.fileName,
              fresh: one.state === 'open',
              meta: (
                <>
                  <span>{t(`importing.format_${one.format}`)}</span>
                  <span>{date(one.createdAt)}</span>
                  <bdi>{one.by}</bdi>
                </>
              ),
              aside: (
                <StatusChip kind={chips[one.state]} label={t(`importing.state_${one.state}`)} />
              ),
            }))}
          />
        )}
        <p className="text-sm text-quiet">{t('importing.kept')}</p>
      </Section>
      <Formats />
    </Page>
  )
}
