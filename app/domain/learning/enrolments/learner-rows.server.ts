import { organisation } from 'db/schema/identity'
import { type cohort, enrolment, item, itemProgress, track, trackVersion } from 'db/schema/learning'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { enrollingVersionStatuses } from '../versions/track-version'
import { readingStatuses } from './enrolment'

export type Enrolment = typeof enrolment.$inferSelect
export type Cohort = typeof cohort.$inferSelect
export type ItemRow = typeof item.$inferSelect

/** The enrolment under lock. @throws Refused not_found */
export async function lockEnrolment(tx: Tx, enrolmentId: string): Promise<Enrolment> {
  const [row] = await tx.select().from(enrolment).where(eq(enrolment.id, enrolmentId)).for('update')
  if (!row) throw new Refused('not_found')
  return row
}

/** The person's own enrolment under lock. @throws Refused not_found, also for somebody else's. */
export async function lockOwnEnrolment(
  tx: Tx,
  input: { enrolmentId: string; by: string },
): Promise<Enrolment> {
  const row = await lockEnrolment(tx, input.enrolmentId)
  if (row.personId !== input.by) throw new Refused('not_found')
  return row
}

export type PublishedTrack = {
  readonly track: typeof track.$inferSelect
  readonly version: typeof trackVersion.$inferSelect
  readonly partner: { id: string; name: string; slug: string; website: string; about: string }
}

/** The track of this slug with the version that people enrol in. */
export async function publishedTrackBySlug(
  db: Reader,
  slug: string,
): Promise<PublishedTrack | null> {
  const [row] = await db
    .select({
      track,
      version: trackVersion,
      partner: {
        id: organisation.id,
        name: organisation.name,
        slug: organisation.slug,
        website: organisation.website,
        about: organisation.about,
      },
    })
    .from(track)
    .innerJoin(organisation, eq(organisation.id, track.partnerId))
    .innerJoin(
      trackVersion,
      and(
        eq(trackVersion.trackId, track.id),
        inArray(trackVersion.status, [...enrollingVersionStatuses]),
      ),
    )
    .where(eq(track.slug, slug))
  return row ?? null
}

/** The item of a version. @throws Refused not_found */
export async function itemOf(db: Reader, versionId: string, key: string): Promise<ItemRow> {
  const [row] = await db
    .select()
    .from(item)
    .where(and(eq(item.versionId, versionId), eq(item.key, key)))
  if (!row) throw new Refused('not_found')
  return row
}

/** How many items the learner's version has, and how many of them are done as they now stand. */
export async function doneCount(
  db: Reader,
  row: Pick<Enrolment, 'id' | 'versionId'>,
): Promise<{ items: number; of: number }> {
  const [counts] = await db
    .select({
      of: sql<number>`count(*)::int`,
      items: sql<number>`count(${itemProgress.itemKey})::int`,
    })
    .from(item)
    .leftJoin(
      itemProgress,
      and(
        eq(itemProgress.enrolmentId, row.id),
        eq(itemProgress.itemKey, item.key),
        eq(itemProgress.contentHash, item.contentHash),
      ),
    )
    .where(eq(item.versionId, row.versionId))
  return { items: counts?.items ?? 0, of: counts?.of ?? 0 }
}

/** Whether the item is done by this learner, as it now stands. */
export async function isDone(
  db: Reader,
  enrolmentId: string,
  { key, contentHash }: Pick<ItemRow, 'key' | 'contentHash'>,
): Promise<boolean> {
  const [row] = await db
    .select({ key: itemProgress.itemKey })
    .from(itemProgress)
    .where(
      and(
        eq(itemProgress.enrolmentId, enrolmentId),
        eq(itemProgress.itemKey, key),
        eq(itemProgress.contentHash, contentHash),
      ),
    )
  return row !== undefined
}

/** Enrolments by which a person may read a track. */
export function readingOf(personId: string, trackId: string | typeof track.id) {
  return and(
    eq(enrolment.personId, personId),
    eq(enrolment.trackId, trackId),
    inArray(enrolment.status, [...readingStatuses]),
  )
}

/** The one under way before one that is over. */
export const readingFirst = sql`${enrolment.completedAt} desc nulls first`

/** The enrolment by which a person may read a track, the one under way before one that is over. */
export async function readingEnrolment(
  db: Reader,
  personId: string,
  trackId: string,
): Promise<Enrolment | null> {
  const rows = await db
    .select()
    .from(enrolment)
    .where(readingOf(personId, trackId))
    .orderBy(readingFirst)
    .limit(1)
  return rows[0] ?? null
}
