import { type OrganisationKind, rolesOf } from '~/domain/identity/organisation'
import type { Translate } from '~/platform/languages/translator'

/** The roles of such an organisation as choices, with what each may do. */
export function roleChoices(t: Translate, kind: OrganisationKind) {
  return rolesOf(kind).map((role) => ({
    value: role,
    label: t(`organisation.role_${role}`),
    help: t(`organisation.role_${role}_help`),
  }))
}
