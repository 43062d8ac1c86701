import { team } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { assertOwnTeamName } from './create-team.server'
import { assertLead, lockTeam } from './locked-team.server'

/**
 * Changes what a team says about itself. Its address stays, so that links keep working.
 * @throws Refused name_taken where another team's name reads like the new one
 */
export async function updateTeam(
  tx: Tx,
  input: {
    teamId: string
    name: string
    headline: string
    about: string
    country: string
    by: string
    at: Date
  },
): Promise<{ slug: string }> {
  const locked = await lockTeam(tx, input.teamId)
  assertLead(locked, input.by)
  const { name, headline, about, country } = input
  if (name !== locked.name) await assertOwnTeamName(tx, input)
  await tx.update(team).set({ name, headline, about, country }).where(eq(team.id, input.teamId))
  await audit(tx, { by: input.by, act: 'team.update', subject: input.teamId })
  return { slug: locked.slug }
}
