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
import { itemHistory } from '~/domain/learning/versions/author-queries.server'
import { bringBack } from '~/domain/learning/versions/save-item.server'
import { inTransaction } from '~/platform/database.server'
import { itemPath, ofItem, revisionOf } from './_editor.server'

export const handle = { title: 'authoring.history' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { page, kept } = await itemHistory(db, viewer, ofItem(params))
  const now = itemText(page.item)
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
    kept: kept.map(({ content, ...row }) => ({
      ...row,
      text: itemText({ title: row.title, minutes: row.minutes, ...content }),
    })),
    now,
  }
})

export const action = act('person', async ({ viewer, form, params, db, at }) => {
  const of = ofItem(params)
  const { page } = await itemHistory(db, viewer, of)
  await inTransaction((tx) =>
    bringBack(tx, {
      ...{ versionId: page.version.id, itemKey: of.itemKey, by: viewer.personId, at },
      ...{ kept: revisionOf(form, 'kept'), revision: revisionOf(form) },
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
      {page.kept.length === 0 ? (
        <EmptyState title={t('authoring.history_none')} body={t('authoring.history_none_body')} />
      ) : (
        page.kept.map((row, at) => (
          <Section
            key={row.revision}
            level={3}
            title={<Name>{row.title}</Name>}
            actions={
              page.editable ? (
                <ActionForm
                  intent="bring-back"
                  tone="quiet"
                  label={t('authoring.bring_back')}
                  fields={{ kept: String(row.revision), revision: String(page.revision) }}
                />
              ) : null
            }
          >
            <Quiet>
              {t('authoring.saved_by', { name: row.savedBy ?? '', date: dateTime(row.savedAt) })}
            </Quiet>
            <Fold label={t('authoring.history_next')} open={at === 0}>
              <TextDifference
                earlier={row.text}
                later={page.kept[at - 1]?.text ?? page.now}
                label={t('authoring.history_next')}
              />
            </Fold>
          </Section>
        ))
      )}
    </Page>
  )
}
