import { auditEntry } from 'db/schema/platform'
import type { Tx } from './database.server'
import { log } from './log.server'

/** Records an important act: who, what, on what. Facts hold ids and codes, never personal data. */
export async function audit(
  tx: Tx,
  entry: {
    by: string | null
    act: string
    subject: string
    facts?: Record<string, string | number>
  },
): Promise<void> {
  await tx.insert(auditEntry).values({
    personId: entry.by,
    act: entry.act,
    subject: entry.subject,
    facts: entry.facts ?? {},
  })
  log.info({ act: entry.act, subject: entry.subject, by: entry.by, ...entry.facts }, 'act')
}
