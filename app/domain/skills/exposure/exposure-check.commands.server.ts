import { exposureCheck } from 'db/schema/skills'
import { and, eq, sql } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { sha256 } from '~/platform/crypto.server'
import type { Tx } from '~/platform/database.server'
import { newId, newSecret } from '~/platform/ids.server'
import type { ExposureAnswer } from './answer'

/** How many checks one person may keep. */
export const mostKept = 20

async function assertRoom(tx: Tx, personId: string): Promise<void> {
  const [row] = await tx
    .select({ kept: sql<number>`count(*)::int` })
    .from(exposureCheck)
    .where(eq(exposureCheck.personId, personId))
  if ((row?.kept ?? 0) >= mostKept) throw new Refused('checks_full', { most: mostKept })
}

/**
 * Keeps a check on somebody's account, for themselves alone.
 * @throws Refused checks_full
 */
export async function keepExposure(
  tx: Tx,
  input: { by: string; answers: readonly ExposureAnswer[]; at: Date },
): Promise<{ checkId: string }> {
  await assertRoom(tx, input.by)
  const checkId = newId('exposureCheck')
  await tx.insert(exposureCheck).values({
    id: checkId,
    personId: input.by,
    answers: [...input.answers],
    createdAt: input.at,
  })
  return { checkId }
}

/**
 * Makes a check readable by whoever holds a code that nobody can guess. With somebody's account it
 * also stands in their settings; without one, only the second code takes it back.
 * @returns both codes; of the second only a hash is kept, so this is the one time it is seen.
 * @throws Refused checks_full
 */
export async function shareExposure(
  tx: Tx,
  input: { by: string | null; answers: readonly ExposureAnswer[]; at: Date },
): Promise<{ shareCode: string; deleteCode: string }> {
  if (input.by) await assertRoom(tx, input.by)
  const [shareCode, deleteCode] = [newSecret(), newSecret()]
  await tx.insert(exposureCheck).values({
    id: newId('exposureCheck'),
    personId: input.by,
    shareCode,
    deleteCodeHash: sha256(deleteCode),
    answers: [...input.answers],
    createdAt: input.at,
  })
  return { shareCode, deleteCode }
}

/**
 * Takes a shared check back, for whoever holds its delete code.
 * @throws Refused not_found for a code that does not fit, or a check that is gone.
 */
export async function withdrawSharedExposure(
  tx: Tx,
  input: { shareCode: string; deleteCode: string },
): Promise<void> {
  const gone = await tx
    .delete(exposureCheck)
    .where(
      and(
        eq(exposureCheck.shareCode, input.shareCode),
        eq(exposureCheck.deleteCodeHash, sha256(input.deleteCode)),
      ),
    )
    .returning({ id: exposureCheck.id })
  if (gone.length === 0) throw new Refused('not_found')
}

/** Deletes one of somebody's own checks, shared or not; one that is gone is no trouble. */
export async function deleteOwnExposure(
  tx: Tx,
  input: { by: string; checkId: string },
): Promise<void> {
  await tx
    .delete(exposureCheck)
    .where(and(eq(exposureCheck.id, input.checkId), eq(exposureCheck.personId, input.by)))
}
