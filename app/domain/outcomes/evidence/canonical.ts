import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/**
 * RFC 8785 canonical JSON: one spelling for one value, so that a hash of it is a commitment.
 * @throws TypeError for values JSON cannot hold (bigint, NaN, undefined).
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('canonical JSON of a value that JSON cannot hold')
  return text
}

export function sha256(...parts: (Uint8Array | string)[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** SHA-256 over the canonical JSON of a value, as lower-case hex. */
export function hashOf(value: unknown): string {
  return sha256(canonicalJson(value)).toString('hex')
}
