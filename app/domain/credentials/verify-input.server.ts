import type { Viewer } from '~/domain/identity/viewer'
import { isId } from '~/kernel/ids'
import type { Db, Reader } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { countAttempt } from '~/platform/limits.server'
import { type Outside, outsideReader } from './adapters/outside.server'
import {
  mostBytes,
  type ReadProblem,
  readSubmitted,
  type Submitted,
} from './adapters/read-submitted'
import { credentialFor } from './queries.server'
import type { Report } from './verification'
import { verifyCredential } from './verify-credential.server'

export type HandedIn = { readonly file: File | null; readonly text: string; readonly url: string }
export type VerifyProblem = ReadProblem | 'one_only' | 'address'

export type Verified =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly field: 'file' | 'text' | 'url'; readonly problem: VerifyProblem }

/**
 * Checking costs a little time, asking other machines more, so nobody makes Samar do it on and on. A
 * room full of people behind one address gets through.
 */
const limits = {
  checks: { points: 120, perSeconds: 300 },
  asking: { points: 40, perSeconds: 300 },
}

/**
 * Reads what was handed in, from wherever it comes, and checks it. Nothing of it is kept.
 * @throws Refused too_many_attempts for a network address that asks too often.
 */
export async function verifyHandedIn(
  db: Db,
  viewer: Viewer,
  { file, text, url }: HandedIn,
  { at, address }: { at: Date; address: string },
): Promise<Verified> {
  const given = [file, text, url].filter(Boolean).length
  if (given === 0) return { ok: false, field: 'file', problem: 'empty' }
  if (given > 1) return { ok: false, field: 'file', problem: 'one_only' }
  await countAttempt(db, `verify:${address}`, limits.checks)
  const outside = counted(outsideReader(), () =>
    countAttempt(db, `verify-outside:${address}`, limits.asking),
  )
  if (file) {
    if (file.size > mostBytes) return { ok: false, field: 'file', problem: 'too_large' }
    const read = readSubmitted(Buffer.from(await file.arrayBuffer()))
    return read.ok ? done(read.submitted) : { ok: false, field: 'file', problem: read.problem }
  }
  // An address among the text is an address all the same.
  const asked = text ? addressIn(text) : url
  const field = text ? 'text' : 'url'
  const own = asked === null ? text : await ownText(db, viewer, asked)
  const body = own === null && asked !== null ? await outside.file(asked) : Buffer.from(own ?? '')
  if (body === null) return { ok: false, field, problem: 'address' }
  const read = readSubmitted(body)
  return read.ok ? done(read.submitted) : { ok: false, field, problem: read.problem }

  async function done(submitted: Submitted): Promise<Verified> {
    return { ok: true, report: await verifyCredential(db, submitted, at, outside) }
  }
}

/** The one address that a text consists of; null for any other text. */
function addressIn(text: string): string | null {
  return /^https?:\/\/\S+$/i.test(text.trim()) ? text.trim() : null
}

/** The outside, counted once when it is first asked. */
function counted(outside: Outside, count: () => Promise<void>): Outside {
  let counting: Promise<void> | null = null
  const begin = () => {
    counting ??= count()
    return counting
  }
  return {
    text: async (url) => {
      await begin()
      return outside.text(url)
    },
    json: async (url) => {
      await begin()
      return outside.json(url)
    },
    file: async (url) => {
      await begin()
      return outside.file(url)
    },
  }
}

/** A credential of our own by its address, as far as the viewer may see it; null for any other address. */
async function ownText(db: Reader, viewer: Viewer, url: string): Promise<string | null> {
  if (!URL.canParse(url)) return null
  const { origin, pathname } = new URL(url)
  const [, id = '', form] =
    /^\/credentials\/([^/]+)(?:\/badge\.(json|jwt|png|svg))?$/.exec(pathname) ?? []
  if (origin !== new URL(env().APP_ORIGIN).origin || !isId('credential', id)) return null
  try {
    const { row } = await credentialFor(db, viewer, id)
    return form === 'jwt' ? row.jwt : row.document
  } catch {
    return null
  }
}
