import { cohort, cohortDate, cohortReminder, enrolment, learningChoice } from 'db/schema/learning'
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import { addDays } from '~/kernel/clock'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { activeEnrolmentStatuses } from './enrolment'

/** Days before a cohort's deadline, the most urgent last. */
const daysBefore = [3, 1] as const
const idleDays = 10
/** After two months without a sign, somebody has decided; they are left alone. */
const forgottenDays = 60
const daysBetweenReminders = 7

/** Tells cohorts of deadlines three days and one day ahead, each once; a date that moves anew. */
export async function remindOfDates(tx: Tx, input: { at: Date }): Promise<number> {
  const { at } = input
  const dates = await tx
    .select({ id: cohortDate.id, startsAt: cohortDate.startsAt })
    .from(cohortDate)
    .innerJoin(cohort, eq(cohort.id, cohortDate.cohortId))
    .where(
      and(
        isNotNull(cohortDate.itemKey),
        isNull(cohort.closedAt),
        gt(cohortDate.startsAt, at),
        lte(cohortDate.startsAt, addDays(at, daysBefore[0])),
      ),
    )
    .orderBy(asc(cohortDate.startsAt), asc(cohortDate.id))
  let told = 0
  for (const { id, startsAt } of dates) {
    const reached = daysBefore.filter((days) => addDays(startsAt, -days) <= at)
    const fresh = await tx
      .insert(cohortReminder)
      .values(reached.map((days) => ({ cohortDateId: id, daysBefore: days, startsAt, sentAt: at })))
      .onConflictDoNothing()
      .returning({ days: cohortReminder.daysBefore })
    if (fresh.length === 0) continue
    // When the clock has passed both at once, one message is enough.
    const days = Math.min(...fresh.map((row) => row.days))
    const facts = { days, deadline: startsAt.toISOString() }
    await enqueue(tx, 'notify', { event: 'cohort-date-near', subject: id, facts })
    told += 1
  }
  return told
}

/** Asks people who have not been here for ten days to go on: once a week at most, for one track. */
export async function remindIdle(tx: Tx, input: { at: Date; limit: number }): Promise<number> {
  const { at } = input
  const lately = addDays(at, -daysBetweenReminders)
  const due = await tx
    .select({ id: enrolment.id, personId: enrolment.personId })
    .from(enrolment)
    .leftJoin(learningChoice, eq(learningChoice.personId, enrolment.personId))
    .where(
      and(
        inArray(enrolment.status, [...activeEnrolmentStatuses]),
        lte(enrolment.lastActiveAt, addDays(at, -idleDays)),
        gt(enrolment.lastActiveAt, addDays(at, -forgottenDays)),
        or(isNull(learningChoice.reminders), eq(learningChoice.reminders, true)),
        sql`not exists (select 1 from ${enrolment} other
          where other.person_id = ${enrolment.personId}
          and (other.reminded_at > ${lately.toISOString()}::timestamptz
            or (other.status = 'active' and other.last_active_at > ${addDays(at, -idleDays).toISOString()}::timestamptz)))`,
      ),
    )
    .orderBy(desc(enrolment.lastActiveAt), asc(enrolment.id))
    .limit(input.limit)
  const told = new Set<string>()
  for (const { id, personId } of due) {
    if (told.has(personId)) continue
    told.add(personId)
    await tx.update(enrolment).set({ remindedAt: at }).where(eq(enrolment.id, id))
    const facts = { day: at.toISOString().slice(0, 10) }
    await enqueue(tx, 'notify', { event: 'learning-idle', subject: id, facts })
  }
  return told.size
}

/** Whether somebody wants to be reminded. */
export async function chooseReminders(
  tx: Tx,
  input: { personId: string; reminders: boolean },
): Promise<void> {
  await tx
    .insert(learningChoice)
    .values(input)
    .onConflictDoUpdate({ target: learningChoice.personId, set: { reminders: input.reminders } })
}
