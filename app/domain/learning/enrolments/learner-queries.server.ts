import { organisation } from 'db/schema/identity'
import {
  attempt,
  cohort,
  cohortDate,
  enrolment,
  item,
  itemProgress,
  learningChoice,
  track,
  trackVersion,
} from 'db/schema/learning'
import { and, asc, desc, eq, gt, inArray } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { SignedIn } from '~/domain/identity/viewer'
import { waitsOfRuns } from '~/domain/outcomes/queries.server'
import { openPaymentFor } from '~/domain/payments/queries.server'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { unfinishedAttemptStatuses } from '../attempts/attempt'
import { enrollingVersionStatuses } from '../versions/track-version'
import { versionChanges } from '../versions/version-changes'
import { activeEnrolmentStatuses, openEnrolmentStatuses, readingStatuses } from './enrolment'
import { enrolmentReference, isRefundable } from './enrolment-money'
import type { Wanted } from './item-state'
import { isBegun, itemsStanding, stepOf } from './item-states.server'
import { itemsOf, outlineOf } from './outline.server'

const newest = alias(trackVersion, 'newest')

const columns = {
  enrolment,
  slug: track.slug,
  title: trackVersion.title,
  language: trackVersion.language,
  partner: organisation.name,
  version: trackVersion.number,
  newestId: newest.id,
  newestNumber: newest.number,
  cohort: { id: cohort.id, name: cohort.name, startsAt: cohort.startsAt, endsAt: cohort.endsAt },
}

function enrolmentsWith(db: Reader) {
  return db
    .select(columns)
    .from(enrolment)
    .innerJoin(track, eq(track.id, enrolment.trackId))
    .innerJoin(organisation, eq(organisation.id, track.partnerId))
    .innerJoin(trackVersion, eq(trackVersion.id, enrolment.versionId))
    .leftJoin(
      newest,
      and(eq(newest.trackId, track.id), inArray(newest.status, [...enrollingVersionStatuses])),
    )
    .leftJoin(cohort, eq(cohort.id, enrolment.cohortId))
}

type Row = Awaited<ReturnType<typeof enrolmentsWith>>[number]

/** What is due next in the learner's cohort. */
function nextDates(db: Reader, cohortId: string | null, at: Date, limit: number) {
  if (cohortId === null) return Promise.resolve([])
  return db
    .select()
    .from(cohortDate)
    .where(and(eq(cohortDate.cohortId, cohortId), gt(cohortDate.startsAt, at)))
    .orderBy(asc(cohortDate.startsAt), asc(cohortDate.id))
    .limit(limit)
}

async function progressOf(db: Reader, row: Row, at: Date) {
  const { enrolment: own } = row
  const courses = await outlineOf(db, own.versionId, own.id)
  const items = await itemsStanding(db, own, itemsOf(courses), at)
  const done = new Set(items.flatMap(({ key, doneAt }) => (doneAt ? [key] : [])))
  const dates = await nextDates(db, own.cohortId, at, 20)
  return {
    enrolmentId: own.id,
    slug: row.slug,
    title: row.title,
    language: row.language,
    partner: row.partner,
    state: stateOf(row),
    done: done.size,
    items: items.length,
    begun: isBegun(items),
    resume: readingStatuses.includes(own.status) ? stepOf(row.slug, items) : null,
    outline: courses.map((course) => ({
      ...course,
      items: items.filter(({ courseKey }) => courseKey === course.key),
    })),
    cohort: row.cohort?.id ? row.cohort : null,
    // What is done already is no deadline any more.
    nextDate: dates.find(({ itemKey }) => itemKey === null || !done.has(itemKey)) ?? null,
    newer: row.newestId !== null && row.newestId !== own.versionId && own.completedAt === null,
    enrolledAt: own.enrolledAt,
    completedAt: own.completedAt,
    lastActiveAt: own.lastActiveAt,
  }
}

function stateOf({ enrolment: own }: Row) {
  if (own.leftAt) return 'left' as const
  if (own.completedAt) return 'completed' as const
  return own.startedAt === null ? ('waiting' as const) : ('active' as const)
}

/**
 * The learner's own attempts that are not over, the most pressing first. `wanted` says what a measurement
 * waits for that is theirs to do; `dueAt` is then the time of that.
 */
export async function openAttempts(db: Reader, viewer: SignedIn) {
  const rows = await db
    .select({
      attemptId: attempt.id,
      evaluationId: attempt.evaluationId,
      status: attempt.status,
      dueAt: attempt.dueAt,
      kind: item.kind,
      title: item.title,
      slug: track.slug,
      itemKey: item.key,
    })
    .from(attempt)
    .innerJoin(enrolment, eq(enrolment.id, attempt.enrolmentId))
    .innerJoin(track, eq(track.id, enrolment.trackId))
    .innerJoin(item, and(eq(item.versionId, attempt.versionId), eq(item.key, attempt.itemKey)))
    .where(
      and(
        eq(enrolment.personId, viewer.personId),
        inArray(attempt.status, [...unfinishedAttemptStatuses]),
      ),
    )
    .orderBy(asc(attempt.dueAt), asc(attempt.startedAt))
  const waits = await waitsOfRuns(
    db,
    rows.flatMap(({ evaluationId }) => evaluationId ?? []),
  )
  const found = rows.map(({ evaluationId, ...row }) => {
    const wait = evaluationId === null ? undefined : waits.get(evaluationId)
    if (wait?.for !== 'file') return { ...row, wanted: null }
    const wanted: Wanted = wait.fileIn ? 'confirm' : 'file'
    return { ...row, wanted, dueAt: wait.until }
  })
  const ends = ({ dueAt }: (typeof found)[number]) => dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER
  return found.sort((a, b) => ends(a) - ends(b))
}

/** Everything that the viewer learns or learned, what is under way first. */
export async function myLearning(db: Reader, viewer: SignedIn, at: Date) {
  const rows = await enrolmentsWith(db)
    .where(eq(enrolment.personId, viewer.personId))
    .orderBy(desc(enrolment.lastActiveAt), desc(enrolment.id))
    .limit(100)
  const tracks = await Promise.all(rows.map((row) => progressOf(db, row, at)))
  const shown = new Set<string>()
  return {
    tracks: tracks.filter(({ state, slug }) => {
      // Who came back sees the track once.
      if (state === 'left' && shown.has(slug)) return false
      shown.add(slug)
      return true
    }),
    attempts: await openAttempts(db, viewer),
    reminders: await wantsReminders(db, viewer.personId),
  }
}

/** Tracks under way, for the dashboard. */
export async function runningTracks(db: Reader, viewer: SignedIn, at: Date) {
  const rows = await enrolmentsWith(db)
    .where(
      and(
        eq(enrolment.personId, viewer.personId),
        inArray(enrolment.status, [...openEnrolmentStatuses]),
      ),
    )
    .orderBy(desc(enrolment.lastActiveAt))
    .limit(5)
  return Promise.all(rows.map((row) => progressOf(db, row, at)))
}

/** Whether somebody wants to be reminded. */
export async function wantsReminders(db: Reader, personId: string): Promise<boolean> {
  const [row] = await db.select().from(learningChoice).where(eq(learningChoice.personId, personId))
  return row?.reminders ?? true
}

/** One of the viewer's own enrolments with its track. @throws Refused not_found */
export async function ownRow(db: Reader, viewer: SignedIn, enrolmentId: string): Promise<Row> {
  const [row] = await enrolmentsWith(db).where(
    and(eq(enrolment.id, enrolmentId), eq(enrolment.personId, viewer.personId)),
  )
  if (!row) throw new Refused('not_found')
  return row
}

/** What is different in the version that the learner could move to. */
async function changesFor(db: Reader, row: Row) {
  const { enrolment: own, newestId } = row
  const movable = activeEnrolmentStatuses.includes(own.status)
  if (!movable || newestId === null || newestId === own.versionId) return null
  const before = itemsOf(await outlineOf(db, own.versionId, null))
  const after = itemsOf(await outlineOf(db, newestId, null))
  const done = await db
    .select({ key: itemProgress.itemKey, hash: itemProgress.contentHash })
    .from(itemProgress)
    .where(eq(itemProgress.enrolmentId, own.id))
  const hashes = new Map(done.map(({ key, hash }) => [key, hash]))
  return {
    versionId: newestId,
    from: row.version,
    to: row.newestNumber ?? row.version,
    ...versionChanges(before, after, hashes),
  }
}

/** One of the viewer's own enrolments, with all that can be done about it. @throws Refused not_found */
export async function enrolmentPage(db: Reader, viewer: SignedIn, enrolmentId: string, at: Date) {
  const row = await ownRow(db, viewer, enrolmentId)
  const { enrolment: own } = row
  const progress = await progressOf(db, row, at)
  const open = await openPaymentFor(db, enrolmentReference(own.id))
  return {
    ...progress,
    version: row.version,
    funding: own.funding,
    currency: own.currency,
    amountMinor: own.amountMinor,
    refundUntil: own.refundUntil,
    refundedAt: own.refundedAt,
    releasedAt: own.releasedAt,
    refundable: isRefundable(own, { items: progress.done, of: progress.items }, at),
    payment: open?.status ?? null,
    changes: await changesFor(db, row),
    dates: await nextDates(db, own.cohortId, at, 30),
  }
}
