import { action } from './may'
import { actingRoles } from './organisation'
import type { SignedIn } from './viewer'

const roleOf = (viewer: SignedIn, organisationId: string) =>
  viewer.memberships.find((membership) => membership.organisationId === organisationId)?.role

export function belongsTo(viewer: SignedIn, organisationId: string): boolean {
  return roleOf(viewer, organisationId) !== undefined
}

/** Whether the viewer publishes, signs, funds and accepts for the organisation. */
export function actsFor(viewer: SignedIn, organisationId: string): boolean {
  const role = roleOf(viewer, organisationId)
  return role !== undefined && actingRoles.includes(role)
}

type OfOrganisation = { organisationId: string }

/** Members see the organisation's own pages; an operator does too. */
export const readOrganisation = action('organisation.read', (viewer, of: OfOrganisation) => {
  return viewer.operator || belongsTo(viewer, of.organisationId)
})

/** Who publishes, signs, funds and accepts for the organisation. */
export const actForOrganisation = action('organisation.act', (viewer, of: OfOrganisation) =>
  actsFor(viewer, of.organisationId),
)

/** Who changes its name, its members and their roles. */
export const manageOrganisation = action('organisation.manage', (viewer, of: OfOrganisation) => {
  return roleOf(viewer, of.organisationId) === 'owner'
})

/** An owner removes anybody; everybody may leave. */
export const removeMembership = action(
  'organisation.remove_member',
  (viewer, of: OfOrganisation & { personId: string }) =>
    roleOf(viewer, of.organisationId) === 'owner' ||
    (viewer.personId === of.personId && belongsTo(viewer, of.organisationId)),
)

/** The desk belongs to members of an organisation of kind operator. */
export const operateDesk = action('desk.operate', (viewer, _subject: null) => viewer.operator)
