import type { Archive } from '~/platform/archives/archive'
import { decodeText } from '../content/track-json'
import { htmlToMarkdown, plainToMarkdown } from './html-to-markdown'
import { titleOf } from './html-tree'
import { ImportDraft, type Imported } from './import-draft'
import type { LossReason } from './loss'
import {
  isRestricted,
  licenceOf,
  type OutlineItem,
  type PackageManifest,
  packageFinder,
  type Resource,
  readManifest,
} from './package-manifest'
import { readQti12 } from './qti-12'
import { first, innerText, plainText, readXml } from './xml-tree'

type Course = ReturnType<ImportDraft['course']>
type Work = {
  readonly archive: Archive
  readonly manifest: PackageManifest
  readonly draft: ImportDraft
  readonly done: Set<string>
}

const text = new TextDecoder('utf-8')

/**
 * IMS Common Cartridge 1.1 to 1.3. The outline's first folders become courses; what it does not
 * name, and that can be read, comes in a course of its own at the end.
 * @throws ImportRefused
 */
export function readCommonCartridge(archive: Archive): Imported {
  const manifest = readManifest(archive)
  const draft = new ImportDraft()
  const work = { archive, manifest, draft, done: new Set<string>() }
  const title = manifest.title || 'Course'
  for (const { name, items } of partsOf(manifest.outline, title)) {
    const course = draft.course(name)
    for (const item of items) makeItem(work, course, item)
  }
  makeRest(work, manifest.outline.length > 0 ? `${title}: more pages` : title)
  return draft.finish({
    title,
    language: manifest.language,
    licence: licenceOf(manifest.rights),
    place: 'imsmanifest.xml',
  })
}

type Part = { name: string; items: OutlineItem[] }

/** Folders of the outline as courses; single pages between them share one with the course's name. */
function partsOf(outline: readonly OutlineItem[], title: string): Part[] {
  const only = outline[0]
  // The root of an outline is a folder without a name or content of its own.
  if (outline.length === 1 && only && only.resourceId === null && only.items.length > 0) {
    const inner = only.items.some(({ items }) => items.length > 0)
    if (inner || only.title === '') return partsOf(only.items, only.title || title)
  }
  const parts: Part[] = []
  let loose: Part | null = null
  for (const item of outline) {
    if (item.items.length > 0 || item.resourceId === null) {
      const own = item.resourceId === null ? [] : [{ ...item, items: [] }]
      parts.push({ name: item.title || title, items: [...own, ...item.items] })
      loose = null
      continue
    }
    if (!loose) {
      loose = { name: title, items: [] }
      parts.push(loose)
    }
    loose.items.push(item)
  }
  return parts
}

function makeItem(work: Work, course: Course, item: OutlineItem): void {
  const { manifest, draft } = work
  if (item.resourceId !== null) {
    const resource = manifest.resources.get(item.resourceId)
    if (resource) makeResource(work, course, resource, item.title)
    else draft.lose('imsmanifest.xml', item.title || item.resourceId, 'file_missing')
  }
  for (const inner of item.items) makeItem(work, course, inner)
}

/** What the outline does not name: pages, discussions and quizzes are made, other files are lost. */
function makeRest(work: Work, title: string): void {
  const { manifest, draft, done } = work
  let course: Course | null = null
  const dependencies = new Set([...manifest.resources.values()].flatMap((one) => one.dependencies))
  for (const resource of manifest.resources.values()) {
    if (done.has(resource.id) || dependencies.has(resource.id)) continue
    const isFile = kindOf(resource) === 'file'
    if (isFile && /\.(png|jpe?g|gif|webp|svg|css|js)$/i.test(resource.href)) continue
    if (!isFile && kindOf(resource) !== 'settings') course ??= draft.course(title)
    makeResource(work, course ?? draft.course(title), resource, '')
  }
}

type ResourceKind = 'page' | 'file' | 'quiz' | 'topic' | 'link' | 'assignment' | 'settings' | 'lost'

function kindOf({ type, href, id }: Resource): ResourceKind {
  if (/^imsdt/.test(type)) return 'topic'
  if (/^imswl/.test(type)) return 'link'
  if (/^imsqti.*(assessment|question-bank)/.test(type)) return 'quiz'
  if (/^assignment/.test(type)) return 'assignment'
  const isPage = /\.x?html?$/i.test(href)
  if (/^(webcontent|associatedcontent)/.test(type)) {
    if (/^course_settings\//.test(href) && !/syllabus/.test(href)) return 'settings'
    if (isPage) return 'page'
    return /learning-application-resource/.test(type) && /\.xml$/i.test(href) ? 'settings' : 'file'
  }
  return id && isPage ? 'page' : 'lost'
}

function makeResource(work: Work, course: Course, resource: Resource, title: string): void {
  const { draft, done, archive, manifest } = work
  const path = resource.href || resource.files[0] || ''
  const place = path || resource.id
  const name = title || nameOf(path) || resource.id
  const again = done.has(resource.id)
  done.add(resource.id)
  if (again) return
  const kind = kindOf(resource)
  const bytes = archive.files.get(manifest.folder + path)
  const loss = lossOf(work, resource, path)
  if (loss) draft.lose(place, name, ...loss)
  else if (bytes && kind in make) {
    make[kind as keyof typeof make](work, { course, resource, path, title, bytes })
  } else draft.lose(place, name, 'file_kind', { kind: path.split('.').at(-1) ?? '' })
}

/** Why a resource cannot come along, whatever is in it. */
function lossOf(
  { archive, manifest }: Work,
  resource: Resource,
  path: string,
): [LossReason, Readonly<Record<string, string>>?] | null {
  if (isRestricted(resource.element)) return ['restricted']
  if (/lti|basiclti/i.test(resource.type)) return ['tool']
  const kind = kindOf(resource)
  if (kind === 'settings') return ['settings']
  if (kind === 'lost') return ['resource_kind', { kind: resource.type }]
  if (/^https?:/i.test(path)) return ['file_outside', { address: path }]
  const isThere = archive.entries.some((entry) => entry.path === manifest.folder + path)
  return isThere ? null : ['file_missing']
}

type Making = { course: Course; resource: Resource; path: string; title: string; bytes: Uint8Array }

const make = {
  page(work: Work, { course, resource, path, title, bytes }: Making) {
    const html = decodeText(bytes) ?? text.decode(bytes)
    const name = title || titleOf(html) || nameOf(path)
    work.draft.lesson(course, path, name, markdownOf(work, path, name, html))
    // Canvas writes an assignment as a page with its settings beside it.
    const isAssignment = resource.files.some((file) => /assignment_settings\.xml$/.test(file))
    if (isAssignment) work.draft.lose(path, name, 'assignment')
  },
  assignment(work: Work, { course, path, title, bytes }: Making) {
    const root = readXml(path, bytes)
    const name = title || plainText(first(root, 'title'))
    const body = first(root, 'text') ?? first(root, 'instructor_text')
    work.draft.lesson(course, path, name, markdownOf(work, path, name, innerText(body)))
    work.draft.lose(path, name, 'assignment')
  },
  topic(work: Work, { course, path, title, bytes }: Making) {
    const root = readXml(path, bytes)
    const name = title || plainText(first(root, 'title'))
    const body = first(root, 'text')
    const isPlain = /plain/i.test(body?.attributes.texttype ?? '')
    const words = innerText(body)
    const markdown = isPlain ? plainToMarkdown(words) : markdownOf(work, path, name, words)
    work.draft.lesson(course, path, name, markdown)
    work.draft.lose(path, name, 'discussion')
  },
  link(work: Work, { course, path, title, bytes }: Making) {
    const root = readXml(path, bytes)
    const address = (first(root, 'url')?.attributes.href ?? '').trim()
    const name = title || plainText(first(root, 'title'))
    if (!/^https?:\/\//i.test(address)) {
      work.draft.lose(path, name, 'link_scheme', { address: address.slice(0, 300) })
      return
    }
    const href = work.draft.htmlPlace(path, name, () => null).hrefOf(address) ?? address
    work.draft.lesson(course, path, name, `<${href.replace(/[<>\s]/g, encodeURIComponent)}>`)
  },
  quiz(work: Work, { course, resource, path, title, bytes }: Making) {
    const isBank = /question-bank/.test(resource.type)
    const found = readQti12(work.draft, path, bytes, {
      finder: packageFinder(work.archive, work.manifest.folder, folderOf(path)),
    })
    const name = title || found.title || nameOf(path)
    for (const { title: part, questions } of found.quizzes(name, isBank)) {
      work.draft.quiz(course, part, questions, found)
    }
  },
}

function markdownOf(work: Work, path: string, title: string, html: string): string {
  const find = packageFinder(work.archive, work.manifest.folder, folderOf(path))
  return htmlToMarkdown(path, html, work.draft.htmlPlace(path, title, find))
}

const folderOf = (path: string) => path.split('/').slice(0, -1).join('/')
const nameOf = (path: string) =>
  path
    .split('/')
    .at(-1)
    ?.replace(/\.[^.]*$/, '')
    .replace(/[-_]+/g, ' ')
    .trim() ?? ''
