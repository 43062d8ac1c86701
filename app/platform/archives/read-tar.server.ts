import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import {
  type Archive,
  type ArchiveEntry,
  ArchiveRefused,
  archiveLedger,
  mostOfArchive,
  refuseLarge,
  refuseNested,
  shown,
} from './archive'

const block = 512
/** Everything is unpacked at once, so less may come of it than of a zip. */
const mostBytes = 150_000_000

/**
 * Reads a packed tar, as `git archive` and repositories on the web give it.
 * @throws ArchiveRefused
 */
export async function readTarGz(
  bytes: Uint8Array,
  wanted: (path: string) => boolean,
): Promise<Archive> {
  const tar = await unpacked(bytes)
  const entries: ArchiveEntry[] = []
  const files = new Map<string, Uint8Array>()
  for (const { path, start, size } of filesOf(tar, bytes.length)) {
    entries.push({ path, bytes: size })
    if (!wanted(path)) continue
    refuseLarge(path, size)
    const content = new Uint8Array(tar.subarray(start, start + size))
    refuseNested(path, content)
    files.set(path, content)
  }
  if (entries.length === 0) throw new ArchiveRefused('empty')
  return { entries, files }
}

async function unpacked(bytes: Uint8Array): Promise<Buffer> {
  const most = Math.min(mostBytes, mostOfArchive(bytes.length))
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: most })
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    if (!tooLarge) throw new ArchiveRefused('broken')
    if (most < mostBytes) throw new ArchiveRefused('bomb')
    throw new ArchiveRefused('too_large', '', mostBytes / 1_000_000)
  }
}

type Found = { path: string; start: number; size: number }

function* filesOf(tar: Buffer, archiveBytes: number): Generator<Found> {
  const ledger = archiveLedger(archiveBytes)
  let at = 0
  let longName: string | null = null
  while (at + block <= tar.length) {
    const header = tar.subarray(at, at + block)
    if (header.every((byte) => byte === 0)) return
    const size = octal(header, 124, 12)
    const start = at + block
    if (!isSound(header) || size === null || start + size > tar.length) {
      throw new ArchiveRefused('broken')
    }
    at = start + Math.ceil(size / block) * block
    const kind = String.fromCharCode(header[156] ?? 0)
    const content = () => tar.toString('utf8', start, start + size)
    if (kind === 'x') longName = paxPath(content()) ?? longName
    else if (kind === 'L') longName = content().replace(/\0+$/, '')
    if ('xLg'.includes(kind)) continue
    const path: string = longName ?? nameOf(header)
    longName = null
    ledger.add(path.replace(/^\.\//, '') || 'x/', size, null)
    if (kind === '5') continue
    if (kind !== '0' && kind !== '\0') throw new ArchiveRefused('link', shown(path))
    yield { path: path.replace(/^\.\//, ''), start, size }
  }
  // Two empty blocks end a tar; one that merely stops was cut off.
  throw new ArchiveRefused('broken')
}

/** The checksum counts the header's bytes with its own place as spaces. */
function isSound(header: Buffer): boolean {
  const said = octal(header, 148, 8)
  let sum = 0
  for (let index = 0; index < block; index++) {
    sum += index >= 148 && index < 156 ? 32 : (header[index] ?? 0)
  }
  return said === sum
}

function octal(header: Buffer, from: number, length: number): number | null {
  const text = header
    .toString('latin1', from, from + length)
    .replace(/[\0 ]+$/, '')
    .trim()
  return /^[0-7]{1,11}$/.test(text) ? Number.parseInt(text, 8) : null
}

function nameOf(header: Buffer): string {
  const text = (from: number, length: number) =>
    header.toString('utf8', from, from + length).replace(/\0.*$/s, '')
  const isPosix = header.toString('latin1', 257, 262) === 'ustar'
  const prefix = isPosix ? text(345, 155) : ''
  return prefix ? `${prefix}/${text(0, 100)}` : text(0, 100)
}

/** The name in a record of extended headers: "length key=value" and a line end. */
function paxPath(records: string): string | null {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(records)?.[1] ?? null
}
