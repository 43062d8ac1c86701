import { action } from '~/domain/identity/may'
import { actingRoles } from '~/domain/identity/organisation'
import type { SignedIn } from '~/domain/identity/viewer'

/** Whether the viewer publishes, accepts and pays for the organisation. */
export function actsForOrganisation(viewer: SignedIn, organisationId: string): boolean {
  return viewer.memberships.some(
    (membership) =>
      membership.organisationId === organisationId && actingRoles.includes(membership.role),
  )
}

export function belongsTo(viewer: SignedIn, organisationId: string): boolean {
  return viewer.memberships.some((membership) => membership.organisationId === organisationId)
}

/** Only a client asks for outcomes. */
export const writeBriefs = action('brief.write', (viewer, organisation: { id: string }) =>
  viewer.memberships.some(
    ({ organisationId, kind, role }) =>
      organisationId === organisation.id && kind === 'client' && actingRoles.includes(role),
  ),
)

export const editBrief = action('brief.edit', (viewer, brief: { organisationId: string }) =>
  actsForOrganisation(viewer, brief.organisationId),
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
