import { versionFile } from 'db/schema/learning'
import { and, asc, eq } from 'drizzle-orm'
import { seal, sha256, unseal } from '~/platform/crypto.server'
import type { Reader, Tx } from '~/platform/database.server'
import { loadFile, storeFile } from '~/platform/files.server'
import { newSecret } from '~/platform/ids.server'

export type TrackFile = { readonly path: string; readonly bytes: Uint8Array }
export type VersionFile = typeof versionFile.$inferSelect

const mediaTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  jsonl: 'application/jsonl',
}

/** The media type of a track's file by its name; null for what a track does not hold. */
export function mediaTypeOf(path: string): string | null {
  const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''
  return mediaTypes[ending] ?? null
}

/** The folders of the store that hold what rows of `versionFile` name. */
export const versionFolders = ['track-files', 'track-data'] as const

const isSecret = (path: string) => path.startsWith('data/')
const contextOf = (fileKey: string) => `track-file:${fileKey}`

/**
 * Puts a file into a draft, or another in its place. Pictures lie under the hash of their bytes, once
 * for all versions; labelled rows lie encrypted.
 */
export async function putVersionFile(
  tx: Tx,
  input: { versionId: string; file: TrackFile },
): Promise<VersionFile> {
  const { path, bytes } = input.file
  const hash = sha256(bytes)
  const secret = isSecret(path)
  const fileKey = secret ? `track-data/${newSecret()}` : `track-files/${hash}`
  await storeFile(fileKey, secret ? seal(bytes, contextOf(fileKey)) : bytes)
  const row = {
    ...{ versionId: input.versionId, path, fileKey, sha256: hash, bytes: bytes.byteLength, secret },
    // What a package holds is served by its own rules, elsewhere.
    mediaType:
      (path.startsWith('packages/') ? null : mediaTypeOf(path)) ?? 'application/octet-stream',
  }
  await tx
    .insert(versionFile)
    .values(row)
    .onConflictDoUpdate({ target: [versionFile.versionId, versionFile.path], set: row })
  return row
}

export async function loadVersionFile(file: VersionFile): Promise<Buffer> {
  const stored = await loadFile(file.fileKey)
  return file.secret ? unseal(stored, contextOf(file.fileKey)) : stored
}

export function versionFiles(db: Reader, versionId: string): Promise<VersionFile[]> {
  return db
    .select()
    .from(versionFile)
    .where(eq(versionFile.versionId, versionId))
    .orderBy(asc(versionFile.path))
}

/** A picture of a version, for its page. Labelled rows are never found here. */
export async function pictureOf(
  db: Reader,
  versionId: string,
  path: string,
): Promise<VersionFile | null> {
  const [found] = await db
    .select()
    .from(versionFile)
    .where(
      and(
        eq(versionFile.versionId, versionId),
        eq(versionFile.path, path),
        eq(versionFile.secret, false),
      ),
    )
  return found ?? null
}

/** Where a picture of a version is served. Names may be asked for before the file is there. */
export function fileHref(versionId: string, path: string): string {
  return `/track-files/${versionId}/${path.replace(/^assets\//, '')}`
}
