import { z } from 'zod'
import { isRole, type Role } from '~/domain/skills/roles'
import { skillById } from '~/domain/skills/taxonomy'
import { type Currency, currencies, parseAmount } from '~/kernel/money'
import { optionalText, type Parsed, parseForm, text, wholeNumber } from '~/platform/forms.server'
import { locales } from '~/platform/languages/locales'
import { keyLength, keyPattern } from '../content/check-track'
import { itemKinds, type Prerequisite } from '../content/track-content'
import type { TrackHead } from './save-head.server'

export const newTrackForm = z.object({
  title: text(160),
  summary: optionalText(400),
  language: z.enum(locales, 'error.choice'),
})

export const courseForm = z.object({ title: text(160), summary: optionalText(400) })
export const itemForm = z.object({ title: text(200), kind: z.enum(itemKinds, 'error.choice') })
export const sendBackForm = z.object({ note: text(4_000) })

const key = (most = keyLength) =>
  text(most).refine((value) => keyPattern.test(value), 'authoring.address_signs')

const words = (typed: string) => typed.split(/[\s,;،]+/).filter(Boolean)

const headForm = z
  .object({
    title: text(160),
    summary: optionalText(400),
    description: z.string().default(''),
    language: z.enum(locales, 'error.choice'),
    licence: optionalText(60),
    hours: wholeNumber(1, 2_000),
    roles: z.array(z.string()).default([]),
    leadsFrom: z
      .string()
      .default('')
      .transform(words)
      .refine((codes) => codes.every((code) => /^\d{2}-\d{4}\.\d{2}$/.test(code)), {
        message: 'authoring.occupation_code',
      }),
    needsTracks: z
      .string()
      .default('')
      .transform(words)
      .refine((slugs) => slugs.every((slug) => keyPattern.test(slug)), 'authoring.address_signs'),
    translationOf: z.union([z.literal('').transform(() => null), key()]).default(null),
    currency: z.enum(currencies as [Currency, ...Currency[]], 'error.choice'),
    price: optionalText(30),
    slug: key().optional(),
  })
  .transform(({ price, currency, ...rest }, context) => {
    if (price === '' || /^0+([.,]0+)?$/.test(price)) return { ...rest, price: null }
    const parsed = parseAmount(price, currency)
    if (parsed.ok) {
      return { ...rest, price: { currency, amountMinor: String(parsed.amountMinor) } }
    }
    context.addIssue({ code: 'custom', path: ['price'], message: 'error.amount' })
    return z.NEVER
  })

/** The head of a track as it was typed. @param slug its address, where that can no longer change. */
export function readHead(form: FormData, slug: string): Parsed<TrackHead> {
  const parsed = parseForm(headForm, form)
  if (!parsed.ok) return parsed
  const { needsTracks, roles, description, ...head } = parsed.value
  const skills = skillsIn(form, /^skill\.\d+$/)
  return {
    ok: true,
    value: {
      ...head,
      description: description.replace(/\r\n?/g, '\n'),
      slug: head.slug ?? slug,
      skills,
      roles: roles.filter((role): role is Role => isRole(role)),
      prerequisites: [
        ...skillsNeeded(form),
        ...needsTracks.map((one): Prerequisite => ({ kind: 'track', slug: one })),
      ],
    },
  }
}

function skillsIn(form: FormData, names: RegExp): string[] {
  const found = [...form.keys()]
    .filter((name) => names.test(name))
    .map((name) => String(form.get(name)))
  return [...new Set(found)].filter((id) => skillById(id))
}

function skillsNeeded(form: FormData): Prerequisite[] {
  const rows = [...form.keys()].flatMap((name) => /^needs\.(\d+)\.skill$/.exec(name)?.[1] ?? [])
  return rows.flatMap((row): Prerequisite[] => {
    const skillId = String(form.get(`needs.${row}.skill`))
    const level = ([1, 2, 3, 4] as const).find(
      (one) => String(one) === form.get(`needs.${row}.level`),
    )
    return skillById(skillId) && level ? [{ kind: 'skill', skillId, level }] : []
  })
}

const day = z.string('error.required').regex(/^\d{4}-\d{2}-\d{2}$/, 'error.date')
const seats = z.union([z.literal('').transform(() => null), wholeNumber(1, 10_000)]).default(null)

export const cohortForm = z.object({ name: text(120), starts: day, ends: day, seats })
export const newCohortForm = cohortForm.extend({ trackId: text(60) })

export const cohortDateForm = z.object({
  title: text(160),
  kind: z.enum(['meeting', 'deadline'], 'error.choice'),
  day,
  time: z.string('error.required').regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'authoring.time_unread'),
  minutes: z.union([z.literal('').transform(() => 60), wholeNumber(1, 1_440)]).default(60),
  itemKey: z.union([z.literal('').transform(() => null), text(60)]).default(null),
  place: optionalText(300),
})
