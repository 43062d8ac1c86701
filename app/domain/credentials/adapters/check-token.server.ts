import { type KeyObject, verify } from 'node:crypto'
import type { Reason } from '../verification'
import { isObject, type JsonObject, textOf } from './bounded-json'
import type { Token } from './read-submitted'

/** The signature of a token, by the algorithm that it names and only with a key made for that. */
export function checkToken({ header, signed, signature }: Token, key: KeyObject): Reason {
  if (header.crit !== undefined || header.b64 !== undefined) return 'signature_suite'
  const data = Buffer.from(signed)
  const type = key.asymmetricKeyType
  try {
    switch (header.alg) {
      case 'RS256':
        return said(type === 'rsa' && verify('sha256', data, key, signature))
      case 'EdDSA':
      case 'Ed25519':
        return said(type === 'ed25519' && verify(null, data, key, signature))
      case 'ES256': {
        const curve = key.asymmetricKeyDetails?.namedCurve
        const given = { key, dsaEncoding: 'ieee-p1363' } as const
        return said(
          type === 'ec' && curve === 'prime256v1' && verify('sha256', data, given, signature),
        )
      }
      case undefined:
      case 'none':
        return 'signature_missing'
      default:
        return 'signature_suite'
    }
  } catch {
    return 'signature_wrong'
  }
}

const said = (holds: boolean): Reason => (holds ? 'signature_token' : 'signature_wrong')

const seconds = (text: unknown) => Math.floor(Date.parse(String(text)) / 1_000)

/** The claims around a credential may not say otherwise than the credential itself. */
export function claimsDiffer({ payload }: Token, credential: JsonObject): string | null {
  const issuer = isObject(credential.issuer) ? credential.issuer.id : credential.issuer
  const subject = isObject(credential.credentialSubject)
    ? credential.credentialSubject.id
    : undefined
  const from = credential.validFrom ?? credential.issuanceDate
  const until = credential.validUntil ?? credential.expirationDate
  if (textOf(payload.iss) !== issuer) return 'iss'
  if (payload.jti !== undefined && payload.jti !== credential.id) return 'jti'
  if (payload.sub !== undefined && subject !== undefined && payload.sub !== subject) return 'sub'
  if (payload.nbf !== undefined && payload.nbf !== seconds(from)) return 'nbf'
  if (payload.exp !== undefined && payload.exp !== seconds(until)) return 'exp'
  return null
}
