import { exposureCheck } from 'db/schema/skills'
import { and, desc, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { sha256 } from '~/platform/crypto.server'
import type { Reader } from '~/platform/database.server'
import type { ExposureAnswer } from './answer'

/**
 * A check that somebody shared, for whoever holds its code. It names nobody.
 * @throws Refused not_found
 */
export async function sharedExposure(
  db: Reader,
  shareCode: string,
): Promise<{ answers: ExposureAnswer[]; createdAt: Date }> {
  const [row] = await db
    .select({ answers: exposureCheck.answers, createdAt: exposureCheck.createdAt })
    .from(exposureCheck)
    .where(eq(exposureCheck.shareCode, shareCode))
  if (!row) throw new Refused('not_found')
  return row
}

/** Whether both codes belong together. */
export async function mayWithdraw(
  db: Reader,
  input: { shareCode: string; deleteCode: string },
): Promise<boolean> {
  const rows = await db
    .select({ id: exposureCheck.id })
    .from(exposureCheck)
    .where(
      and(
        eq(exposureCheck.shareCode, input.shareCode),
        eq(exposureCheck.deleteCodeHash, sha256(input.deleteCode)),
      ),
    )
  return rows.length > 0
}

/** Somebody's own checks, the newest first. */
export async function ownExposures(db: Reader, personId: string) {
  return db
    .select({
      id: exposureCheck.id,
      shareCode: exposureCheck.shareCode,
      answers: exposureCheck.answers,
      createdAt: exposureCheck.createdAt,
    })
    .from(exposureCheck)
    .where(eq(exposureCheck.personId, personId))
    .orderBy(desc(exposureCheck.createdAt), desc(exposureCheck.id))
}
