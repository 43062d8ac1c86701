import { person } from 'db/schema/identity'
import { item, itemLateText, itemRevision, trackVersion } from 'db/schema/learning'
import { and, desc, eq } from 'drizzle-orm'
import type { SignedIn } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import type { Item } from '../content/track-content'
import { type DraftPage, draftPage, type OfTrack } from './author-queries.server'

/** One item, for those who read drafts: as it is, as it was, and what came too late to stand. */

export type OfItem = OfTrack & { itemKey: string }

/**
 * An item that somebody edits. `page` is null where the present version does not have it any more;
 * `item` is then as it last was in one.
 * @throws Refused not_found where the track never had it.
 */
export async function editedItem(
  db: Reader,
  viewer: SignedIn,
  of: OfItem,
): Promise<{ draft: DraftPage; page: ItemPage | null; item: Item }> {
  const draft = await draftPage(db, viewer, of)
  const page = await itemIn(db, viewer, draft, of.itemKey)
  return { draft, page, item: page?.item ?? (await lastItem(db, of)) }
}

/**
 * One item of the present version, with the revision that an editor begins from.
 * @throws Refused not_found
 */
export async function itemPage(db: Reader, viewer: SignedIn, of: OfItem) {
  const page = await itemIn(db, viewer, await draftPage(db, viewer, of), of.itemKey)
  if (!page) throw new Refused('not_found')
  return page
}
export type ItemPage = Awaited<ReturnType<typeof itemPage>>

async function itemIn(db: Reader, viewer: SignedIn, draft: DraftPage, itemKey: string) {
  const found = draft.content.courses.flatMap(({ items }) => items)
  const at = found.findIndex(({ key }) => key === itemKey)
  const one: Item | undefined = found[at]
  const [row] = await db
    .select({
      revision: item.revision,
      savedAt: item.savedAt,
      savedBy: person.name,
      savedById: item.savedBy,
    })
    .from(item)
    .leftJoin(person, eq(person.id, item.savedBy))
    .where(and(eq(item.versionId, draft.version.id), eq(item.key, itemKey)))
  if (!one || !row) return null
  const { savedById, ...saved } = row
  return {
    ...draft,
    item: one,
    ...saved,
    savedByMe: savedById === viewer.personId,
    problems: draft.problems.filter((problem) => problem.itemKey === itemKey),
    previous: found[at - 1] ?? null,
    next: found[at + 1] ?? null,
  }
}

/** The item as it last was in any version of the track. */
async function lastItem(db: Reader, { trackId, itemKey }: OfItem): Promise<Item> {
  const [removed] = await db
    .select({
      title: itemRevision.title,
      minutes: itemRevision.minutes,
      content: itemRevision.content,
    })
    .from(itemRevision)
    .innerJoin(trackVersion, eq(trackVersion.id, itemRevision.versionId))
    .where(and(eq(trackVersion.trackId, trackId), eq(itemRevision.itemKey, itemKey)))
    .orderBy(desc(trackVersion.number), desc(itemRevision.revision))
    .limit(1)
  const [elsewhere] = await db
    .select({ title: item.title, minutes: item.minutes, content: item.content })
    .from(item)
    .innerJoin(trackVersion, eq(trackVersion.id, item.versionId))
    .where(and(eq(trackVersion.trackId, trackId), eq(item.key, itemKey)))
    .orderBy(desc(trackVersion.number))
    .limit(1)
  const last = removed ?? elsewhere
  if (!last) throw new Refused('not_found')
  const { title, minutes, content } = last
  return { key: itemKey, title, minutes, ...content }
}

const mostKept = 50

/** What an item was before each save, and what came too late to be saved; the latest first. */
export async function itemHistory(db: Reader, viewer: SignedIn, of: OfItem) {
  const page = await itemPage(db, viewer, of)
  const kept = await db
    .select({
      revision: itemRevision.revision,
      title: itemRevision.title,
      minutes: itemRevision.minutes,
      content: itemRevision.content,
      savedAt: itemRevision.savedAt,
      savedBy: person.name,
    })
    .from(itemRevision)
    .leftJoin(person, eq(person.id, itemRevision.savedBy))
    .where(and(eq(itemRevision.versionId, page.version.id), eq(itemRevision.itemKey, of.itemKey)))
    .orderBy(desc(itemRevision.revision))
    .limit(mostKept)
  const late = await db
    .select({
      id: itemLateText.id,
      title: itemLateText.title,
      minutes: itemLateText.minutes,
      content: itemLateText.content,
      savedAt: itemLateText.savedAt,
      savedBy: person.name,
    })
    .from(itemLateText)
    .leftJoin(person, eq(person.id, itemLateText.savedBy))
    .where(and(eq(itemLateText.trackId, page.trackId), eq(itemLateText.itemKey, of.itemKey)))
    .orderBy(desc(itemLateText.savedAt))
    .limit(mostKept)
  return { page, kept, late }
}

/** The text that an editor began from, where it was kept: what both sides of a conflict share. */
export async function keptItem(
  db: Reader,
  of: { versionId: string; itemKey: string; revision: number },
) {
  const [kept] = await db
    .select()
    .from(itemRevision)
    .where(
      and(
        eq(itemRevision.versionId, of.versionId),
        eq(itemRevision.itemKey, of.itemKey),
        eq(itemRevision.revision, of.revision),
      ),
    )
  return kept ?? null
}
