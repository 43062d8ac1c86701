import { useActionData, useLoaderData } from '@remix-run/react'
import { TextDifference } from '~/components/forms/text-difference'
import { ActionForm } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { ErrorNotice } from '~/components/page/error-notice'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { Name, Quiet } from '~/components/page/text'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { itemText } from '~/domain/learning/content/item-text'
import { itemHistory } from '~/domain/learning/versions/item-queries.server'
import { bringBack, type ItemText } from '~/domain/learning/versions/save-item.server'
import { inTransaction } from '~/platform/database.server'
import { itemPath, ofItem, revisionOf } from './_editor.server'

export const handle = { title: 'authoring.history' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { page, kept, late } = await itemHistory(db, viewer, ofItem(params))
  const now = itemText(page.item)
  const stood = kept.map(withText)
  const known = new Set([now, ...stood.map(({ text }) => text)])
  return {
    partner: page.partner,
    trackId: page.trackId,
    trackTitle: page.content.title,
    itemTitle: page.item.title,
    path: itemPath(params),
    editable: page.editable,
    revision: page.revision,
    savedAt: page.savedAt,
    savedBy: page.savedBy,
    kept: stood,
    // Once it has been saved, a text that came late stands among the others.
    late: late.map(withText).filter(({ text }) => !known.has(text)),
    now,
  }
})

function withText<T extends ItemText>({ content, ...row }: T) {
  return { ...row, text: itemText({ title: row.title, minutes: row.minutes, ...content }) }
}

export const action = act('person', async ({ viewer, form, params, db, at }) => {
  const of = ofItem(params)
  const { page } = await itemHistory(db, viewer, of)
  await inTransaction((tx) =>
    bringBack(tx, {
      ...{ versionId: page.version.id, itemKey: of.itemKey, by: viewer.personId, at },
      kept: form.has('late')
        ? { late: revisionOf(form, 'late') }
        : { revision: revisionOf(form, 'kept') },
      revision: revisionOf(form),
    }),
  )
  return redirectWith(itemPath(params), 'authoring.brought_back')
})

export default function History() {
  const page = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, dateTime } = useLanguage()
  return (
    <Page
      title={t('authoring.history_of', { title: page.itemTitle })}
      lead={t('authoring.history_lead')}
      width="reading"
      crumbs={[
        { href: `/partners/${page.partner.id}`, label: page.partner.name },
        { href: `/partners/${page.partner.id}/tracks/${page.trackId}`, label: page.trackTitle },
        { href: page.path, label: page.itemTitle },
        { label: t('authoring.history') },
      ]}
    >
      <ErrorNotice state={state} />
      <Quiet>
        {t('authoring.saved_by', { name: page.savedBy ?? '', date: dateTime(page.savedAt) })}
      </Quiet>
      {page.late.length > 0 ? (
        <Section title={t('authoring.late')} lead={t('authoring.late_lead')}>
          {page.late.map((row) => (
            <Kept
              key={row.id}
              row={row}
              page={page}
              fields={{ late: String(row.id) }}
              difference={{ label: t('authoring.late_difference'), from: page.now, to: row.text }}
              open
            />
          ))}
        </Section>
      ) : null}
      {page.kept.length === 0 ? (
        <EmptyState title={t('authoring.history_none')} body={t('authoring.history_none_body')} />
      ) : (
        page.kept.map((row, at) => (
          <Kept
            key={row.revision}
            row={row}
            page={page}
            fields={{ kept: String(row.revision) }}
            difference={{
              label: t('authoring.history_next'),
              from: row.text,
              to: page.kept[at - 1]?.text ?? page.now,
            }}
            open={at === 0}
          />
        ))
      )}
    </Page>
  )
}

/** One text of the history, with what sets it apart from another and the way back. */
function Kept(props: {
  row: { title: string; savedBy: string | null; savedAt: Date }
  page: { editable: boolean; revision: number }
  fields: Record<string, string>
  difference: { label: string; from: string; to: string }
  open: boolean
}) {
  const { t, dateTime } = useLanguage()
  const { row, page, difference } = props
  return (
    <Section
      level={3}
      title={<Name>{row.title}</Name>}
      actions={
        page.editable ? (
          <ActionForm
            intent="bring-back"
            tone="quiet"
            label={t('authoring.bring_back')}
            fields={{ ...props.fields, revision: String(page.revision) }}
          />
        ) : null
      }
    >
      <Quiet>
        {t('authoring.saved_by', { name: row.savedBy ?? '', date: dateTime(row.savedAt) })}
      </Quiet>
      <Fold label={difference.label} open={props.open}>
        <TextDifference earlier={difference.from} later={difference.to} label={difference.label} />
      </Fold>
    </Section>
  )
}
