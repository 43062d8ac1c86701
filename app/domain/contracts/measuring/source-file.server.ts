import { createHash } from 'node:crypto'
import type { SourceFile } from '~/domain/outcomes/people/make-report.server'
import { plainFileName } from '~/kernel/file-name'
import { deleteFile, storeFile } from '~/platform/files.server'
import { newId } from '~/platform/ids.server'
import { mostFileBytes } from '../milestones/delivery-file'

/** What figures can come from, by the ending of the file's name. */
export const sourceEndings: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  json: 'application/json',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
}

export type SourceProblem = 'missing' | 'empty' | 'large' | 'kind'

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
}

function problemOf(sent: FormDataEntryValue | null): SourceProblem | null {
  // A browser sends one nameless empty file for a field in which none was chosen.
  if (sent === null || typeof sent === 'string' || sent.name === '') return 'missing'
  if (sent.size === 0) return 'empty'
  if (sent.size > mostFileBytes) return 'large'
  return Object.hasOwn(sourceEndings, endingOf(sent.name)) ? null : 'kind'
}

/**
 * Writes the file behind reported figures to the store, before the transaction that refers to it.
 * Its type follows from its name, not from what the browser says. The caller discards it when
 * nothing came of the step.
 */
export async function storeSource(
  sent: FormDataEntryValue | null,
): Promise<{ ok: true; file: SourceFile } | { ok: false; problem: SourceProblem }> {
  const problem = problemOf(sent)
  if (problem || sent === null || typeof sent === 'string') {
    return { ok: false, problem: problem ?? 'missing' }
  }
  const bytes = new Uint8Array(await sent.arrayBuffer())
  const storageKey = `reports/${newId('file')}`
  await storeFile(storageKey, bytes)
  const file = {
    name: plainFileName(sent.name),
    mediaType: sourceEndings[endingOf(sent.name)] ?? 'application/octet-stream',
    sizeBytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    storageKey,
  }
  return { ok: true, file }
}

export function discardSource({ storageKey }: SourceFile): Promise<void> {
  return deleteFile(storageKey)
}
