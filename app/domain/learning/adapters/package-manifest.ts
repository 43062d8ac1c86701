import type { Archive } from '~/platform/archives/archive'
import type { Found } from './import-draft'
import { ImportRefused } from './import-refused'
import { all, below, first, plainText, readXml, type XmlElement } from './xml-tree'

/** A file of an IMS package, as its manifest names it. */
export type Resource = {
  readonly id: string
  readonly type: string
  readonly href: string
  readonly files: readonly string[]
  readonly dependencies: readonly string[]
  readonly element: XmlElement
}
export type OutlineItem = {
  readonly title: string
  readonly resourceId: string | null
  readonly items: readonly OutlineItem[]
}
export type PackageManifest = {
  readonly root: XmlElement
  readonly title: string
  readonly schema: string
  readonly version: string
  readonly language: string
  readonly rights: string
  readonly outline: readonly OutlineItem[]
  readonly resources: ReadonlyMap<string, Resource>
  /** The folder of the archive that the manifest lies in, with its "/"; mostly "". */
  readonly folder: string
}

/** Where the manifest is: at the top, or in the only folder that holds everything. */
export function manifestPath(archive: Archive): string | null {
  const paths = archive.entries.map(({ path }) => path)
  if (paths.includes('imsmanifest.xml')) return 'imsmanifest.xml'
  const inside = paths.filter((path) => /^[^/]+\/imsmanifest\.xml$/.test(path))
  return inside.length === 1 ? (inside[0] ?? null) : null
}

/** @throws ImportRefused */
export function readManifest(archive: Archive): PackageManifest {
  const path = manifestPath(archive)
  const bytes = path === null ? undefined : archive.files.get(path)
  if (path === null || bytes === undefined) throw new ImportRefused('manifest_missing')
  const root = readXml(path, bytes)
  if (root.name !== 'manifest') throw new ImportRefused('manifest_missing', path)
  const metadata = first(root, 'metadata')
  const lom = first(metadata, 'lom')
  const base = root.attributes.base ?? ''
  const resources = all(first(root, 'resources'), 'resource').map((element): Resource => {
    const inner =
      base + (first(root, 'resources')?.attributes.base ?? '') + (element.attributes.base ?? '')
    const inside = (href: string) => insidePath(path, inner + href)
    return {
      id: element.attributes.identifier ?? '',
      type: element.attributes.type ?? '',
      href: element.attributes.href ? inside(element.attributes.href) : '',
      files: all(element, 'file').map((file) => inside(file.attributes.href ?? '')),
      dependencies: all(element, 'dependency').map((one) => one.attributes.identifierref ?? ''),
      element,
    }
  })
  const organisations = first(root, 'organizations')
  const chosen = organisations?.attributes.default
  const organisation =
    all(organisations, 'organization').find(({ attributes }) => attributes.identifier === chosen) ??
    first(organisations, 'organization')
  return {
    root,
    title: plainText(first(lom, 'general', 'title')) || plainText(first(organisation, 'title')),
    schema: plainText(first(metadata, 'schema')),
    version: plainText(first(metadata, 'schemaversion')),
    language: plainText(first(lom, 'general', 'language')),
    rights: plainText(first(lom, 'rights', 'description')),
    outline: outlineOf(organisation),
    resources: new Map(resources.map((resource) => [resource.id, resource])),
    folder: path.slice(0, -'imsmanifest.xml'.length),
  }
}

const outlineOf = (of: XmlElement | null): OutlineItem[] =>
  all(of, 'item').map((item) => ({
    title: plainText(first(item, 'title')),
    resourceId: item.attributes.identifierref ?? null,
    items: outlineOf(item),
  }))

/** The path as archives write it. A manifest that points outside its own package is refused. */
function insidePath(place: string, href: string): string {
  const path = decodedPath(href)
  if (/^[a-z][a-z0-9+.-]*:|^\/|\\/i.test(path)) {
    if (/^https?:\/\//i.test(path)) return path
    throw new ImportRefused('manifest_outside', place)
  }
  const inside = resolvePath('', path)
  if (inside === null) throw new ImportRefused('manifest_outside', place)
  return inside
}

/** An address without its query, with its signs as they are in names of files. */
export function decodedPath(href: string): string {
  const plain = href.replace(/[?#].*$/s, '')
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain
  }
}

/** Where a path leads from a folder; null where it leaves the package. */
export function resolvePath(folder: string, path: string): string | null {
  const parts: string[] = folder.split('/').filter((part) => part !== '')
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/')
}

/** Looks files of a package up as its pages name them: by their folder, or in a folder for files. */
export function packageFinder(
  archive: Archive,
  packageFolder: string,
  pageFolder: string,
): (address: string) => Found | null {
  return (address) => {
    const path = decodedPath(address.replace(/%24/g, '$'))
    const places = /^\/?\$(?:IMS-CC-FILEBASE|IMS_CC_FILEBASE|1EdTech-CC-FILEBASE)\$\/?/i.test(path)
      ? ['web_resources', ''].map((folder) =>
          resolvePath(folder, path.replace(/^\/?\$[^$]*\$\/?/, '')),
        )
      : [resolvePath(pageFolder, path), resolvePath('', path), resolvePath('web_resources', path)]
    for (const place of places) {
      const bytes = place === null ? undefined : archive.files.get(packageFolder + place)
      if (place !== null && bytes) return { path: place, bytes }
    }
    return null
  }
}

/** The licence that a package names, by its short name where it is a Creative Commons one. */
export function licenceOf(words: string): string {
  const match = /creativecommons\.org\/(licenses|publicdomain)\/([a-z-]+)\/([\d.]+)/i.exec(words)
  if (!match) return words
  const [, kind, name = '', version = ''] = match
  return kind === 'publicdomain' ? `CC0-${version}` : `CC-${name.toUpperCase()}-${version}`
}

/** Elements anywhere in a manifest that say that something needs a login or a payment. */
export function isRestricted(element: XmlElement): boolean {
  return [...below(element, 'authorization'), ...below(element, 'authorizations')].length > 0
}
