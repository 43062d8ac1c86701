import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { inviteToTeam } from '../invite-to-team.server'
import type { Invitee } from './forms.server'
import { matchable } from './queries.server'
import { noteInvited } from './search.commands.server'

/**
 * Invites people whom a search has shown, each with role, share, hours and the lead's reason: a person
 * decides, and a person answers. All of them or nobody.
 * @throws Refused changed_meanwhile when one of them is not proposed any more; what inviting refuses;
 * not_found for somebody whom the search did not show
 */
export async function inviteFromSearch(
  tx: Tx,
  input: {
    search: { id: string; teamId: string; currency: Parameters<typeof matchable>[2] }
    people: readonly Invitee[]
    by: string
    at: Date
  },
): Promise<void> {
  const { search, people, by, at } = input
  const ids = people.map(({ personId }) => personId)
  const proposed = await matchable(tx, ids, search.currency)
  if (ids.some((id) => !proposed.includes(id))) throw new Refused('changed_meanwhile')
  for (const one of people) {
    const { invitationId } = await inviteToTeam(tx, { ...one, teamId: search.teamId, by, at })
    await noteInvited(tx, { searchId: search.id, personId: one.personId, invitationId })
  }
}
