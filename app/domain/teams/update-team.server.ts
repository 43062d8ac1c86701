import { team } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { assertLead, lockTeam } from './locked-team.server'

/** Changes what a team says about itself. Its address stays, so that links keep working. */
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
  await tx.update(team).set({ name, headline, about, country }).where(eq(team.id, input.teamId))
  await audit(tx, { by: input.by, act: 'team.update', subject: input.teamId })
  return { slug: locked.slug }
}
