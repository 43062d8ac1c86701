import { item, itemLateText, itemRevision } from 'db/schema/learning'
import { and, eq } from 'drizzle-orm'
import { hashOf } from '~/domain/outcomes/evidence/canonical'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { textsOf } from '../content/check-track'
import { markdownLimits, markdownProblem } from '../content/markdown-tree'
import type { ItemContent } from '../content/track-content'
import { contentHash } from './content-hash.server'
import { draftForEdit } from './draft-for-edit.server'

export type ItemText = { title: string; minutes: number; content: ItemContent }
type ItemRow = typeof item.$inferSelect

export type SaveItem = ItemText & {
  versionId: string
  itemKey: string
  /** The revision that the editor began from. */
  revision: number
  /** The browser saves while somebody types; nobody asked for it. */
  byItself?: boolean
  by: string
  at: Date
}

/** What one person types in a row is one step of the history, not one for every pause. */
const oneStepMs = 10 * 60_000

/**
 * Saves an item of a draft. What it replaces is kept; the same once more changes nothing.
 * @throws Refused changed_meanwhile when somebody has saved since `revision`: nothing is overwritten.
 */
export async function saveItem(tx: Tx, input: SaveItem): Promise<{ revision: number }> {
  await draftForEdit(tx, input)
  const row = await itemForEdit(tx, input)
  const same = isSameText(row, input)
  if (same && (row.revision === input.revision || input.byItself)) return { revision: row.revision }
  assertReadable(row, input)
  if (row.revision !== input.revision) throw new Refused('changed_meanwhile')
  return replaceItem(tx, row, input)
}

/** A text of an item's history: one that stood under a revision, or one that came too late. */
export type KeptText = { readonly revision: number } | { readonly late: number }

/**
 * Puts a text of an item's history in its place, as one more save.
 * @throws Refused not_found, changed_meanwhile
 */
export async function bringBack(
  tx: Tx,
  input: {
    versionId: string
    itemKey: string
    kept: KeptText
    revision: number
    by: string
    at: Date
  },
): Promise<{ revision: number }> {
  const { trackId } = await draftForEdit(tx, input)
  const row = await itemForEdit(tx, input)
  if (row.revision !== input.revision) throw new Refused('changed_meanwhile')
  const kept = await keptText(tx, { ...input, trackId })
  if (!kept || kept.content.kind !== row.kind) throw new Refused('not_found')
  const { title, minutes, content } = kept
  return replaceItem(tx, row, { ...input, title, minutes, content })
}

async function keptText(
  tx: Tx,
  of: { trackId: string; versionId: string; itemKey: string; kept: KeptText },
): Promise<ItemText | undefined> {
  const { kept, itemKey } = of
  if ('late' in kept) {
    const [found] = await tx
      .select()
      .from(itemLateText)
      .where(
        and(
          eq(itemLateText.id, kept.late),
          eq(itemLateText.trackId, of.trackId),
          eq(itemLateText.itemKey, itemKey),
        ),
      )
    return found
  }
  const [found] = await tx
    .select()
    .from(itemRevision)
    .where(
      and(
        eq(itemRevision.versionId, of.versionId),
        eq(itemRevision.itemKey, itemKey),
        eq(itemRevision.revision, kept.revision),
      ),
    )
  return found
}

/** @throws Refused not_found */
export async function itemForEdit(
  tx: Tx,
  { versionId, itemKey }: { versionId: string; itemKey: string },
): Promise<ItemRow> {
  const [row] = await tx
    .select()
    .from(item)
    .where(and(eq(item.versionId, versionId), eq(item.key, itemKey)))
  if (!row) throw new Refused('not_found')
  return row
}

export const isSameText = (row: ItemText, text: ItemText) =>
  hashOf(textOf(row)) === hashOf(textOf(text))
const textOf = ({ title, minutes, content }: ItemText) => ({ title, minutes, content })

/** The save itself, under the draft's lock. */
export async function replaceItem(
  tx: Tx,
  row: ItemRow,
  given: ItemText & { byItself?: boolean; by: string; at: Date },
): Promise<{ revision: number }> {
  const { title, minutes, content, by, at } = given
  if (content.kind !== row.kind) throw new Refused('form_invalid')
  assertReadable(row, given)
  const typedOn =
    given.byItself &&
    row.savedByItself &&
    row.savedBy === by &&
    at.getTime() - row.savedAt.getTime() < oneStepMs
  if (!typedOn) await keepRevision(tx, row)
  const revision = row.revision + 1
  const hash = await contentHash(tx, row.versionId, title, content)
  await tx
    .update(item)
    .set({
      ...{ title, minutes, content, revision, contentHash: hash },
      ...{ savedBy: by, savedAt: at, savedByItself: given.byItself === true },
    })
    .where(and(eq(item.versionId, row.versionId), eq(item.key, row.key)))
  return { revision }
}

/** The text as it is now, kept under its revision. */
export async function keepRevision(tx: Tx, row: ItemRow): Promise<void> {
  const { versionId, key, revision, title, minutes, content, savedBy, savedAt } = row
  await tx
    .insert(itemRevision)
    .values({ versionId, itemKey: key, revision, title, minutes, content, savedBy, savedAt })
}

/** @throws Refused markdown_too_long, markdown_too_deep: what could not be shown is not kept. */
function assertReadable({ key }: ItemRow, { title, minutes, content }: ItemText): void {
  for (const text of textsOf({ key, title, minutes, ...content })) {
    const problem = markdownProblem(text)
    if (problem) throw new Refused(problem, markdownLimits)
  }
}
