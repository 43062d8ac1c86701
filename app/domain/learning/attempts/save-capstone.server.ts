import { createHash } from 'node:crypto'
import { attemptFile } from 'db/schema/learning'
import { and, asc, count, eq } from 'drizzle-orm'
import { plainFileName } from '~/kernel/file-name'
import { Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { deleteFile, storeFile } from '~/platform/files.server'
import { newId } from '~/platform/ids.server'
import { type ByLearner, capstoneOf, lockOwn, updateAttempt } from './attempt-rows.server'
import { type WorkFileProblem, workFileProblem, workLimits } from './capstone-work'
import { workingAttemptStatuses } from './grading-states'

export type StoredWork = {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly bytes: number
  readonly sha256: string
  readonly fileKey: string
}

async function lockDraft(tx: Tx, input: ByLearner, event: string) {
  const subject = await lockOwn(tx, input)
  capstoneOf(subject)
  const { attempt } = subject
  if (!workingAttemptStatuses.includes(attempt.status)) {
    throw new Refused('transition_refused', { from: attempt.status, event })
  }
  return attempt
}

/** The files of an attempt in the order in which they were added. */
export function filesOf(db: Reader, attemptId: string) {
  return db
    .select()
    .from(attemptFile)
    .where(eq(attemptFile.attemptId, attemptId))
    .orderBy(asc(attemptFile.addedAt), asc(attemptFile.id))
}

/**
 * Writes the files of a form to the store, before the transaction that refers to them. What cannot be
 * used is said by its problem, and nothing is stored. The caller discards them when nothing came of it.
 */
export async function storeWork(
  sent: readonly FormDataEntryValue[],
  present: readonly { readonly bytes: number }[],
): Promise<{ ok: true; files: StoredWork[] } | { ok: false; problem: WorkFileProblem }> {
  // A browser sends one nameless empty file for a field in which none was chosen.
  const chosen = sent.filter((one): one is File => typeof one !== 'string' && one.name !== '')
  const problem = workFileProblem(chosen, present)
  if (problem) return { ok: false, problem }
  const files: StoredWork[] = []
  for (const file of chosen) {
    const data = new Uint8Array(await file.arrayBuffer())
    const id = newId('file')
    const stored = {
      id,
      name: plainFileName(file.name),
      mediaType: /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type : 'application/octet-stream',
      bytes: data.byteLength,
      sha256: createHash('sha256').update(data).digest('hex'),
      fileKey: `attempts/${id}`,
    }
    await storeFile(stored.fileKey, data)
    files.push(stored)
  }
  return { ok: true, files }
}

export async function discardWork(files: readonly StoredWork[]): Promise<void> {
  await Promise.all(files.map(({ fileKey }) => deleteFile(fileKey)))
}

/** Keeps what was written so far, and adds files; nothing is handed in. */
export async function saveCapstone(
  tx: Tx,
  input: ByLearner & {
    readonly words: string
    readonly links: readonly string[]
    readonly files: readonly StoredWork[]
  },
): Promise<void> {
  const attempt = await lockDraft(tx, input, 'save')
  const { words, links, files, at } = input
  await updateAttempt(tx, attempt.id, { words, links: [...links] })
  if (files.length === 0) return
  const [there] = await tx
    .select({ files: count() })
    .from(attemptFile)
    .where(eq(attemptFile.attemptId, attempt.id))
  // Two uploads at the same moment: each alone was within the bounds.
  if ((there?.files ?? 0) + files.length > workLimits.files) throw new Refused('changed_meanwhile')
  await tx
    .insert(attemptFile)
    .values(files.map((file) => ({ ...file, attemptId: attempt.id, addedAt: at })))
}

/** Takes a file out of a draft. Its bytes are removed by the caller, when this has been committed. */
export async function removeWorkFile(
  tx: Tx,
  input: ByLearner & { readonly fileId: string },
): Promise<{ fileKey: string | null }> {
  const attempt = await lockDraft(tx, input, 'save')
  const [gone] = await tx
    .delete(attemptFile)
    .where(and(eq(attemptFile.id, input.fileId), eq(attemptFile.attemptId, attempt.id)))
    .returning({ fileKey: attemptFile.fileKey })
  return { fileKey: gone?.fileKey ?? null }
}
