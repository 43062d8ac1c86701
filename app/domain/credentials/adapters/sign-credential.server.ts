import { createPrivateKey, type JsonWebKey, sign } from 'node:crypto'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { fromJwk } from '@digitalbazaar/ed25519-multikey'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { issue } from '@digitalbazaar/vc'
import { secondsOf } from '../issuer'
import { contextLoader } from './contexts.server'

/** A private key with the URL under which its public half is found. */
export type SigningKey = {
  readonly method: string
  readonly controller: string
  readonly privateJwk: JsonWebKey
}

export type UnsignedCredential = Readonly<Record<string, unknown>> & {
  readonly '@context': readonly string[]
  readonly id: string
}

/**
 * Adds a Data Integrity proof (eddsa-rdfc-2022). A term that no context defines would not be signed,
 * so it is refused. Reaches for nothing outside.
 */
export async function withProof(
  document: UnsignedCredential,
  { method, controller, privateJwk }: SigningKey,
  at: Date,
): Promise<Record<string, unknown> & { proof: object }> {
  const pair = await fromJwk({ jwk: privateJwk, secretKey: true, id: method, controller })
  const suite = new DataIntegrityProof({
    signer: pair.signer(),
    date: secondsOf(at),
    cryptosuite,
  })
  const credential = structuredClone(document)
  return issue({ credential, suite, documentLoader: contextLoader(), now: at })
}

type Dated = UnsignedCredential & {
  readonly issuer: { readonly id: string }
  readonly credentialSubject: { readonly id: string }
  readonly validFrom: string
  readonly validUntil?: string
}

const numericDate = (text: string) => Math.floor(Date.parse(text) / 1_000)

/** The same credential as a compact JWS: Open Badges 3.0, VC-JWT, RS256. */
export function asJwt(document: Dated, { method, privateJwk }: SigningKey): string {
  const header = { alg: 'RS256', kid: method, typ: 'JWT' }
  const payload = {
    ...document,
    iss: document.issuer.id,
    jti: document.id,
    sub: document.credentialSubject.id,
    nbf: numericDate(document.validFrom),
    ...(document.validUntil ? { exp: numericDate(document.validUntil) } : {}),
  }
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const input = `${encode(header)}.${encode(payload)}`
  const key = createPrivateKey({ key: privateJwk, format: 'jwk' })
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`
}
