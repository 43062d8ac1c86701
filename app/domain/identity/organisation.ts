/** What an organisation is, and what its members may be in it. */
export const organisationKinds = ['client', 'partner', 'funder', 'operator'] as const
export type OrganisationKind = (typeof organisationKinds)[number]

/** An owner manages members; a manager acts for the organisation; a member reads. */
export const organisationRoles = ['owner', 'manager', 'member'] as const
export type OrganisationRole = (typeof organisationRoles)[number]

/** Roles that may publish, sign, fund and accept for the organisation. */
export const actingRoles: readonly OrganisationRole[] = ['owner', 'manager']
