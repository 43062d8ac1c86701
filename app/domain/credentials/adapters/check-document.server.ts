import { createHash, type KeyObject, verify } from 'node:crypto'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import jsonld from 'jsonld'
import { fromBase58 } from '../issuer'
import type { Reason } from '../verification'
import { isObject, type Json, type JsonObject, listOf, textOf } from './bounded-json'
import { contextLoader, type DocumentLoader, isBundled } from './contexts.server'
import type { Outside } from './outside.server'

const mostContexts = 6
const canonicalMs = 5_000

/** Terms of JSON-LD that say what a plain value is; all others could hide a field behind another name. */
const valueTerms = new Set(['@context', '@value', '@language', '@direction'])

/**
 * A field that is not a plain term, such as a full IRI: RDF would read it, a reader of the JSON would
 * not. Null where there is none.
 */
export function disguisedField(value: Json | undefined): string | null {
  if (Array.isArray(value)) return first(value.map(disguisedField))
  if (!isObject(value)) return null
  const keys = Object.keys(value)
  const odd = keys.find((key) => key.includes(':') || (key.startsWith('@') && !valueTerms.has(key)))
  return odd ?? first(keys.map((key) => (key === '@context' ? null : disguisedField(value[key]))))
}

const first = (found: (string | null)[]) => found.find((one) => one !== null) ?? null

/** The contexts of a document beyond those that lie beside the code, inline ones included. */
async function strangeContexts(document: JsonObject): Promise<Json[]> {
  const strange: Json[] = []
  const look = async (value: Json | undefined): Promise<void> => {
    if (Array.isArray(value)) for (const one of value) await look(one)
    if (!isObject(value)) return
    for (const one of listOf(value['@context'])) {
      if (typeof one !== 'string' || !(await isBundled(one))) strange.push(one)
    }
    for (const [key, one] of Object.entries(value)) if (key !== '@context') await look(one)
  }
  await look(document)
  return strange
}

function loaderFor(outside: Outside): DocumentLoader {
  let asked = 0
  return contextLoader(async (url) => {
    asked += 1
    if (asked > mostContexts) throw new ContextMissing(url)
    const found = await outside.json(url)
    if (!found) throw new ContextMissing(url)
    return found
  })
}

class ContextMissing extends Error {}

/** What a reader relies on; a context that comes with the credential may not rename any of it. */
const relied = ['id', 'type', 'issuer', 'validFrom', 'validUntil', 'issuanceDate', 'expirationDate']
const reliedWhole = ['credentialSubject', 'credentialStatus', 'name', 'evidence']

/** With nothing but the known contexts: does the document still say what its letters say? */
async function isRenamed(document: JsonObject, loader: DocumentLoader): Promise<boolean> {
  const known: string[] = []
  for (const one of listOf(document['@context'])) {
    if (typeof one === 'string' && (await isBundled(one))) known.push(one)
  }
  const plain = await jsonld.compact(document, { '@context': known }, { documentLoader: loader })
  return [...relied, ...reliedWhole].some(
    (name) => shape(document[name]) !== shape(plain[name] as Json | undefined),
  )
}

/** One spelling for values that differ only in single-element lists, order and what others add. */
function shape(value: Json | undefined): string {
  if (Array.isArray(value))
    return value.length === 1 ? shape(value[0]) : `[${value.map(shape).sort()}]`
  if (!isObject(value)) return JSON.stringify(value) ?? 'none'
  const known = Object.keys(value).filter((key) => key !== '@context')
  return `{${known.sort().map((key) => `${key}=${shape(value[key])}`)}}`
}

export type DocumentResult = { readonly reason: Reason; readonly field?: string }

/** Checks one Data Integrity proof of a document with the key that it names. */
export async function checkProof(
  document: JsonObject,
  proof: JsonObject,
  key: KeyObject,
  outside: Outside,
): Promise<DocumentResult> {
  if (proof.type !== 'DataIntegrityProof' || proof.cryptosuite !== 'eddsa-rdfc-2022') {
    return { reason: 'signature_suite' }
  }
  if (key.asymmetricKeyType !== 'ed25519') return { reason: 'signature_wrong' }
  const { proof: _, ...unsigned } = document
  const { proofValue, ...settings } = proof
  const disguised = disguisedField(unsigned) ?? disguisedField(settings)
  if (disguised) return { reason: 'signature_fields', field: disguised }
  const loader = loaderFor(outside)
  try {
    const strange = await strangeContexts(unsigned)
    if (strange.length > 0 && (await isRenamed(unsigned, loader))) {
      return { reason: 'signature_renamed' }
    }
    const context = unsigned['@context'] ?? null
    const config = { ...settings, '@context': settings['@context'] ?? context }
    const data = Buffer.concat([await digest(config, loader), await digest(unsigned, loader)])
    const value = textOf(proofValue) ?? ''
    const signature = value.startsWith('z') ? fromBase58(value.slice(1)) : null
    const holds = signature?.length === 64 && verify(null, data, key, signature)
    return { reason: holds ? 'signature_document' : 'signature_wrong' }
  } catch (error) {
    return troubleOf(error)
  }
}

async function digest(input: object, documentLoader: DocumentLoader): Promise<Buffer> {
  const signal = AbortSignal.timeout(canonicalMs)
  const text = await cryptosuite.canonize(input, { documentLoader, signal })
  return createHash('sha256').update(text).digest()
}

/** A field that no context defines would not be signed: the library says so, and so do we. */
function troubleOf(error: unknown): DocumentResult {
  for (let at: unknown = error; at instanceof Error; at = at.cause ?? detailsOf(at).cause) {
    if (at instanceof ContextMissing) return { reason: 'signature_context' }
    const { event } = detailsOf(at)
    if (event) return { reason: 'signature_fields', field: event.details?.property ?? '' }
  }
  return { reason: 'signature_wrong' }
}

type Details = { cause?: unknown; event?: { details?: { property?: string } } }
function detailsOf(error: Error): Details {
  const details = 'details' in error ? error.details : null
  return typeof details === 'object' && details !== null ? (details as Details) : {}
}
