import { proposal, proposalSeat, proposalVersion } from 'db/schema/market'
import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'
import { type ProposalSide, type ProposalTerms, termsOfProposal } from './proposal-version'

type ProposalRow = typeof proposal.$inferSelect

/** The terms as the team's row and seats hold them. */
export async function termsInHand(tx: Tx, row: ProposalRow): Promise<ProposalTerms> {
  const seats = await tx.select().from(proposalSeat).where(eq(proposalSeat.proposalId, row.id))
  return termsOfProposal(row, seats)
}

/** The newest version of one side; null before the first. */
export async function newestVersion(tx: Tx, proposalId: string, side: ProposalSide) {
  const [row] = await tx
    .select()
    .from(proposalVersion)
    .where(and(eq(proposalVersion.proposalId, proposalId), eq(proposalVersion.side, side)))
    .orderBy(desc(proposalVersion.version))
    .limit(1)
  return row ?? null
}

/** Lays the next version before the other side. The caller holds the proposal's row. */
export async function writeProposalVersion(
  tx: Tx,
  input: {
    row: ProposalRow
    side: ProposalSide
    body: ProposalTerms
    note: string
    briefVersion: number
    by: string
    at: Date
  },
): Promise<{ version: number }> {
  const { row, side, body, note, briefVersion } = input
  const version = row.version + 1
  await tx.insert(proposalVersion).values({
    ...{ proposalId: row.id, version, side, body, note, briefVersion },
    createdBy: input.by,
    createdAt: input.at,
  })
  await tx.update(proposal).set({ version }).where(eq(proposal.id, row.id))
  return { version }
}
