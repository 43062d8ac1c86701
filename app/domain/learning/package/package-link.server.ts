import { macHolds, macOf } from '~/platform/crypto.server'
import { env } from '~/platform/env.server'
import type { LessonPackage } from '../content/track-content'

/** How long the address of a package leads to it, on the machine's clock. */
const hours = { lesson: 12, draft: 1 }
const hourMs = 3_600_000
const purpose = 'package-link'

export type PackageLink = { readonly versionId: string; readonly folder: string }

const said = ({ versionId, folder }: PackageLink, until: number) =>
  `${versionId}\n${folder}\n${until}`

/**
 * Where a package of a version is played: on the origin for packages, under a path that nobody can
 * guess and that leads nowhere after some hours. Null where there is no such origin.
 * @param now the machine's time
 */
export function packageHref(
  versionId: string,
  { folder, launch }: LessonPackage,
  { now, draft = false }: { now: Date; draft?: boolean },
): string | null {
  const origin = env().CONTENT_ORIGIN
  if (!origin) return null
  // Whole hours, so that a browser keeps the files when the page is opened again.
  const until = Math.ceil(now.getTime() / hourMs) + (draft ? hours.draft : hours.lesson)
  const link = { versionId, folder }
  const mac = macOf(said(link, until), purpose)
  return `${origin}/p/${versionId}.${folder}.${until}.${mac}/${launch}`
}

/** What a path's sign stands for; null for one that was not given out here or is over. */
export function readPackageLink(sign: string, now: Date): PackageLink | null {
  const [versionId = '', folder = '', until = '', mac = '', ...more] = sign.split('.')
  if (more.length > 0 || !/^\d{1,9}$/.test(until)) return null
  const link = { versionId, folder }
  if (!macHolds(said(link, Number(until)), purpose, mac)) return null
  return Number(until) * hourMs > now.getTime() ? link : null
}
