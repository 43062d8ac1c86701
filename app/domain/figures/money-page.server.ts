import { contractList } from '~/domain/contracts/overview-queries.server'
import { keptBackFor } from '~/domain/escrow/kept-back-queries.server'
import { fundingsOf } from '~/domain/escrow/queries.server'
import { statementOf } from '~/domain/escrow/statement-queries.server'
import type { SignedIn } from '~/domain/identity/viewer'
import { readyAccountStatuses } from '~/domain/payments/payment'
import { payoutAccountOf } from '~/domain/payments/queries.server'
import type { Reader } from '~/platform/database.server'
import { clientMoney, memberMoney } from './dashboard-money.server'
import { referenceNames } from './reference-names.server'

/** The viewer's own money: as a member what is arriving and paid, as a funder what became of it. */
export async function moneyPage(db: Reader, viewer: SignedIn, page: number, at: Date) {
  const all = await contractList(db, viewer, 'all', at)
  const statement = await statementOf(db, viewer, page)
  const keptBack = await keptBackFor(db, viewer)
  const funders = [
    viewer.personId,
    ...viewer.memberships.map(({ organisationId }) => organisationId),
  ]
  const fundings = await fundingsOf(db, funders)
  const names = await referenceNames(db, [
    ...statement.lines.map(({ reference }) => reference),
    ...keptBack.map(({ reference }) => reference),
    ...fundings.map(({ reference }) => reference),
  ])
  const nameOf = (reference: string) =>
    names.get(reference) ?? { kind: 'milestone' as const, title: '', within: '', href: '' }
  const account = await payoutAccountOf(db, viewer.personId)
  const ready = account !== null && readyAccountStatuses.includes(account.status)
  const member = await memberMoney(db, viewer, all)
  return {
    memberMoney: member,
    clientMoney: await clientMoney(db, all),
    keptBack: keptBack.map((row) => ({ ...row, ...nameOf(row.reference) })),
    needsAccount: !ready && member.some((row) => row.amounts.arriving > 0n),
    statement: {
      ...statement,
      lines: statement.lines.map((line) => ({ ...line, ...nameOf(line.reference) })),
    },
    fundings: fundings.map((row) => ({
      paymentId: row.paymentId,
      reference: row.reference,
      organisation:
        viewer.memberships.find(({ organisationId }) => organisationId === row.funder)?.name ?? '',
      currency: row.currency,
      amountMinor: row.amountMinor,
      rail: row.rail,
      chargedAt: row.chargedAt,
      usedFor: row.usedFor,
      usedAt: row.usedAt,
      ...nameOf(row.reference),
    })),
  }
}
