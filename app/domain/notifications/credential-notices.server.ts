import { achievement, credential } from 'db/schema/credentials'
import { eq } from 'drizzle-orm'
import { credentialHistory } from '~/domain/credentials/queries.server'
import type { Reader } from '~/platform/database.server'
import { type Facts, type Notice, notice } from './notice'

/** What the holder of a credential is told about it. */

async function toHolder(db: Reader, credentialId: string, kind: string, more: Facts = {}) {
  const [row] = await db
    .select({ personId: credential.personId, until: credential.validUntil, name: achievement.name })
    .from(credential)
    .innerJoin(achievement, eq(achievement.id, credential.achievementId))
    .where(eq(credential.id, credentialId))
  if (!row) return []
  const facts: Record<string, string | number> = { credential: row.name, ...more }
  if (row.until) facts.deadline = row.until.toISOString()
  return [notice([row.personId], kind, `/credentials/${credentialId}`, facts)]
}

/** The latest reason that was given for this. */
async function withReason(db: Reader, credentialId: string, kind: 'suspended' | 'revoked') {
  const history = await credentialHistory(db, credentialId)
  const last = history.filter((one) => one.kind === kind).at(-1)
  return toHolder(db, credentialId, `credential_${kind}`, { reason: last?.reason ?? '' })
}

export const credentialIssued = (db: Reader, id: string): Promise<Notice[]> =>
  toHolder(db, id, 'credential_issued')
export const credentialReinstated = (db: Reader, id: string): Promise<Notice[]> =>
  toHolder(db, id, 'credential_reinstated')
export const credentialExpiring = (db: Reader, id: string): Promise<Notice[]> =>
  toHolder(db, id, 'credential_expiring')
export const credentialSuspended = (db: Reader, id: string): Promise<Notice[]> =>
  withReason(db, id, 'suspended')
export const credentialRevoked = (db: Reader, id: string): Promise<Notice[]> =>
  withReason(db, id, 'revoked')
