import {
  agreeHandOverForm,
  handOverForm,
  refuseHandOverForm,
  signHandOverForm,
} from '~/domain/contracts/forms.server'
import { agreeToHandOver } from '~/domain/contracts/seats/agree-to-hand-over.server'
import { refuseHandOver, withdrawHandOver } from '~/domain/contracts/seats/end-hand-over.server'
import { proposeHandOver } from '~/domain/contracts/seats/propose-hand-over.server'
import { readSeatsForm } from '~/domain/contracts/seats/read-seats-form.server'
import { signHandOver } from '~/domain/contracts/seats/sign-hand-over.server'
import { type ActArgs, invalid, redirectWith } from '~/domain/identity/access.server'
import { brokenRuleSentence } from '~/domain/stewardship/rules'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm, typedValues } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'

type Args = ActArgs<'person'>

const pageOf = ({ params }: Args) => `/contracts/${params.contractId ?? ''}/seats`

const hostMessages: Record<string, MessageKey> = {
  host_exchanged: 'exchange.host_exchanged',
  country_of_host: 'exchange.country_of_host',
  country_of_team: 'exchange.country_of_team',
}

/** Somebody proposes other seats; what does not fit stands beside its field, and all stays as typed. */
export async function actOnProposing(args: Args) {
  const { viewer, form, params, at } = args
  const read = readSeatsForm(form)
  if (!read.ok) return invalid(read.errors, read.values, 'propose')
  const { wanted, reason, rowOf } = read
  const contractId = params.contractId ?? ''
  const input = { ...wanted, contractId, reason, by: viewer.personId, at }
  try {
    const { already } = await inTransaction((tx) => proposeHandOver(tx, input))
    return redirectWith(pageOf(args), already ? 'seats.toast_before' : 'seats.toast_proposed')
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'exchange_host') throw error
    const row = rowOf.get(String(error.facts?.person)) ?? 0
    const key = hostMessages[String(error.facts?.problem)] ?? 'seats.host_missing'
    return invalid({ [`seats.${row}.host`]: key }, typedValues(form), 'propose')
  }
}

async function agree(args: Args) {
  const parsed = parseForm(agreeHandOverForm, args.form)
  if (!parsed.ok) throw new Refused('form_invalid')
  const input = { ...parsed.value, by: args.viewer.personId, at: args.at }
  const { already } = await inTransaction((tx) => agreeToHandOver(tx, input))
  return redirectWith(pageOf(args), already ? 'seats.toast_before' : 'seats.toast_agreed')
}

async function sign(args: Args) {
  const parsed = parseForm(signHandOverForm, args.form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values, 'sign')
  const input = { ...parsed.value, by: args.viewer.personId, at: args.at }
  try {
    const { inForce, already } = await inTransaction((tx) => signHandOver(tx, input))
    if (already) return redirectWith(pageOf(args), 'seats.toast_before')
    return redirectWith(pageOf(args), inForce ? 'seats.toast_in_force' : 'seats.toast_signed')
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const values = typedValues(args.form)
    if (error.code === 'name_mismatch') {
      return invalid({ typedName: 'refusal.name_mismatch' }, values, 'sign')
    }
    const sentence = brokenRuleSentence(error.facts)
    if (sentence) return invalid({ form: args.t(sentence.key, sentence.values) }, values, 'sign')
    throw error
  }
}

async function refuse(args: Args) {
  const parsed = parseForm(refuseHandOverForm, args.form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values, 'refuse')
  const input = { ...parsed.value, by: args.viewer.personId, at: args.at }
  const { already } = await inTransaction((tx) => refuseHandOver(tx, input))
  return redirectWith(pageOf(args), already ? 'seats.toast_before' : 'seats.toast_refused')
}

async function withdraw(args: Args) {
  const parsed = parseForm(handOverForm, args.form)
  if (!parsed.ok) throw new Refused('form_invalid')
  const input = { ...parsed.value, by: args.viewer.personId, at: args.at }
  const { already } = await inTransaction((tx) => withdrawHandOver(tx, input))
  return redirectWith(pageOf(args), already ? 'seats.toast_before' : 'seats.toast_withdrawn')
}

export async function actOnSeats(args: Args) {
  switch (args.form.get('intent')) {
    case 'propose':
      return actOnProposing(args)
    case 'agree':
      return agree(args)
    case 'sign':
      return sign(args)
    case 'refuse':
      return refuse(args)
    case 'withdraw':
      return withdraw(args)
    default:
      throw new Refused('form_invalid')
  }
}
