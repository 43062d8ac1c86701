import { datasetUpload } from 'db/schema/market'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { DatasetInvalid } from '~/domain/outcomes/datasets/dataset-problem'
import { Refused } from '~/kernel/refusal'
import { decryptStream, encryptStream, newDataKey, unseal } from '~/platform/crypto.server'
import { type Db, inTransaction, isDatabaseAway, type Tx } from '~/platform/database.server'
import { deleteFile, loadStream, storeStream } from '~/platform/files.server'
import { newSecret } from '~/platform/ids.server'
import { log } from '~/platform/log.server'
import { type DatasetUploadState, openUploadStates, uploadTransitions } from './dataset-upload'
import { sealBriefDataset } from './seal-brief-dataset.server'

/** Refusals that another try can change. */
const passing: readonly string[] = ['changed_meanwhile', 'service_unavailable']
const progressRows = 20_000

/** Writes a file encrypted under a key of its own; nobody can read it once the key is gone. */
export async function keepUpload(
  source: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>,
): Promise<{ fileKey: string; wrappedKey: Buffer }> {
  const fileKey = `uploads/${newSecret()}`
  const { key, wrapped } = newDataKey(contextOf(fileKey))
  await storeStream(fileKey, encryptStream(key, source as AsyncIterable<Uint8Array>, fileKey))
  return { fileKey, wrappedKey: wrapped }
}

/** Throws a kept file away that no upload stands for. */
export function dropUpload({ fileKey }: { fileKey: string }): Promise<void> {
  return deleteFile(fileKey)
}

function contextOf(fileKey: string): string {
  return `upload:${fileKey}`
}

type Upload = typeof datasetUpload.$inferSelect

/**
 * Seals an uploaded file, or says why not, and deletes it in either case. A worker that is killed
 * leaves no row behind, and the next try begins anew. Opens its own transactions: a short one to
 * start, one that holds all rows, and short ones for the progress.
 * @throws what the database or our own code threw, so that the job is tried again.
 */
export async function sealUpload(
  db: Db,
  input: { uploadId: string; at: Date; lastTry: boolean },
): Promise<{ state: DatasetUploadState | 'unknown' }> {
  const { uploadId, at } = input
  const [upload] = await db.select().from(datasetUpload).where(eq(datasetUpload.id, uploadId))
  if (!upload) return { state: 'unknown' }
  if (await inTransaction((tx) => start(tx, uploadId), db)) {
    try {
      await inTransaction((tx) => seal(tx, db, upload, at), db)
    } catch (error) {
      await inTransaction((tx) => refuse(tx, uploadId, reasonOf(error, input)), db)
    }
  }
  await deleteFile(upload.fileKey)
  const [ended] = await db
    .select({ state: datasetUpload.state })
    .from(datasetUpload)
    .where(eq(datasetUpload.id, uploadId))
  return { state: ended?.state ?? 'unknown' }
}

/** Ends an upload whose sealing was killed as often as it was tried. */
export async function giveUpUpload(db: Db, uploadId: string): Promise<void> {
  const [upload] = await db.select().from(datasetUpload).where(eq(datasetUpload.id, uploadId))
  if (!upload) return
  await inTransaction((tx) => refuse(tx, uploadId, { refusal: 'platform_fault' }), db)
  await deleteFile(upload.fileKey)
}

/** Whether there is anything to seal. */
async function start(tx: Tx, uploadId: string): Promise<boolean> {
  const upload = await lockUpload(tx, uploadId)
  const step = uploadTransitions.find(upload.state, 'start', 'platform')
  if (!step.ok) return false
  await tx
    .update(datasetUpload)
    .set({ state: step.to, rowsRead: 0, startedAt: sql`now()` })
    .where(eq(datasetUpload.id, uploadId))
  return true
}

async function lockUpload(tx: Tx, uploadId: string): Promise<Upload> {
  const [row] = await tx
    .select()
    .from(datasetUpload)
    .where(eq(datasetUpload.id, uploadId))
    .for('no key update')
  if (!row) throw new Refused('not_found')
  return row
}

async function seal(tx: Tx, db: Db, upload: Upload, at: Date): Promise<void> {
  if (!upload.wrappedKey) throw new Error(`the key of ${upload.id} is gone`)
  const key = unseal(upload.wrappedKey, contextOf(upload.fileKey))
  const sealed = await sealBriefDataset(tx, {
    ...upload.form,
    briefId: upload.briefId,
    source: decryptStream(key, loadStream(upload.fileKey), upload.fileKey),
    by: upload.createdBy,
    at,
    onProgress: async (rows) => {
      if (rows % progressRows === 0) await saveProgress(db, upload.id, rows)
    },
  })
  const { state } = await lockUpload(tx, upload.id)
  const step = uploadTransitions.find(state, 'seal', 'platform')
  if (!step.ok) throw new Refused('changed_meanwhile')
  await tx
    .update(datasetUpload)
    .set({
      state: step.to,
      rowsRead: sealed.rowCount,
      datasetId: sealed.datasetId,
      wrappedKey: null,
      endedAt: sql`now()`,
    })
    .where(eq(datasetUpload.id, upload.id))
}

/** Outside the long transaction, which nobody else can see into. */
async function saveProgress(db: Db, uploadId: string, rows: number): Promise<void> {
  await db
    .update(datasetUpload)
    .set({ rowsRead: rows })
    .where(and(eq(datasetUpload.id, uploadId), inArray(datasetUpload.state, [...openUploadStates])))
}

type Reason = Partial<Pick<Upload, 'problems' | 'problemCount' | 'refusal'>>

/** @throws the error where another try may end otherwise. */
function reasonOf(
  error: unknown,
  { uploadId, lastTry }: { uploadId: string; lastTry: boolean },
): Reason {
  if (error instanceof DatasetInvalid) {
    return { problems: [...error.problems], problemCount: error.count }
  }
  if (error instanceof Refused && !passing.includes(error.code)) return { refusal: error.code }
  if (!lastTry || isDatabaseAway(error)) throw error
  log.error({ upload: uploadId, error: String(error) }, 'upload could not be sealed')
  return { refusal: 'platform_fault' }
}

async function refuse(tx: Tx, uploadId: string, reason: Reason): Promise<void> {
  const { state } = await lockUpload(tx, uploadId)
  const step = uploadTransitions.find(state, 'refuse', 'platform')
  if (!step.ok) return
  await tx
    .update(datasetUpload)
    .set({ ...reason, state: step.to, wrappedKey: null, endedAt: sql`now()` })
    .where(eq(datasetUpload.id, uploadId))
}
