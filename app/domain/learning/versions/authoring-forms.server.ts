import { z } from 'zod'
import { socOf } from '~/domain/skills/exposure/occupation-names'
import { isRole, type Role } from '~/domain/skills/roles'
import { type Currency, currencies, parseAmount } from '~/kernel/money'
import {
  type FieldErrors,
  optionalText,
  type Parsed,
  parseForm,
  text,
  typedValues,
  wholeNumber,
} from '~/platform/forms.server'
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

const headForm = z
  .object({
    title: text(160),
    summary: optionalText(400),
    description: z.string().default(''),
    language: z.enum(locales, 'error.choice'),
    licence: optionalText(60),
    hours: wholeNumber(1, 2_000),
    roles: z.array(z.string()).default([]),
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

/**
 * The head of a track as it was typed.
 * @param of its address, where that can no longer change, and the tracks that it may name.
 */
export function readHead(
  form: FormData,
  of: { slug: string; tracks: ReadonlySet<string> },
): Parsed<TrackHead> {
  const parsed = parseForm(headForm, form)
  const from = rowsOf(form, 'from')
  const needed = rowsOf(form, 'track')
  const original = String(form.get('translationOf') ?? '')
  const named = original === '' ? needed : [...needed, { name: 'translationOf', value: original }]
  const wrong: FieldErrors = Object.fromEntries([
    ...from
      .filter(({ value }) => !socOf(value))
      .map(({ name }) => [name, { key: 'authoring.occupation_unknown' }]),
    ...named
      .filter(({ value }) => !of.tracks.has(value))
      .map(({ name }) => [name, { key: 'error.choice' }]),
  ])
  if (!parsed.ok) return { ...parsed, errors: { ...parsed.errors, ...wrong } }
  if (Object.keys(wrong).length > 0) return { ok: false, errors: wrong, values: typedValues(form) }
  const { roles, description, ...head } = parsed.value
  const skills = rowsOf(form, 'skill').map(({ value }) => value)
  return {
    ok: true,
    value: {
      ...head,
      description: description.replace(/\r\n?/g, '\n'),
      slug: head.slug ?? of.slug,
      skills: [...new Set(skills)].filter(isSkillCode),
      roles: roles.filter((role): role is Role => isRole(role)),
      leadsFrom: [...new Set(from.flatMap(({ value }) => socOf(value) ?? []))],
      translationOf: original === '' ? null : original,
      prerequisites: [
        ...skillsNeeded(form),
        ...[...new Set(needed.map(({ value }) => value))].map(
          (slug): Prerequisite => ({ kind: 'track', slug }),
        ),
      ],
    },
  }
}

/** The rows `group.0`, `group.1` … of a form in which something stands. */
function rowsOf(form: FormData, group: string): { name: string; value: string }[] {
  return [...form.keys()]
    .filter((name) => name.startsWith(`${group}.`) && /^\d+$/.test(name.slice(group.length + 1)))
    .map((name) => ({ name, value: String(form.get(name)).trim() }))
    .filter(({ value }) => value !== '')
}

/** A code that an import brought along stays, also where the taxonomy does not have it; the form says so. */
const isSkillCode = (id: string) => keyPattern.test(id) && id.length <= keyLength

function skillsNeeded(form: FormData): Prerequisite[] {
  const rows = [...form.keys()].flatMap((name) => /^needs\.(\d+)\.skill$/.exec(name)?.[1] ?? [])
  return rows.flatMap((row): Prerequisite[] => {
    const skillId = String(form.get(`needs.${row}.skill`))
    const level = ([1, 2, 3, 4] as const).find(
      (one) => String(one) === form.get(`needs.${row}.level`),
    )
    return isSkillCode(skillId) && level ? [{ kind: 'skill', skillId, level }] : []
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
