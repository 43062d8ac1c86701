import { z } from 'zod'
import { isEmail } from '~/domain/identity/email'
import { isRole, type Role } from '~/domain/skills/roles'
import { isCountry } from '~/kernel/countries'
import { latinDigits } from '~/kernel/digits'
import { isId } from '~/kernel/ids'
import {
  type FieldError,
  type FormValues,
  nameText,
  optionalText,
  text,
  typedValues,
} from '~/platform/forms.server'
import { sumOfShares, wholeShares } from './team'

const country = z
  .string('error.required')
  .min(1, 'error.required')
  .refine(isCountry, 'error.invalid')

export const roleField = z
  .string('error.required')
  .min(1, 'error.required')
  .refine(isRole, 'error.invalid')
  .transform((value) => value as Role)

const words = {
  name: nameText(80),
  headline: optionalText(140),
  about: optionalText(4000),
  country,
}

export const newTeamForm = z.object({ ...words, role: roleField })
export const teamForm = z.object(words)

const invitation = { role: roleField, message: optionalText(1000) }
export const invitationForm = z.object({
  email: text(254).refine(isEmail, 'error.email'),
  ...invitation,
})
/** From somebody's public page: the account is known, its address stays theirs. */
export const personInvitationForm = z.object({
  personId: z.string().refine((id) => isId('person', id), 'error.invalid'),
  ...invitation,
})

/** "33.34", "٣٣٫٣٤" or "33,34" percent as basis points; null when it is no share. */
export function readShare(typed: string): number | null {
  const plain = latinDigits(typed).replace(/[٪%]/g, '').replace(',', '.').trim()
  const match = /^(\d{1,3})(?:\.(\d{1,2})0*)?$/.exec(plain)
  if (!match) return null
  const bps = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return bps <= 10_000 ? bps : null
}

/** 3334 → "33.34", 2500 → "25": what a share's field starts with. */
export function writtenShare(bps: number): string {
  return (bps / 100).toFixed(2).replace(/\.?0+$/, '')
}

/** A number of the address line, at least 1. */
export function pageOf(url: URL): number {
  const page = Number(url.searchParams.get('page') ?? '1')
  return Number.isSafeInteger(page) && page > 0 ? page : 1
}

/** The words that somebody searches for. */
export function searchOf(url: URL): string {
  return (url.searchParams.get('search') ?? '').trim().slice(0, 100)
}

export type ReadShares =
  | { ok: true; shares: { personId: string; shareBps: number; role: Role }[] }
  | { ok: false; errors: Record<string, FieldError>; values: FormValues }

/** Roles and shares as the members' form sends them: `share.<person>` and `role.<person>`. */
export function readShares(
  form: FormData,
  members: readonly { personId: string; name: string }[],
): ReadShares {
  const errors: Record<string, FieldError> = {}
  const shares: { personId: string; shareBps: number; role: Role }[] = []
  for (const { personId, name } of members) {
    const shareBps = readShare(String(form.get(`share.${personId}`) ?? ''))
    const role = String(form.get(`role.${personId}`) ?? '')
    if (shareBps === null) {
      errors[`share.${personId}`] = { key: 'team.share_unread', values: { name } }
    }
    if (!isRole(role)) errors[`role.${personId}`] = { key: 'error.choice' }
    if (shareBps !== null && isRole(role)) shares.push({ personId, shareBps, role })
  }
  const sum = sumOfShares(shares)
  if (Object.keys(errors).length === 0 && sum !== wholeShares) {
    errors.form = { key: 'team.shares_not_whole', values: { sum: writtenShare(sum) } }
  }
  return Object.keys(errors).length > 0
    ? { ok: false, errors, values: typedValues(form) }
    : { ok: true, shares }
}
