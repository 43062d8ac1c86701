/** What a key signs with: Ed25519 for Data Integrity proofs, RSA for VC-JWT. */
export const keyKinds = ['Ed25519', 'RSA'] as const
export type KeyKind = (typeof keyKinds)[number]

/** The platform's own issuer. */
export const platformSlug = 'samar'

/** did:web of an issuer under an origin: the port is percent-encoded, the path becomes colons. */
export function didOf(origin: string, slug: string): string {
  return `did:web:${encodeURIComponent(new URL(origin).host)}:issuers:${slug}`
}

/** The name of a key inside its DID document. */
export function methodOf(did: string, keyId: string): string {
  return `${did}#${keyId}`
}

export type PublicKey = {
  readonly id: string
  readonly kind: KeyKind
  readonly publicJwk: Readonly<Record<string, string>>
  readonly createdAt: Date
  readonly retiredAt: Date | null
  readonly compromisedAt: Date | null
}

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Base58 as Bitcoin writes it; leading zero bytes become ones. */
export function base58(bytes: Uint8Array): string {
  let number = 0n
  for (const byte of bytes) number = (number << 8n) | BigInt(byte)
  let text = ''
  for (; number > 0n; number /= 58n) text = alphabet[Number(number % 58n)] + text
  for (const byte of bytes) {
    if (byte !== 0) break
    text = `1${text}`
  }
  return text
}

/** The bytes behind base58; null where it is none or longer than a key could be. */
export function fromBase58(text: string): Uint8Array | null {
  if (text.length > 200) return null
  let number = 0n
  for (const letter of text) {
    const digit = alphabet.indexOf(letter)
    if (digit < 0) return null
    number = number * 58n + BigInt(digit)
  }
  const bytes: number[] = []
  for (; number > 0n; number >>= 8n) bytes.unshift(Number(number & 255n))
  for (const letter of text) {
    if (letter !== '1') break
    bytes.unshift(0)
  }
  return Uint8Array.from(bytes)
}

/** An Ed25519 public key as a Multikey: two bytes that say what it is, then the key. */
export function ed25519Multibase(publicJwk: Readonly<Record<string, string>>): string {
  return `z${base58(Buffer.concat([Buffer.from([0xed, 0x01]), Buffer.from(publicJwk.x ?? '', 'base64url')]))}`
}

/** Seconds are as exact as a DID document says a moment. */
export const secondsOf = (at: Date): string => at.toISOString().replace(/\.\d{3}Z$/, 'Z')

/**
 * The DID document of an issuer. Retired keys stay, so that what they signed stays verifiable; one
 * that got into wrong hands says since when (`revoked`): nothing that it signs from then on counts.
 */
export function didDocument(did: string, keys: readonly PublicKey[]) {
  const methods = keys.map((key) => {
    const base = { id: methodOf(did, key.id), controller: did }
    const revoked = key.compromisedAt ? { revoked: secondsOf(key.compromisedAt) } : {}
    return key.kind === 'Ed25519'
      ? {
          ...base,
          type: 'Multikey',
          publicKeyMultibase: ed25519Multibase(key.publicJwk),
          ...revoked,
        }
      : { ...base, type: 'JsonWebKey', publicKeyJwk: key.publicJwk, ...revoked }
  })
  return {
    '@context': [
      'https://www.w3.org/ns/did/v1',
      'https://w3id.org/security/multikey/v1',
      'https://w3id.org/security/jwk/v1',
    ],
    id: did,
    verificationMethod: methods,
    assertionMethod: methods.map(({ id }) => id),
  }
}
