import { handOverWord } from 'db/schema/contracts'
import { checkRules } from '~/domain/stewardship/rules'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import type { Side } from '../contract'
import { assertOwnName } from '../terms/write-signature.server'
import { askClientWhenAgreed } from './ask-client-when-agreed.server'
import { missingWords } from './hand-over'
import { assertAsRead, type OpenedHandOver, openedHandOver } from './hand-over-rows.server'
import { moveHandOver } from './move-hand-over.server'
import { putHandOverInForce } from './put-hand-over-in-force.server'

type Signing = { handOverId: string; sha256: string; typedName: string; by: string; at: Date }

/** Who may sign for the client never leads the team's side: nobody stands on both. */
function sideOf({ actors }: OpenedHandOver): Side {
  if (actors.includes('client')) return 'client'
  if (actors.includes('lead')) return 'team'
  throw new Refused('not_allowed')
}

/**
 * A side signs the exact text of a hand-over: a lead first, in whatever order with the words of the
 * members, then the client, whose signature puts it into force. The lead's signature stands for the
 * lead's own seat too. Signing twice is answered with what the first time did.
 * @throws Refused not_found for strangers, not_allowed for who signs for no side, changed_meanwhile,
 * name_mismatch, rule_fails, and as `putHandOverInForce`.
 */
export async function signHandOver(
  tx: Tx,
  input: Signing,
): Promise<{ side: Side; inForce: boolean; already: boolean }> {
  const opened = await openedHandOver(tx, input)
  const { row, words, texts } = opened
  const { by, at } = input
  const side = sideOf(opened)
  if (words.some(({ part }) => part === side)) {
    return { side, inForce: missingWords(texts, words).client === false, already: true }
  }
  assertAsRead(row, input)
  await assertOwnName(tx, by, input.typedName)
  const { manifest, data, workloadClass, rulesVersion } = texts.after
  checkRules('sign', workloadClass, { manifest: [...manifest], data }, rulesVersion)
  const said = { handOverId: row.id, personId: by, saidAt: at }
  const typedName = input.typedName.trim()
  if (side === 'client') {
    const moved = await moveHandOver(tx, row, { event: 'sign_for_client', actor: 'client', by, at })
    await tx.insert(handOverWord).values({ ...said, part: 'client', typedName })
    await putHandOverInForce(tx, opened.contract, moved, at)
    return { side, inForce: true, already: false }
  }
  await moveHandOver(tx, row, { event: 'sign_for_team', actor: 'lead', by, at })
  await tx.insert(handOverWord).values({ ...said, part: 'team', typedName })
  if (missingWords(texts, words).seats.includes(by)) {
    await tx.insert(handOverWord).values({ ...said, part: 'seat' })
  }
  await askClientWhenAgreed(tx, row, at)
  return { side, inForce: false, already: false }
}
