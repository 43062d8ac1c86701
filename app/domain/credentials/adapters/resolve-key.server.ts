import type { KeyObject } from 'node:crypto'
import { readDidWeb } from '../did-web'
import type { Reason } from '../verification'
import { isObject, type JsonObject, listOf, textOf } from './bounded-json'
import type { Outside } from './outside.server'
import { keyOfJwk, keyOfMethod, keyOfMultibase } from './public-key'

export type FoundKey =
  | { readonly ok: true; readonly key: KeyObject; readonly revokedAt: Date | null }
  | { readonly ok: false; readonly reason: Reason }

/** DID documents of our own issuers, which are never asked for over the network. */
export type OwnIssuers = {
  /** Undefined: the address is not ours; null: it is, and nobody is there. */
  didDocument(did: string): Promise<JsonObject | null | undefined>
  isOwnAddress(url: string): boolean
}

const no = (reason: Reason): FoundKey => ({ ok: false, reason })

/**
 * Finds a public key by the name that a proof or a token gives: did:web, did:key, or the https address
 * of a JWK. Whether it may speak for the issuer is another question.
 */
export async function resolveKey(
  method: string,
  own: OwnIssuers,
  outside: Outside,
): Promise<FoundKey> {
  if (method.startsWith('did:key:')) return fromDidKey(method)
  if (method.startsWith('did:web:')) return fromDidWeb(method, own, outside)
  if (/^https?:\/\//.test(method)) return fromAddress(method, own, outside)
  return no('issuer_method')
}

function fromDidKey(method: string): FoundKey {
  const [did = '', fragment] = method.split('#')
  const name = did.slice('did:key:'.length)
  if (fragment !== undefined && fragment !== name) return no('issuer_no_key')
  const key = keyOfMultibase(name)
  return key ? { ok: true, key, revokedAt: null } : no('issuer_method')
}

async function fromDidWeb(method: string, own: OwnIssuers, outside: Outside): Promise<FoundKey> {
  const did = method.split('#')[0] ?? ''
  const home = readDidWeb(did)
  if (!home) return no('issuer_no_key')
  const ours = await own.didDocument(did)
  const document = ours === undefined ? await outside.json(home.document) : ours
  if (!document) return no(ours === undefined ? 'issuer_unreachable' : 'issuer_no_key')
  return methodIn(document, did, method)
}

/** The method of this name in a DID document that is about this DID and lets it assert something. */
function methodIn(document: JsonObject, did: string, method: string): FoundKey {
  if (document.id !== did) return no('issuer_no_key')
  const named = (id: unknown) => id === method || (typeof id === 'string' && did + id === method)
  const embedded = listOf(document.assertionMethod).filter(isObject)
  const found = [...listOf(document.verificationMethod).filter(isObject), ...embedded].find(
    ({ id }) => named(id),
  )
  if (!found || (textOf(found.controller) ?? did) !== did) return no('issuer_no_key')
  const asserts = listOf(document.assertionMethod).some((one) =>
    named(isObject(one) ? one.id : one),
  )
  if (!asserts) return no('issuer_not_for_this')
  const key = keyOfMethod(found)
  return key ? { ok: true, key, revokedAt: momentOf(found.revoked) } : no('issuer_method')
}

function momentOf(value: unknown): Date | null {
  if (value === undefined) return null
  const time = Date.parse(String(value))
  // A key that was revoked at a time nobody can read is revoked from the beginning.
  return new Date(Number.isNaN(time) ? 0 : time)
}

/** A JWK, a set of them with the name in the fragment, or a verification method, at an address. */
async function fromAddress(method: string, own: OwnIssuers, outside: Outside): Promise<FoundKey> {
  // Our own keys are found by their DID only: nothing that somebody puts here can be a key.
  if (own.isOwnAddress(method)) return no('issuer_no_key')
  const [url = '', fragment] = method.split('#')
  const found = await outside.json(url)
  if (!found) return no('issuer_unreachable')
  const set = listOf(found.keys).filter(isObject)
  const jwk = set.length > 0 ? set.find(({ kid }) => kid === fragment || kid === method) : found
  const key = jwk?.kty === undefined ? keyOfMethod(found) : keyOfJwk(jwk)
  return key ? { ok: true, key, revokedAt: momentOf(found.revoked) } : no('issuer_no_key')
}
