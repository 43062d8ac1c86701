import { payoutAccount } from 'db/schema/payments'
import { and, eq, isNull } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { type Db, inTransaction } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import type { Answer } from './adapters/stripe.server'
import { createAccount, createAccountLink } from './adapters/stripe-accounts.server'

/**
 * Sends a person to the provider's page, where they say who they, or their organisation, are and
 * where the money goes.
 * Their account is made on the first visit. Called by an edge, outside any transaction.
 * @throws Refused provider_failed.
 */
export async function startPayoutAccount(
  db: Db,
  input: {
    /** Whose account it is: a person, or an organisation with `entity: 'company'`. */
    personId: string
    entity?: 'individual' | 'company'
    email: string
    country: string
    returnUrl: string
    refreshUrl: string
    at: Date
  },
): Promise<{ url: string }> {
  const providerAccountId = await accountOf(db, input)
  const link = answered(await createAccountLink({ ...input, providerAccountId }), input.personId)
  return { url: link.url }
}

async function accountOf(
  db: Db,
  input: {
    personId: string
    entity?: 'individual' | 'company'
    email: string
    country: string
    at: Date
  },
): Promise<string> {
  const { personId, at } = input
  const known = await inTransaction(async (tx) => {
    await tx
      .insert(payoutAccount)
      .values({ personId, status: 'started', createdAt: at, updatedAt: at })
      .onConflictDoNothing()
    const [row] = await tx
      .select({ providerAccountId: payoutAccount.providerAccountId })
      .from(payoutAccount)
      .where(eq(payoutAccount.personId, personId))
    return row?.providerAccountId
  }, db)
  if (known) return known
  const { providerAccountId, ready } = answered(await createAccount(input), personId)
  await inTransaction(
    (tx) =>
      tx
        .update(payoutAccount)
        .set({ providerAccountId, status: ready ? 'ready' : 'incomplete', updatedAt: at })
        .where(and(eq(payoutAccount.personId, personId), isNull(payoutAccount.providerAccountId))),
    db,
  )
  return providerAccountId
}

function answered<T>(answer: Answer<T>, personId: string): T {
  if (answer.ok) return answer.value
  log.warn({ person: personId, reason: answer.reason, detail: answer.detail }, 'no payout account')
  throw new Refused('provider_failed')
}
