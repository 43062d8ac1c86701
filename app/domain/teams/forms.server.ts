import { z } from 'zod'
import { isEmail } from '~/domain/identity/email'
import { isRole, type Role } from '~/domain/skills/roles'
import { isCountry } from '~/kernel/countries'
import { optionalText, text } from '~/platform/forms.server'

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
  name: text(80),
  headline: optionalText(140),
  about: optionalText(4000),
  country,
}

export const newTeamForm = z.object({ ...words, role: roleField })
export const teamForm = z.object(words)

export const invitationForm = z.object({
  email: text(254).refine(isEmail, 'error.email'),
  role: roleField,
  message: optionalText(1000),
})

/** "33.34", "٣٣٫٣٤" or "33,34" percent as basis points; null when it is no share. */
export function readShare(typed: string): number | null {
  const plain = typed
    .normalize('NFKC')
    .trim()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[٪%]/g, '')
    .replace(/[٫,]/g, '.')
    .trim()
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
