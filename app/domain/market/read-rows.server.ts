import type { z } from 'zod'
import { type FieldErrors, parseForm } from '~/platform/forms.server'
import { formRows } from './forms.server'

/** Checks the rows of one group that have something typed in `key`, collecting errors by field. */
export function readRows<S extends z.ZodType>(
  form: FormData,
  group: string,
  limit: number,
  keys: readonly string[],
  shape: S,
  errors: FieldErrors,
): { index: number; row: z.output<S> }[] {
  const rows: { index: number; row: z.output<S> }[] = []
  for (const row of formRows(form, group, limit)) {
    const typed = keys.some((key) => String(row[key] ?? '').trim() !== '')
    if (!typed) continue
    const entries = new FormData()
    for (const [name, value] of Object.entries(row)) {
      if (Array.isArray(value)) for (const item of value) entries.append(`${name}[]`, String(item))
      else entries.append(name, String(value ?? ''))
    }
    const parsed = parseForm(shape, entries)
    if (parsed.ok) rows.push({ index: Number(row.index), row: parsed.value })
    else
      for (const [field, problem] of Object.entries(parsed.errors)) {
        errors[`${group}.${row.index}.${field}`] = problem
      }
  }
  return rows
}
