import { randomBytes } from 'node:crypto'
import { formatId, type IdKind } from '~/kernel/ids'

export function newId(kind: IdKind): string {
  return formatId(kind, Date.now(), randomBytes(10))
}

/** A secret for a link or cookie: 256 random bits, URL-safe. Store only its hash. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
