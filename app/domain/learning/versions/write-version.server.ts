import { course, item, track, trackVersion } from 'db/schema/learning'
import { eq, max } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import type { TrackContent } from '../content/track-content'
import { contentHash } from './content-hash.server'
import { putVersionFile, type TrackFile } from './version-files.server'

export type WriteVersion = {
  readonly partnerId: string
  /** Left out: the first version of a new track. */
  readonly trackId?: string
  readonly content: TrackContent
  readonly files: readonly TrackFile[]
  readonly by: string
  readonly at: Date
}

/**
 * Writes a whole version as a draft: of a new track, or as the next one of a track that has no open
 * draft. What is missing in it is said when it is submitted, not here.
 * @throws Refused slug_taken, not_found, already_done (there is an open draft).
 */
export async function writeVersion(
  tx: Tx,
  input: WriteVersion,
): Promise<{ trackId: string; versionId: string }> {
  const { content, by, at } = input
  const trackId = input.trackId ?? (await newTrack(tx, input))
  const number = await nextNumber(tx, trackId, input.partnerId)
  const versionId = newId('trackVersion')
  const { slug: _, courses, price, skills, roles, leadsFrom, prerequisites, ...head } = content
  const made = await tx
    .insert(trackVersion)
    .values({
      ...{ ...head, id: versionId, trackId, number, status: 'draft' as const },
      ...{ skills: [...skills], roles: [...roles], leadsFrom: [...leadsFrom] },
      prerequisites: [...prerequisites],
      currency: price?.currency ?? null,
      priceMinor: price ? BigInt(price.amountMinor) : null,
      createdBy: by,
      createdAt: at,
    })
    .onConflictDoNothing()
    .returning({ id: trackVersion.id })
  if (made.length === 0) throw new Refused('already_done')
  for (const file of input.files) await putVersionFile(tx, { versionId, file })
  await insertCourses(tx, versionId, courses, { by, at })
  return { trackId, versionId }
}

async function newTrack(tx: Tx, { partnerId, content, by, at }: WriteVersion): Promise<string> {
  const made = await tx
    .insert(track)
    .values({ id: newId('track'), partnerId, slug: content.slug, createdBy: by, createdAt: at })
    .onConflictDoNothing()
    .returning({ id: track.id })
  if (!made[0]) throw new Refused('slug_taken')
  return made[0].id
}

async function nextNumber(tx: Tx, trackId: string, partnerId: string): Promise<number> {
  const [owner] = await tx
    .select({ partnerId: track.partnerId })
    .from(track)
    .where(eq(track.id, trackId))
    .for('update')
  if (owner?.partnerId !== partnerId) throw new Refused('not_found')
  const [last] = await tx
    .select({ number: max(trackVersion.number) })
    .from(trackVersion)
    .where(eq(trackVersion.trackId, trackId))
  return (last?.number ?? 0) + 1
}

async function insertCourses(
  tx: Tx,
  versionId: string,
  courses: TrackContent['courses'],
  { by, at }: { by: string; at: Date },
): Promise<void> {
  for (const [position, { key, title, summary, items }] of courses.entries()) {
    await tx.insert(course).values({ versionId, key, position, title, summary })
    const rows: (typeof item.$inferInsert)[] = []
    for (const [place, one] of items.entries()) {
      const { key: itemKey, title: itemTitle, minutes, ...content } = one
      const hash = await contentHash(tx, versionId, itemTitle, content)
      rows.push({
        ...{ versionId, key: itemKey, courseKey: key, position: place, kind: one.kind },
        ...{ title: itemTitle, minutes, content, contentHash: hash, savedBy: by, savedAt: at },
      })
    }
    if (rows.length > 0) await tx.insert(item).values(rows)
  }
}
