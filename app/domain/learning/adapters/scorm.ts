import type { Archive } from '~/platform/archives/archive'
import {
  isKept,
  isProgram,
  leftBehind,
  packageLimits,
  packagePathProblem,
} from '../content/package-files'
import type { PackageStandard } from '../content/track-content'
import { ImportDraft, type Imported } from './import-draft'
import { ImportRefused } from './import-refused'
import type { LossReason } from './loss'
import {
  licenceOf,
  type OutlineItem,
  type PackageManifest,
  type Resource,
  readManifest,
} from './package-manifest'
import { all, below, first, plainText, type XmlElement } from './xml-tree'

type Sco = { readonly title: string; readonly resource: Resource; readonly parameters: string }

const attributeOf = (element: XmlElement, name: RegExp) =>
  Object.entries(element.attributes).find(([key]) => name.test(key))?.[1] ?? ''
const isSco = ({ element }: Resource) => /^sco$/i.test(attributeOf(element, /^scormtype$/i))

/** Whether a manifest speaks of SCORM: by its schema, or by what its resources are. */
export function isScorm({ schema, root }: PackageManifest): boolean {
  const resources = all(first(root, 'resources'), 'resource')
  return /scorm/i.test(schema) || resources.some((one) => attributeOf(one, /^scormtype$/i) !== '')
}

/** The edition: what the manifest says, or how it writes the mark of its resources. */
function standardOf({ version, root }: PackageManifest): PackageStandard {
  if (/2004|cam\s*1\.3|^1\.3/i.test(version)) return 'scorm_2004'
  if (/^1\.[012]\b/.test(version)) return 'scorm_1_2'
  const resources = all(first(root, 'resources'), 'resource')
  return resources.some((one) => 'scormType' in one.attributes) ? 'scorm_2004' : 'scorm_1_2'
}

/**
 * SCORM 1.2 and 2004 with one SCO. Its files are kept as they are; a lesson plays them. Of several
 * SCOs the first one is taken.
 * @param archive with the bytes of everything that is kept
 * @throws ImportRefused
 */
export function readScorm(archive: Archive, fallbackTitle: string): Imported {
  const manifest = readManifest(archive)
  const place = `${manifest.folder}imsmanifest.xml`
  const draft = new ImportDraft()
  const title = manifest.title || fallbackTitle
  const [sco, ...others] = scosOf(manifest)
  if (!sco) throw new ImportRefused('scorm_no_sco', place)
  for (const other of others) draft.lose(place, other.title || other.resource.id, 'scorm_sco')
  for (const reason of lossesOf(manifest)) draft.lose(place, title, reason)
  const files = filesOf(draft, archive, manifest.folder)
  const start = files.get(sco.resource.href)
  if (!start) throw new ImportRefused('scorm_launch', sco.resource.href || place)
  if (hasFrames(start)) draft.lose(sco.resource.href, title, 'scorm_frames')
  draft.package(draft.course(title), sco.title || title, minutesOf(manifest), {
    standard: standardOf(manifest),
    launch: launchOf(sco),
    files,
  })
  return draft.finish({
    title,
    language: manifest.language,
    licence: licenceOf(manifest.rights),
    place,
  })
}

/** The SCOs in the order of the outline; where it names none, as they are listed. */
function scosOf(manifest: PackageManifest): Sco[] {
  const { resources, root } = manifest
  const parameters = new Map(
    below(first(root, 'organizations'), 'item')
      .reverse()
      .map(({ attributes }) => [attributes.identifierref ?? '', attributes.parameters ?? '']),
  )
  const named = flat(manifest.outline).flatMap(({ title, resourceId }): Sco[] => {
    const resource = resourceId === null ? undefined : resources.get(resourceId)
    if (!resource || !isSco(resource)) return []
    return [{ title, resource, parameters: parameters.get(resource.id) ?? '' }]
  })
  if (named.length > 0) return named
  return [...resources.values()]
    .filter(isSco)
    .map((resource) => ({ title: '', resource, parameters: '' }))
}

const flat = (items: readonly OutlineItem[]): OutlineItem[] =>
  items.flatMap((item) => [item, ...flat(item.items)])

/** The address within the package, with the query of the resource and the parameters of the item. */
function launchOf({ resource, parameters }: Sco): string {
  const path = resource.href.split('/').map(encodeURIComponent).join('/')
  const query = /\?[^#]*/.exec(resource.element.attributes.href ?? '')?.[0] ?? ''
  const more = parameters.trim().replace(/^[?&]+/, '')
  if (more === '') return path + query
  if (more.startsWith('#')) return path + query + more
  return `${path}${query === '' ? '?' : `${query}&`}${more}`
}

/** What the manifest asks for and Samar does not do; each is said once. */
function lossesOf({ root }: PackageManifest): LossReason[] {
  const has = (...names: readonly string[]) => names.some((name) => below(root, name).length > 0)
  const found: readonly (LossReason | false)[] = [
    has('sequencing', 'sequencingCollection', 'prerequisites') && 'scorm_sequencing',
    has('primaryObjective', 'objective') && 'scorm_objectives',
    has('lom', 'location') && 'scorm_metadata',
    has(
      ...['masteryscore', 'maxtimeallowed', 'timelimitaction', 'datafromlms'],
      ...['timeLimitAction', 'dataFromLMS', 'completionThreshold'],
    ) && 'scorm_settings',
  ]
  return found.filter((reason) => reason !== false)
}

/** The package's files by their path in it; what cannot be played is written down as lost. */
function filesOf(draft: ImportDraft, archive: Archive, folder: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const entries = archive.entries.filter(({ path }) => path.startsWith(folder))
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  if (entries.length > packageLimits.files || bytes > packageLimits.bytes) {
    throw new ImportRefused('scorm_large')
  }
  for (const { path } of entries) {
    const inner = path.slice(folder.length)
    if (leftBehind.test(`x/${inner}`)) continue
    const content = archive.files.get(path)
    const fits = isKept(inner) && !packagePathProblem(`packages/${'x'.repeat(60)}/${inner}`)
    if (content && fits) files.set(inner, content)
    else draft.lose(path, inner, isProgram(inner) ? 'scorm_program' : 'scorm_document')
  }
  return files
}

const hasFrames = (page: Uint8Array) =>
  /<(i?frame)\b[^>]*\bsrc\s*=/i.test(new TextDecoder('latin1').decode(page))

/** How long the author says that it takes; a quarter of an hour where nothing is said. */
function minutesOf({ root }: PackageManifest): number {
  const said = [...below(root, 'typicallearningtime'), ...below(root, 'typicalLearningTime')][0]
  const [, days, hours, minutes] =
    /P(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?)?/.exec(plainText(said ?? null)) ?? []
  const total = Number(days ?? 0) * 1_440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  return total > 0 ? Math.min(total, 6_000) : 15
}
