import { z } from 'zod'
import { isCountry } from '~/kernel/countries'
import { nameText, optionalText, text, wholeNumber } from '~/platform/forms.server'
import { locales } from '~/platform/languages/locales'
import { settingKeys } from '~/platform/settings'
import { isEmail } from './email'
import { organisationChecks, organisationRoles } from './organisation'
import { type PasswordProblem, passwordProblem } from './password'
import { spokenLanguages } from './spoken'
import { isTimeZone } from './zones'

const email = text(254).refine((value) => isEmail(value), 'error.email')
const country = text(2).refine((code) => isCountry(code), 'error.choice')
/** Not trimmed: a space may be part of it. */
const password = z.string('error.required').min(1, 'error.required').max(1000, 'identity.too_long')
const next = z.string().max(500).optional()
const secret = z
  .string('identity.code_missing')
  .min(20, 'identity.code_missing')
  .max(200, 'identity.code_missing')
const website = z
  .string()
  .trim()
  .max(200, 'error.too_long')
  .default('')
  .refine((value) => value === '' || /^https:\/\/[^\s/]+\.[^\s]+$/.test(value), 'error.url')

const passwordKeys = {
  too_short: 'identity.too_short',
  too_long: 'identity.too_long',
  too_common: 'identity.too_common',
  is_address: 'identity.is_address',
} as const satisfies Record<PasswordProblem, string>

/** The error beside the field of a new password, or null. */
export function newPasswordError(typed: string, address: string) {
  const problem = passwordProblem(typed, address)
  return problem && passwordKeys[problem]
}

export const signUpForm = z
  .object({ name: nameText(120), email, password, country, next })
  .superRefine((value, context) => {
    const message = newPasswordError(value.password, value.email)
    if (message) context.addIssue({ code: 'custom', path: ['password'], message })
  })
export const signInForm = z.object({ email: text(254), password, next })
export const forgotForm = z.object({ email })
export const confirmForm = z.object({ code: secret, password, next })
export const resetForm = z.object({ code: secret, password }).superRefine((value, context) => {
  const message = newPasswordError(value.password, '')
  if (message) context.addIssue({ code: 'custom', path: ['password'], message })
})
export const changePasswordForm = z.object({ current_password: password, password })

export const profileForm = z.object({
  name: nameText(120),
  country,
  timeZone: text(60).refine((zone) => isTimeZone(zone), 'error.choice'),
  locale: z.enum(locales, 'error.choice'),
  headline: optionalText(140),
  about: optionalText(4000),
  languages: z.array(z.enum(spokenLanguages, 'error.choice')).max(20).default([]),
})

export const appearanceForm = z.object({
  theme: z.enum(['device', 'light', 'dark'], 'error.choice'),
  data: z.enum(['device', 'full', 'low'], 'error.choice'),
})

const organisationFields = { name: nameText(120), country, website, about: optionalText(4000) }
/** An operator's organisation is not offered here. */
export const newOrganisationForm = z.object({
  kind: z.enum(['client', 'partner', 'funder'], 'error.choice'),
  ...organisationFields,
})
export const organisationForm = z.object(organisationFields)
export const inviteForm = z.object({ email, role: z.enum(organisationRoles, 'error.choice') })
export const roleForm = z.object({
  personId: text(40),
  role: z.enum(organisationRoles, 'error.choice'),
})
export const checkForm = z.object({ check: z.enum(organisationChecks, 'error.choice') })
/** What the operator asks an organisation that it cannot verify yet. */
export const askBackForm = z.object({ words: text(1000) })
export const memberForm = z.object({ personId: text(40) })

/** A lever's new value; the day begins at midnight, UTC. Whether the number is allowed, its range says. */
export const settingForm = z.object({
  key: z.enum(settingKeys, 'error.choice'),
  value: wholeNumber(0, 1_000_000),
  effectiveAt: z
    .string()
    .trim()
    .default('')
    .refine((day) => day === '' || /^\d{4}-\d{2}-\d{2}$/.test(day), 'error.date')
    .transform((day) => (day === '' ? null : new Date(`${day}T00:00:00Z`)))
    .refine((date) => date === null || !Number.isNaN(date.getTime()), 'error.date'),
})
