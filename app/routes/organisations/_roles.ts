import { organisationRoles } from '~/domain/identity/organisation'
import type { Translate } from '~/platform/languages/translator'

/** The roles as choices, with what each may do. */
export function roleChoices(t: Translate) {
  return organisationRoles.map((role) => ({
    value: role,
    label: t(`organisation.role_${role}`),
    help: t(`organisation.role_${role}_help`),
  }))
}
