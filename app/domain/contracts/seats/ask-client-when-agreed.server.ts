import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { missingWords } from './hand-over'
import { type HandOverRow, textsOf, wordsOf } from './hand-over-rows.server'
import { moveHandOver } from './move-hand-over.server'

/** Once nobody of the team owes a word any more, the client is asked for its signature. */
export async function askClientWhenAgreed(
  tx: Tx,
  row: HandOverRow,
  at: Date,
): Promise<{ asked: boolean }> {
  const missing = missingWords(await textsOf(tx, row), await wordsOf(tx, row.id))
  if (missing.team || missing.seats.length > 0) return { asked: false }
  await moveHandOver(tx, row, { event: 'team_agreed', actor: 'platform', by: null, at })
  await enqueue(tx, 'notify', { event: 'hand-over-agreed', subject: row.id })
  return { asked: true }
}
