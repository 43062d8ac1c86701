import { attemptsPerItem } from '~/domain/learning/attempts/attempt'
import { exerciseCriterion } from '~/domain/learning/attempts/exercise-criterion'
import { itemText } from '~/domain/learning/content/item-text'
import { renderItem } from '~/domain/learning/content/render-item.server'
import { mergedText } from '~/domain/learning/content/text-difference'
import type { Exercise, Item, ItemContent } from '~/domain/learning/content/track-content'
import { type ItemPage, keptItem } from '~/domain/learning/versions/author-queries.server'
import { rowsReport } from '~/domain/learning/versions/draft-files.server'
import { fileHref } from '~/domain/learning/versions/version-files.server'
import { previewOf } from '~/domain/outcomes/criteria/criterion-previews.server'
import { labelKindOf } from '~/domain/outcomes/criteria/metric'
import { rowFactsOf } from '~/domain/outcomes/criteria/row-facts'
import { validateCriterion } from '~/domain/outcomes/criteria/validate-criterion'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'

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
