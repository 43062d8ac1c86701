import { item, versionFile } from 'db/schema/learning'
import { and, eq, like } from 'drizzle-orm'
import { labelKindOf } from '~/domain/outcomes/criteria/metric'
import { DatasetInvalid } from '~/domain/outcomes/datasets/dataset-problem'
import type { DatasetReport } from '~/domain/outcomes/datasets/dataset-report'
import { parseDataset } from '~/domain/outcomes/datasets/parse-dataset'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { isPicture, mostPictures, picturePath, pictureProblem } from '../content/picture'
import type { Exercise } from '../content/track-content'
import { draftForEdit } from './draft-for-edit.server'
import { itemForEdit, replaceItem } from './save-item.server'
import { loadVersionFile, putVersionFile, versionFiles } from './version-files.server'

type InDraft = { versionId: string; by: string }

/**
 * Puts a picture into a draft; one of the same name takes its place.
 * @throws Refused picture_refused with what is wrong with it.
 */
export async function addPicture(
  tx: Tx,
  input: InDraft & { fileName: string; bytes: Uint8Array },
): Promise<{ path: string }> {
  await draftForEdit(tx, input)
  const { versionId, fileName, bytes } = input
  const path = picturePath(fileName)
  if (path === null || pictureProblem(fileName, bytes)) throw new Refused('form_invalid')
  const present = (await versionFiles(tx, versionId)).filter(isPicture)
  if (present.length >= mostPictures && !present.some((file) => file.path === path)) {
    throw new Refused('form_invalid')
  }
  await putVersionFile(tx, { versionId, file: { path, bytes } })
  return { path }
}

/** Takes a picture out of a draft. Its bytes stay, for the versions that show them. */
export async function removePicture(tx: Tx, input: InDraft & { path: string }): Promise<void> {
  await draftForEdit(tx, input)
  await tx
    .delete(versionFile)
    .where(
      and(
        eq(versionFile.versionId, input.versionId),
        eq(versionFile.path, input.path),
        like(versionFile.path, 'assets/%'),
      ),
    )
}

/**
 * Puts the labelled rows of an exercise into a draft, encrypted. The labels that stand in the file
 * become those of the exercise.
 * @throws DatasetInvalid with the rows that are wrong; nothing is kept then.
 */
export async function putRows(
  tx: Tx,
  input: InDraft & {
    itemKey: string
    fileName: string
    bytes: Uint8Array
    labelColumn: string
    at: Date
  },
): Promise<{ rows: number }> {
  await draftForEdit(tx, input)
  const { versionId, itemKey, bytes, labelColumn } = input
  const row = await itemForEdit(tx, { versionId, itemKey })
  if (row.content.kind !== 'exercise') throw new Refused('not_found')
  const { exercise } = row.content
  const file = `${itemKey}.${endingOf(input.fileName)}`
  const dataset = { ...exercise.dataset, file, labelColumn }
  const report = await reportOn(bytes, { ...exercise, dataset })
  await putVersionFile(tx, { versionId, file: { path: `data/${file}`, bytes } })
  const labels =
    report.labels.kind === 'class' ? report.labels.counts.map(({ label }) => label).sort() : []
  const criterion = { ...exercise.criterion, labels }
  const content = { kind: 'exercise' as const, exercise: { ...exercise, dataset, criterion } }
  const { title, minutes } = row
  await replaceItem(tx, row, { title, minutes, content, by: input.by, at: input.at })
  await dropOtherRows(tx, versionId, exercise.dataset.file, file)
  return { rows: report.rows }
}

const endingOf = (fileName: string) => /\.(tsv|jsonl)$/i.exec(fileName)?.[1]?.toLowerCase() ?? 'csv'

/** A file of another ending is no longer what the exercise names, unless another one does. */
async function dropOtherRows(tx: Tx, versionId: string, before: string, now: string) {
  if (before === now) return
  const items = await tx
    .select({ content: item.content })
    .from(item)
    .where(eq(item.versionId, versionId))
  const named = items.some(
    ({ content }) => content.kind === 'exercise' && content.exercise.dataset.file === before,
  )
  if (named) return
  await tx
    .delete(versionFile)
    .where(and(eq(versionFile.versionId, versionId), eq(versionFile.path, `data/${before}`)))
}

/** @throws DatasetInvalid */
async function reportOn(bytes: Uint8Array, exercise: Exercise): Promise<DatasetReport> {
  const { dataset, criterion } = exercise
  const parsed = parseDataset([bytes], {
    labelColumn: dataset.labelColumn.trim(),
    labelKind: labelKindOf(criterion.metric) ?? 'class',
    fileName: dataset.file,
  })
  for await (const _ of parsed.rows) {
    // Rows are only looked at: the report is made while they pass.
  }
  const { report, problems, problemCount } = parsed.result()
  if (!report) throw new DatasetInvalid(problems, problemCount)
  return report
}

const mostKept = 100
const kept = new Map<string, DatasetReport | null>()

/**
 * What is in the labelled rows of an exercise, for its authors; null where there are none yet or they
 * do not fit what is measured. Reading a file takes a moment and never gives anything else, so reports
 * are remembered.
 */
export async function rowsReport(
  file: Parameters<typeof loadVersionFile>[0] | undefined,
  exercise: Exercise,
): Promise<DatasetReport | null> {
  if (!file) return null
  const { dataset, criterion } = exercise
  const key = [file.sha256, dataset.labelColumn, labelKindOf(criterion.metric)].join(' ')
  const known = kept.get(key)
  if (known !== undefined) return known
  const report = await readRows(file, exercise)
  const oldest = kept.size >= mostKept ? kept.keys().next().value : undefined
  if (oldest !== undefined) kept.delete(oldest)
  kept.set(key, report)
  return report
}

async function readRows(file: Parameters<typeof loadVersionFile>[0], exercise: Exercise) {
  try {
    return await reportOn(await loadVersionFile(file), exercise)
  } catch (error) {
    if (error instanceof DatasetInvalid) return null
    throw error
  }
}
