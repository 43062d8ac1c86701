import { headRevision, track, trackVersion } from 'db/schema/learning'
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { hashOf } from '~/domain/outcomes/evidence/canonical'
import { invariant, Refused } from '~/kernel/refusal'
import { databaseError, type Reader, type Tx } from '~/platform/database.server'
import { markdownLimits, markdownProblem } from '../content/markdown-tree'
import type { TrackContent } from '../content/track-content'
import { draftForEdit } from './draft-for-edit.server'
import { readVersion } from './read-version.server'

export type TrackHead = Omit<TrackContent, 'courses'>

/** What a form of the head began from. */
export function headHash({ courses: _, ...head }: TrackContent): string {
  return hashOf(head)
}

/**
 * Saves what a draft says of the whole track; what it replaces is kept. Its address changes only until
 * a version has been published: links and credentials name it.
 * @param input.seen the head that the editor began from, as `headHash` gives it.
 * @throws Refused changed_meanwhile when it has been saved since; slug_taken.
 */
export async function saveHead(
  tx: Tx,
  input: { versionId: string; seen: string; head: TrackHead; by: string; at: Date },
): Promise<void> {
  const version = await draftForEdit(tx, input)
  const stored = await readVersion(tx, input.versionId)
  invariant(stored, 'a locked version can be read')
  const present = headHash(stored.content)
  if (present === headHash({ ...input.head, courses: [] })) return
  if (present !== input.seen) throw new Refused('changed_meanwhile')
  const { slug, price, skills, roles, leadsFrom, prerequisites, ...texts } = input.head
  const problem = markdownProblem(texts.description)
  if (problem) throw new Refused(problem, markdownLimits)
  await renameTrack(tx, version.trackId, slug)
  const { courses: _, ...replaced } = stored.content
  await tx.insert(headRevision).values({
    ...{ versionId: version.id, head: replaced },
    savedBy: version.headSavedBy ?? version.createdBy,
    savedAt: version.headSavedAt ?? version.createdAt,
  })
  await tx
    .update(trackVersion)
    .set({
      ...texts,
      ...{ skills: [...skills], roles: [...roles], leadsFrom: [...leadsFrom] },
      prerequisites: [...prerequisites],
      currency: price?.currency ?? null,
      priceMinor: price ? BigInt(price.amountMinor) : null,
      ...{ headSavedBy: input.by, headSavedAt: input.at },
      revision: sql`${trackVersion.revision} + 1`,
    })
    .where(eq(trackVersion.id, input.versionId))
}

/**
 * Saves a head that was replaced once more, in its own words; what it replaces is kept like any other.
 * @throws Refused not_found where this version never had it, and as `saveHead` does.
 */
export async function bringHeadBack(
  tx: Tx,
  input: { versionId: string; replacedId: number; seen: string; by: string; at: Date },
): Promise<void> {
  const { versionId, replacedId, ...given } = input
  const [replaced] = await tx
    .select({ head: headRevision.head })
    .from(headRevision)
    .where(and(eq(headRevision.id, replacedId), eq(headRevision.versionId, versionId)))
  if (!replaced) throw new Refused('not_found')
  await saveHead(tx, { ...given, versionId, head: replaced.head })
}

async function renameTrack(tx: Tx, trackId: string, slug: string): Promise<void> {
  const [present] = await tx.select({ slug: track.slug }).from(track).where(eq(track.id, trackId))
  if (present?.slug === slug || (await wasPublished(tx, trackId))) return
  try {
    await tx.transaction((inner) => inner.update(track).set({ slug }).where(eq(track.id, trackId)))
  } catch (error) {
    if (databaseError(error)?.constraint === 'track_slug') throw new Refused('slug_taken')
    throw error
  }
}

/** Whether learners have been able to see the track. */
export async function wasPublished(db: Reader, trackId: string): Promise<boolean> {
  const [found] = await db
    .select({ id: trackVersion.id })
    .from(trackVersion)
    .where(and(eq(trackVersion.trackId, trackId), isNotNull(trackVersion.publishedAt)))
    .limit(1)
  return found !== undefined
}
