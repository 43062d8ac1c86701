import { teamMember } from 'db/schema/teams'
import { and, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { assertLead, lockTeam } from './locked-team.server'
import { isMember } from './team'

/**
 * Makes a member a lead, or an ordinary member again.
 * @throws Refused member_unknown; last_lead when nobody would lead the team any more.
 */
export async function setLead(
  tx: Tx,
  input: { teamId: string; personId: string; lead: boolean; by: string; at: Date },
): Promise<void> {
  const locked = await lockTeam(tx, input.teamId)
  assertLead(locked, input.by)
  if (!isMember(locked.members, input.personId)) throw new Refused('member_unknown')
  const led = locked.members.some(({ lead, personId }) => lead && personId !== input.personId)
  if (!input.lead && !led) throw new Refused('last_lead')
  await tx
    .update(teamMember)
    .set({ lead: input.lead ? 1 : 0 })
    .where(and(eq(teamMember.teamId, input.teamId), eq(teamMember.personId, input.personId)))
  await audit(tx, {
    by: input.by,
    act: input.lead ? 'team.make_lead' : 'team.end_lead',
    subject: input.teamId,
    facts: { personId: input.personId },
  })
}
