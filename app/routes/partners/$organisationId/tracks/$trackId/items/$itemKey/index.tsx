import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ItemEditor } from '~/components/learning/item-editor'
import { TrackProblems } from '~/components/learning/track-problems'
import { LinkButton } from '~/components/page/button'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Name } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { editedContent } from '~/domain/learning/content/edit-item'
import { isPicture } from '~/domain/learning/content/picture'
import { readItem } from '~/domain/learning/content/read-item'
import { itemPage } from '~/domain/learning/versions/author-queries.server'
import { putRows } from '~/domain/learning/versions/draft-files.server'
import { keepTheirs, saveItem } from '~/domain/learning/versions/save-item.server'
import { datasetLimits } from '~/domain/outcomes/datasets/dataset'
import { DatasetInvalid, datasetProblemMessage } from '~/domain/outcomes/datasets/dataset-problem'
import { Refused, refusals } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { typedValues } from '~/platform/forms.server'
import type { Translate } from '~/platform/languages/translator'
import {
  conflictOf,
  exerciseFacts,
  itemPath,
  ofItem,
  previewed,
  revisionOf,
} from './_editor.server'

export const loader = serve('person', async ({ viewer, params, db }) => {
  const page = await itemPage(db, viewer, ofItem(params))
  const { files, content: _, ...rest } = page
  return {
    ...rest,
    title: page.item.title,
    trackTitle: page.content.title,
    language: page.content.language,
    path: itemPath(params),
    pictures: files.filter(isPicture).map(({ path, mediaType }) => ({ path, mediaType })),
    exercise: await exerciseFacts(page, page.item),
    rendered: page.editable ? null : await previewed(page, page.item).catch(nothing),
  }
})

/** A text that cannot be rendered is among the problems of the page. */
function nothing(error: unknown) {
  if (error instanceof Refused) return null
  throw error
}

export const action = act('person', async ({ viewer, form, params, db, at, t }) => {
  const of = ofItem(params)
  const page = await itemPage(db, viewer, of)
  if (!page.editable) throw new Refused('version_closed')
  const versionId = page.version.id
  const given = { versionId, itemKey: of.itemKey, by: viewer.personId, at }
  if (form.get('intent') === 'rows') {
    const refused = await takeRows(form, t, given)
    return refused ?? redirectWith(`${itemPath(params)}#rows`, 'authoring.rows_kept')
  }
  const { item, errors } = readItem(form, page.item)
  const values = typedValues(form)
  const revision = revisionOf(form)
  const wish = String(form.get('do') ?? 'save')
  if (Object.keys(errors).length > 0) {
    const sentences = Object.fromEntries(
      Object.entries(errors).map(([name, key]) => [name, t(key)]),
    )
    return data({ intent: 'save', errors: sentences, values, item, revision }, { status: 400 })
  }
  const edited = editedContent(item, wish)
  const { title, minutes, ...content } = item
  const text = { ...given, revision, title, minutes, content: edited?.content ?? content }
  const back = { intent: 'save', item, revision, ...(edited ? {} : {}) }
  try {
    if (wish === 'preview') return { ...back, errors: {}, preview: await previewed(page, item) }
    if (form.get('intent') === 'keep-theirs') {
      await inTransaction((tx) => keepTheirs(tx, text))
      return redirectWith(itemPath(params), 'authoring.theirs_kept')
    }
    await inTransaction((tx) => saveItem(tx, text))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.code === 'changed_meanwhile') {
      const { merged, ...texts } = await conflictOf(db, page, item, revision)
      const conflict = { ...texts, values }
      const now = { ...back, item: merged, revision: page.revision, errors: {}, conflict }
      return data(now, { status: 409 })
    }
    const sentence = t(`refusal.${error.code}`, error.facts)
    return data({ ...back, errors: { form: sentence } }, { status: refusals[error.code] })
  }
  if (edited) return redirectWith(`${itemPath(params)}#${edited.at}`)
  return redirectWith(itemPath(params), 'common.saved')
})

type Given = { versionId: string; itemKey: string; by: string; at: Date }

async function takeRows(form: FormData, t: Translate, given: Given) {
  const file = form.get('file')
  const labelColumn = String(form.get('labelColumn') ?? '').trim()
  if (labelColumn === '') return invalid({ labelColumn: 'error.required' })
  if (!(file instanceof File) || file.name === '') return invalid({ file: 'error.file_missing' })
  if (file.size > datasetLimits.atOnceBytes) return invalid({ file: 'authoring.rows_too_large' })
  const bytes = new Uint8Array(await file.arrayBuffer())
  try {
    await inTransaction((tx) => putRows(tx, { ...given, fileName: file.name, bytes, labelColumn }))
  } catch (error) {
    if (!(error instanceof DatasetInvalid)) throw error
    const sentences = error.problems.slice(0, 10).map((problem) => {
      const { key, values } = datasetProblemMessage(problem)
      return t(key, values)
    })
    const more = error.count - sentences.length
    if (more > 0) sentences.push(t('brief.dataset_more', { count: more }))
    return invalid({ file: sentences.join(' ') })
  }
  return null
}

export default function EditItem() {
  const page = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { t } = useLanguage()
  const track = `/partners/${page.partner.id}/tracks/${page.trackId}`
  return (
    <Page
      title={<Name>{page.title}</Name>}
      kicker={t(`authoring.kind_${page.item.kind}`)}
      crumbs={[
        { href: `/partners/${page.partner.id}`, label: page.partner.name },
        { href: track, label: page.trackTitle },
        { label: page.title },
      ]}
      actions={
        <>
          {page.item.kind === 'quiz' ? (
            <LinkButton href={`${page.path}/try`}>{t('authoring.try')}</LinkButton>
          ) : null}
          <LinkButton href={`${page.path}/history`}>{t('authoring.history')}</LinkButton>
        </>
      }
    >
      {sent && sent.intent !== 'save' && sent.intent !== 'rows' ? (
        <ErrorNotice state={sent} />
      ) : null}
      <TrackProblems problems={page.problems} track={track} />
      <ItemEditor page={page} sent={sent ?? null} />
    </Page>
  )
}
