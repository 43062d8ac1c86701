import { handOverWord } from 'db/schema/contracts'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { askClientWhenAgreed } from './ask-client-when-agreed.server'
import { assertAsRead, openedHandOver } from './hand-over-rows.server'
import { moveHandOver } from './move-hand-over.server'

/**
 * Somebody agrees to what the hand-over makes of their own seat, under the text that they read. The
 * last word of the team brings it before the client. Saying it twice is saying it once.
 * @throws Refused not_found for strangers, not_allowed for whose seat stays as it is,
 * changed_meanwhile, transition_refused.
 */
export async function agreeToHandOver(
  tx: Tx,
  input: { handOverId: string; sha256: string; by: string; at: Date },
): Promise<{ already: boolean }> {
  const { by, at } = input
  const { row, words, actors } = await openedHandOver(tx, input)
  if (!actors.includes('member')) throw new Refused('not_allowed')
  if (words.some(({ part, personId }) => part === 'seat' && personId === by)) {
    return { already: true }
  }
  assertAsRead(row, input)
  await moveHandOver(tx, row, { event: 'agree', actor: 'member', by, at })
  await tx
    .insert(handOverWord)
    .values({ handOverId: row.id, part: 'seat', personId: by, saidAt: at })
  await askClientWhenAgreed(tx, row, at)
  return { already: false }
}
