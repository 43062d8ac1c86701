import type { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import {
  type Archive,
  type ArchiveEntry,
  ArchiveRefused,
  archiveLedger,
  archiveLimits,
  refuseLarge,
  refuseNested,
  shown,
} from './archive'

const linkBits = 0o120000
const kindBits = 0o170000
const unix = 3

/**
 * Reads a zip. Its whole directory is checked before any file is unpacked, and no file becomes
 * larger than the directory says, so a lie of it ends the reading.
 * @throws ArchiveRefused
 */
export async function readZip(
  bytes: Uint8Array,
  wanted: (path: string) => boolean,
): Promise<Archive> {
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      strictFileNames: true,
    })
    const ledger = archiveLedger(bytes.length)
    const entries = await directoryOf(zip, bytes.length, ledger)
    const files = new Map<string, Uint8Array>()
    for (const entry of entries) {
      if (!wanted(entry.fileName)) continue
      files.set(entry.fileName, await contentOf(zip, entry, ledger))
    }
    return { entries: entries.map(entryOf), files }
  } catch (error) {
    throw refusalOf(error)
  }
}

const entryOf = (entry: Entry): ArchiveEntry => ({
  path: entry.fileName,
  bytes: entry.uncompressedSize,
})

type Ledger = ReturnType<typeof archiveLedger>

async function directoryOf(zip: ZipFile, archiveBytes: number, ledger: Ledger): Promise<Entry[]> {
  if (zip.entryCount > archiveLimits.entries) {
    throw new ArchiveRefused('too_many_files', '', archiveLimits.entries)
  }
  const found: Entry[] = []
  let packed = 0
  for await (const entry of zip.eachEntry()) {
    const path = entry.fileName
    ledger.add(path, entry.uncompressedSize, entry.compressedSize)
    if (entry.isEncrypted()) throw new ArchiveRefused('encrypted', shown(path))
    if (isLink(entry)) throw new ArchiveRefused('link', shown(path))
    if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
      throw new ArchiveRefused('method', shown(path))
    }
    // Files that share their packed bytes make a small archive large without any ratio.
    packed += entry.compressedSize
    if (packed > archiveBytes) throw new ArchiveRefused('bomb', shown(path))
    if (!path.endsWith('/')) found.push(entry)
  }
  if (found.length === 0) throw new ArchiveRefused('empty')
  return found
}

function isLink(entry: Entry): boolean {
  if (entry.versionMadeBy >> 8 !== unix) return false
  const kind = (entry.externalFileAttributes >>> 16) & kindBits
  // A plain file, a folder, or a system that does not say; devices and pipes are no better than links.
  return kind === linkBits || ![0, 0o100000, 0o040000].includes(kind)
}

async function contentOf(zip: ZipFile, entry: Entry, ledger: Ledger): Promise<Uint8Array> {
  const path = entry.fileName
  refuseLarge(path, entry.uncompressedSize)
  const header = await zip.readLocalFileHeaderPromise(entry)
  // What one reader takes from the directory another takes from here: they must agree.
  if (!header.fileName.equals(entry.fileNameRaw)) throw new ArchiveRefused('broken', shown(path))
  const stream: Readable = await zip.openReadStreamPromise(entry)
  const parts: Buffer[] = []
  for await (const part of stream) {
    parts.push(part as Buffer)
    ledger.unpack(path, (part as Buffer).length)
  }
  const content = Buffer.concat(parts)
  if (crc32(content) !== entry.crc32) throw new ArchiveRefused('broken', shown(path))
  refuseNested(path, content)
  return content
}

/** What the reader of zips says of a name that it does not take, and of everything else. */
function refusalOf(error: unknown): unknown {
  if (error instanceof ArchiveRefused) return error
  const words = error instanceof Error ? error.message : ''
  const name =
    /^(?:invalid characters in fileName|absolute path|invalid relative path): (.*)$/s.exec(words)
  if (name) return new ArchiveRefused('unsafe_name', shown(name[1] ?? ''))
  if (/encryption/.test(words)) return new ArchiveRefused('encrypted')
  return new ArchiveRefused('broken')
}
