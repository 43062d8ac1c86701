import { operation, payoutAccount } from 'db/schema/payments'
import { and, eq, sql } from 'drizzle-orm'
import { confirmTransfer } from '~/domain/escrow/confirm-transfer.server'
import { holdFunds } from '~/domain/escrow/hold-funds.server'
import { trialBalance } from '~/domain/ledger/queries.server'
import { settleOperation } from '~/domain/payments/operations.server'
import { database, inTransaction } from '~/platform/database.server'

let count = 0

/** Holds a cleared payment for `reference`, as a confirmed webhook would. */
export async function hold(input: {
  reference: string
  amountMinor: bigint
  funder?: string
  rail?: 'card' | 'bank'
  chargedAt?: Date
  at: Date
}): Promise<{ paymentId: string; chargeId: string }> {
  count += 1
  const paymentId = `pay_${count}`
  const chargeId = `ch_${count}`
  await inTransaction((tx) =>
    holdFunds(tx, {
      paymentId,
      chargeId,
      funder: 'org_funder',
      currency: 'EUR',
      feeMinor: 30n,
      rail: 'card',
      chargedAt: input.at,
      ...input,
    }),
  )
  return { paymentId, chargeId }
}

/** Gives people payout accounts that are ready. */
export async function readyAccounts(personIds: readonly string[]): Promise<void> {
  const now = new Date()
  await database()
    .insert(payoutAccount)
    .values(
      personIds.map((personId) => ({
        personId,
        providerAccountId: `acct_${personId}`,
        status: 'ready' as const,
        createdAt: now,
        updatedAt: now,
      })),
    )
    .onConflictDoNothing()
}

/** Says of every recorded transfer that the provider has made it. */
export async function confirmAllTransfers(at: Date): Promise<number> {
  const open = await database()
    .select()
    .from(operation)
    .where(and(eq(operation.status, 'recorded'), eq(operation.kind, 'transfer')))
  for (const { id } of open) {
    await database().update(operation).set({ status: 'sending' }).where(eq(operation.id, id))
    await inTransaction(async (tx) => {
      await settleOperation(tx, { operationId: id, providerId: `tr_${id}`, event: 'confirm' })
      await confirmTransfer(tx, { operationId: id, at })
    })
  }
  return open.length
}

/** Each currency's sum over all accounts: zero, whatever has happened. */
export async function ledgerSums(): Promise<bigint[]> {
  const sums = new Map<string, bigint>()
  for (const { currency, balanceMinor } of await trialBalance(database())) {
    sums.set(currency, (sums.get(currency) ?? 0n) + balanceMinor)
  }
  return [...sums.values()]
}

/** The payloads of the jobs of one task that are waiting, as the owner sees them. */
export async function jobsOf(ownerUrl: string, task: string): Promise<Record<string, unknown>[]> {
  const { default: postgres } = await import('postgres')
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    const rows = await client`
      select jobs.payload from graphile_worker._private_jobs jobs
      join graphile_worker._private_tasks tasks on tasks.id = jobs.task_id
      where tasks.identifier = ${task} order by jobs.id`
    return rows.map((row) => row.payload as Record<string, unknown>)
  } finally {
    await client.end()
  }
}

/** A statement as the application's role. */
export const run = (text: string) => database().execute(sql.raw(text))
