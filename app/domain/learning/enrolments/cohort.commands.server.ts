import { cohort, cohortDate, enrolment, item, track, trackVersion } from 'db/schema/learning'
import { and, count, eq, gt, inArray, isNotNull, lt, or } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import { signedInById } from '~/domain/identity/session.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Reader, Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { manageLearning } from '../permissions'
import { cohortFits, mostCohortDates } from './cohort'
import { openEnrolmentStatuses, readingStatuses } from './enrolment'

export type CohortDraft = { name: string; startsAt: Date; endsAt: Date; seats: number | null }
type By = { by: string; at: Date }

async function assertManages(db: Reader, trackId: string, by: string): Promise<void> {
  const [owner] = await db
    .select({ partnerId: track.partnerId })
    .from(track)
    .where(eq(track.id, trackId))
  if (!owner) throw new Refused('not_found')
  assertMay(await signedInById(db, by), manageLearning, { organisationId: owner.partnerId })
}

/** The cohort, locked, for whoever manages its partner's learning. A closed one does not change. */
async function cohortForEdit(tx: Tx, cohortId: string, by: string) {
  const [row] = await tx.select().from(cohort).where(eq(cohort.id, cohortId)).for('update')
  if (!row) throw new Refused('not_found')
  await assertManages(tx, row.trackId, by)
  if (row.closedAt) throw new Refused('already_done')
  return row
}

/** People who will go through a track together. @throws Refused cohort_dates, cohort_over */
export async function createCohort(
  tx: Tx,
  input: CohortDraft & By & { trackId: string },
): Promise<{ cohortId: string }> {
  const { trackId, name, startsAt, endsAt, seats, by, at } = input
  await assertManages(tx, trackId, by)
  if (!cohortFits(input)) throw new Refused('cohort_dates')
  if (endsAt <= at) throw new Refused('cohort_over')
  const cohortId = newId('cohort')
  await tx
    .insert(cohort)
    .values({ id: cohortId, trackId, name, startsAt, endsAt, seats, createdBy: by, createdAt: at })
  await audit(tx, { by, act: 'cohort.create', subject: cohortId })
  return { cohortId }
}

/** @throws Refused cohort_full when fewer seats are left than people are in; cohort_dates. */
export async function editCohort(
  tx: Tx,
  input: CohortDraft & By & { cohortId: string },
): Promise<void> {
  const { cohortId, name, startsAt, endsAt, seats, by } = input
  await cohortForEdit(tx, cohortId, by)
  if (!cohortFits(input)) throw new Refused('cohort_dates')
  const [outside] = await tx
    .select({ id: cohortDate.id })
    .from(cohortDate)
    .where(
      and(
        eq(cohortDate.cohortId, cohortId),
        or(lt(cohortDate.startsAt, startsAt), gt(cohortDate.startsAt, endsAt)),
      ),
    )
    .limit(1)
  if (outside) throw new Refused('cohort_dates')
  const people = await peopleIn(tx, cohortId)
  if (seats !== null && seats < people) throw new Refused('cohort_full', { count: people })
  await tx.update(cohort).set({ name, startsAt, endsAt, seats }).where(eq(cohort.id, cohortId))
}

async function peopleIn(db: Reader, cohortId: string): Promise<number> {
  const statuses = new Set([...readingStatuses, ...openEnrolmentStatuses])
  const [found] = await db
    .select({ people: count() })
    .from(enrolment)
    .where(and(eq(enrolment.cohortId, cohortId), inArray(enrolment.status, [...statuses])))
  return found?.people ?? 0
}

/** Nobody enrols in it any more; who is in it stays. */
export async function closeCohort(tx: Tx, input: By & { cohortId: string }): Promise<void> {
  const { cohortId, by, at } = input
  await cohortForEdit(tx, cohortId, by)
  await tx.update(cohort).set({ closedAt: at }).where(eq(cohort.id, cohortId))
  await audit(tx, { by, act: 'cohort.close', subject: cohortId })
}

/**
 * A meeting, or the day by which an item is asked for.
 * @throws Refused cohort_dates outside the cohort's time.
 */
export async function addCohortDate(
  tx: Tx,
  input: By & {
    cohortId: string
    title: string
    startsAt: Date
    /** 0 for a deadline. */
    minutes: number
    itemKey: string | null
    place: string
  },
): Promise<{ cohortDateId: string }> {
  const { cohortId, title, startsAt, minutes, itemKey, place } = input
  const row = await cohortForEdit(tx, cohortId, input.by)
  if (startsAt < row.startsAt || startsAt > row.endsAt) throw new Refused('cohort_dates')
  if (itemKey !== null && !(await hasItem(tx, row.trackId, itemKey))) {
    throw new Refused('not_found')
  }
  const [dates] = await tx
    .select({ all: count() })
    .from(cohortDate)
    .where(eq(cohortDate.cohortId, cohortId))
  if ((dates?.all ?? 0) >= mostCohortDates) throw new Refused('form_invalid')
  const id = newId('cohortDate')
  await tx.insert(cohortDate).values({ id, cohortId, title, startsAt, minutes, itemKey, place })
  return { cohortDateId: id }
}

/** Whether a version of the track that learners can see has the item. */
async function hasItem(tx: Tx, trackId: string, itemKey: string): Promise<boolean> {
  const [found] = await tx
    .select({ key: item.key })
    .from(item)
    .innerJoin(trackVersion, eq(trackVersion.id, item.versionId))
    .where(
      and(
        eq(trackVersion.trackId, trackId),
        eq(item.key, itemKey),
        isNotNull(trackVersion.publishedAt),
      ),
    )
    .limit(1)
  return found !== undefined
}

export async function removeCohortDate(
  tx: Tx,
  input: By & { cohortId: string; cohortDateId: string },
): Promise<void> {
  await cohortForEdit(tx, input.cohortId, input.by)
  await tx
    .delete(cohortDate)
    .where(and(eq(cohortDate.id, input.cohortDateId), eq(cohortDate.cohortId, input.cohortId)))
}
