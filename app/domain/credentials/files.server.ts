import type { Viewer } from '~/domain/identity/viewer'
import type { SkillLevel } from '~/domain/skills/claim'
import type { Reader } from '~/platform/database.server'
import { badgePng } from './adapters/badge-png.server'
import { bakePng } from './adapters/baked-png'
import { bakeSvg } from './adapters/baked-svg'
import { badgeSvg } from './badge-image'
import { credentialFor } from './queries.server'

export const fileForms = ['json', 'jwt', 'png', 'svg'] as const
export type FileForm = (typeof fileForms)[number]

/** VC Data Model 2.0 names the first; a token is plain text to whoever saves it. */
const typeOf: Readonly<Record<FileForm, string>> = {
  json: 'application/vc+ld+json',
  jwt: 'text/plain; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
}

/** A credential as a file, for whoever may see it. @throws Refused not_found */
export async function credentialFile(
  db: Reader,
  viewer: Viewer,
  credentialId: string,
  form: FileForm,
): Promise<Response> {
  const { row } = await credentialFor(db, viewer, credentialId)
  const level = row.level as SkillLevel
  const contents = {
    json: () => row.document,
    jwt: () => row.jwt,
    png: () => new Uint8Array(bakePng(badgePng(level), row.document)),
    svg: () => bakeSvg(badgeSvg(level), row.document),
  }
  const saved = form === 'json' ? 'inline' : 'attachment'
  return new Response(contents[form](), {
    headers: {
      'Content-Type': typeOf[form],
      'Content-Disposition': `${saved}; filename="${credentialId}.${form}"`,
      'Cache-Control': 'private, no-store',
      'Access-Control-Allow-Origin': '*',
    },
  })
}

/** JSON that verifiers everywhere may read, kept by caches for no longer than `seconds`. */
export function publicJson(body: unknown, type: string, seconds: number): Response {
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    headers: {
      'Content-Type': type,
      'Cache-Control': `public, max-age=${seconds}`,
      'Access-Control-Allow-Origin': '*',
    },
  })
}
