import type { Archive } from '~/platform/archives/archive'
import { questionOf, quizzesOf } from './found-question'
import { ImportDraft, type Imported } from './import-draft'
import { type PackageManifest, packageFinder, readManifest, resolvePath } from './package-manifest'
import { readQtiItem } from './qti-3-item'
import { below, first, isElement, readXml, type XmlElement } from './xml-tree'

/** Elements of QTI 3 as those of QTI 2 are called: qti-assessment-item is assessmentItem. */
export function plainNames(element: XmlElement): XmlElement {
  const name = camel(element.name.replace(/^qti-/, ''))
  return {
    name,
    attributes: Object.fromEntries(
      Object.entries(element.attributes).map(([key, value]) => [camel(key), value]),
    ),
    children: element.children.map((child) => (isElement(child) ? plainNames(child) : child)),
  }
}

const camel = (name: string) =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** A single item, or a test without its items. */
export function isQtiRoot({ name }: XmlElement): boolean {
  return /^(qti-assessment-item|assessmentItem)$/.test(name)
}

export function isQtiPackage(manifest: PackageManifest): boolean {
  return [...manifest.resources.values()].some(({ type }) =>
    /^imsqti_(item|test)_xmlv[23]/.test(type),
  )
}

/** One item by itself, as one quiz of one question. */
export function readQti3Item(root: XmlElement, fileName: string, title: string): Imported {
  const draft = new ImportDraft()
  const item = plainNames(root)
  const found = readQtiItem(draft, item, fileName, () => null)
  const course = draft.course(title)
  draft.quiz(
    course,
    item.attributes.title || title,
    found.flatMap((one, at) => questionOf(draft, one, at) ?? []),
  )
  return draft.finish({ title, language: item.attributes.lang ?? '', place: fileName })
}

/** A package of QTI 3 or 2: its tests' sections become quizzes; items of no test come last. */
export function readQti3Package(archive: Archive, title: string): Imported {
  const manifest = readManifest(archive)
  const draft = new ImportDraft()
  const course = draft.course(manifest.title || title)
  const done = new Set<string>()
  const read = (path: string) => {
    done.add(path)
    const bytes = archive.files.get(manifest.folder + path)
    if (!bytes) {
      draft.lose('imsmanifest.xml', path, 'file_missing')
      return []
    }
    const folder = path.split('/').slice(0, -1).join('/')
    const root = plainNames(readXml(path, bytes))
    return readQtiItem(draft, root, path, packageFinder(archive, manifest.folder, folder))
  }
  const quiz = (name: string, paths: readonly string[]) => {
    for (const { title: of, part } of quizzesOf(name, paths.flatMap(read))) {
      draft.quiz(
        course,
        of,
        part.flatMap((one, at) => questionOf(draft, one, at) ?? []),
      )
    }
  }
  const resources = [...manifest.resources.values()]
  for (const { type, href } of resources) {
    if (!/^imsqti_test_/.test(type)) continue
    const bytes = archive.files.get(manifest.folder + href)
    if (!bytes) draft.lose('imsmanifest.xml', href, 'file_missing')
    else
      for (const section of sectionsOf(draft, plainNames(readXml(href, bytes)), href))
        quiz(...section)
  }
  const rest = resources.filter(({ type, href }) => /^imsqti_item_/.test(type) && !done.has(href))
  if (rest.length > 0)
    quiz(
      manifest.title || title,
      rest.map(({ href }) => href),
    )
  for (const { type, href, id } of resources) {
    if (/^imsqti_(item|test)_|^webcontent$|^associatedcontent/.test(type)) continue
    draft.lose(href || id, href || id, 'resource_kind', { kind: type })
  }
  return draft.finish({
    title: manifest.title || title,
    language: manifest.language,
    place: 'imsmanifest.xml',
  })
}

/** Each section that holds items itself, with their paths. */
function sectionsOf(draft: ImportDraft, test: XmlElement, path: string): [string, string[]][] {
  const title = test.attributes.title ?? ''
  const folder = path.split('/').slice(0, -1).join('/')
  if (below(test, 'selection').length > 0) draft.lose(path, title, 'random')
  if (first(test, 'timeLimits') || below(test, 'itemSessionControl').length > 0) {
    draft.lose(path, title, 'quiz_settings')
  }
  return below(test, 'assessmentSection').flatMap((section): [string, string[]][] => {
    const paths = section.children
      .filter(isElement)
      .filter(({ name }) => name === 'assessmentItemRef')
      .flatMap(({ attributes }) => resolvePath(folder, attributes.href ?? '') ?? [])
    return paths.length > 0 ? [[section.attributes.title || title, paths]] : []
  })
}
