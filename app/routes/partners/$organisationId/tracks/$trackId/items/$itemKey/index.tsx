import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ItemEditor } from '~/components/learning/item-editor'
import { LateText } from '~/components/learning/late-text'
import { TrackProblems } from '~/components/learning/track-problems'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Name } from '~/components/page/text'
import { type ActArgs, act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { editedContent } from '~/domain/learning/content/edit-item'
import { itemText } from '~/domain/learning/content/item-text'
import { isPicture } from '~/domain/learning/content/picture'
import { putRows } from '~/domain/learning/versions/draft-files.server'
import { addItem } from '~/domain/learning/versions/edit-outline.server'
import { editedItem } from '~/domain/learning/versions/item-queries.server'
import { keepLateText } from '~/domain/learning/versions/keep-late-text.server'
import type { ItemText } from '~/domain/learning/versions/save-item.server'
import { datasetLimits } from '~/domain/outcomes/datasets/dataset'
import { DatasetInvalid, datasetProblemMessage } from '~/domain/outcomes/datasets/dataset-problem'
import { Refused, refusals } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { typedValues } from '~/platform/forms.server'
import type { Translate } from '~/platform/languages/translator'
import {
  conflictOf,
  type Edited,
  exerciseFacts,
  itemPath,
  lateOf,
  ofItem,
  previewed,
  readText,
  revisionOf,
  saveOrKeep,
  type Typed,
} from './_editor.server'

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { draft, page, item } = await editedItem(db, viewer, ofItem(params))
  const shown = {
    title: item.title,
    kind: item.kind,
    trackTitle: draft.content.title,
    path: itemPath(params),
  }
  if (!page) {
    const { partner, trackId, version, editable, content } = draft
    const courses = content.courses.map(({ key, title }) => ({ key, title }))
    const gone = { ...shown, partner, trackId, version, editable, courses, gone: true as const }
    return data(gone, { status: 404 })
  }
  const { files, content, ...rest } = page
  return {
    ...rest,
    ...shown,
    gone: false as const,
    language: content.language,
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

export const action = act('person', async (args) => {
  const { viewer, form, params, db, at, t } = args
  const of = ofItem(params)
  const edited = await editedItem(db, viewer, of)
  const { draft, page } = edited
  if (!draft.partner.mayWrite) throw new Refused(page ? 'version_closed' : 'not_found')
  const intent = form.get('intent')
  if (intent === 'rows') {
    const given = { versionId: draft.version.id, itemKey: of.itemKey, by: viewer.personId, at }
    const refused = await takeRows(form, t, given)
    return refused ?? redirectWith(`${itemPath(params)}#rows`, 'authoring.rows_kept')
  }
  if (intent === 'put-back') return putBack(args, edited)
  const { item, text, errors } = readText(form, edited.item)
  const values = typedValues(form)
  const back = { intent: 'save', item, revision: revisionOf(form) }
  const open = page?.editable === true
  if (open && Object.keys(errors).length > 0) {
    const sentences = Object.fromEntries(
      Object.entries(errors).map(([name, key]) => [name, t(key)]),
    )
    return data({ ...back, errors: sentences, values }, { status: 400 })
  }
  const wish = String(form.get('do') ?? 'save')
  const changed = editedContent(item, wish)
  const save = { db, viewer, form, of, at, draft }
  try {
    if (open && wish === 'preview') {
      return { ...back, errors: {}, preview: await previewed(page, item) }
    }
    if (open && intent === 'keep-theirs') {
      await keepMine(args, edited)
      return redirectWith(itemPath(params), 'authoring.theirs_kept')
    }
    const content = changed?.content ?? text.content
    const saved = await saveOrKeep({ ...save, text: { ...text, content } })
    if ('late' in saved) return late(args, text, saved, back)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const sentence = t(`refusal.${error.code}`, error.facts)
    return data({ ...back, errors: { form: sentence } }, { status: refusals[error.code] })
  }
  if (changed) return redirectWith(`${itemPath(params)}#${changed.at}`)
  return redirectWith(itemPath(params), 'common.saved')
})

type Args = ActArgs<'person'>
type Back = { intent: string; item: Typed; revision: number }

/** What was typed came too late: it is shown back whole, with where it can go now. */
async function late(
  { db, form }: Args,
  text: ItemText,
  { edited, late: row }: { edited: Edited; late: number },
  back: Back,
) {
  const { page } = edited
  const values = { ...typedValues(form), late: String(row) }
  if (!page?.editable) {
    const shown = { intent: 'late', errors: {}, late: { mine: wholeText(text), values } }
    return data({ ...back, ...shown }, { status: 409 })
  }
  const { merged, ...texts } = await conflictOf(db, page, back.item, back.revision)
  const conflict = { ...texts, values }
  const now = { ...back, item: merged, revision: page.revision, errors: {}, conflict }
  return data(now, { status: 409 })
}

const wholeText = ({ title, minutes, content }: ItemText) =>
  itemText({ title, minutes, ...content })

/** The other one's text stands; what was typed goes into the history beside it. */
async function keepMine({ viewer, form, at }: Args, { draft, item }: Edited): Promise<void> {
  const { text } = readText(form, item)
  const by = { trackId: draft.trackId, itemKey: item.key, by: viewer.personId, at }
  await inTransaction((tx) => keepLateText(tx, { ...by, ...text, late: lateOf(form) }))
}

/** A text whose item was removed becomes a new item. */
async function putBack(args: Args, edited: Edited) {
  const { viewer, form, at, params, t } = args
  const { draft } = edited
  const { item, text } = readText(form, edited.item)
  const courseKey = String(form.get('courseKey') ?? '')
  const into = { versionId: draft.version.id, courseKey, by: viewer.personId, at }
  try {
    const { itemKey } = await inTransaction((tx) =>
      addItem(tx, { ...into, ...text, kind: text.content.kind }),
    )
    return redirectWith(itemPath({ ...params, itemKey }), 'authoring.put_back_done')
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const errors = { form: t(`refusal.${error.code}`, error.facts) }
    const late = { mine: wholeText(text), values: typedValues(form) }
    const back = { intent: 'late', item, revision: revisionOf(form), errors, late }
    // The page is there, with the text in it, whatever could not be found.
    return data(back, { status: error.code === 'not_found' ? 409 : refusals[error.code] })
  }
}

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
  const sent = useActionData<typeof action>() ?? null
  const { t } = useLanguage()
  const track = `/partners/${page.partner.id}/tracks/${page.trackId}`
  const inFields = sent?.intent === 'save' || sent?.intent === 'rows'
  return (
    <Page
      title={<Name>{page.title}</Name>}
      kicker={t(`authoring.kind_${page.kind}`)}
      crumbs={[
        { href: `/partners/${page.partner.id}`, label: page.partner.name },
        { href: track, label: page.trackTitle },
        { label: page.title },
      ]}
      actions={
        page.gone ? null : (
          <>
            {page.kind === 'quiz' ? (
              <LinkButton href={`${page.path}/try`}>{t('authoring.try')}</LinkButton>
            ) : null}
            <LinkButton href={`${page.path}/history`}>{t('authoring.history')}</LinkButton>
          </>
        )
      }
    >
      {sent && !inFields ? <ErrorNotice state={sent} /> : null}
      {sent && 'late' in sent ? <LateText page={page} track={track} late={sent.late} /> : null}
      {page.gone ? (
        <EmptyState
          title={t('authoring.item_gone')}
          body={t('authoring.item_gone_body')}
          action={{ href: track, label: t('authoring.to_track') }}
        />
      ) : (
        <>
          <TrackProblems problems={page.problems} track={track} />
          <ItemEditor page={page} sent={sent} />
        </>
      )}
    </Page>
  )
}
