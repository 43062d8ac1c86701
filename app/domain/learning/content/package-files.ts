import type { LessonPackage } from './track-content'

/** Files of packages: pages with scripts of their own, kept as they came. */

const keyForm = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** Names that no archive may have either: they lead elsewhere on some system. */
function isPlainPath(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (path.length > 300 || /[\u0000-\u001f\u007f\\\ufffd]|\p{Surrogate}/u.test(path)) return false
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

/** Whether a path of a track's folder is no place for a package's file. */
export function packagePathProblem(path: string): boolean {
  const [root, folder = '', ...rest] = path.split('/')
  if (root !== 'packages' || folder.length > 60 || !keyForm.test(folder)) return true
  return !isPlainPath(rest.join('/'))
}

/**
 * The file that an address within a package names: "a%20b/index.html?x=1" is "a b/index.html".
 * Null for one that leads out of it.
 */
export function launchPath(launch: string): string | null {
  const plain = launch.replace(/[?#].*$/s, '')
  if (/^[a-z][a-z0-9+.-]*:/i.test(plain)) return null
  try {
    const parts = plain.split('/').map(decodeURIComponent)
    if (parts.some((part) => part.includes('/'))) return null
    const path = parts.join('/')
    return isPlainPath(path) ? path : null
  } catch {
    return null
  }
}

/** Where the first file of a package lies in the track's folder. */
export function launchFile({ folder, launch }: LessonPackage): string {
  return `packages/${folder}/${launchPath(launch) ?? ''}`
}

export const packageLimits = { files: 2_000, bytes: 150_000_000 } as const

/** What people and systems leave in folders, and nobody means as a part of what is in them. */
export const leftBehind =
  /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)|^(README|LICEN[CS]E)(\.[a-z]+)?$/i

/** Documents that are archives inside, which nothing reads here. */
const documents = /\.(docx|xlsx|pptx|odt|ods|odp|epub|svgz|gz|swc|apk)$/i

/** Programs for the reader's machine: a page needs none, and nobody should be handed one here. */
const programs =
  /\.(exe|com|bat|cmd|msi|msix|scr|pif|cpl|dll|sys|ps1|vbs|vbe|wsf|hta|lnk|reg|sh|app|dmg|pkg|deb|rpm|so|dylib|class)$/i

export const isProgram = (path: string) => programs.test(path)

/** Whether a file of a package comes along. */
export function isKept(path: string): boolean {
  return !leftBehind.test(`x/${path}`) && !documents.test(path) && !isProgram(path)
}

/** Whether an entry of an archive may be of a package within a track's folder. */
export function maybeOfPackage(path: string): boolean {
  return /(^|\/)packages\/[a-z0-9-]+\/./.test(path) && isKept(path)
}
