import { contract, milestone } from 'db/schema/contracts'
import { brief, proposal } from 'db/schema/market'
import { messageThread } from 'db/schema/messages'
import { team } from 'db/schema/teams'
import { eq, inArray, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Reader } from '~/platform/database.server'

const asked = alias(brief, 'asked')

/** What threads are about. `about` is the team of a proposal, or the contract of a milestone. */
export async function threadNames(
  db: Reader,
  threads: readonly { id: string }[],
): Promise<Map<string, { title: string; about: string | null }>> {
  if (threads.length === 0) return new Map()
  const rows = await db
    .select({
      id: messageThread.id,
      title: sql<string>`coalesce(${milestone.title}, ${contract.title}, ${asked.title}, ${brief.title}, '')`,
      about: sql<
        string | null
      >`case when ${milestone.id} is not null then ${contract.title} else ${team.name} end`,
    })
    .from(messageThread)
    .leftJoin(brief, eq(brief.id, messageThread.subjectId))
    .leftJoin(proposal, eq(proposal.id, messageThread.subjectId))
    .leftJoin(asked, eq(asked.id, proposal.briefId))
    .leftJoin(team, eq(team.id, proposal.teamId))
    .leftJoin(milestone, eq(milestone.id, messageThread.subjectId))
    .leftJoin(contract, eq(contract.id, messageThread.contractId))
    .where(
      inArray(
        messageThread.id,
        threads.map(({ id }) => id),
      ),
    )
  return new Map(rows.map(({ id, ...names }) => [id, names]))
}
