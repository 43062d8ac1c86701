import type { z } from 'zod'
import type { ManifestEntry } from '~/domain/stewardship/facts'
import { type Currency, parseAmount } from '~/kernel/money'
import { type FieldErrors, type FormValues, parseForm, typedValues } from '~/platform/forms.server'
import {
  amountMessages,
  componentRow,
  formRows,
  milestoneRow,
  proposalForm,
  proposalLimits,
  seatRow,
} from './forms.server'
import type { ProposalDraft } from './save-proposal.server'

export type ReadProposal =
  | { ok: true; teamId: string; draft: ProposalDraft }
  | { ok: false; errors: FieldErrors; values: FormValues }

/** Checks the rows of one group that have something typed in `key`, collecting errors by field. */
function readRows<S extends z.ZodType>(
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

/** Reads the rows of providers that were filled, collecting errors by field. */
export function readManifest(form: FormData, errors: FieldErrors): ManifestEntry[] {
  const keys = ['provider', 'purpose', 'host']
  const limit = proposalLimits.components
  return readRows(form, 'manifest', limit, keys, componentRow, errors).map(({ row }) => row)
}

/** Reads the proposal page's form: the amounts in the brief's currency, the rows that were filled. */
export function readProposalForm(form: FormData, currency: Currency): ReadProposal {
  const errors: FieldErrors = {}
  const head = parseForm(proposalForm, form)
  if (!head.ok) Object.assign(errors, head.errors)
  const milestones = readRows(
    form,
    'milestones',
    proposalLimits.milestones,
    ['title', 'amount'],
    milestoneRow,
    errors,
  )
  const seats = readRows(form, 'seats', proposalLimits.seats, ['share'], seatRow, errors)
  const manifest = readManifest(form, errors)
  const priced = milestones.map(({ index, row: { amount, ...row } }) => {
    const parsed = parseAmount(amount, currency)
    if (!parsed.ok) errors[`milestones.${index}.amount`] = { key: amountMessages[parsed.problem] }
    return { ...row, amountMinor: parsed.ok ? parsed.amountMinor.toString() : '0' }
  })
  const price = head.ok ? parseAmount(head.value.price, currency) : null
  if (price && !price.ok) errors.price = { key: amountMessages[price.problem] }
  if (milestones.length === 0 && !errors['milestones.0.title']) {
    errors['milestones.0.title'] = { key: 'error.required' }
  }
  if (!head.ok || !price?.ok || Object.keys(errors).length > 0) {
    return { ok: false, errors, values: typedValues(form) }
  }
  const { teamId, approach, holdbackPercent, reviewDays } = head.value
  return {
    ok: true,
    teamId,
    draft: {
      approach,
      weeks: milestones.reduce((sum, { row }) => sum + row.weeks, 0),
      reviewDays,
      holdbackBps: holdbackPercent,
      priceMinor: price.amountMinor,
      manifest,
      milestones: priced,
      // A member with no share has no seat in this proposal.
      seats: seats
        .filter(({ row }) => row.share > 0)
        .map(({ row: { personId, role, share } }) => ({ personId, role, shareBps: share })),
    },
  }
}
