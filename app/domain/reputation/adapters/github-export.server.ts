import { ArchiveRefused } from '~/platform/archives/archive'
import { readArchive } from '~/platform/archives/read-archive.server'
import { type Repository, readRepositories } from '../repository'

/** Why an uploaded list is of no use; the catalogue's sentence is `portfolio.export_<problem>`. */
export type ExportProblem = 'too_large' | 'not_json' | 'no_list' | 'archive'

export type ExportAnswer =
  | { readonly ok: true; readonly repositories: Repository[] }
  | { readonly ok: false; readonly problem: ExportProblem }

/** Of a list, or of an account's whole archive. */
export const mostExportBytes = 20_000_000
const mostListBytes = 8_000_000

/** The parts of an account's archive that hold its repositories. */
const isList = (path: string) => /(^|\/)repositories_\d{1,6}\.json$/.test(path)

/**
 * Reads the repositories in a file: what the public API lists of an account, the part of an account's
 * export that names them, or the whole archive of such an export.
 */
export async function readExport(bytes: Uint8Array): Promise<ExportAnswer> {
  if (bytes.byteLength > mostExportBytes) return { ok: false, problem: 'too_large' }
  try {
    const archive = bytes.byteLength > 0 ? await readArchive(bytes, isList) : null
    return readLists(archive ? [...archive.files.values()] : [bytes])
  } catch (error) {
    if (error instanceof ArchiveRefused) return { ok: false, problem: 'archive' }
    throw error
  }
}

function readLists(lists: readonly Uint8Array[]): ExportAnswer {
  if (lists.length === 0) return { ok: false, problem: 'no_list' }
  const records: unknown[] = []
  for (const list of lists) {
    if (list.byteLength > mostListBytes) return { ok: false, problem: 'too_large' }
    const json = jsonIn(list)
    if (json === undefined) return { ok: false, problem: 'not_json' }
    if (!Array.isArray(json)) return { ok: false, problem: 'no_list' }
    for (const record of json) records.push(record)
  }
  return { ok: true, repositories: readRepositories(records) ?? [] }
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
