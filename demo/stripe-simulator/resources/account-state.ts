import type Stripe from 'stripe'
import type { Context } from '../core/context'
import { later, nevermind } from '../core/due'
import { ApiError } from '../core/errors'
import { emitThin } from '../core/events'
import type { AccountDetail } from '../core/tables'
import { requirementsOf, transfersOf } from './account-requirements'

type Account = Stripe.V2.Core.Account

/** Days within which an identity document has to be brought. */
const DOCUMENT_DAYS = 7

const NOTHING_KNOWN: Omit<AccountDetail, 'id'> = {
  legalName: null,
  bankAccount: null,
  agreed: false,
  document: 'unasked',
  documentBy: null,
}

export function detailOf(context: Context, id: string): AccountDetail {
  return context.unit.get('account_detail', id) ?? { id, ...NOTHING_KNOWN }
}

const statusOf = (account: Account) =>
  account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.status

/** True when money may be transferred to the account. */
export function transfersActive(account: Account): boolean {
  return statusOf(account) === 'active'
}

/** The account with what follows from what is known of its owner. */
export function withState(account: Account, detail: AccountDetail): Account {
  const transfers = transfersOf(account, detail)
  return {
    ...account,
    configuration: {
      recipient: {
        applied: true,
        capabilities: {
          stripe_balance: {
            ...(transfers.status === 'active'
              ? { payouts: { status: 'active' as const, status_details: [] } }
              : {}),
            stripe_transfers: transfers,
          },
        },
      },
    },
    ...(account.display_name || detail.legalName
      ? { display_name: account.display_name ?? String(detail.legalName) }
      : {}),
    requirements: requirementsOf(account, detail),
  }
}

/** Somebody brought something, or was asked for it: requirements and capability follow. */
export function learn(
  context: Context,
  id: string,
  change: Partial<Omit<AccountDetail, 'id'>>,
): Account {
  const before = findAccount(context, id)
  const detail = { ...detailOf(context, id), ...change }
  context.unit.put('account_detail', detail)
  const account = withState(before, detail)
  context.unit.put('account', account)
  if (JSON.stringify(before.requirements) !== JSON.stringify(account.requirements)) {
    emitThin(context, 'v2.core.account[requirements].updated', id)
  }
  if (statusOf(before) !== statusOf(account)) {
    emitThin(context, 'v2.core.account[configuration.recipient].capability_status_updated', id, {
      updated_capability: 'stripe_balance.stripe_transfers',
    })
  }
  return account
}

/** All that the first page asks for is there; of the simulator, not of Stripe. */
export function activate(context: Context, id: string): Account {
  const { display_name } = findAccount(context, id)
  nevermind(context, 'account_deadline', id)
  return learn(context, id, {
    legalName: display_name ?? 'Test person',
    bankAccount: '000123456789',
    agreed: true,
    document: 'given',
    documentBy: null,
  })
}

/** Puts the account back to its beginning; of the simulator, not of Stripe. */
export function restrict(context: Context, id: string): Account {
  return learn(context, id, NOTHING_KNOWN)
}

/** Asks for an identity document, to be brought within a week; of the simulator, not of Stripe. */
export function askForDocument(context: Context, id: string): Account {
  later(context, 'account_deadline', id, DOCUMENT_DAYS)
  return learn(context, id, {
    document: 'asked',
    documentBy: context.clock + DOCUMENT_DAYS * 86_400,
  })
}

/** The document was not brought in time. */
export function accountDeadlineIsDue(context: Context, id: string): void {
  if (detailOf(context, id).document === 'asked') learn(context, id, { document: 'overdue' })
}

export function findAccount(context: Context, id: string): Account {
  const account = context.unit.get('account', id)
  if (!account) throw new ApiError(404, `Account not found: ${id}`, { code: 'not_found' })
  return account
}
