import { teamMember } from 'db/schema/teams'
import { and, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { assertLead, lockTeam } from './locked-team.server'
import { isMember, sharesWithout } from './team'

/**
 * Takes a member out of a team: the member themself, or a lead. Their share goes to the others in
 * the proportion of theirs. Contracts that were signed keep the person, role and share they name;
 * `leaveWithSeats` tells their leads. False where somebody else had taken them out already.
 * @throws Refused last_lead when nobody would lead the team any more.
 */
export async function leaveTeam(
  tx: Tx,
  input: { teamId: string; personId: string; by: string; at: Date },
): Promise<boolean> {
  const locked = await lockTeam(tx, input.teamId)
  const self = input.personId === input.by
  if (!self) assertLead(locked, input.by)
  if (!isMember(locked.members, input.personId)) {
    if (self) throw new Refused('not_found')
    return false
  }
  const led = locked.members.some(({ lead, personId }) => lead && personId !== input.personId)
  const rest = sharesWithout(locked.members, input.personId)
  if (!led || !rest) throw new Refused('last_lead')
  const seat = (personId: string) =>
    and(eq(teamMember.teamId, input.teamId), eq(teamMember.personId, personId))
  await tx.delete(teamMember).where(seat(input.personId))
  for (const { personId, shareBps } of rest) {
    await tx.update(teamMember).set({ shareBps }).where(seat(personId))
  }
  await audit(tx, {
    by: input.by,
    act: self ? 'team.leave' : 'team.remove_member',
    subject: input.teamId,
    facts: { personId: input.personId },
  })
  return true
}
