import { generateKeyPair as generate } from 'node:crypto'
import { promisify } from 'node:util'
import { issuer, issuerKey } from 'db/schema/credentials'
import { organisation } from 'db/schema/identity'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { seal, unseal } from '~/platform/crypto.server'
import type { Reader, Tx } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { newId } from '~/platform/ids.server'
import type { SigningKey } from './adapters/sign-credential.server'
import { didOf, type KeyKind, keyKinds, methodOf, platformSlug } from './issuer'

export type IssuerRow = typeof issuer.$inferSelect
export type KeyRow = typeof issuerKey.$inferSelect

const generatePair = promisify(generate)

/** Holds everybody else up who is at the same thing, until this transaction ends. */
export async function inTurn(tx: Tx, what: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${what}, 0))`)
}

async function present(db: Reader, organisationId: string | null): Promise<IssuerRow | undefined> {
  const [row] = await db
    .select()
    .from(issuer)
    .where(
      organisationId === null
        ? isNull(issuer.organisationId)
        : eq(issuer.organisationId, organisationId),
    )
  return row
}

/** What signs for organisations of these kinds; a client or funder says nothing about what people know. */
const issuingKinds: readonly string[] = ['partner', 'operator']

/**
 * The issuer of an organisation, or of the platform itself for null; made on first use with its keys.
 * @throws Refused not_found for an unknown organisation, not_allowed for one that does not teach.
 */
export async function ensureIssuer(
  tx: Tx,
  input: { organisationId: string | null; at: Date },
): Promise<IssuerRow> {
  const { organisationId, at } = input
  const found = await present(tx, organisationId)
  if (found) return found
  await inTurn(tx, 'issuer')
  const meanwhile = await present(tx, organisationId)
  if (meanwhile) return meanwhile
  const slug = await freeSlug(tx, organisationId)
  const [made] = await tx
    .insert(issuer)
    .values({
      id: newId('issuer'),
      organisationId,
      slug,
      did: didOf(env().APP_ORIGIN, slug),
      createdAt: at,
    })
    .returning()
  if (!made) throw new Error('the issuer was not stored')
  for (const kind of keyKinds) await createKey(tx, { issuerId: made.id, kind, at })
  return made
}

/** The organisation's own slug, unless it is the platform's. */
async function freeSlug(tx: Tx, organisationId: string | null): Promise<string> {
  if (organisationId === null) return platformSlug
  const [row] = await tx
    .select({ slug: organisation.slug, kind: organisation.kind })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
  if (!row) throw new Refused('not_found')
  if (!issuingKinds.includes(row.kind)) throw new Refused('not_allowed')
  const taken = await tx.select({ slug: issuer.slug }).from(issuer)
  const slugs = new Set([platformSlug, ...taken.map(({ slug }) => slug)])
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? row.slug : `${row.slug}-${n}`
    if (!slugs.has(slug)) return slug
  }
}

/** Makes a key pair; the private half is stored sealed and leaves this module only to sign. */
export async function createKey(
  tx: Tx,
  input: { issuerId: string; kind: KeyKind; at: Date },
): Promise<KeyRow> {
  const id = newId('issuerKey')
  const pair =
    input.kind === 'Ed25519'
      ? await generatePair('ed25519', {})
      : await generatePair('rsa', { modulusLength: 2048 })
  const { d: _, ...shown } = pair.publicKey.export({ format: 'jwk' })
  const alg = input.kind === 'Ed25519' ? 'EdDSA' : 'RS256'
  const plain = Object.fromEntries(
    Object.entries(shown).map(([name, value]) => [name, String(value)]),
  )
  const sealed = seal(JSON.stringify(pair.privateKey.export({ format: 'jwk' })), context(id))
  const [row] = await tx
    .insert(issuerKey)
    .values({
      id,
      issuerId: input.issuerId,
      kind: input.kind,
      publicJwk: { ...plain, kid: id, alg, use: 'sig' },
      privateSealed: sealed,
      createdAt: input.at,
    })
    .returning()
  if (!row) throw new Error('the key was not stored')
  return row
}

const context = (keyId: string) => `issuer-key:${keyId}`

/** The key that signs for an issuer now. */
export async function currentKey(db: Reader, of: IssuerRow, kind: KeyKind): Promise<KeyRow> {
  const [row] = await db
    .select()
    .from(issuerKey)
    .where(
      and(eq(issuerKey.issuerId, of.id), eq(issuerKey.kind, kind), isNull(issuerKey.retiredAt)),
    )
  if (!row) throw new Error(`issuer ${of.id} has no key of kind ${kind}`)
  return row
}

export function signingKey(of: IssuerRow, key: KeyRow): SigningKey {
  return {
    method: methodOf(of.did, key.id),
    controller: of.did,
    privateJwk: JSON.parse(unseal(key.privateSealed, context(key.id)).toString()),
  }
}
