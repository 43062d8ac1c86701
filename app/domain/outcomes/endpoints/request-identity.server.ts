import { createPrivateKey, randomBytes } from 'node:crypto'
import type { Reader } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import type { Identify } from '../adapters/guarded-fetch.server'
import { requestSigner } from '../evidence/signing.server'
import { signatureHeaders, signatureTag } from './http-signature'

/**
 * Says who asks: the headers by which a team recognises a request of ours, with a signature over
 * method, address and body. The key is read once; a request costs no look into the database.
 */
export async function requestIdentity(
  db: Reader,
  clock: () => number = Date.now,
): Promise<Identify> {
  const { keyId, privateJwk } = await requestSigner(db)
  const key = createPrivateKey({ key: { ...privateJwk }, format: 'jwk' })
  const userAgent = `Samar-Evaluation/1 (+${env().APP_ORIGIN}/measuring)`
  return async ({ method, url, contentType, body }) => {
    const created = Math.floor(clock() / 1000)
    const nonce = randomBytes(16).toString('base64url')
    const signed = await signatureHeaders(
      { method, url, headers: { 'content-type': contentType } },
      body,
      key,
      { created, keyid: keyId, nonce, tag: signatureTag },
    )
    return { 'user-agent': userAgent, ...signed }
  }
}
