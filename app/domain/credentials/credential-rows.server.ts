import { credential, issuer } from 'db/schema/credentials'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'

export type CredentialRow = typeof credential.$inferSelect

/** A credential that nobody else changes until this transaction ends. @throws Refused not_found */
export async function lockCredential(tx: Tx, credentialId: string): Promise<CredentialRow> {
  const [row] = await tx
    .select()
    .from(credential)
    .where(eq(credential.id, credentialId))
    .for('no key update')
  if (!row) throw new Refused('not_found')
  return row
}

/** @throws Refused not_found */
export async function issuerBySlug(db: Reader, slug: string) {
  const [row] = await db.select().from(issuer).where(eq(issuer.slug, slug))
  if (!row) throw new Refused('not_found')
  return row
}

/** @throws Refused not_found */
export async function issuerById(db: Reader, issuerId: string) {
  const [row] = await db.select().from(issuer).where(eq(issuer.id, issuerId))
  if (!row) throw new Refused('not_found')
  return row
}
