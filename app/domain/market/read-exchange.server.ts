import type { FieldErrors } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { checkExchange, type ExchangePlan, type ExchangeProblem } from './exchange'
import { exchangeRow, proposalLimits } from './forms.server'
import { readRows } from './read-rows.server'
import type { Seat } from './save-proposal.server'

const messages = {
  host_missing: 'exchange.host_missing',
  host_exchanged: 'exchange.host_exchanged',
  country_of_host: 'exchange.country_of_host',
  country_of_team: 'exchange.country_of_team',
  stage_backwards: 'exchange.stage_backwards',
  stages_only_watch: 'exchange.stages_only_watch',
  stage_beyond: 'exchange.stage_beyond',
  share_missing: 'exchange.share_missing',
} as const satisfies Record<ExchangeProblem['problem'], MessageKey>

/**
 * Reads which of the seats are in exchange, collecting errors by field.
 * @param milestones how many the form has.
 * @param countries of the team's members, by person.
 */
export function readExchanges(
  form: FormData,
  given: { seats: readonly Seat[]; milestones: number; countries: ReadonlyMap<string, string> },
  errors: FieldErrors,
): Seat[] {
  const { seats, milestones, countries } = given
  const rows = readRows(form, 'seats', proposalLimits.seats, ['host'], exchangeRow, errors)
  const plans = new Map<string, ExchangePlan>(rows.map(({ row }) => [row.personId, row.exchange]))
  const country = (personId: string) => countries.get(personId) ?? ''
  const placed = seats.map((seat) => ({
    ...{ ...seat, country: country(seat.personId) },
    ...{ exchange: plans.get(seat.personId) },
  }))
  for (const { index, row } of rows) {
    // Who was given no share is not among the seats.
    const empty = { personId: row.personId, country: country(row.personId), shareBps: 0 }
    const seat = placed.find(({ personId }) => personId === row.personId) ?? { ...empty, ...row }
    const found = checkExchange(seat, placed, milestones)
    if (!found) continue
    const field = found.field === 'stage' ? `stage${found.place}` : found.field
    errors[`seats.${index}.${field}`] ??= { key: messages[found.problem] }
  }
  return seats.map((seat) => {
    const exchange = plans.get(seat.personId)
    return exchange ? { ...seat, exchange } : seat
  })
}
