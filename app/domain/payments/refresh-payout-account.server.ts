import { payoutAccount } from 'db/schema/payments'
import { and, eq, ne } from 'drizzle-orm'
import { type Db, inTransaction } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { retrieveAccount } from './adapters/stripe-accounts.server'

/** Asks the provider whether transfers may go to an account, and keeps the answer. */
export async function refreshProviderAccount(
  db: Db,
  input: { providerAccountId: string; at: Date },
): Promise<void> {
  const { providerAccountId, at } = input
  const answer = await retrieveAccount(providerAccountId)
  if (!answer.ok) throw new Error(`the provider did not say: ${answer.detail}`)
  const status = answer.value.ready ? 'ready' : 'incomplete'
  await inTransaction(
    (tx) =>
      tx
        .update(payoutAccount)
        .set({ status, updatedAt: at })
        .where(
          and(
            eq(payoutAccount.providerAccountId, providerAccountId),
            ne(payoutAccount.status, status),
          ),
        ),
    db,
  )
}

/** The same for a person who comes back from the provider's page; trouble there is no trouble here. */
export async function refreshPayoutAccount(
  db: Db,
  input: { personId: string; at: Date },
): Promise<void> {
  const [row] = await db
    .select({ providerAccountId: payoutAccount.providerAccountId })
    .from(payoutAccount)
    .where(eq(payoutAccount.personId, input.personId))
  if (!row?.providerAccountId) return
  try {
    await refreshProviderAccount(db, { providerAccountId: row.providerAccountId, at: input.at })
  } catch {
    log.warn({ person: input.personId }, 'payout account was not refreshed')
  }
}
