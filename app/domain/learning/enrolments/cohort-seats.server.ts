import { cohort, enrolment } from 'db/schema/learning'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { seatedStatuses } from './enrolment'
import type { Cohort } from './learner-rows.server'

/** Whether people can still join; seats are counted apart. */
export function isJoinable(row: Pick<Cohort, 'closedAt' | 'endsAt'>, at: Date): boolean {
  return row.closedAt === null && row.endsAt > at
}

/**
 * Makes sure that the cohort takes one more, and keeps it so until the commit: who joins waits for
 * whoever joined before.
 * @throws Refused not_found (also of another track), cohort_closed, seats_taken.
 */
export async function takeCohortSeat(
  tx: Tx,
  input: { cohortId: string; trackId: string; at: Date },
): Promise<Cohort> {
  const [row] = await tx.select().from(cohort).where(eq(cohort.id, input.cohortId)).for('update')
  if (row?.trackId !== input.trackId) throw new Refused('not_found')
  if (!isJoinable(row, input.at)) throw new Refused('cohort_closed')
  const [taken] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(enrolment)
    // Who has left has given the seat back; everybody else sits on one.
    .where(and(eq(enrolment.cohortId, row.id), inArray(enrolment.status, [...seatedStatuses])))
  if (row.seats !== null && (taken?.count ?? 0) >= row.seats) throw new Refused('seats_taken')
  return row
}
