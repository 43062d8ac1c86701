import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { assetName } from './markdown-tree'

/** What keeps a file from being used as a picture. */
export type PictureProblem =
  | 'picture_name'
  | 'picture_empty'
  | 'picture_large'
  | 'picture_kind'
  | 'picture_differs'
  | 'picture_broken'
  | 'picture_script'

export const pictureBytes = 2_000_000
export const mostPictures = 300

/** Of a track's files: what its texts can show. */
export const isPicture = ({ path }: { readonly path: string }) => path.startsWith('assets/')

const beginsWith = (bytes: Uint8Array, ...signs: number[]) =>
  signs.every((sign, at) => sign < 0 || bytes[at] === sign)

/** What the bytes are, whatever the file is called; null for anything but a picture. */
export function pictureKind(bytes: Uint8Array): 'png' | 'jpg' | 'gif' | 'webp' | 'svg' | null {
  if (beginsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (beginsWith(bytes, 0xff, 0xd8, 0xff)) return 'jpg'
  if (beginsWith(bytes, 0x47, 0x49, 0x46, 0x38)) return 'gif'
  if (beginsWith(bytes, 0x52, 0x49, 0x46, 0x46, -1, -1, -1, -1, 0x57, 0x45, 0x42, 0x50)) {
    return 'webp'
  }
  const head = new TextDecoder().decode(bytes.subarray(0, 4_096)).replace(/^\ufeff/, '')
  return /^\s*(<\?xml[^>]*\?>\s*)?(<!--[\s\S]*?-->\s*)*(<!DOCTYPE[\s\S]*?>\s*)?<svg[\s/>]/i.test(
    head,
  )
    ? 'svg'
    : null
}

/** Whether a file says by its name that it is a picture of a kind that is shown. */
export function isNamedPicture(fileName: string): boolean {
  return /\.(png|jpe?g|gif|webp|svg)$/i.test(fileName)
}

/** "Plan (1).PNG" → "assets/plan-1.png". Null where nothing of a name is left. */
export function picturePath(fileName: string): string | null {
  const base = fileName.split(/[\\/]/).at(-1) ?? ''
  const found = /^(.*)\.([a-z0-9]{1,5})$/i.exec(base)
  if (!found) return null
  const stem = (found?.[1] ?? '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return assetName(`assets/${stem || 'picture'}.${(found?.[2] ?? '').toLowerCase()}`)
}

/** What is wrong with a file that somebody wants to show; null when nothing is. */
export function pictureProblem(fileName: string, bytes: Uint8Array): PictureProblem | null {
  const path = picturePath(fileName)
  if (path === null) return 'picture_name'
  if (bytes.byteLength === 0) return 'picture_empty'
  if (bytes.byteLength > pictureBytes) return 'picture_large'
  return kindProblem(path, bytes)
}

/** What keeps a file from being served as the picture that its name says it is, whatever its size. */
export function kindProblem(
  path: string,
  bytes: Uint8Array,
): 'picture_kind' | 'picture_differs' | DrawingProblem | null {
  const kind = pictureKind(bytes)
  if (kind === null) return 'picture_kind'
  const ending = path.split('.').at(-1)?.toLowerCase().replace('jpeg', 'jpg')
  if (ending !== kind) return 'picture_differs'
  return kind === 'svg' ? drawingProblem(bytes) : null
}

type DrawingProblem = 'picture_broken' | 'picture_script'

/** Elements that a drawing needs not and a script would use. */
const refused =
  /^(script|foreignobject|iframe|embed|object|handler|listener|audio|video|a|set|animate.*)$/

/**
 * A drawing is served so that nothing in it can run; one that tries is refused all the same, since it
 * may be downloaded and opened elsewhere.
 */
export function drawingProblem(bytes: Uint8Array): DrawingProblem | null {
  const text = new TextDecoder().decode(bytes)
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) return 'picture_script'
  if (XMLValidator.validate(text) !== true) return 'picture_broken'
  const parser = new XMLParser({
    ...{ ignoreAttributes: false, preserveOrder: true, processEntities: false },
    ...{ attributeNamePrefix: '', maxNestedTags: 200 },
  })
  try {
    return isHarmless(parser.parse(text)) ? null : 'picture_script'
  } catch {
    return 'picture_broken'
  }
}

type Node = { readonly [name: string]: unknown }

function isHarmless(nodes: readonly Node[]): boolean {
  return nodes.every((node) =>
    Object.entries(node).every(([name, inner]) => {
      if (name === ':@') return Object.entries(inner as Node).every(isHarmlessAttribute)
      const plain = name.replace(/^.*:/, '').toLowerCase()
      if (name !== '#text' && refused.test(plain)) return false
      if (name === '#text') return !reachesOut(decoded(String(inner)))
      return Array.isArray(inner) ? isHarmless(inner) : true
    }),
  )
}

/** Letters that were written as numbers, so that nothing hides behind them. */
const decoded = (text: string) =>
  text.replace(/&#(x[0-9a-f]{1,6}|\d{1,7});/gi, (_, code: string) => {
    const point = Number(code.toLowerCase().startsWith('x') ? `0${code}` : code)
    return point <= 0x10_ffff ? String.fromCodePoint(point) : ''
  })

/** In a style or an attribute: an address that is not within the drawing, or a script. */
const reachesOut = (text: string) =>
  /\\[0-9a-f]|@import|javascript:|expression\(|url\(\s*['"]?(?!#|data:image\/(png|jpeg|gif|webp))/i.test(
    text,
  )

function isHarmlessAttribute([name, value]: [string, unknown]): boolean {
  const plain = name.replace(/^.*:/, '').toLowerCase()
  const text = decoded(String(value)).trim()
  if (plain.startsWith('on')) return false
  if (plain === 'href' || plain === 'src') {
    return text.startsWith('#') || /^data:image\/(png|jpeg|gif|webp)[;,]/i.test(text)
  }
  return !reachesOut(text)
}
