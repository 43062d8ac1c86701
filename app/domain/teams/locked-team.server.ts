import { team, teamMember } from 'db/schema/teams'
import { asc, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { isLead, isMember } from './team'

export type LockedTeam = Awaited<ReturnType<typeof lockTeam>>

/**
 * The team with its members, held until the transaction ends: everything that changes members or
 * shares goes through this lock, so that two changes never meet half way.
 * @throws Refused not_found
 */
export async function lockTeam(tx: Tx, teamId: string) {
  const [row] = await tx.select().from(team).where(eq(team.id, teamId)).for('no key update')
  if (!row) throw new Refused('not_found')
  const members = await tx
    .select({
      personId: teamMember.personId,
      role: teamMember.role,
      lead: teamMember.lead,
      shareBps: teamMember.shareBps,
    })
    .from(teamMember)
    .where(eq(teamMember.teamId, teamId))
    .orderBy(asc(teamMember.personId))
  return { ...row, members: members.map((member) => ({ ...member, lead: member.lead === 1 })) }
}

/** @throws Refused not_found for a stranger, not_allowed for a member who is no lead. */
export function assertLead(locked: Pick<LockedTeam, 'members'>, personId: string): void {
  if (isLead(locked.members, personId)) return
  throw new Refused(isMember(locked.members, personId) ? 'not_allowed' : 'not_found')
}
