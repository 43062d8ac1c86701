import { track, trackImport } from 'db/schema/learning'
import { and, eq, isNull, lt } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { seal, sha256, unseal } from '~/platform/crypto.server'
import type { Reader, Tx } from '~/platform/database.server'
import { deleteFile, listFiles, loadFile, storeFile } from '~/platform/files.server'
import { newId } from '~/platform/ids.server'
import { readImportAside } from '../adapters/read-import-aside.server'
import { writeVersion } from '../versions/write-version.server'
import type { ImportPlan } from './import-plan'

const folder = 'imports'
const keptDays = 7
/** A file that no row knows is of an upload that was killed, once it is as old as this. */
const strayMinutes = 60
const contextOf = (fileKey: string) => `track-import:${fileKey}`

type Given = {
  readonly partnerId: string
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly plan: ImportPlan
  readonly by: string
  readonly at: Date
}

/** Keeps an upload that was read, with its plan, until somebody says yes or no to it. */
export async function keepImport(tx: Tx, given: Given): Promise<{ importId: string }> {
  const importId = newId('trackImport')
  const fileKey = `${folder}/${importId}`
  const { plan } = given
  await tx.insert(trackImport).values({
    ...{ id: importId, partnerId: given.partnerId, format: plan.format, fileKey },
    fileName: given.fileName.slice(-200),
    sha256: sha256(given.bytes),
    bytes: given.bytes.length,
    plan,
    createdBy: given.by,
    createdAt: given.at,
  })
  // It may hold the labelled rows of an exercise, which lie encrypted everywhere.
  await storeFile(fileKey, seal(given.bytes, contextOf(fileKey)))
  return { importId }
}

type Import = typeof trackImport.$inferSelect

async function openImport(tx: Reader, importId: string, partnerId: string): Promise<Import> {
  const [row] = await tx
    .select()
    .from(trackImport)
    .where(and(eq(trackImport.id, importId), eq(trackImport.partnerId, partnerId)))
    .for('update')
  if (!row) throw new Refused('not_found')
  if (row.confirmedAt || row.discardedAt) throw new Refused('import_settled')
  return row
}

/**
 * Makes the draft version that the plan shows: of a new track, under `slug`, or as the next version
 * of `trackId`. The file is read again; it is deleted by the sweep, or by `dropImportFile`.
 * @throws Refused not_found, import_settled, slug_taken, already_done
 */
export async function confirmImport(
  tx: Tx,
  input: {
    importId: string
    partnerId: string
    slug: string
    trackId: string
    by: string
    at: Date
  },
): Promise<{ trackId: string; versionId: string; fileKey: string }> {
  const row = await openImport(tx, input.importId, input.partnerId)
  const bytes = unseal(await loadFile(row.fileKey), contextOf(row.fileKey))
  const { imported } = await readImportAside(bytes, row.fileName)
  const slug = input.trackId ? await slugOfTrack(tx, input.trackId) : input.slug
  const made = await writeVersion(tx, {
    partnerId: input.partnerId,
    ...(input.trackId ? { trackId: input.trackId } : {}),
    content: { ...imported.content, slug },
    files: [...imported.files].map(([path, bytes]) => ({ path, bytes })),
    by: input.by,
    at: input.at,
  })
  await tx
    .update(trackImport)
    .set({ versionId: made.versionId, confirmedAt: input.at })
    .where(eq(trackImport.id, row.id))
  return { ...made, fileKey: row.fileKey }
}

async function slugOfTrack(tx: Reader, trackId: string): Promise<string> {
  const [row] = await tx.select({ slug: track.slug }).from(track).where(eq(track.id, trackId))
  if (!row) throw new Refused('not_found')
  return row.slug
}

/** @throws Refused not_found, import_settled */
export async function discardImport(
  tx: Tx,
  input: { importId: string; partnerId: string; at: Date },
): Promise<{ fileKey: string }> {
  const { id, fileKey } = await openImport(tx, input.importId, input.partnerId)
  await tx.update(trackImport).set({ discardedAt: input.at }).where(eq(trackImport.id, id))
  return { fileKey }
}

/** Deletes the uploaded file of an import that is settled. */
export function dropImportFile({ fileKey }: { fileKey: string }): Promise<void> {
  return deleteFile(fileKey)
}

/**
 * Discards previews that nobody has confirmed for seven days, and deletes the files of settled
 * imports and of uploads that were killed before they were kept.
 * @param now the machine's time, which files are as old as
 */
export async function sweepImports(tx: Tx, { at, now }: { at: Date; now: Date }): Promise<number> {
  const old = new Date(at.getTime() - keptDays * 86_400_000)
  const discarded = await tx
    .update(trackImport)
    .set({ discardedAt: at })
    .where(
      and(
        lt(trackImport.createdAt, old),
        isNull(trackImport.confirmedAt),
        isNull(trackImport.discardedAt),
      ),
    )
    .returning({ id: trackImport.id })
  const files = await listFiles(folder)
  if (files.length === 0) return discarded.length
  const open = await tx
    .select({ fileKey: trackImport.fileKey })
    .from(trackImport)
    .where(and(isNull(trackImport.confirmedAt), isNull(trackImport.discardedAt)))
  const kept = new Set(open.map(({ fileKey }) => fileKey))
  const stray = now.getTime() - strayMinutes * 60_000
  for (const file of files) {
    if (!kept.has(file.key) && file.changedAt.getTime() < stray) await deleteFile(file.key)
  }
  return discarded.length
}
