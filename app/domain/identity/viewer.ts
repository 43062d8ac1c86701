import type { Locale } from '~/platform/languages/locales'
import type { OrganisationKind, OrganisationRole } from './organisation'

export type Membership = {
  readonly organisationId: string
  readonly name: string
  readonly kind: OrganisationKind
  readonly role: OrganisationRole
}

export type SignedIn = {
  readonly personId: string
  readonly name: string
  readonly email: string
  readonly emailConfirmed: boolean
  readonly locale: Locale
  readonly timeZone: string
  readonly operator: boolean
  readonly memberships: readonly Membership[]
}

/** Who reads or acts; null is somebody who has not signed in. */
export type Viewer = SignedIn | null
