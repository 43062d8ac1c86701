import { seatRow } from '~/domain/market/forms.server'
import { readRows } from '~/domain/market/read-rows.server'
import { type FieldErrors, type FormValues, parseForm, typedValues } from '~/platform/forms.server'
import { proposeSeatsForm } from '../forms.server'
import type { SeatsWanted } from './hand-over-seats.server'

/** As many rows as a contract may have people, those who left the team among them. */
const mostRows = 30

export type ReadSeats =
  | { ok: true; wanted: SeatsWanted; reason: string; rowOf: ReadonlyMap<string, number> }
  | { ok: false; errors: FieldErrors; values: FormValues }

/**
 * Reads who is to have a seat from which milestone on, and why: an empty share or 0 is no seat. What
 * does not fit together is refused by the command; `rowOf` says in which row somebody stands.
 */
export function readSeatsForm(form: FormData): ReadSeats {
  const errors: FieldErrors = {}
  const head = parseForm(proposeSeatsForm, form)
  if (!head.ok) Object.assign(errors, head.errors)
  const rows = readRows(form, 'seats', mostRows, ['share'], seatRow, errors).filter(
    ({ row }) => row.share > 0,
  )
  const seats = rows.map(({ index, row: { personId, role, share: shareBps } }) => {
    const hostId = form.get(`seats.${index}.host`)
    return { personId, role, shareBps, ...(typeof hostId === 'string' ? { hostId } : {}) }
  })
  const sum = seats.reduce((all, { shareBps }) => all + shareBps, 0)
  if (Object.keys(errors).length === 0 && sum !== 10_000) {
    errors.form = { key: 'team.shares_not_whole', values: { sum: String(sum / 100) } }
  }
  if (!head.ok || Object.keys(errors).length > 0) {
    return { ok: false, errors, values: typedValues(form) }
  }
  return {
    ok: true,
    wanted: { fromPosition: head.value.from, seats },
    reason: head.value.reason,
    rowOf: new Map(rows.map(({ index, row }) => [row.personId, index])),
  }
}
