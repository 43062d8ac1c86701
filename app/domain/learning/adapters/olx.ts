import type { Archive } from '~/platform/archives/archive'
import { decodeText } from '../content/track-json'
import { questionOf } from './found-question'
import { htmlToMarkdown } from './html-to-markdown'
import { type Found, ImportDraft, type Imported } from './import-draft'
import { ImportRefused } from './import-refused'
import { readProblem } from './olx-problem'
import { decodedPath, resolvePath } from './package-manifest'
import { innerHtml, isElement, readXml, type XmlElement } from './xml-tree'

type Course = ReturnType<ImportDraft['course']>
type Work = { archive: Archive; folder: string; draft: ImportDraft }
type Component = { element: XmlElement; path: string }

/** Where the course lies in its archive; null where it is none. */
export function olxFolder(archive: Archive): string | null {
  const path = archive.entries
    .map((one) => one.path)
    .find((one) => /^([^/]+\/)?course\.xml$/.test(one))
  return path === undefined ? null : path.slice(0, -'course.xml'.length)
}

/** Open edX: chapters become courses, each page's texts a lesson and its problems a quiz. */
export function readOlx(archive: Archive, title: string): Imported {
  const folder = olxFolder(archive) ?? ''
  const draft = new ImportDraft()
  const work = { archive, folder, draft }
  const root = resolved(work, { element: rootOf(work), path: 'course.xml' })
  const name = nameOf(root.element) || title
  for (const chapter of partsOf(work, root)) {
    const course = draft.course(nameOf(chapter.element) || name)
    for (const page of pagesOf(work, chapter)) makePage(work, course, page)
  }
  return draft.finish({
    title: name,
    language: root.element.attributes.language ?? '',
    place: root.path,
  })
}

function rootOf({ archive, folder }: Work): XmlElement {
  const bytes = archive.files.get(`${folder}course.xml`)
  if (!bytes) throw new ImportRefused('manifest_missing')
  return readXml('course.xml', bytes)
}

const nameOf = ({ attributes }: XmlElement) => attributes.display_name ?? attributes.url_name ?? ''

/** What an element stands for: often it only names a file of its kind. */
function resolved({ archive, folder, draft }: Work, given: Component): Component {
  const { element } = given
  const name = element.attributes.url_name
  const isWhole = element.children.some(isElement) || Object.keys(element.attributes).length > 3
  const inside =
    name === undefined ? null : resolvePath('', `${element.name}/${name.replaceAll(':', '/')}.xml`)
  const bytes = inside === null ? undefined : archive.files.get(folder + inside)
  if (bytes && inside !== null) {
    const read = readXml(inside, bytes)
    return {
      element: { ...read, attributes: { url_name: name ?? '', ...read.attributes } },
      path: inside,
    }
  }
  const isPage = element.name === 'html' || element.name === 'video' || element.name === 'problem'
  if (!isWhole && name !== undefined && !isPage) draft.lose(given.path, name, 'file_missing')
  return given
}

const skipped = /^(wiki|textbook|library_content_settings|course_image)$/

function partsOf(work: Work, of: Component): Component[] {
  return of.element.children
    .filter(isElement)
    .filter(({ name }) => !skipped.test(name))
    .map((element) => resolved(work, { element, path: of.path }))
}

/** The pages of a chapter, however deep they lie; what lies beside them is a page by itself. */
function pagesOf(work: Work, of: Component): { title: string; parts: Component[] }[] {
  return partsOf(work, of).flatMap((part) => {
    if (part.element.name === 'vertical') {
      return [{ title: nameOf(part.element), parts: partsOf(work, part) }]
    }
    if (/^(sequential|chapter|videosequence)$/.test(part.element.name)) return pagesOf(work, part)
    return [{ title: nameOf(part.element), parts: [part] }]
  })
}

function makePage(work: Work, course: Course, page: { title: string; parts: Component[] }): void {
  const { draft } = work
  const texts: string[] = []
  const problems: Component[] = []
  for (const part of page.parts) {
    const { name } = part.element
    if (name === 'html') texts.push(textOf(work, part))
    else if (name === 'video') texts.push(filmOf(draft, part))
    else if (name === 'problem') problems.push(part)
    else if (name === 'discussion') draft.lose(part.path, nameOf(part.element), 'discussion_left')
    else draft.lose(part.path, nameOf(part.element), 'resource_kind', { kind: name })
  }
  const title = page.title || course.title
  if (texts.some((text) => text.trim() !== '')) {
    draft.lesson(course, page.parts[0]?.path ?? '', title, texts.join('\n'))
  }
  const find = finderOf(work)
  const found = problems.flatMap(({ element, path }) => readProblem(draft, element, path, find))
  const questions = found.flatMap((one, at) => questionOf(draft, one, at) ?? [])
  draft.quiz(course, title, questions)
}

function textOf(work: Work, { element, path }: Component): string {
  const { archive, folder, draft } = work
  const name = element.attributes.filename ?? element.attributes.url_name ?? ''
  const inside = resolvePath('html', `${name.replaceAll(':', '/')}.html`)
  const bytes = inside === null ? undefined : archive.files.get(folder + inside)
  const html = element.children.some((child) => isElement(child) || child.trim() !== '')
    ? innerHtml(element)
    : bytes && decodeText(bytes)
  const title = nameOf(element)
  if (html === undefined || html === null) {
    draft.lose(inside ?? path, title, 'file_missing')
    return ''
  }
  const where = inside ?? path
  return htmlToMarkdown(where, html, draft.htmlPlace(where, title, finderOf(work)))
}

/** `/static/a.png` is the file `static/a.png`. */
function finderOf({ archive, folder }: Work): (address: string) => Found | null {
  return (address) => {
    const path = resolvePath('', decodedPath(address))
    const bytes = path === null ? undefined : archive.files.get(folder + path)
    return path !== null && bytes ? { path, bytes } : null
  }
}

function filmOf(draft: ImportDraft, { element, path }: Component): string {
  const { attributes } = element
  const id = attributes.youtube_id_1_0 ?? /1\.0+:([\w-]+)/.exec(attributes.youtube ?? '')?.[1]
  const source = /https?:\/\/[^\s"',\]]+/.exec(
    attributes.html5_sources ?? attributes.source ?? '',
  )?.[0]
  const address = id && /^[\w-]{5,20}$/.test(id) ? `https://www.youtube.com/watch?v=${id}` : source
  draft.lose(path, nameOf(element), 'media', { address: address ?? '' })
  return address ? `<${address.replace(/^http:/i, 'https:')}>\n` : ''
}
