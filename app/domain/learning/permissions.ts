import { action } from '~/domain/identity/may'
import { actingRoles, type OrganisationRole } from '~/domain/identity/organisation'
import type { SignedIn } from '~/domain/identity/viewer'

type OfPartner = { readonly organisationId: string }

function hasRole(
  viewer: SignedIn,
  { organisationId }: OfPartner,
  roles: readonly OrganisationRole[],
) {
  return viewer.memberships.some(
    (one) =>
      one.organisationId === organisationId && one.kind === 'partner' && roles.includes(one.role),
  )
}

/** Who writes and imports tracks. */
export const writeTracks = action('learning.write', (viewer, of: OfPartner) =>
  hasRole(viewer, of, [...actingRoles, 'author']),
)

/** Who marks what learners hand in. */
export const reviewWork = action('learning.review', (viewer, of: OfPartner) =>
  hasRole(viewer, of, [...actingRoles, 'reviewer']),
)

/** Who decides about cohorts, withdrawals, appeals and money. */
export const manageLearning = action('learning.manage', (viewer, of: OfPartner) =>
  hasRole(viewer, of, actingRoles),
)

/** Who reads drafts, with the right answers. */
export const readDrafts = action(
  'learning.read_drafts',
  (viewer, of: OfPartner) =>
    viewer.operator || hasRole(viewer, of, [...actingRoles, 'author', 'reviewer']),
)

/** Who sees how a partner's learners and reviewers are doing. */
export const readDashboard = action(
  'learning.read_dashboard',
  (viewer, of: OfPartner) => viewer.operator || hasRole(viewer, of, actingRoles),
)
