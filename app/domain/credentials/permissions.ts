import { action } from '~/domain/identity/may'
import { actsFor } from '~/domain/identity/permissions'

/** An issuer's organisation; null for the platform itself. */
type OfIssuer = { organisationId: string | null }

/** Who suspends, reinstates, revokes and renews: those who act for the issuer, and operators. */
export const manageCredential = action('credential.manage', (viewer, of: OfIssuer) => {
  return viewer.operator || (of.organisationId !== null && actsFor(viewer, of.organisationId))
})

/** Who changes an issuer's keys: its owners, and operators. */
export const manageKeys = action('issuer.keys', (viewer, of: OfIssuer) => {
  if (viewer.operator) return true
  return viewer.memberships.some(
    ({ organisationId, role }) => organisationId === of.organisationId && role === 'owner',
  )
})

/** The holder decides who finds it. */
export const showCredential = action('credential.show', (viewer, of: { personId: string }) => {
  return viewer.personId === of.personId
})
