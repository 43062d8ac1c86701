import { createHash } from 'node:crypto'
import { deliveryFile } from 'db/schema/contracts'
import { and, asc, eq } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import { plainFileName } from '~/kernel/file-name'
import { Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { deleteFile, loadFile, storeFile } from '~/platform/files.server'
import { newId } from '~/platform/ids.server'
import { readable } from '../queries.server'
import { milestoneRow } from '../rows.server'
import { assertReadsSealed } from '../sealed-reading.server'
import { type DeliveryProblem, deliveryProblem } from './delivery-file'

export type StoredFile = {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
  readonly sha256: string
  readonly storageKey: string
}

/**
 * Writes the files of a form to the store, before the transaction that refers to them: what is
 * written down is there. The caller discards them when nothing came of the step.
 */
export async function storeDelivery(
  sent: readonly FormDataEntryValue[],
  { most, folder }: { most?: number; folder: string } = { folder: 'deliveries' },
): Promise<{ ok: true; files: StoredFile[] } | { ok: false; problem: DeliveryProblem }> {
  // A browser sends one nameless empty file for a field in which none was chosen.
  const chosen = sent.filter((item): item is File => typeof item !== 'string' && item.name !== '')
  const problem = deliveryProblem(chosen, most)
  if (problem) return { ok: false, problem }
  const files: StoredFile[] = []
  for (const file of chosen) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const id = newId('file')
    const stored = {
      id,
      name: plainFileName(file.name),
      mediaType: /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type : 'application/octet-stream',
      sizeBytes: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      storageKey: `${folder}/${id}`,
    }
    await storeFile(stored.storageKey, bytes)
    files.push(stored)
  }
  return { ok: true, files }
}

export async function discardDelivery(files: readonly StoredFile[]): Promise<void> {
  await Promise.all(files.map(({ storageKey }) => deleteFile(storageKey)))
}

/** Writes down which files belong to a submission. */
export async function recordDelivery(
  tx: Tx,
  input: { milestoneId: string; files: readonly StoredFile[]; by: string; at: Date },
): Promise<void> {
  const { milestoneId, files, by, at } = input
  if (files.length === 0) return
  await tx
    .insert(deliveryFile)
    .values(files.map((file) => ({ ...file, milestoneId, uploadedBy: by, uploadedAt: at })))
}

/** The files of every submission of a milestone, for the parties; the caller has checked the viewer. */
export async function deliveryFilesOf(db: Reader, milestoneId: string) {
  return db
    .select({
      id: deliveryFile.id,
      name: deliveryFile.name,
      sizeBytes: deliveryFile.sizeBytes,
      sha256: deliveryFile.sha256,
      uploadedAt: deliveryFile.uploadedAt,
    })
    .from(deliveryFile)
    .where(eq(deliveryFile.milestoneId, milestoneId))
    .orderBy(asc(deliveryFile.uploadedAt), asc(deliveryFile.id))
}

/** One file with its bytes, for the parties of the contract. @throws Refused not_found, rule_fails */
export async function readDeliveryFile(
  db: Reader,
  viewer: Viewer,
  input: { milestoneId: string; fileId: string },
) {
  const { id, contractId } = await milestoneRow(db, input.milestoneId)
  const standing = await readable(db, viewer, contractId)
  await assertReadsSealed(db, standing)
  const [file] = await db
    .select()
    .from(deliveryFile)
    .where(and(eq(deliveryFile.id, input.fileId), eq(deliveryFile.milestoneId, id)))
  if (!file) throw new Refused('not_found')
  return { name: file.name, data: await loadFile(file.storageKey) }
}
