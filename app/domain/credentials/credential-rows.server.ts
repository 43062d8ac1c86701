import { credential, issuer } from 'db/schema/credentials'
import { asc, eq, inArray, sql } from 'drizzle-orm'
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

/** The credential of a reference and what has taken its place since, in this order; empty without one. */
export async function chainOf(db: Reader, reference: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    with recursive chain(id, step) as (
      select id, 1 from credential where reference = ${reference}
      union all
      select c.id, chain.step + 1 from credential c join chain on c.renews_id = chain.id
    ) select id from chain order by step`)
  return rows.map(({ id }) => id)
}

/**
 * The credentials of a chain, which nobody else changes or renews until this transaction ends. What
 * was renewed before the lock held shows when the chain is read again under it.
 */
export async function lockChain(tx: Tx, reference: string): Promise<CredentialRow[]> {
  let ids = await chainOf(tx, reference)
  while (ids.length > 0) {
    const rows = await tx
      .select()
      .from(credential)
      .where(inArray(credential.id, ids))
      .orderBy(asc(credential.id))
      .for('no key update')
    const now = await chainOf(tx, reference)
    if (now.length === ids.length) {
      return now.flatMap((id) => rows.find((row) => row.id === id) ?? [])
    }
    ids = now
  }
  return []
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
