import { isPng, readBakedPng } from './baked-png'
import { readBakedSvg } from './baked-svg'
import {
  isObject,
  type Json,
  type JsonObject,
  type JsonProblem,
  readJsonObject,
} from './bounded-json'

/** A credential as it was handed in: as a document with its proofs, or as a signed token. */
export type Submitted =
  | { readonly form: 'document'; readonly document: JsonObject }
  | { readonly form: 'token'; readonly token: Token }

export type Token = {
  readonly header: JsonObject
  readonly payload: JsonObject
  readonly signed: string
  readonly signature: Buffer
}

export type ReadProblem =
  | JsonProblem
  | 'empty'
  | 'no_credential'
  | 'several'
  | 'declares_entities'
  | 'unreadable'
  | 'older_badge'

export type ReadResult = { ok: true; submitted: Submitted } | { ok: false; problem: ReadProblem }

/** More than any credential with its picture; strangers can send no more anyway. */
export const mostBytes = 1_000_000

/** Finds the credential in whatever was handed in: JSON, a token, or a baked PNG or SVG. */
export function readSubmitted(bytes: Buffer): ReadResult {
  if (bytes.length > mostBytes) return { ok: false, problem: 'too_large' }
  if (isPng(bytes)) {
    const found = readBakedPng(bytes)
    return found.ok ? readText(found.text) : found
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!text.trimStart().startsWith('<')) return readText(text)
    const found = readBakedSvg(text)
    return found.ok ? readText(found.text) : found
  } catch {
    return { ok: false, problem: 'unreadable' }
  }
}

export function readText(given: string): ReadResult {
  const text = given.trim()
  if (text === '') return { ok: false, problem: 'empty' }
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return readToken(text)
  if (!text.startsWith('{')) return { ok: false, problem: 'unreadable' }
  const read = readJsonObject(text)
  if (!read.ok) return read
  if (isOlder(read.value)) return { ok: false, problem: 'older_badge' }
  return { ok: true, submitted: { form: 'document', document: read.value } }
}

/** Open Badges 2.0 signs nothing that could be checked here. */
function isOlder({ '@context': context }: JsonObject): boolean {
  return typeof context === 'string' && /openbadges\/v[12]/.test(context)
}

function readToken(text: string): ReadResult {
  const [header = '', payload = '', signature = ''] = text.split('.')
  const [first, second] = [header, payload].map((part) =>
    readJsonObject(Buffer.from(part, 'base64url').toString()),
  )
  if (!first?.ok) return first ?? { ok: false, problem: 'unreadable' }
  if (!second?.ok) return second ?? { ok: false, problem: 'unreadable' }
  return {
    ok: true,
    submitted: {
      form: 'token',
      token: {
        header: first.value,
        payload: second.value,
        signed: `${header}.${payload}`,
        signature: Buffer.from(signature, 'base64url'),
      },
    },
  }
}

const claims = new Set(['iss', 'jti', 'nbf', 'sub', 'exp', 'iat', 'aud', 'vc'])

/** A time of a token as a credential writes it. */
const momentOf = (seconds: Json | undefined) =>
  typeof seconds === 'number' && Math.abs(seconds) < 1e11
    ? new Date(seconds * 1_000).toISOString()
    : undefined

/**
 * The credential that a token carries: as the payload itself, or in `vc` as tokens once did; there
 * the claims may stand for fields that the credential leaves out.
 */
export function credentialIn({ payload }: Token): JsonObject {
  const { vc } = payload
  if (!isObject(vc)) {
    return Object.fromEntries(Object.entries(payload).filter(([name]) => !claims.has(name)))
  }
  const from = vc.validFrom === undefined ? momentOf(payload.nbf) : undefined
  const until = vc.validUntil === undefined ? momentOf(payload.exp) : undefined
  const implied = {
    ...(payload.iss === undefined ? {} : { issuer: payload.iss }),
    ...(payload.jti === undefined ? {} : { id: payload.jti }),
    ...(from === undefined ? {} : { issuanceDate: from }),
    ...(until === undefined ? {} : { expirationDate: until }),
  }
  return { ...implied, ...vc }
}
