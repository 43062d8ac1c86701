import { pastCollaboration } from 'db/schema/teams'
import { sql } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'
import type { PastWork } from './past-work'

export type PastPair = PastWork & { readonly between: readonly [string, string] }

/** Writes down what pairs of people have delivered together until now. Safe to run twice. */
export async function notePastWork(tx: Tx, pairs: readonly PastPair[]): Promise<void> {
  if (pairs.length === 0) return
  const rows = pairs.map(({ between, delivered, verified }) => {
    const [personA, personB] = [...between].sort() as [string, string]
    return { personA, personB, delivered, verified }
  })
  await tx
    .insert(pastCollaboration)
    .values(rows)
    .onConflictDoUpdate({
      target: [pastCollaboration.personA, pastCollaboration.personB],
      set: { delivered: sql`excluded.delivered`, verified: sql`excluded.verified` },
    })
}
