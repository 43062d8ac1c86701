import { createPublicKey, ECDH, type KeyObject } from 'node:crypto'
import { fromBase58 } from '../issuer'
import { isObject, type Json, type JsonObject, textOf } from './bounded-json'

/** A public key, or null where it is none that we know. */
export function keyOfJwk(jwk: Json | undefined): KeyObject | null {
  if (!isObject(jwk) || 'd' in jwk || 'k' in jwk) return null
  try {
    const plain = Object.fromEntries(
      ['kty', 'crv', 'x', 'y', 'n', 'e'].flatMap((name) => {
        const value = textOf(jwk[name])
        return value === null ? [] : [[name, value]]
      }),
    )
    const key = createPublicKey({ key: plain, format: 'jwk' })
    const bits = key.asymmetricKeyDetails?.modulusLength
    return bits !== undefined && (bits < 2_048 || bits > 8_192) ? null : key
  } catch {
    return null
  }
}

/** A Multikey: base58 with two bytes before the key that say what it is (Ed25519 or P-256). */
export function keyOfMultibase(text: string): KeyObject | null {
  const bytes = text.startsWith('z') ? fromBase58(text.slice(1)) : null
  if (!bytes) return null
  const mark = Buffer.from(bytes.subarray(0, 2)).toString('hex')
  const key = Buffer.from(bytes.subarray(2))
  if (mark === 'ed01' && key.length === 32) {
    return keyOfJwk({ kty: 'OKP', crv: 'Ed25519', x: key.toString('base64url') })
  }
  if (mark !== '8024' || key.length !== 33) return null
  try {
    const point = ECDH.convertKey(key, 'prime256v1', undefined, undefined, 'uncompressed')
    const whole = Buffer.isBuffer(point) ? point : Buffer.from(point, 'latin1')
    const [x, y] = [whole.subarray(1, 33), whole.subarray(33)]
    return keyOfJwk({
      kty: 'EC',
      crv: 'P-256',
      x: x.toString('base64url'),
      y: y.toString('base64url'),
    })
  } catch {
    return null
  }
}

/** The key of a verification method, in whichever of the two forms it is written. */
export function keyOfMethod(method: JsonObject): KeyObject | null {
  if (method.publicKeyJwk !== undefined) return keyOfJwk(method.publicKeyJwk)
  const multibase = textOf(method.publicKeyMultibase)
  return multibase === null ? null : keyOfMultibase(multibase)
}
