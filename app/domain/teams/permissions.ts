import { action } from '~/domain/identity/may'
import { isLead, isMember, type Seat } from './team'

type Team = { readonly members: readonly Seat[] }

/** Words, people, roles and shares of a team are its leads' business. */
export const editTeam = action<Team>('team.edit', ({ personId }, { members }) =>
  isLead(members, personId),
)

/** Shares are what the members agreed among themselves. */
export const seeTeamShares = action<Team>('team.see_shares', ({ personId }, { members }) =>
  isMember(members, personId),
)
