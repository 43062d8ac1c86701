import { portfolio, portfolioEntry } from 'db/schema/reputation'
import { and, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newSecret } from '~/platform/ids.server'
import { moved, type PortfolioVisibility } from './portfolio'
import { asOrdered, portfolioRow } from './portfolio-queries.server'

type Shown = Partial<Omit<typeof portfolio.$inferInsert, 'personId'>>

/** Writes down what somebody changes of their portfolio; the rest stays as it is. */
async function save(tx: Tx, personId: string, change: Shown): Promise<void> {
  const row = { ...(await portfolioRow(tx, personId)), ...change }
  await tx
    .insert(portfolio)
    .values(row)
    .onConflictDoUpdate({ target: portfolio.personId, set: change })
}

/** Chooses who may read the portfolio. A link is made when one is first asked for, and kept. */
export async function choosePortfolioVisibility(
  tx: Tx,
  input: { by: string; visibility: PortfolioVisibility },
): Promise<void> {
  const { by, visibility } = input
  // A code that is there is not written again: it may have been renewed since it was read.
  const { linkCode } = await portfolioRow(tx, by)
  await save(tx, by, linkCode ? { visibility } : { visibility, linkCode: newSecret() })
  await audit(tx, { by, act: 'portfolio.show', subject: by, facts: { visibility } })
}

/** Makes another link: whoever held the one before finds nothing any more. */
export async function renewPortfolioLink(tx: Tx, input: { by: string }): Promise<void> {
  await save(tx, input.by, { linkCode: newSecret() })
  await audit(tx, { by: input.by, act: 'portfolio.renew_link', subject: input.by })
}

/** The words at the head of the portfolio; empty ones are those of the profile. */
export async function writePortfolioWords(
  tx: Tx,
  input: { by: string; headline: string; about: string },
): Promise<void> {
  const { by, headline, about } = input
  await save(tx, by, { headline, about })
}

/**
 * Changes what is a person's own in an entry: their words and whether it is shown. What the contract
 * proves is not theirs to change.
 * @throws Refused not_found
 */
export async function changeEntry(
  tx: Tx,
  input: { by: string; entryId: string; change: { words?: string; hidden?: boolean } },
): Promise<void> {
  const changed = await tx
    .update(portfolioEntry)
    .set(input.change)
    .where(and(eq(portfolioEntry.id, input.entryId), eq(portfolioEntry.personId, input.by)))
    .returning({ id: portfolioEntry.id })
  if (changed.length === 0) throw new Refused('not_found')
}

/** Moves an entry a place up or down. At the end of the list it stays. @throws Refused not_found */
export async function moveEntry(
  tx: Tx,
  input: { by: string; entryId: string; to: 'up' | 'down' },
): Promise<void> {
  const rows = await tx
    .select({ id: portfolioEntry.id })
    .from(portfolioEntry)
    .where(eq(portfolioEntry.personId, input.by))
    .orderBy(...asOrdered)
    .for('update')
  const ids = rows.map(({ id }) => id)
  if (!ids.includes(input.entryId)) throw new Refused('not_found')
  for (const [position, id] of moved(ids, input.entryId, input.to).entries()) {
    await tx.update(portfolioEntry).set({ position }).where(eq(portfolioEntry.id, id))
  }
}
