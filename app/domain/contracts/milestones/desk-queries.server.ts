import { contract, milestone } from 'db/schema/contracts'
import { organisation } from 'db/schema/identity'
import { team } from 'db/schema/teams'
import { asc, eq, inArray } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { handedOverEvents, operatorStatuses } from './milestone'
import { historyOf } from './milestone-queries.server'

/** Milestones that wait for the operator's decision, the oldest first. */
export async function deskMilestones(db: Reader, viewer: Viewer, at: Date) {
  if (!viewer?.operator) throw new Refused('not_found')
  const rows = await db
    .select({
      milestone,
      clientName: organisation.name,
      teamName: team.name,
      title: contract.title,
    })
    .from(milestone)
    .innerJoin(contract, eq(contract.id, milestone.contractId))
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .where(inArray(milestone.status, [...operatorStatuses]))
    .orderBy(asc(milestone.deadlineAt))
  const asked = await Promise.all(rows.map((row) => historyOf(db, row.milestone.id)))
  return rows.map((row, index) => {
    const last = asked[index]?.filter(({ event }) => handedOverEvents.includes(event)).at(-1)
    return {
      ...row,
      askedBy: last?.actor ?? null,
      askedFor: last?.event ?? null,
      reason: last?.note ?? '',
      late: row.milestone.deadlineAt !== null && row.milestone.deadlineAt <= at,
    }
  })
}
