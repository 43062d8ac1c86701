import { signingKey } from 'db/schema/outcomes'
import { and, asc, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import {
  CompactSign,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose'
import { seal, unseal } from '~/platform/crypto.server'
import { inTransaction, type Reader, type Tx } from '~/platform/database.server'

/** What a key signs. A key never serves two purposes. */
export type KeyPurpose = 'verdict' | 'http-signature'

export type Signer = { readonly keyId: string; readonly privateJwk: JWK }

type StoredKey = typeof signingKey.$inferSelect

async function currentKey(db: Reader, purpose: KeyPurpose): Promise<StoredKey | undefined> {
  const [found] = await db
    .select()
    .from(signingKey)
    .where(and(eq(signingKey.purpose, purpose), isNull(signingKey.retiredAt)))
    .orderBy(asc(signingKey.createdAt))
    .limit(1)
  return found
}

async function firstKey(tx: Tx, purpose: KeyPurpose): Promise<StoredKey> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('signing_key', 0))`)
  return (await currentKey(tx, purpose)) ?? (await createKey(tx, purpose))
}

function opened(found: StoredKey): Signer {
  const privateJwk = unseal(found.privateSealed, `signing:${found.id}`).toString()
  return { keyId: found.id, privateJwk: JSON.parse(privateJwk) as JWK }
}

/**
 * The platform's Ed25519 key for signing outgoing requests; made on first use, its private half
 * under the master key.
 */
export async function requestSigner(db: Reader): Promise<Signer> {
  const purpose = 'http-signature'
  const found = await currentKey(db, purpose)
  return opened(found ?? (await inTransaction((tx) => firstKey(tx, purpose))))
}

async function createKey(tx: Tx, purpose: KeyPurpose): Promise<StoredKey> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const { kty = 'OKP', crv = 'Ed25519', x = '' } = await exportJWK(pair.publicKey)
  const id = await calculateJwkThumbprint({ kty, crv, x })
  const publicJwk = { kty, crv, x, kid: id, alg: 'EdDSA', use: 'sig' }
  const sealed = seal(JSON.stringify(await exportJWK(pair.privateKey)), `signing:${id}`)
  const [row] = await tx
    .insert(signingKey)
    .values({ id, purpose, publicJwk, privateSealed: sealed })
    .returning()
  if (!row) throw new Error('the signing key was not stored')
  return row
}

/** Signs canonical JSON as a compact JWS (EdDSA). */
export async function signVerdict(tx: Tx, body: string): Promise<{ jws: string; keyId: string }> {
  const { keyId, privateJwk } = opened(
    (await currentKey(tx, 'verdict')) ?? (await firstKey(tx, 'verdict')),
  )
  const jws = await new CompactSign(new TextEncoder().encode(body))
    .setProtectedHeader({ alg: 'EdDSA', kid: keyId, typ: 'samar-verdict+jws' })
    .sign(await importJWK(privateJwk, 'EdDSA'))
  return { jws, keyId }
}

async function keySet(db: Reader, purpose: KeyPurpose, most?: SQL) {
  const rows = await db
    .select({ publicJwk: signingKey.publicJwk })
    .from(signingKey)
    .where(and(eq(signingKey.purpose, purpose), most))
    .orderBy(asc(signingKey.createdAt))
  return { keys: rows.map(({ publicJwk }) => publicJwk) }
}

/** Every public key that has signed a verdict, as a JWKS. */
export function publicKeys(db: Reader): Promise<{ keys: Record<string, string>[] }> {
  return keySet(db, 'verdict')
}

/**
 * The public keys under which requests to endpoints are signed, as a JWKS. There is always one. A
 * retired key stays for a day: a run that began under it may still be sending.
 */
export async function requestKeys(db: Reader): Promise<{ keys: Record<string, string>[] }> {
  await requestSigner(db)
  const recent = sql`${signingKey.retiredAt} > now() - interval '1 day'`
  return keySet(db, 'http-signature', or(isNull(signingKey.retiredAt), recent))
}
