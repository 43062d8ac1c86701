import { teamMember } from 'db/schema/teams'
import { and, eq } from 'drizzle-orm'
import type { Role } from '~/domain/skills/roles'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { assertLead, lockTeam } from './locked-team.server'
import { sharesProblem } from './team'

/**
 * Sets every member's role and share at once. These are what a new proposal starts from; each member
 * still agrees to their seat in it, and signed terms keep the shares that were signed.
 * @throws Refused shares_not_whole with the `sum` in basis points, member_unknown, or
 * changed_meanwhile when a member is missing from the list.
 */
export async function setShares(
  tx: Tx,
  input: {
    teamId: string
    shares: readonly { personId: string; shareBps: number; role: Role }[]
    by: string
    at: Date
  },
): Promise<void> {
  const locked = await lockTeam(tx, input.teamId)
  assertLead(locked, input.by)
  const found = sharesProblem(locked.members, input.shares)
  if (found?.problem === 'shares_not_whole') {
    throw new Refused('shares_not_whole', { sum: found.sum })
  }
  if (found) throw new Refused(found.problem)
  for (const { personId, shareBps, role } of input.shares) {
    await tx
      .update(teamMember)
      .set({ shareBps, role })
      .where(and(eq(teamMember.teamId, input.teamId), eq(teamMember.personId, personId)))
  }
  await audit(tx, { by: input.by, act: 'team.set_shares', subject: input.teamId })
}
