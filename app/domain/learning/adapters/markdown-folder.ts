import type { Archive } from '~/platform/archives/archive'
import { decodeText } from '../content/track-json'
import { type Found, ImportDraft, type Imported } from './import-draft'
import { ImportRefused } from './import-refused'
import { decodedPath, resolvePath } from './package-manifest'

const page = /\.(md|markdown)$/i
const readme = /(^|\/)(readme|index)\.(md|markdown)$/i

/**
 * A folder of Markdown without `track.json`: its folders become courses, its pages lessons, in the
 * order of their names. A page's first heading is its title.
 */
export function readMarkdownFolder(archive: Archive, title: string): Imported {
  const draft = new ImportDraft()
  const paths = archive.entries.map(({ path }) => path).filter((path) => page.test(path))
  const outer = commonFolder(paths)
  const courses = new Map<string, ReturnType<ImportDraft['course']>>()
  const ordered = [...paths].sort((a, b) =>
    orderOf(a).localeCompare(orderOf(b), 'en', { numeric: true }),
  )
  for (const path of ordered) {
    const words = decodeText(archive.files.get(path) ?? new Uint8Array())
    if (words === null) throw new ImportRefused('not_text', path)
    const folder = path.slice(outer.length).split('/').slice(0, -1).join(' / ')
    const { name, body } = pageOf(path, words)
    const find = (address: string): Found | null => {
      const place = resolvePath(path.split('/').slice(0, -1).join('/'), decodedPath(address))
      const bytes = place === null ? undefined : archive.files.get(place)
      return place !== null && bytes ? { path: place, bytes } : null
    }
    const course = courses.get(folder) ?? draft.course(nameOf(folder) || title)
    courses.set(folder, course)
    draft.lesson(course, path, name, withPictures(draft, body, { path, name, find }))
  }
  for (const { path } of archive.entries) {
    const isRead = page.test(path) || /\.(png|jpe?g|gif|webp|svg)$/i.test(path)
    if (!isRead && !/(^|\/)[.]|(^|\/)(__MACOSX|LICEN[CS]E)/.test(path)) {
      draft.lose(path, path, 'file_kind', { kind: path.split('.').at(-1) ?? '' })
    }
  }
  return draft.finish({ title })
}

/** A folder's own page comes before the others in it. */
const orderOf = (path: string) => path.replace(readme, '$1 ')

function commonFolder(paths: readonly string[]): string {
  const first = paths[0]?.split('/').slice(0, -1) ?? []
  let length = first.length
  for (const path of paths) {
    const parts = path.split('/').slice(0, -1)
    let same = 0
    while (same < length && parts[same] === first[same]) same += 1
    length = same
  }
  return length === 0 ? '' : `${first.slice(0, length).join('/')}/`
}

const nameOf = (folder: string) =>
  folder
    .split(' / ')
    .map((part) =>
      part
        .replace(/^\d+[-_. ]+/, '')
        .replace(/[-_]+/g, ' ')
        .trim(),
    )
    .filter((part) => part !== '')
    .join(': ')

function pageOf(path: string, words: string): { name: string; body: string } {
  const plain = words.replace(/^---\n[\s\S]*?\n---\n/, '').replace(/\r\n/g, '\n')
  const heading = /^\s*#\s+(.+?)\s*#*\n/.exec(`${plain}\n`)
  const fileName = path.split('/').at(-1)?.replace(page, '') ?? ''
  return heading
    ? { name: heading[1] ?? '', body: `${plain}\n`.slice(heading[0].length) }
    : { name: nameOf(fileName), body: plain }
}

type Page = { path: string; name: string; find: (address: string) => Found | null }

/** Pictures of the folder get their place in the track; the rest of the text stays as it was written. */
function withPictures(draft: ImportDraft, body: string, { path, name, find }: Page): string {
  const place = draft.htmlPlace(path, name, find)
  return body.replace(
    /!\[([^\]\n]{0,500})\]\(<?([^)>\s]{1,1000})>?(?:\s+"[^"\n]*")?\)/g,
    (_whole, alt: string, address: string) => {
      const url = place.pictureOf(address)
      if (url === null) return alt
      if (!/^https?:/i.test(url)) return `![${alt}](${url})`
      place.lose('picture_outside', { address: url })
      return `[${alt || url}](${url})`
    },
  )
}
