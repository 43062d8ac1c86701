import { type Archive, ArchiveRefused, archiveLimits } from './archive'
import { readTarGz } from './read-tar.server'
import { readZip } from './read-zip.server'

/** Reads a zip or a packed tar, told apart by the first bytes; null for what is neither. */
export async function readArchive(
  bytes: Uint8Array,
  wanted: (path: string) => boolean,
): Promise<Archive | null> {
  if (bytes.length === 0) throw new ArchiveRefused('empty')
  if (bytes.length > archiveLimits.archiveBytes) {
    throw new ArchiveRefused('too_large', '', archiveLimits.archiveBytes / 1_000_000)
  }
  const [first, second] = bytes
  if (first === 0x50 && second === 0x4b) return readZip(bytes, wanted)
  if (first === 0x1f && second === 0x8b) return readTarGz(bytes, wanted)
  return null
}
