import { itemLateText, track } from 'db/schema/learning'
import { and, desc, eq } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import { signedInById } from '~/domain/identity/session.server'
import { invariant, Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { writeTracks } from '../permissions'
import { type ItemText, isSameText } from './save-item.server'

/**
 * Keeps what somebody typed when it can no longer stand where it was meant to: the item was saved by
 * another, removed, or handed in. Nothing but the item's history changes, in whatever state its version
 * is.
 * @param input.late what the same editor has kept before; the row is written on.
 * @throws Refused not_found for those who do not write.
 */
export async function keepLateText(
  tx: Tx,
  input: ItemText & {
    trackId: string
    itemKey: string
    late: number | null
    by: string
    at: Date
  },
): Promise<{ late: number }> {
  const { trackId, itemKey, title, minutes, content, by, at } = input
  const [owner] = await tx
    .select({ partnerId: track.partnerId })
    .from(track)
    .where(eq(track.id, trackId))
    .for('update')
  if (!owner) throw new Refused('not_found')
  assertMay(await signedInById(tx, by), writeTracks, { organisationId: owner.partnerId })
  const mine = await tx
    .select()
    .from(itemLateText)
    .where(
      and(
        eq(itemLateText.trackId, trackId),
        eq(itemLateText.itemKey, itemKey),
        eq(itemLateText.savedBy, by),
      ),
    )
    .orderBy(desc(itemLateText.id))
  const goesOn = mine.find(({ id }) => id === input.late)
  // The same once more, from a button that was pressed twice, is no second text.
  const present = goesOn ?? mine.find((row) => isSameText(row, input))
  const text = { title, minutes, content, savedAt: at }
  if (present) {
    await tx.update(itemLateText).set(text).where(eq(itemLateText.id, present.id))
    return { late: present.id }
  }
  const [made] = await tx
    .insert(itemLateText)
    .values({ trackId, itemKey, ...text, savedBy: by })
    .returning({ late: itemLateText.id })
  invariant(made, 'an inserted row is returned')
  return made
}
