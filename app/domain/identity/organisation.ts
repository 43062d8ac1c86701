/** What an organisation is, and what its members may be in it. */
export const organisationKinds = ['client', 'partner', 'funder', 'operator'] as const
export type OrganisationKind = (typeof organisationKinds)[number]

/** By what the operator has seen that an organisation is who it says. */
export const organisationChecks = ['register', 'document', 'visit'] as const
export type OrganisationCheck = (typeof organisationChecks)[number]

/**
 * An owner manages members; a manager acts for the organisation; a member reads. In a training
 * partner an author writes tracks and a reviewer marks what learners hand in.
 */
export const organisationRoles = ['owner', 'manager', 'member', 'author', 'reviewer'] as const
export type OrganisationRole = (typeof organisationRoles)[number]

/** Roles that may publish, sign, fund and accept for the organisation. */
export const actingRoles: readonly OrganisationRole[] = ['owner', 'manager']

const partnerRoles: readonly OrganisationRole[] = ['author', 'reviewer']

/** The roles that members of such an organisation can have. */
export function rolesOf(kind: OrganisationKind): OrganisationRole[] {
  return organisationRoles.filter((role) => kind === 'partner' || !partnerRoles.includes(role))
}
