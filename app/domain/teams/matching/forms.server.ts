import { z } from 'zod'
import { spokenLanguages } from '~/domain/identity/spoken'
import type { SkillLevel } from '~/domain/skills/claim'
import { isRole, type Role, roles } from '~/domain/skills/roles'
import { skillsOfRole } from '~/domain/skills/taxonomy'
import { workloadClasses } from '~/domain/stewardship/workload-class'
import { isId } from '~/kernel/ids'
import { type Currency, currencies, parseAmount } from '~/kernel/money'
import {
  amountMessages,
  type FieldErrors,
  type FormValues,
  formPart,
  optionalText,
  parseForm,
  text,
  typedValues,
  wholeNumber,
} from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { readShare } from '../forms.server'
import { type FixedMember, type RoleNeed, requestLimits, rolesPerPerson } from './request'
import { rolesOfStewards, type StoredRequest, storedRequest } from './stored-request'

const currency = z.enum(currencies as [Currency, ...Currency[]], 'error.choice')
/** A pool keeps a rate in 32 bits. */
const mostRateMinor = 4_294_967_295n

const chosen = (among: readonly string[], most: number) =>
  z
    .array(z.string().refine((value) => among.includes(value), 'error.choice'))
    .max(most, 'matching.too_many')
    .default([])

/** What somebody tells the matcher. @param sectors the fields that there are */
export const matchingProfileForm = (sectors: readonly string[]) =>
  z
    .object({
      rate: text(30),
      currency,
      hoursPerWeek: wholeNumber(1, 80),
      fromHour: wholeNumber(0, 23),
      dayHours: wholeNumber(1, 16),
      sectors: chosen(sectors, sectors.length),
    })
    .transform(({ rate, fromHour, dayHours, ...rest }, context) => {
      const parsed = parseAmount(rate, rest.currency)
      const problem = !parsed.ok
        ? parsed.problem
        : parsed.amountMinor > mostRateMinor
          ? ('too_large' as const)
          : null
      if (!parsed.ok || problem) {
        const message = amountMessages[problem ?? 'not_a_number']
        context.addIssue({ code: 'custom', path: ['rate'], message })
        return z.NEVER
      }
      return { ...rest, rateMinor: parsed.amountMinor, day: { fromHour, hours: dayHours } }
    })

const { weeks, languages, domains, commonHours, hours } = requestLimits

const searchForm = (sectors: readonly string[], excluded: readonly string[]) =>
  z.object({
    currency,
    budget: text(30),
    weeks: wholeNumber(weeks.least, weeks.most),
    workloadClass: z.enum(workloadClasses, 'error.choice'),
    languages: chosen(spokenLanguages, languages.most),
    domains: chosen(sectors, domains.most),
    commonHours: wholeNumber(commonHours.least, commonHours.most),
    maxMembers: wholeNumber(1, requestLimits.roles.most),
    excluded: chosen(excluded, excluded.length),
    brief: optionalText(60),
  })

type Read<T> = { ok: true; value: T } | { ok: false; errors: FieldErrors; values: FormValues }
type ReadSearch = Read<{ currency: Currency; briefId: string | null; request: StoredRequest }>

/**
 * Reads what a lead looks for: `want` names the roles; `hours.<role>`, `level.<role>.<skill>` and
 * `fixed.<person>` are theirs.
 * @param people ids of whom the lead may fix, members and who was kept before, and of whom an earlier
 * search left out
 */
export function readSearchForm(
  form: FormData,
  people: { fixable: readonly string[]; excluded: readonly string[] },
  sectors: readonly string[],
): ReadSearch {
  const head = parseForm(searchForm(sectors, people.excluded), form)
  const errors: FieldErrors = head.ok ? {} : { ...head.errors }
  const wanted = roles.filter((role) => form.getAll('want[]').includes(role))
  const { least, most } = requestLimits.roles
  if (wanted.length < least || wanted.length > most) {
    errors.want = { key: 'matching.roles_count', values: { least, most } }
  }
  const needs = wanted.map((role) => readRole(form, role, errors))
  const fixed = readFixed(form, people.fixable, wanted, errors)
  const budget = head.ok ? parseAmount(head.value.budget, head.value.currency) : null
  if (budget && !budget.ok) errors.budget = { key: amountMessages[budget.problem] }
  if (head.ok) checkSize(head.value.maxMembers, wanted.length, fixed.length, errors)
  if (!head.ok || !budget?.ok || Object.keys(errors).length > 0) {
    return { ok: false, errors, values: typedValues(form) }
  }
  const { brief, budget: _, currency: own, workloadClass, ...rest } = head.value
  const stewards = rolesOfStewards(workloadClass)
  const request = {
    ...rest,
    roles: needs.map((need) => ({ ...need, steward: stewards.includes(need.role) })),
    budgetMinor: budget.amountMinor,
    fixed,
  }
  return {
    ok: true,
    value: {
      currency: own,
      briefId: brief || null,
      request: storedRequest(request, workloadClass),
    },
  }
}

function checkSize(size: number, roleCount: number, fixed: number, errors: FieldErrors): void {
  const least = Math.max(1, Math.ceil(roleCount / rolesPerPerson), fixed)
  if (size >= least && size <= roleCount) return
  errors.maxMembers ??= { key: 'matching.size_range', values: { least, most: roleCount } }
}

function readRole(form: FormData, role: Role, errors: FieldErrors): Omit<RoleNeed, 'steward'> {
  const read = parseForm(
    z.object({ [role]: wholeNumber(hours.least, hours.most) }),
    formPart(form, 'hours.'),
  )
  if (!read.ok) Object.assign(errors, { [`hours.${role}`]: read.errors[role] })
  const skills = skillsOfRole(role).flatMap(({ id }) => {
    const level = Number(form.get(`level.${role}.${id}`) ?? '')
    return [1, 2, 3, 4].includes(level)
      ? [{ skillId: id, leastLevel: level as SkillLevel, weight: 1 }]
      : []
  })
  const { least, most } = requestLimits.skillsOfRole
  if (skills.length < least || skills.length > most) {
    errors[`hours.${role}`] ??= { key: 'matching.skills_count', values: { least, most } }
  }
  return { role, skills, hours: read.ok ? (read.value[role] ?? 0) : 0 }
}

function readFixed(
  form: FormData,
  fixable: readonly string[],
  wanted: readonly Role[],
  errors: FieldErrors,
): FixedMember[] {
  const taken = new Set<number>()
  return fixable.flatMap((personId): FixedMember[] => {
    const name = `fixed.${personId}`
    const typed = String(form.get(name) ?? '')
    if (typed === '') return []
    if (typed === 'any') return [{ personId, role: null }]
    const role = isRole(typed) ? wanted.indexOf(typed) : -1
    if (role < 0) errors[name] = { key: 'matching.fixed_role' }
    else if (taken.has(role)) errors[name] = { key: 'matching.fixed_taken' }
    taken.add(role)
    return [{ personId, role }]
  })
}

/** Somebody whom the lead invites from a shown team, with what the lead has in mind for them. */
export type Invitee = {
  personId: string
  role: Role
  shareBps: number
  hours: number
  message: string
}

const leastReason = 20

/** Reads who is invited: `invite[]` names them; role, share, hours and reason stand under their ids. */
export function readInvitees(form: FormData): Read<Invitee[]> {
  const errors: FieldErrors = {}
  const ids = [...new Set(form.getAll('invite[]').map(String))].filter((id) => isId('person', id))
  if (ids.length === 0) errors.invite = { key: 'matching.nobody_chosen' }
  const field = (name: string, personId: string) => String(form.get(`${name}.${personId}`) ?? '')
  const wrong = (name: string, personId: string, key: MessageKey) => {
    errors[`${name}.${personId}`] = { key }
  }
  const value = ids.map((personId): Invitee => {
    const role = field('role', personId)
    const shareBps = readShare(field('share', personId))
    const message = field('reason', personId).trim()
    const read = wholeNumber(hours.least, hours.most).safeParse(field('hours', personId))
    if (!isRole(role)) wrong('role', personId, 'error.choice')
    if (shareBps === null) wrong('share', personId, 'matching.share_unread')
    if (!read.success) wrong('hours', personId, 'error.whole_number')
    if (message.length < leastReason) wrong('reason', personId, 'matching.reason_short')
    if (message.length > 1000) wrong('reason', personId, 'error.too_long')
    return {
      ...{ personId, role: role as Role, shareBps: shareBps ?? 0, message },
      hours: read.success ? read.data : 0,
    }
  })
  return Object.keys(errors).length > 0
    ? { ok: false, errors, values: typedValues(form) }
    : { ok: true, value }
}
