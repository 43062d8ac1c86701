import { signingKey, verdict } from 'db/schema/outcomes'
import { asc, count, eq, max, min } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'

export type SigningKeyFacts = {
  /** The thumbprint after RFC 7638, which is the key's name. */
  readonly keyId: string
  readonly createdAt: Date
  readonly retiredAt: Date | null
  readonly verdicts: number
  /** Business time of the first and the last verdict; null before the first. */
  readonly firstAt: Date | null
  readonly lastAt: Date | null
}

/** Every key that verdicts are signed with, the newest first, and what it has signed. */
export async function signingKeys(db: Reader): Promise<SigningKeyFacts[]> {
  const rows = await db
    .select({
      keyId: signingKey.id,
      createdAt: signingKey.createdAt,
      retiredAt: signingKey.retiredAt,
      verdicts: count(verdict.id),
      firstAt: min(verdict.measuredAt),
      lastAt: max(verdict.measuredAt),
    })
    .from(signingKey)
    .leftJoin(verdict, eq(verdict.keyId, signingKey.id))
    .where(eq(signingKey.purpose, 'verdict'))
    .groupBy(signingKey.id)
    .orderBy(asc(signingKey.createdAt))
  return rows.reverse()
}
