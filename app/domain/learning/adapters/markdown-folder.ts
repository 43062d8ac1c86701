import type { Archive } from '~/platform/archives/archive'
import { decodeText } from '../content/track-json'
import { type Found, ImportDraft, type Imported } from './import-draft'
import { ImportRefused } from './import-refused'
import { carriedMarkdown, markdownPage } from './markdown-page'
import { decodedPath, resolvePath } from './package-manifest'

type Page = { path: string; name: string; body: string; key: string | null }

const page = /\.(md|markdown)$/i
const readme = /(^|\/)(readme|index)\.(md|markdown)$/i

/**
 * A folder of Markdown without `track.json`: its folders become courses, its pages lessons, in the
 * order of their names. A page's head or its first heading names it.
 */
export function readMarkdownFolder(archive: Archive, title: string): Imported {
  const draft = new ImportDraft()
  const paths = archive.entries.map(({ path }) => path).filter((path) => page.test(path))
  const outer = commonFolder(paths)
  const ordered = [...paths].sort((a, b) =>
    orderOf(a).localeCompare(orderOf(b), 'en', { numeric: true }),
  )
  // Every lesson has its key before the first text is read: links lead forwards too.
  const pages = ordered.map((path): Page => {
    const words = decodeText(archive.files.get(path) ?? new Uint8Array())
    if (words === null) throw new ImportRefused('not_text', path)
    const { title: said, body, fields } = markdownPage(words)
    const name = said ?? nameOf(path.split('/').at(-1)?.replace(page, '') ?? '')
    if (fields.length > 0) draft.lose(path, name, 'front_matter', { fields: fields.join(', ') })
    return { path, name, body, key: body.trim() === '' ? null : draft.keyOf(name || title) }
  })
  const keys = new Map(pages.map(({ path, key }) => [path, key]))
  const courses = new Map<string, ReturnType<ImportDraft['course']>>()
  for (const { path, name, body, key } of pages) {
    const folder = path.slice(outer.length).split('/').slice(0, -1).join(' / ')
    const course = courses.get(folder) ?? draft.course(nameOf(folder) || title)
    courses.set(folder, course)
    const from = folderOf(path)
    const find = (address: string): Found | null => {
      const place = resolvePath(from, decodedPath(address))
      const bytes = place === null ? undefined : archive.files.get(place)
      return place !== null && bytes ? { path: place, bytes } : null
    }
    const place = draft.htmlPlace(path, name, find)
    const pageOf = (address: string) => lessonOf(keys, outer, from, address)
    const text = carriedMarkdown(body, { ...place, path, pageOf })
    draft.lesson(course, path, name || title, text, key)
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

const folderOf = (path: string) => path.split('/').slice(0, -1).join('/')

/**
 * The address of the lesson that a link leads to, as seen from the lesson that it stands in: pages
 * are named with their ending or without, and folders stand for their own page.
 */
function lessonOf(
  keys: ReadonlyMap<string, string | null>,
  outer: string,
  from: string,
  address: string,
): string | null {
  const [plain = '', part] = address.split('#')
  const path = resolvePath(plain.startsWith('/') ? outer : from, decodedPath(plain))
  if (path === null || plain === '') return null
  const inFolder = [...keys.keys()].find(
    (one) => readme.test(one) && folderOf(one) === path.replace(/\/$/, ''),
  )
  const found = [path, `${path}.md`, `${path}.markdown`].find((one) => keys.has(one)) ?? inFolder
  const key = found === undefined ? null : (keys.get(found) ?? null)
  if (key === null) return null
  return part ? `${key}#l-${part.toLowerCase()}` : key
}

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
