import type { Archive } from '~/platform/archives/archive'
import { readArchive } from '~/platform/archives/read-archive.server'
import { isKept, maybeOfPackage } from '../content/package-files'
import { readTrackFolder } from '../content/track-files'
import { decodeText } from '../content/track-json'
import type { ImportFormat } from '../imports/import-plan'
import { cleanLine } from './clean-text'
import { readCommonCartridge } from './common-cartridge'
import { readGift } from './gift'
import type { Imported } from './import-draft'
import { ImportRefused } from './import-refused'
import { readMarkdownFolder } from './markdown-folder'
import { readMoodleXml } from './moodle-xml'
import { olxFolder, readOlx } from './olx'
import { manifestPath, readManifest } from './package-manifest'
import { isQtiPackage, isQtiRoot, readQti3Item, readQti3Package } from './qti-3'
import { isScorm, readScorm } from './scorm'
import { readXml } from './xml-tree'

export type ReadImport = { readonly format: ImportFormat; readonly imported: Imported }

/** What adapters read; other files of an archive are known by their names only. */
const readable = /\.(xml|xhtml|html?|md|markdown|json|csv|tsv|jsonl|txt|png|jpe?g|gif|webp|svg)$/i

/**
 * Reads a file as the format that it turns out to be. Nothing is stored.
 * @throws ArchiveRefused, ImportRefused
 */
export async function readImport(bytes: Uint8Array, fileName: string): Promise<ReadImport> {
  const title = titleOf(fileName)
  const archive = await readArchive(
    bytes,
    (path) => readable.test(path) || /(^|\/)LICENSE$/.test(path) || maybeOfPackage(path),
  )
  if (archive && isScormArchive(archive)) {
    const whole = await readArchive(bytes, isKept)
    if (whole) return { format: 'scorm', imported: readScorm(whole, title) }
  }
  return archive ? readArchived(archive, title) : readSingle(bytes, title, fileName)
}

const titleOf = (fileName: string) =>
  cleanLine(fileName.replace(/\.(tar\.gz|[a-z0-9]{1,8})$/i, '').replace(/[-_]+/g, ' ')) || 'Course'

/** A package may hold a file called track.json; a track may hold packages. */
function isTrack(archive: Archive): boolean {
  const depths = archive.entries.flatMap(({ path }) =>
    /(^|\/)track\.json$/.test(path) ? [path.split('/').length] : [],
  )
  const manifest = manifestPath(archive)
  return Math.min(...depths) <= (manifest?.split('/').length ?? Number.MAX_SAFE_INTEGER)
}

function isScormArchive(archive: Archive): boolean {
  if (manifestPath(archive) === null || isTrack(archive)) return false
  const manifest = readManifest(archive)
  return !isQtiPackage(manifest) && isScorm(manifest)
}

function readArchived(archive: Archive, title: string): ReadImport {
  const paths = archive.entries.map(({ path }) => path)
  const has = (form: RegExp) => paths.some((path) => form.test(path))
  if (isTrack(archive)) return { format: 'samar_track', imported: readTrack(archive) }
  if (manifestPath(archive) !== null) return readPackage(archive, title)
  if (olxFolder(archive) !== null) return { format: 'olx', imported: readOlx(archive, title) }
  if (has(/\.(md|markdown)$/i)) {
    return { format: 'markdown_folder', imported: readMarkdownFolder(archive, title) }
  }
  throw new ImportRefused('format_unknown')
}

function readPackage(archive: Archive, title: string): ReadImport {
  const manifest = readManifest(archive)
  if (isQtiPackage(manifest)) return { format: 'qti3', imported: readQti3Package(archive, title) }
  return { format: 'common_cartridge', imported: readCommonCartridge(archive) }
}

function readTrack(archive: Archive): Imported {
  // Everything that is there is handed over, so that what does not belong is named.
  const files = new Map(
    archive.entries.map(({ path }) => [path, archive.files.get(path) ?? new Uint8Array()]),
  )
  const read = readTrackFolder(files)
  if (!read.ok) throw new ImportRefused('folder', read.problems[0]?.place ?? '', read.problems)
  return { content: read.content, files: read.files, lost: [] }
}

function readSingle(bytes: Uint8Array, title: string, fileName: string): ReadImport {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 400)).replace(/^(ï»¿|ÿþ|þÿ)/, '')
  if (/^[\s\0]*</.test(start)) {
    const root = readXml(fileName, bytes)
    if (root.name === 'quiz') return { format: 'moodle_xml', imported: readMoodleXml(root, title) }
    if (isQtiRoot(root)) return { format: 'qti3', imported: readQti3Item(root, fileName, title) }
    throw new ImportRefused('format_unknown')
  }
  const text = decodeText(bytes)
  // A text with answers in braces; anything else would be a guess.
  if (text === null || !/\{[^}]*\}/.test(text)) throw new ImportRefused('format_unknown')
  return { format: 'gift', imported: readGift(text, title) }
}
