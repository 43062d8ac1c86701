import { brief, proposal } from 'db/schema/market'
import { teamMember } from 'db/schema/teams'
import { and, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { draftBriefStatuses, isOpenBrief } from './briefs/brief'

/** The brief's row, locked until the transaction ends. */
export async function lockBrief(tx: Tx, briefId: string) {
  const [row] = await tx.select().from(brief).where(eq(brief.id, briefId)).for('no key update')
  if (!row) throw new Refused('not_found')
  return row
}

/**
 * Holds the brief open while a proposal to it is written or sent: many may at once, but it is not
 * closed meanwhile. Taken before a proposal's own lock, as closing a brief does.
 * @throws Refused not_found for a draft, brief_closed once it takes no more proposals.
 */
export async function holdOpenBrief(tx: Tx, briefId: string, at: Date) {
  const [row] = await tx.select().from(brief).where(eq(brief.id, briefId)).for('share')
  if (!row || draftBriefStatuses.includes(row.status)) throw new Refused('not_found')
  if (!isOpenBrief(row, at)) throw new Refused('brief_closed')
  return row
}

/** @throws Refused brief_changed where the team's words answer an earlier version of the brief. */
export function assertAnswersBrief(
  row: Pick<typeof proposal.$inferSelect, 'briefVersion'>,
  asked: Pick<typeof brief.$inferSelect, 'version'>,
): void {
  if (row.briefVersion !== asked.version) throw new Refused('brief_changed')
}

/** @throws Refused changed_meanwhile once the time to act is over, whether or not the sweep has run. */
export function assertInTime(
  { deadlineAt }: Pick<typeof proposal.$inferSelect, 'deadlineAt'>,
  at: Date,
): void {
  if (deadlineAt && deadlineAt <= at) throw new Refused('changed_meanwhile')
}

/** The proposal as it stands, to learn which brief and team to ask before anything is locked. */
export async function proposalRow(tx: Tx, proposalId: string) {
  const [row] = await tx.select().from(proposal).where(eq(proposal.id, proposalId))
  if (!row) throw new Refused('not_found')
  return row
}

/** The proposal's row, locked until the transaction ends. */
export async function lockProposal(tx: Tx, proposalId: string) {
  const [row] = await tx
    .select()
    .from(proposal)
    .where(eq(proposal.id, proposalId))
    .for('no key update')
  if (!row) throw new Refused('not_found')
  return row
}

/** @throws Refused not_found for a stranger to the team, not_allowed for a member who does not lead. */
export async function assertLeads(db: Reader, personId: string, teamId: string): Promise<void> {
  const [row] = await db
    .select({ lead: teamMember.lead })
    .from(teamMember)
    .where(and(eq(teamMember.teamId, teamId), eq(teamMember.personId, personId)))
  if (!row) throw new Refused('not_found')
  if (!row.lead) throw new Refused('not_allowed')
}
