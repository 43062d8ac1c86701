import { z } from 'zod'
import { wholeDigits } from '~/kernel/digits'
import type { AmountProblem } from '~/kernel/money'
import { mixesAlphabets, plainName } from '~/kernel/plain-name'
import type { MessageKey } from './languages/keys'

/** What went wrong with a field: a catalogue key with its values. */
export type FieldError = { key: MessageKey; values?: Record<string, string | number> }
export type FieldErrors = Record<string, FieldError>
export type FormValues = Record<string, string | string[]>

export type Parsed<T> =
  | { ok: true; value: T }
  | { ok: false; errors: FieldErrors; values: FormValues }

/** What was typed, to be shown again. Passwords, access tokens and files are left out. */
export function typedValues(form: FormData): FormValues {
  const values: FormValues = {}
  for (const name of new Set(form.keys())) {
    if (/password|accessToken/i.test(name)) continue
    const all = form.getAll(name).filter((value): value is string => typeof value === 'string')
    if (all.length > 0) values[name] = all.length > 1 || name.endsWith('[]') ? all : (all[0] ?? '')
  }
  return values
}

/**
 * Reads a form with a zod shape. A name that ends in `[]` becomes a list without the ending.
 * Issues carry a catalogue key as their message ("error.required"); others become `error.invalid`.
 */
export function parseForm<S extends z.ZodType>(shape: S, form: FormData): Parsed<z.output<S>> {
  const raw: Record<string, unknown> = {}
  for (const name of new Set(form.keys())) {
    raw[name.replace(/\[\]$/, '')] = name.endsWith('[]') ? form.getAll(name) : form.get(name)
  }
  const parsed = shape.safeParse(raw)
  if (parsed.success) return { ok: true, value: parsed.data }
  const errors: FieldErrors = {}
  for (const issue of parsed.error.issues) {
    const name = issue.path.join('.')
    errors[name] ??= { key: messageKeyOf(issue) }
  }
  return { ok: false, errors, values: typedValues(form) }
}

/** The part of a form whose names begin with `prefix`, under their short names. */
export function formPart(form: FormData, prefix: string): FormData {
  const found = new FormData()
  for (const [name, value] of form) {
    if (name.startsWith(prefix)) found.append(name.slice(prefix.length), value)
  }
  return found
}

function messageKeyOf(issue: z.core.$ZodIssue): MessageKey {
  if (/^[a-zA-Z]+\.[a-z_A-Z]+$/.test(issue.message)) return issue.message as MessageKey
  if (issue.code === 'invalid_type') return 'error.required'
  if (issue.code === 'too_big') return 'error.too_long'
  if (issue.code === 'too_small') return 'error.required'
  return 'error.invalid'
}

/** What is wrong with an amount, as a message. */
export const amountMessages = {
  not_a_number: 'error.amount',
  too_many_digits: 'error.amount_digits',
  not_positive: 'error.amount_positive',
  too_large: 'error.amount_large',
} as const satisfies Record<AmountProblem, MessageKey>

/** Text that must be there, trimmed. */
export const text = (most = 200) =>
  z.string('error.required').trim().min(1, 'error.required').max(most, 'error.too_long')

/** A name that others read: without hidden signs, and no word in letters that pass for others. */
export const nameText = (most = 200) =>
  text(most)
    .transform(plainName)
    .refine((name) => name !== '', 'error.required')
    .refine((name) => !mixesAlphabets(name), 'error.name_mixed')

/** Text that may be left empty. */
export const optionalText = (most = 2000) =>
  z.string().trim().max(most, 'error.too_long').default('')

/** A whole number typed in a field, in Latin, Arabic-Indic or Urdu digits, thousands set apart or not. */
export const wholeNumber = (least: number, most: number) =>
  z
    .string('error.required')
    .transform(wholeDigits)
    .pipe(
      z
        .string()
        .min(1, 'error.required')
        .regex(/^-?\d{1,15}$/, 'error.whole_number'),
    )
    .transform(Number)
    .pipe(z.number().min(least, 'error.out_of_range').max(most, 'error.out_of_range'))
