import { signingKey } from 'db/schema/outcomes'
import { asc, eq, sql } from 'drizzle-orm'
import {
  CompactSign,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose'
import { seal, unseal } from '~/platform/crypto.server'
import type { Reader, Tx } from '~/platform/database.server'

const purpose = 'verdict'

type Signer = { keyId: string; publicJwk: Record<string, string>; privateJwk: JWK }

/** The platform's Ed25519 key for verdicts; made on first use, its private half under the master key. */
async function verdictSigner(tx: Tx): Promise<Signer> {
  const read = async () => {
    const rows = await tx
      .select()
      .from(signingKey)
      .where(eq(signingKey.purpose, purpose))
      .orderBy(asc(signingKey.createdAt))
    return rows.find(({ retiredAt }) => retiredAt === null)
  }
  let found = await read()
  if (!found) {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('signing_key', 0))`)
    found = (await read()) ?? (await createKey(tx))
  }
  const privateJwk = JSON.parse(
    unseal(found.privateSealed, `signing:${found.id}`).toString(),
  ) as JWK
  return { keyId: found.id, publicJwk: found.publicJwk, privateJwk }
}

async function createKey(tx: Tx): Promise<typeof signingKey.$inferSelect> {
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
  const { keyId, privateJwk } = await verdictSigner(tx)
  const jws = await new CompactSign(new TextEncoder().encode(body))
    .setProtectedHeader({ alg: 'EdDSA', kid: keyId, typ: 'samar-verdict+jws' })
    .sign(await importJWK(privateJwk, 'EdDSA'))
  return { jws, keyId }
}

/** Every public key that has signed a verdict, as a JWKS. */
export async function publicKeys(db: Reader): Promise<{ keys: Record<string, string>[] }> {
  const rows = await db
    .select({ publicJwk: signingKey.publicJwk })
    .from(signingKey)
    .where(eq(signingKey.purpose, purpose))
    .orderBy(asc(signingKey.createdAt))
  return { keys: rows.map(({ publicJwk }) => publicJwk) }
}
