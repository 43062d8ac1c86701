import { action } from '~/domain/identity/may'
import { actingRoles } from '~/domain/identity/organisation'
import { actsFor, belongsTo } from '~/domain/identity/permissions'

/** Only a client asks for outcomes. */
export const writeBriefs = action('brief.write', (viewer, organisation: { id: string }) =>
  viewer.memberships.some(
    ({ organisationId, kind, role }) =>
      organisationId === organisation.id && kind === 'client' && actingRoles.includes(role),
  ),
)

export const editBrief = action('brief.edit', (viewer, brief: { organisationId: string }) =>
  actsFor(viewer, brief.organisationId),
)

export const readProposal = action(
  'proposal.read',
  (
    viewer,
    proposal: {
      organisationId: string
      seatIds: readonly string[]
      leads: boolean
      beforeClient: boolean
    },
  ) =>
    proposal.leads ||
    proposal.seatIds.includes(viewer.personId) ||
    (proposal.beforeClient && belongsTo(viewer, proposal.organisationId)),
)
