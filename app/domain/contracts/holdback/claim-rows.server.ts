import { holdbackClaim } from 'db/schema/contracts'
import { and, desc, eq, inArray } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { type ContractRow, contractRow, lockContract, milestoneRow, standing } from '../rows.server'
import { liveClaimStates } from './claim'

export type ClaimRow = typeof holdbackClaim.$inferSelect

export async function claimRow(db: Reader, claimId: string): Promise<ClaimRow> {
  const [row] = await db.select().from(holdbackClaim).where(eq(holdbackClaim.id, claimId))
  if (!row) throw new Refused('not_found')
  return row
}

/** The claim that keeps a milestone's part back; null when none does. */
export async function liveClaimOf(db: Reader, milestoneId: string): Promise<ClaimRow | null> {
  const [row] = await db
    .select()
    .from(holdbackClaim)
    .where(
      and(
        eq(holdbackClaim.milestoneId, milestoneId),
        inArray(holdbackClaim.state, [...liveClaimStates]),
      ),
    )
  return row ?? null
}

/** Every claim about these milestones, newest first. */
export async function claimsOf(db: Reader, milestoneIds: readonly string[]): Promise<ClaimRow[]> {
  if (milestoneIds.length === 0) return []
  return db
    .select()
    .from(holdbackClaim)
    .where(inArray(holdbackClaim.milestoneId, [...milestoneIds]))
    .orderBy(desc(holdbackClaim.openedAt), desc(holdbackClaim.id))
}

/**
 * A claim for somebody who acts on it, with its contract locked.
 * @throws Refused not_found for a stranger, not_allowed for the wrong side.
 */
export async function openedClaim(
  tx: Tx,
  input: { claimId: string; by: string; as: 'client' | 'team' | 'operator' },
): Promise<{ claim: ClaimRow; contract: ContractRow }> {
  const { contractId, milestoneId } = await claimRow(tx, input.claimId)
  const { position } = await milestoneRow(tx, milestoneId)
  const row = await contractRow(tx, contractId)
  const { party, actors } = await standing(tx, row, input.by, position)
  if (!party) throw new Refused('not_found')
  if (!actors.includes(input.as)) throw new Refused('not_allowed')
  const contract = await lockContract(tx, contractId)
  return { claim: await claimRow(tx, input.claimId), contract }
}
