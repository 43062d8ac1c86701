import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { env } from './env.server'

/** SHA-256 as lower-case hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** AES-256-GCM: 12 bytes of nonce, the ciphertext, 16 bytes of tag. `context` is authenticated, not stored. */
export function encrypt(key: Uint8Array, plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** @throws Error when the key or the context differ, or the data were changed. */
export function decrypt(key: Uint8Array, sealed: Uint8Array, context: string): Buffer {
  const nonce = sealed.subarray(0, 12)
  const tag = sealed.subarray(sealed.length - 16)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
    .setAAD(Buffer.from(context))
    .setAuthTag(tag)
  return Buffer.concat([decipher.update(sealed.subarray(12, sealed.length - 16)), decipher.final()])
}

/** A key for one purpose, derived from the master key, which itself encrypts nothing. */
function purposeKey(context: string): Buffer {
  const master = Buffer.from(env().SAMAR_MASTER_KEY, 'base64')
  const purpose = context.split(':')[0] ?? context
  return Buffer.from(hkdfSync('sha256', master, 'samar', purpose, 32))
}

/** Encrypts under the master key; `context` is "purpose:id" and must be the same to open it. */
export function seal(plain: string | Uint8Array, context: string): Buffer {
  return encrypt(purposeKey(context), Buffer.from(plain), context)
}

export function unseal(sealed: Uint8Array, context: string): Buffer {
  return decrypt(purposeKey(context), sealed, context)
}

/** Authenticates a text under the master key, for `purpose` only: 256 bits as base64url. */
export function macOf(text: string, purpose: string): string {
  return createHmac('sha256', purposeKey(purpose)).update(text).digest('base64url')
}

/** Whether `mac` is the one of the text, in a time that does not tell how much of it is right. */
export function macHolds(text: string, purpose: string, mac: string): boolean {
  const [right, given] = [Buffer.from(macOf(text, purpose)), Buffer.from(mac)]
  return right.length === given.length && timingSafeEqual(right, given)
}

/** A fresh 256-bit data key, and the same key sealed for storage. */
export function newDataKey(context: string): { key: Buffer; wrapped: Buffer } {
  const key = randomBytes(32)
  return { key, wrapped: seal(key, context) }
}

const partBytes = 65_536

/**
 * Encrypts a stream in parts of 64 KB, each with its length before it. The context of a part holds
 * its place and whether it is the last, so that parts can neither be moved nor left out unnoticed.
 */
export async function* encryptStream(
  key: Uint8Array,
  source: AsyncIterable<Uint8Array>,
  context: string,
): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0)
  let part = 0
  const framed = (plain: Uint8Array, last: boolean) => {
    const sealed = encrypt(key, plain, `${context}:${part++}:${last}`)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(sealed.length)
    return Buffer.concat([length, sealed])
  }
  for await (const chunk of source) {
    held = Buffer.concat([held, chunk])
    while (held.length > partBytes) {
      yield framed(held.subarray(0, partBytes), false)
      held = held.subarray(partBytes)
    }
  }
  yield framed(held, true)
}

/** @throws Error where a part was changed, moved or left out, or the key or context differ. */
export async function* decryptStream(
  key: Uint8Array,
  source: AsyncIterable<Uint8Array>,
  context: string,
): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0)
  let part = 0
  let sealed: Buffer | null = null
  for await (const chunk of source) {
    held = Buffer.concat([held, chunk])
    while (held.length >= 4 && held.length >= 4 + held.readUInt32BE()) {
      if (sealed) yield decrypt(key, sealed, `${context}:${part++}:false`)
      const end = 4 + held.readUInt32BE()
      sealed = held.subarray(4, end)
      held = held.subarray(end)
    }
  }
  if (!sealed || held.length > 0) throw new Error('an encrypted file is cut off')
  yield decrypt(key, sealed, `${context}:${part}:true`)
}
