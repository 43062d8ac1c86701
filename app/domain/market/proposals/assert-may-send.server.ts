import { person } from 'db/schema/identity'
import { proposal, proposalSeat } from 'db/schema/market'
import { and, count, eq, inArray, isNotNull, ne, notInArray, or } from 'drizzle-orm'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { settingAt } from '~/platform/settings.server'
import { assertStewards } from './assert-stewards.server'
import { sentProposalStatuses, withdrawnProposalStatuses } from './proposal'
import { sameWords } from './proposal-version'
import { termsInHand } from './write-proposal-version.server'

type ProposalRow = typeof proposal.$inferSelect

/**
 * What keeps a client's list worth reading, asked when a team sends. The caller holds the row.
 * @throws Refused stewards_missing with their names, seat_elsewhere, proposals_open, approach_repeated.
 */
export async function assertMaySend(
  tx: Tx,
  row: ProposalRow,
  workloadClass: WorkloadClass,
  at: Date,
): Promise<void> {
  const { seats } = await termsInHand(tx, row)
  const people = seats.map(({ personId }) => personId)
  await assertStewards(tx, people, workloadClass, at)
  // One that was before the client already is no further one.
  if (row.submittedAt) return
  await assertSeatedOnce(tx, row, people)
  await assertRoom(tx, row, at)
  await assertOwnWords(tx, row)
}

/** Nobody fills a client's list from several teams: a person has a seat in one of a brief's proposals. */
async function assertSeatedOnce(
  tx: Tx,
  row: ProposalRow,
  people: readonly string[],
): Promise<void> {
  const [elsewhere] = await tx
    .select({ name: person.name })
    .from(proposalSeat)
    .innerJoin(proposal, eq(proposal.id, proposalSeat.proposalId))
    .innerJoin(person, eq(person.id, proposalSeat.personId))
    .where(
      and(
        eq(proposal.briefId, row.briefId),
        ne(proposal.id, row.id),
        inArray(proposal.status, [...sentProposalStatuses]),
        inArray(proposalSeat.personId, [...people]),
      ),
    )
    .limit(1)
  if (elsewhere) throw new Refused('seat_elsewhere', { name: elsewhere.name })
}

async function assertRoom(tx: Tx, row: ProposalRow, at: Date): Promise<void> {
  const most = await settingAt(tx, 'openProposalsPerTeam', at)
  const [open] = await tx
    .select({ proposals: count() })
    .from(proposal)
    .where(
      and(
        eq(proposal.teamId, row.teamId),
        inArray(proposal.status, [...sentProposalStatuses]),
        ne(proposal.id, row.id),
      ),
    )
  if ((open?.proposals ?? 0) >= most) throw new Refused('proposals_open', { most })
}

/** The same words sent before, whatever became of them; what was taken back may be sent there again. */
async function assertOwnWords(tx: Tx, row: ProposalRow): Promise<void> {
  const sent = await tx
    .select({ approach: proposal.approach })
    .from(proposal)
    .where(
      and(
        eq(proposal.teamId, row.teamId),
        ne(proposal.id, row.id),
        or(
          ne(proposal.briefId, row.briefId),
          notInArray(proposal.status, [...withdrawnProposalStatuses]),
        ),
        or(inArray(proposal.status, [...sentProposalStatuses]), isNotNull(proposal.submittedAt)),
      ),
    )
  if (sent.some(({ approach }) => sameWords(approach, row.approach))) {
    throw new Refused('approach_repeated')
  }
}
