import { waitingHandOvers } from '~/domain/contracts/seats/waiting-hand-overs.server'
import type { SignedIn } from '~/domain/identity/viewer'
import type { Reader } from '~/platform/database.server'
import type { Waiting } from './waiting-items.server'

/** Hand-overs of seats that wait for the viewer's word or signature. */
export async function handOverItems(db: Reader, viewer: SignedIn): Promise<Waiting[]> {
  const rows = await waitingHandOvers(db, viewer)
  return rows.map(({ id, contractId, title, teamName, signs, deadlineAt }) => ({
    id,
    href: `/contracts/${contractId}/seats`,
    title: signs ? ('seats.item_sign' as const) : ('seats.item_agree' as const),
    sentence: 'seats.item_sentence' as const,
    values: { team: teamName },
    about: title,
    until: deadlineAt,
  }))
}
