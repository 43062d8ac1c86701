import { person } from 'db/schema/identity'
import { team, teamMember } from 'db/schema/teams'
import { and, eq, ne } from 'drizzle-orm'
import { assertNotPlatformName, looksLike } from '~/domain/identity/alike-names.server'
import type { Role } from '~/domain/skills/roles'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { teamSlug, wholeShares } from './team'

export type NewTeam = {
  name: string
  headline: string
  about: string
  country: string
  role: Role
  by: string
  at: Date
}

/**
 * Founds a team. Its founder is the first member and lead, with all of the shares until others join.
 * The same person founding a team of the same name again gets the one that is there.
 * @throws Refused email_unconfirmed before the founder has confirmed their address; name_taken where
 * another team's name reads like it.
 */
export async function createTeam(
  tx: Tx,
  input: NewTeam,
): Promise<{ teamId: string; slug: string }> {
  // Holding the founder's row lets a double click find the team of the first one.
  const [founder] = await tx
    .select({ confirmedAt: person.emailConfirmedAt })
    .from(person)
    .where(eq(person.id, input.by))
    .for('no key update')
  if (!founder) throw new Refused('not_found')
  if (!founder.confirmedAt) throw new Refused('email_unconfirmed')
  const [present] = await tx
    .select({ teamId: team.id, slug: team.slug })
    .from(team)
    .where(and(eq(team.createdBy, input.by), eq(team.name, input.name)))
  if (present) return present
  await assertOwnTeamName(tx, { name: input.name, teamId: '' })
  const teamId = newId('team')
  const slug = await insertTeam(tx, teamId, input)
  await tx.insert(teamMember).values({
    teamId,
    personId: input.by,
    role: input.role,
    lead: 1,
    shareBps: wholeShares,
    joinedAt: input.at,
  })
  await audit(tx, { by: input.by, act: 'team.create', subject: teamId })
  return { teamId, slug }
}

/** No team passes for another. Two that are founded at the same moment can; the desk sees both. */
export async function assertOwnTeamName(
  tx: Tx,
  { name, teamId }: { name: string; teamId: string },
): Promise<void> {
  await assertNotPlatformName(tx, name)
  const [other] = await tx
    .select({ id: team.id })
    .from(team)
    .where(and(looksLike(team.name, name), ne(team.id, teamId)))
    .limit(1)
  if (other) throw new Refused('name_taken')
}

/** Takes the first free slug: "marsa", "marsa-2", … and after a few tries the id itself. */
async function insertTeam(tx: Tx, teamId: string, input: NewTeam): Promise<string> {
  const base = teamSlug(input.name)
  const tries = [base, ...[2, 3, 4, 5, 6].map((n) => `${base}-${n}`), teamId]
  for (const slug of tries) {
    const rows = await tx
      .insert(team)
      .values({
        id: teamId,
        slug,
        name: input.name,
        headline: input.headline,
        about: input.about,
        country: input.country,
        createdBy: input.by,
        createdAt: input.at,
      })
      .onConflictDoNothing({ target: team.slug })
      .returning({ slug: team.slug })
    if (rows[0]) return rows[0].slug
  }
  throw new Refused('changed_meanwhile')
}
