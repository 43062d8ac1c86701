import type Stripe from 'stripe'
import type { AccountDetail } from '../core/tables'

type Account = Stripe.V2.Core.Account
type Requirements = Stripe.V2.Core.Account.Requirements
type Entry = Stripe.V2.Core.Account.Requirements.Entry
type Status = 'currently_due' | 'past_due'
type Transfers =
  Stripe.V2.Core.Account.Configuration.Recipient.Capabilities.StripeBalance.StripeTransfers

/** The path at which the identity document is asked for. */
export const DOCUMENT = 'identity.individual.documents.primary_verification'

/** What is still missing, by the path at which Stripe names it. */
export function missingOf(account: Account, detail: AccountDetail): string[] {
  const company = account.identity?.entity_type === 'company'
  const name = company
    ? 'identity.business_details.registered_name'
    : 'identity.individual.given_name'
  return [
    ...(detail.legalName === null ? [name] : []),
    ...(detail.bankAccount === null
      ? ['configuration.recipient.default_outbound_destination']
      : []),
    ...(detail.agreed ? [] : ['identity.attestations.terms_of_service.account']),
  ]
}

/** Transfers wait for all that is missing, and for a document that is late or was not readable. */
export function transfersOf(account: Account, detail: AccountDetail): Transfers {
  const late = detail.document === 'overdue' || detail.document === 'rejected'
  if (missingOf(account, detail).length === 0 && !late) {
    return { status: 'active', status_details: [] }
  }
  return {
    status: 'restricted',
    status_details: [{ code: 'requirements_past_due', resolution: 'provide_info' }],
  }
}

/** What the person has to bring, and what its absence stops. */
export function requirementsOf(account: Account, detail: AccountDetail): Requirements {
  const entries = missingOf(account, detail).map((path) => entry(path, 'currently_due', []))
  const { document, documentBy } = detail
  if (document === 'asked') entries.push(entry(DOCUMENT, 'currently_due', []))
  if (document === 'overdue') entries.push(entry(DOCUMENT, 'past_due', []))
  if (document === 'rejected') entries.push(entry(DOCUMENT, 'past_due', [UNREADABLE]))
  if (entries.length === 0) return { entries: [] }
  const late = entries.some((one) => one.minimum_deadline.status === 'past_due')
  return {
    entries,
    summary: {
      minimum_deadline: {
        status: late ? 'past_due' : 'currently_due',
        ...(documentBy === null ? {} : { time: new Date(documentBy * 1_000).toISOString() }),
      },
    },
  }
}

const UNREADABLE: Stripe.V2.Core.Account.Requirements.Entry.Error = {
  code: 'verification_document_not_readable',
  description: 'The document cannot be read. Upload a sharper picture of it.',
}

function entry(description: string, status: Status, errors: Entry['errors']): Entry {
  return {
    awaiting_action_from: 'user',
    description,
    errors,
    impact: {
      restricts_capabilities: [
        {
          capability: 'stripe_balance.stripe_transfers',
          configuration: 'recipient',
          deadline: { status },
        },
      ],
    },
    minimum_deadline: { status },
    requested_reasons: [
      { code: description === DOCUMENT ? 'routine_verification' : 'routine_onboarding' },
    ],
  }
}
