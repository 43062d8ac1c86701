import { ledgerAccount, ledgerEntry, ledgerTransaction } from 'db/schema/ledger'
import { payoutAccount } from 'db/schema/payments'
import { eq } from 'drizzle-orm'
import { signedContract, stateOf, type World } from 'tests/support/contracts'
import type { ProviderDesk } from 'tests/support/money'
import type { TestPerson } from 'tests/support/people'
import type { Visitor } from 'tests/support/visitor'
import type { MilestoneStatus } from '~/domain/contracts/milestones/milestone'
import { refreshPayoutAccount } from '~/domain/payments/refresh-payout-account.server'
import { startPayoutAccount } from '~/domain/payments/start-payout-account.server'
import { database, inTransaction } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { setSetting } from '~/platform/settings.server'

/** Waits until the real processes have come there. How long that takes is nobody's business here. */
export async function until<T>(look: () => Promise<T>, wanted: (seen: T) => boolean): Promise<T> {
  const end = Date.now() + 60_000
  for (;;) {
    const seen = await look()
    if (wanted(seen)) return seen
    if (Date.now() > end) throw new Error(`It stayed at ${JSON.stringify(seen)}.`)
    await new Promise((done) => setTimeout(done, 50))
  }
}

/** A contract of one milestone that both sides have signed just now. */
export async function openContract(world: World) {
  const { contractId, milestoneIds } = await signedContract(world, {
    at: new Date(),
    milestones: 1,
  })
  const milestoneId = milestoneIds[0] ?? ''
  return { contractId, milestoneId, page: `/milestones/${milestoneId}` }
}

export async function reaches(milestoneId: string, status: MilestoneStatus): Promise<void> {
  await until(
    async () => (await stateOf(milestoneId)).status,
    (seen) => seen === status,
  )
}

/** Presses "fund" and pays on the provider's page; returns that page's address. */
export async function payFor(
  client: Visitor,
  page: string,
  provider: ProviderDesk,
): Promise<string> {
  const { location } = await client.post(page, { intent: 'fund' })
  await provider.pay(location)
  return location
}

/** The members fill in the provider's form, and money may go out as soon as it has come in. */
export async function readyToBePaid(
  people: readonly TestPerson[],
  provider: ProviderDesk,
): Promise<void> {
  const at = new Date()
  await inTransaction((tx) =>
    setSetting(tx, { key: 'cardRiskDays', value: 0, effectiveAt: at, by: 'test' }),
  )
  for (const { personId, email } of people) {
    await startPayoutAccount(database(), {
      personId,
      email,
      country: 'PK',
      returnUrl: 'http://localhost:3000/',
      refreshUrl: 'http://localhost:3000/',
      at,
    })
    const [row] = await database()
      .select()
      .from(payoutAccount)
      .where(eq(payoutAccount.personId, personId))
    await provider.control('POST', `/accounts/${row?.providerAccountId}/activate`)
    await refreshPayoutAccount(database(), { personId, at })
  }
}

/** Asks the worker to look for what is due, as it does by itself every minute. */
export async function sweep(): Promise<void> {
  await inTransaction((tx) => enqueue(tx, 'sweep-due', {}))
}

/** Every entry that was posted for a milestone, without ids or order: kind, account, amount. */
export async function booksOf(reference: string): Promise<string[]> {
  const rows = await database()
    .select({
      kind: ledgerTransaction.kind,
      account: ledgerAccount.kind,
      amountMinor: ledgerEntry.amountMinor,
    })
    .from(ledgerEntry)
    .innerJoin(ledgerTransaction, eq(ledgerTransaction.id, ledgerEntry.transactionId))
    .innerJoin(ledgerAccount, eq(ledgerAccount.id, ledgerEntry.accountId))
    .where(eq(ledgerTransaction.reference, reference))
  return rows.map(({ kind, account, amountMinor }) => `${kind} ${account} ${amountMinor}`).sort()
}
