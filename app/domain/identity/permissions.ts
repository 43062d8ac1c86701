import { action } from './may'
import { actingRoles } from './organisation'
import type { SignedIn } from './viewer'

const roleOf = (viewer: SignedIn, organisationId: string) =>
  viewer.memberships.find((membership) => membership.organisationId === organisationId)?.role

type OfOrganisation = { organisationId: string }

/** Members see the organisation's own pages; an operator does too. */
export const readOrganisation = action('organisation.read', (viewer, of: OfOrganisation) => {
  return viewer.operator || roleOf(viewer, of.organisationId) !== undefined
})

/** Who publishes, signs, funds and accepts for the organisation. */
export const actForOrganisation = action('organisation.act', (viewer, of: OfOrganisation) => {
  const role = roleOf(viewer, of.organisationId)
  return role !== undefined && actingRoles.includes(role)
})

/** Who changes its name, its members and their roles. */
export const manageOrganisation = action('organisation.manage', (viewer, of: OfOrganisation) => {
  return roleOf(viewer, of.organisationId) === 'owner'
})

/** An owner removes anybody; everybody may leave. */
export const removeMembership = action(
  'organisation.remove_member',
  (viewer, of: OfOrganisation & { personId: string }) =>
    roleOf(viewer, of.organisationId) === 'owner' ||
    (viewer.personId === of.personId && roleOf(viewer, of.organisationId) !== undefined),
)

/** The desk belongs to members of an organisation of kind operator. */
export const operateDesk = action('desk.operate', (viewer, _subject: null) => viewer.operator)
