import type { ManifestEntry } from '~/domain/stewardship/facts'
import { type Currency, decimalString, parseAmount } from '~/kernel/money'
import {
  amountMessages,
  type FieldErrors,
  type FormValues,
  formPart,
  parseForm,
  typedValues,
} from '~/platform/forms.server'
import { readExchanges } from '../exchange/read-exchange.server'
import {
  componentRow,
  counterForm,
  discoveryForm,
  milestoneRow,
  proposalForm,
  proposalLimits,
  seatRow,
} from '../forms.server'
import { readRows } from '../read-rows.server'
import {
  type DiscoveryFault,
  discoveryFault,
  mostDiscoveryMinor,
  mostDiscoveryWeeks,
} from './discovery'
import type { ProposedMilestone } from './proposal'
import type { CounterOffer } from './proposal-version'
import type { ProposalDraft, Seat } from './save-proposal.server'

export type ReadProposal =
  | { ok: true; teamId: string; draft: ProposalDraft }
  | { ok: false; errors: FieldErrors; values: FormValues }

/** Reads the rows of providers that were filled, collecting errors by field. */
export function readManifest(form: FormData, errors: FieldErrors): ManifestEntry[] {
  const keys = ['provider', 'purpose', 'host']
  const limit = proposalLimits.components
  return readRows(form, 'manifest', limit, keys, componentRow, errors).map(({ row }) => row)
}

/** Reads the milestones that were filled, of which there is at least one. */
export function readMilestones(
  form: FormData,
  currency: Currency,
  errors: FieldErrors,
): ProposedMilestone[] {
  const limit = proposalLimits.milestones
  const keys = ['title', 'amount']
  const rows = readRows(form, 'milestones', limit, keys, milestoneRow, errors)
  if (rows.length === 0 && !errors['milestones.0.title']) {
    errors['milestones.0.title'] = { key: 'error.required' }
  }
  return rows.map(({ index, row: { amount, ...row } }) => {
    const parsed = parseAmount(amount, currency)
    if (!parsed.ok) errors[`milestones.${index}.amount`] = { key: amountMessages[parsed.problem] }
    return { ...row, amountMinor: parsed.ok ? parsed.amountMinor.toString() : '0' }
  })
}

/** Reads the discovery that the others begin with, where it is ticked; an empty list where not. */
function readDiscovery(
  form: FormData,
  currency: Currency,
  errors: FieldErrors,
): ProposedMilestone[] {
  if (form.get('discovery') !== 'yes') return []
  const read = parseForm(discoveryForm, formPart(form, 'discovery.'))
  if (!read.ok) {
    for (const [name, problem] of Object.entries(read.errors)) errors[`discovery.${name}`] = problem
    return []
  }
  const { amount, ...row } = read.value
  const parsed = parseAmount(amount, currency)
  if (!parsed.ok) errors['discovery.amount'] = { key: amountMessages[parsed.problem] }
  const amountMinor = parsed.ok ? parsed.amountMinor.toString() : '0'
  return [{ ...row, amountMinor, criterionIds: [], kind: 'discovery' }]
}

const faultFields: Partial<Record<DiscoveryFault, string>> = {
  amount: 'discovery.amount',
  weeks: 'discovery.weeks',
}

/** Says beside its field that a discovery is too large. The other faults no form can make. */
function checkDiscovery(
  milestones: readonly ProposedMilestone[],
  { currency, priceMinor }: { currency: Currency; priceMinor: bigint },
  errors: FieldErrors,
): void {
  const fault = discoveryFault(milestones, priceMinor)
  const field = fault && faultFields[fault]
  if (!field) return
  const most = Number(decimalString({ currency, amountMinor: mostDiscoveryMinor(priceMinor) }))
  const key =
    fault === 'amount' ? 'proposal.discovery_amount_most' : 'proposal.discovery_weeks_most'
  errors[field] = { key, values: { most, currency, weeks: mostDiscoveryWeeks } }
}

/** Reads who has a seat: a member without a share has none. */
export function readSeats(form: FormData, errors: FieldErrors): Seat[] {
  return readRows(form, 'seats', proposalLimits.seats, ['share'], seatRow, errors)
    .filter(({ row }) => row.share > 0)
    .map(({ row: { personId, role, share } }) => ({ personId, role, shareBps: share }))
}

/**
 * Reads the proposal page's form: the amounts in the brief's currency, the rows that were filled.
 * @param countries of the team's members, by person.
 */
export function readProposalForm(
  form: FormData,
  currency: Currency,
  countries: ReadonlyMap<string, string>,
): ReadProposal {
  const errors: FieldErrors = {}
  const head = parseForm(proposalForm, form)
  if (!head.ok) Object.assign(errors, head.errors)
  const discovery = readDiscovery(form, currency, errors)
  const milestones = [...discovery, ...readMilestones(form, currency, errors)]
  const placed = readSeats(form, errors)
  const seats = readExchanges(form, { seats: placed, milestones, countries }, errors)
  const manifest = readManifest(form, errors)
  const price = head.ok ? parseAmount(head.value.price, currency) : null
  if (price && !price.ok) errors.price = { key: amountMessages[price.problem] }
  if (price?.ok) checkDiscovery(milestones, { currency, priceMinor: price.amountMinor }, errors)
  if (!head.ok || !price?.ok || Object.keys(errors).length > 0) {
    return { ok: false, errors, values: typedValues(form) }
  }
  const { teamId, approach, holdbackPercent, reviewDays } = head.value
  return {
    ok: true,
    teamId,
    draft: {
      approach,
      weeks: milestones.reduce((sum, { weeks }) => sum + weeks, 0),
      reviewDays,
      holdbackBps: holdbackPercent,
      priceMinor: price.amountMinor,
      manifest,
      milestones,
      seats,
    },
  }
}

export type ReadCounter =
  | { ok: true; version: number; note: string; counter: CounterOffer }
  | { ok: false; errors: FieldErrors; values: FormValues }

/** Reads the page on which a client answers a proposal with its own numbers. */
export function readCounterForm(form: FormData, currency: Currency): ReadCounter {
  const errors: FieldErrors = {}
  const head = parseForm(counterForm, form)
  if (!head.ok) Object.assign(errors, head.errors)
  const discovery = readDiscovery(form, currency, errors)
  const milestones = [...discovery, ...readMilestones(form, currency, errors)]
  const priceMinor = milestones.reduce((sum, row) => sum + BigInt(row.amountMinor), 0n)
  checkDiscovery(milestones, { currency, priceMinor }, errors)
  if (!head.ok || Object.keys(errors).length > 0) {
    return { ok: false, errors, values: typedValues(form) }
  }
  const { version, note, holdbackPercent, reviewDays } = head.value
  return {
    ok: true,
    version,
    note,
    counter: { milestones, holdbackBps: holdbackPercent, reviewDays },
  }
}
