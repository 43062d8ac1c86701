import { Refused } from '~/kernel/refusal'

/** Why an archive is not read; the catalogue's sentence is `importing.archive_<problem>`. */
export const archiveProblems = [
  'empty',
  'unknown_type',
  'broken',
  'encrypted',
  'too_many_files',
  'too_large',
  'file_too_large',
  'bomb',
  'nested',
  'link',
  'unsafe_name',
  'name_repeated',
  'name_collides',
  'method',
] as const
export type ArchiveProblem = (typeof archiveProblems)[number]

/** The archive was refused before anything was made of it. */
export class ArchiveRefused extends Refused {
  constructor(
    readonly problem: ArchiveProblem,
    /** The file of the archive that it is about. */
    readonly place = '',
    readonly most = 0,
  ) {
    super('archive_refused', { file: place, most })
  }
}

/** A file of an archive, known by its directory; its bytes were read only where they were wanted. */
export type ArchiveEntry = { readonly path: string; readonly bytes: number }

export type Archive = {
  readonly entries: readonly ArchiveEntry[]
  /** The bytes of what was wanted, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

export const archiveLimits = {
  /** Of the archive itself. */
  archiveBytes: 60_000_000,
  entries: 5_000,
  /** Of one file that is read. */
  fileBytes: 40_000_000,
  /** Of everything, as it would be on a disk. */
  totalBytes: 400_000_000,
  /** How many times larger a file may become than it is packed; text comes to 20, zeros to 1,000. */
  ratio: 150,
  /** Below this a file may be packed as tightly as it likes. */
  ratioFromBytes: 1_000_000,
  /** The same of all files together: many small ones that are packed tightly are one large one. */
  wholeRatio: 60,
  wholeRatioFromBytes: 5_000_000,
  nameCharacters: 300,
} as const

const archiveNames = /\.(zip|imscc|elp|mbz|jar|tar|gz|tgz|bz2|tbz2?|xz|txz|7z|rar|zst|cab|iso)$/i

/** Names that lead out of a folder on some system, or that some system cannot hold. */
function isUnsafe(path: string): boolean {
  if (path.length === 0 || path.length > archiveLimits.nameCharacters) return true
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f\\\ufffd]/.test(path) || /^([a-z]:|\/|~)/i.test(path)) return true
  if (/\p{Surrogate}/u.test(path)) return true
  return path
    .replace(/\/$/, '')
    .split('/')
    .some((part) => part === '' || part === '.' || part === '..')
}

/** What may come of an archive as a whole. */
export function mostOfArchive(archiveBytes: number): number {
  return Math.max(archiveLimits.wholeRatioFromBytes, archiveBytes * archiveLimits.wholeRatio)
}

/** Keeps account of what an archive says it holds, and refuses what must not be read. */
export function archiveLedger(archiveBytes: number): {
  add(path: string, bytes: number, packed: number | null): void
  /** Counts what has really come out of it so far. */
  unpack(path: string, bytes: number): void
} {
  const most = mostOfArchive(archiveBytes)
  let unpacked = 0
  const exact = new Set<string>()
  const folded = new Set<string>()
  let total = 0
  return {
    add(path, bytes, packed) {
      if (exact.size >= archiveLimits.entries) {
        throw new ArchiveRefused('too_many_files', '', archiveLimits.entries)
      }
      if (isUnsafe(path)) throw new ArchiveRefused('unsafe_name', shown(path))
      if (exact.has(path)) throw new ArchiveRefused('name_repeated', shown(path))
      const plain = path.normalize('NFC').toLowerCase().replace(/\/$/, '')
      if (folded.has(plain)) throw new ArchiveRefused('name_collides', shown(path))
      exact.add(path)
      folded.add(plain)
      if (archiveNames.test(path)) throw new ArchiveRefused('nested', shown(path))
      total += bytes
      if (total > archiveLimits.totalBytes) {
        throw new ArchiveRefused('too_large', '', archiveLimits.totalBytes / 1_000_000)
      }
      if (total > most) throw new ArchiveRefused('bomb', shown(path))
      if (packed === null || bytes < archiveLimits.ratioFromBytes) return
      if (bytes > packed * archiveLimits.ratio) throw new ArchiveRefused('bomb', shown(path))
    },
    unpack(path, bytes) {
      unpacked += bytes
      if (unpacked > most) throw new ArchiveRefused('bomb', shown(path))
    },
  }
}

/** A name as it may stand in a sentence. */
export function shown(path: string): string {
  return (
    path
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u001f\u007f]|\p{Surrogate}/gu, '\ufffd')
      .slice(0, 120)
  )
}

/** Refuses a file that is an archive whatever its name says. */
export function refuseNested(path: string, bytes: Uint8Array): void {
  const zip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
  const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  if (zip || gzip) throw new ArchiveRefused('nested', shown(path))
}

/** Refuses what is larger than a file may be before it is read. */
export function refuseLarge(path: string, bytes: number): void {
  if (bytes <= archiveLimits.fileBytes) return
  throw new ArchiveRefused('file_too_large', shown(path), archiveLimits.fileBytes / 1_000_000)
}
