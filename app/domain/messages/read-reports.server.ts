import { auditEntry } from 'db/schema/platform'
import { and, eq, inArray } from 'drizzle-orm'
import { signedInById } from '~/domain/identity/session.server'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { reportedMessages } from './desk-queries.server'

const act = 'message.read_reported'

/**
 * What waits at the desk. That the operator has read of other people's threads is noted, once for each
 * reader and report. @throws Refused not_found for everybody else
 */
export async function readReports(tx: Tx, { by }: { by: string }) {
  const reported = await reportedMessages(tx, await signedInById(tx, by))
  const ids = reported.map(({ id }) => id)
  const noted = await tx
    .select({ subject: auditEntry.subject })
    .from(auditEntry)
    .where(
      and(eq(auditEntry.act, act), eq(auditEntry.personId, by), inArray(auditEntry.subject, ids)),
    )
  for (const subject of ids.filter((id) => !noted.some((one) => one.subject === id))) {
    await audit(tx, { by, act, subject })
  }
  return reported
}
