import { exerciseDataset, item, trackVersion } from 'db/schema/learning'
import { sealedDataset } from 'db/schema/outcomes'
import { and, asc, eq, inArray, isNull, like } from 'drizzle-orm'
import { labelKindOf } from '~/domain/outcomes/criteria/metric'
import { sealDataset } from '~/domain/outcomes/datasets/seal-dataset.server'
import { hashOf } from '~/domain/outcomes/evidence/canonical'
import { invariant, Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { renderItem } from '../content/render-item.server'
import { renderMarkdown } from '../content/render-markdown.server'
import type { Exercise } from '../content/track-content'
import { lockVersion, nextStatus } from './locked-version.server'
import { readVersion, type StoredVersion } from './read-version.server'
import { enrollingVersionStatuses } from './track-version'
import { fileHref, loadVersionFile } from './version-files.server'
import { problemsOf } from './version-problems.server'

/**
 * Publishes a version that the operator has read: its texts are rendered once, the rows of its
 * exercises sealed, and the version that was published before takes no more learners.
 * @throws Refused not_allowed for whoever wrote or submitted it: four eyes.
 */
export async function publishVersion(
  tx: Tx,
  input: { versionId: string; by: string; at: Date },
): Promise<void> {
  const { versionId, by, at } = input
  const version = await lockVersion(tx, versionId)
  if (version.submittedBy === by || version.createdBy === by) throw new Refused('not_allowed')
  const status = nextStatus(version, 'publish', 'operator')
  const stored = await readVersion(tx, versionId)
  invariant(stored, 'a locked version can be read')
  const problems = await problemsOf(tx, stored)
  if (problems.length > 0) throw new Refused('track_incomplete', { count: problems.length })
  const descriptionHtml = await renderAll(tx, stored)
  await sealExercises(tx, stored, { by, at })
  await tx
    .update(trackVersion)
    .set({ status: 'superseded' })
    .where(
      and(
        eq(trackVersion.trackId, version.trackId),
        inArray(trackVersion.status, [...enrollingVersionStatuses]),
      ),
    )
  await tx
    .update(trackVersion)
    .set({ status, descriptionHtml, decidedBy: by, publishedAt: at })
    .where(eq(trackVersion.id, versionId))
  await audit(tx, { by, act: 'track.publish', subject: versionId })
}

async function renderAll(tx: Tx, { version, content, files }: StoredVersion): Promise<string> {
  const known = new Set(files.map(({ path }) => path))
  const hrefOf = (path: string) => (known.has(path) ? fileHref(version.id, path) : null)
  for (const one of content.courses.flatMap(({ items }) => items)) {
    const rendered = await renderItem(one, { hrefOf })
    await tx
      .update(item)
      .set({ rendered })
      .where(and(eq(item.versionId, version.id), eq(item.key, one.key)))
  }
  return (await renderMarkdown(content.description, { hrefOf })).html
}

/**
 * Rows that have not changed since an earlier version, or that the partner's translation of the track
 * asks in its own words, stay sealed as they were: nobody gets attempts anew at rows they have met.
 */
async function sealExercises(
  tx: Tx,
  stored: StoredVersion,
  { by, at }: { by: string; at: Date },
): Promise<void> {
  const { version, content, files, track } = stored
  for (const one of content.courses.flatMap(({ items }) => items)) {
    if (one.kind !== 'exercise') continue
    const { dataset, criterion } = one.exercise
    const file = files.find(({ path }) => path === `data/${dataset.file}`)
    invariant(file, 'a published exercise has its rows')
    const rows = `${one.key}:${sealedAs(one.exercise, file.sha256)}`
    const reference = `exercise:${track.id}:${rows}`
    const present = await sealedBefore(tx, { partnerId: track.partnerId, rows })
    const datasetId =
      present ??
      (
        await sealDataset(tx, {
          reference,
          organisationId: track.partnerId,
          source: [await loadVersionFile(file)],
          fileName: dataset.file,
          labelColumn: dataset.labelColumn,
          labelKind: labelKindOf(criterion.metric) ?? 'class',
          publishSample: true,
          sampleRows: dataset.sampleRows,
          workloadClass: 'open',
          at,
          by,
        })
      ).datasetId
    await tx.insert(exerciseDataset).values({ versionId: version.id, itemKey: one.key, datasetId })
  }
}

/** What makes sealed rows another dataset: the bytes, the label and how many are shown. */
function sealedAs({ dataset, criterion }: Exercise, fileSha256: string): string {
  const { labelColumn, sampleRows } = dataset
  const kind = labelKindOf(criterion.metric)
  return hashOf({ fileSha256, kind, labelColumn, sampleRows }).slice(0, 16)
}

async function sealedBefore(
  tx: Tx,
  { partnerId, rows }: { partnerId: string; rows: string },
): Promise<string | null> {
  const [found] = await tx
    .select({ id: sealedDataset.id })
    .from(sealedDataset)
    .where(
      and(
        eq(sealedDataset.organisationId, partnerId),
        like(sealedDataset.reference, `exercise:%:${rows}`),
        isNull(sealedDataset.deletedAt),
      ),
    )
    .orderBy(asc(sealedDataset.createdAt), asc(sealedDataset.id))
    .limit(1)
  return found?.id ?? null
}
