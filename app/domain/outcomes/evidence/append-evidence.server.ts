import { evidenceEntry } from 'db/schema/outcomes'
import { desc, eq, sql } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'
import { canonicalJson, type Json } from './canonical'
import { type EvidenceEntry, nextEntry } from './evidence'

/**
 * Adds one entry to a contract's chain. Writers of one chain queue behind a lock that ends with
 * the transaction; the database refuses an entry that does not follow the last.
 */
export async function appendEvidence(
  tx: Tx,
  input: { contractReference: string; kind: string; body: Json; at: Date },
): Promise<EvidenceEntry> {
  const { contractReference, kind, at } = input
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`evidence:${contractReference}`}, 0))`,
  )
  const [last] = await tx
    .select({ sequence: evidenceEntry.sequence, hash: evidenceEntry.hash })
    .from(evidenceEntry)
    .where(eq(evidenceEntry.contractReference, contractReference))
    .orderBy(desc(evidenceEntry.sequence))
    .limit(1)
  const body = canonicalJson(input.body)
  const entry = nextEntry(last ?? null, {
    contract: contractReference,
    kind,
    at: at.toISOString(),
    body: JSON.parse(body) as Json,
  })
  await tx.insert(evidenceEntry).values({
    contractReference,
    sequence: entry.sequence,
    kind,
    at: entry.at,
    body,
    previousHash: entry.previous,
    hash: entry.hash,
  })
  return entry
}
