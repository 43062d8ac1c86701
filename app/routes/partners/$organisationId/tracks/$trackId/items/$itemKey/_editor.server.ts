import type { SignedIn } from '~/domain/identity/viewer'
import { attemptsPerItem } from '~/domain/learning/attempts/attempt'
import { exerciseCriterion } from '~/domain/learning/attempts/exercise-criterion'
import { itemText } from '~/domain/learning/content/item-text'
import { readItem } from '~/domain/learning/content/read-item'
import { renderItem } from '~/domain/learning/content/render-item.server'
import { mergedText } from '~/domain/learning/content/text-difference'
import type { Exercise, Item, ItemContent } from '~/domain/learning/content/track-content'
import type { DraftPage } from '~/domain/learning/versions/author-queries.server'
import { rowsReport } from '~/domain/learning/versions/draft-files.server'
import {
  editedItem,
  type ItemPage,
  keptItem,
  type OfItem,
} from '~/domain/learning/versions/item-queries.server'
import { keepLateText } from '~/domain/learning/versions/keep-late-text.server'
import { type ItemText, saveItem } from '~/domain/learning/versions/save-item.server'
import { fileHref } from '~/domain/learning/versions/version-files.server'
import { previewOf } from '~/domain/outcomes/criteria/criterion-previews.server'
import { labelKindOf } from '~/domain/outcomes/criteria/metric'
import { rowFactsOf } from '~/domain/outcomes/criteria/row-facts'
import { validateCriterion } from '~/domain/outcomes/criteria/validate-criterion'
import { type RefusalCode, Refused } from '~/kernel/refusal'
import { type Db, inTransaction, type Reader } from '~/platform/database.server'

export type Typed = { title: string; minutes: number } & ItemContent

/** A page's address within a track. */
export function itemPath(params: Readonly<Record<string, string | undefined>>): string {
  const { organisationId = '', trackId = '', itemKey = '' } = params
  return `/partners/${organisationId}/tracks/${trackId}/items/${itemKey}`
}

export const ofItem = (params: Readonly<Record<string, string | undefined>>) => ({
  organisationId: params.organisationId ?? '',
  trackId: params.trackId ?? '',
  itemKey: params.itemKey ?? '',
})

/** The revision that a form was filled in from. @throws Refused form_invalid where it names none. */
export function revisionOf(form: FormData, name = 'revision'): number {
  const typed = String(form.get(name) ?? '')
  if (!/^\d{1,9}$/.test(typed)) throw new Refused('form_invalid')
  return Number(typed)
}

/** The row of the history in which the same editor's late text is kept already. */
export function lateOf(form: FormData): number | null {
  return form.get('late') ? revisionOf(form, 'late') : null
}

/** A form as it can be kept: where a title or a number cannot be read, the item's own stays. */
export function readText(form: FormData, before: Item) {
  const { item, errors } = readItem(form, before)
  const { title, minutes, ...content } = item
  return { item, errors, text: { title: title || before.title, minutes, content } }
}

export type Edited = Awaited<ReturnType<typeof editedItem>>

/** Where a text can no longer stand: another one was saved, the item removed, the version handed in. */
const tooLate: readonly RefusalCode[] = ['changed_meanwhile', 'version_closed', 'not_found']

/** Saves what was typed. What comes too late is kept in the item's history instead. */
export async function saveOrKeep(given: {
  db: Db
  viewer: SignedIn
  form: FormData
  of: OfItem
  at: Date
  draft: DraftPage
  text: ItemText
  byItself?: boolean
}): Promise<{ revision: number } | { late: number; edited: Edited }> {
  const { db, viewer, form, of, at, draft, text, byItself } = given
  const mine = { ...text, itemKey: of.itemKey, by: viewer.personId, at }
  const save = { ...mine, versionId: draft.version.id, revision: revisionOf(form), byItself }
  try {
    return await inTransaction((tx) => saveItem(tx, save))
  } catch (error) {
    if (!(error instanceof Refused && tooLate.includes(error.code))) throw error
    const late = { ...mine, trackId: draft.trackId, late: lateOf(form) }
    const kept = await inTransaction((tx) => keepLateText(tx, late))
    return { ...kept, edited: await editedItem(db, viewer, of) }
  }
}

/** What learners would be shown of it. @throws Refused markdown_too_deep, markdown_too_long */
export function previewed(page: ItemPage, content: ItemContent) {
  const known = new Set(page.files.map(({ path }) => path))
  const hrefOf = (path: string) => (known.has(path) ? fileHref(page.version.id, path) : null)
  return renderItem(content, { hrefOf })
}

/** Two people at one item: what each has, and for a lesson both put together. */
export async function conflictOf(
  db: Reader,
  page: ItemPage,
  mine: Typed,
  began: number,
): Promise<{ theirs: string; mine: string; merged: Typed }> {
  const common = await keptItem(db, {
    versionId: page.version.id,
    itemKey: page.item.key,
    revision: began,
  })
  const { item } = page
  const merged =
    mine.kind === 'lesson' && item.kind === 'lesson'
      ? { ...mine, body: mergedText(bodyOf(common?.content), item.body, mine.body) }
      : mine
  return { theirs: itemText(item), mine: itemText(mine), merged }
}

const bodyOf = (content: ItemContent | undefined) =>
  content?.kind === 'lesson' ? content.body : null

/** What is known of an exercise's rows, and what a sample of them can decide. */
export async function exerciseFacts(page: ItemPage, item: Item) {
  if (item.kind !== 'exercise') return null
  const { exercise } = item
  const file = page.files.find(({ path }) => path === `data/${exercise.dataset.file}`)
  const report = await rowsReport(file, exercise)
  const { sampleRows } = exercise.dataset
  const needed = sampleRows + attemptsPerItem * exercise.criterion.sampleSize
  return {
    rows: file ? { file: exercise.dataset.file, report } : null,
    needed,
    short: report !== null && report.rows < needed,
    preview: report ? powerOf(exercise, report) : null,
  }
}

type Report = NonNullable<Awaited<ReturnType<typeof rowsReport>>>

function powerOf({ criterion, dataset }: Exercise, report: Report) {
  const checked = validateCriterion(exerciseCriterion('exercise', criterion, attemptsPerItem))
  if (!checked.ok) return null
  const facts = rowFactsOf({
    labelKind: labelKindOf(criterion.metric) ?? 'class',
    labels: report.labels.kind === 'class' ? report.labels.counts : [],
    rowsLeft: Math.max(0, report.rows - dataset.sampleRows),
    groupColumn: null,
    report,
  })
  return { criterion: checked.criterion, preview: previewOf(checked.criterion, facts) }
}
