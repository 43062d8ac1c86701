import type { FieldErrors } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { exchangeRow, formRows, proposalLimits } from '../forms.server'
import { isDiscovery } from '../proposals/discovery'
import type { ProposedMilestone } from '../proposals/proposal'
import type { Seat } from '../proposals/save-proposal.server'
import { readRows } from '../read-rows.server'
import {
  checkExchange,
  type ExchangePlan,
  type ExchangeProblem,
  stagesInMilestones,
} from './exchange'

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
 * @param milestones those of the form; its stages are numbered like its rows, a discovery apart.
 * @param countries of the team's members, by person.
 */
export function readExchanges(
  form: FormData,
  given: {
    seats: readonly Seat[]
    milestones: readonly ProposedMilestone[]
    countries: ReadonlyMap<string, string>
  },
  errors: FieldErrors,
): Seat[] {
  const { seats, milestones, countries } = given
  const rows = readRows(form, 'seats', proposalLimits.seats, ['host'], exchangeRow, errors)
  for (const row of formRows(form, 'seats', proposalLimits.seats)) {
    const staged = Object.entries(row).some(
      ([name, value]) => /^stage\d$/.test(name) && value !== '' && value !== 'none',
    )
    if (staged && String(row.host ?? '').trim() === '') {
      errors[`seats.${row.index}.host`] ??= { key: 'exchange.host_needed' }
    }
  }
  const plans = new Map<string, ExchangePlan>(
    rows.map(({ row }) => [row.personId, stagesInMilestones(row.exchange, milestones)]),
  )
  const country = (personId: string) => countries.get(personId) ?? ''
  const placed = seats.map((seat) => ({
    ...{ ...seat, country: country(seat.personId) },
    ...{ exchange: plans.get(seat.personId) },
  }))
  const first = milestones.some(isDiscovery) ? 1 : 0
  const unread = Object.keys(errors).some((name) => /^(milestones|discovery)\./.test(name))
  for (const { index, row } of rows) {
    // Who was given no share is not among the seats.
    const empty = { personId: row.personId, country: country(row.personId), shareBps: 0 }
    const exchange = plans.get(row.personId)
    const seat = placed.find(({ personId }) => personId === row.personId) ?? { ...empty, exchange }
    const found = checkExchange(seat, placed, milestones.length)
    // A milestone that could not be read has no place yet that a stage could miss.
    if (!found || (found.field === 'stage' && unread)) continue
    const field = found.field === 'stage' ? `stage${found.place - first}` : found.field
    errors[`seats.${index}.${field}`] ??= { key: messages[found.problem] }
  }
  return seats.map((seat) => {
    const exchange = plans.get(seat.personId)
    return exchange ? { ...seat, exchange } : seat
  })
}
