import { payable } from 'db/schema/escrow'
import { eq } from 'drizzle-orm'
import { actingPeople } from '~/domain/identity/acts-for.server'
import { isId } from '~/kernel/ids'
import type { Reader } from '~/platform/database.server'
import { aboutMilestone } from './milestone-notices.server'
import { type Notice, notice } from './notice'

/** What somebody is owed, who hears of it, and where they say where it shall go. */
async function aboutPayable(db: Reader, payableId: string) {
  const [row] = await db.select().from(payable).where(eq(payable.id, payableId))
  const found = row && (await aboutMilestone(db, row.reference.split(':')[0] ?? ''))
  if (!row) return null
  const amount = { amountMinor: row.amountMinor.toString(), currency: row.currency }
  if (isId('organisation', row.personId)) {
    const account = `/organisations/${row.personId}/payout-account`
    const people = await actingPeople(db, row.personId)
    return { people, ofPartner: '_partner', account, page: account, facts: amount }
  }
  return {
    people: [row.personId],
    ofPartner: '',
    account: '/settings/payout-account',
    page: '/money',
    facts: { ...amount, milestone: found?.facts.milestone ?? '' },
  }
}

export async function transferPaid(db: Reader, payableId: string): Promise<Notice[]> {
  const found = await aboutPayable(db, payableId)
  if (!found) return []
  const { people, ofPartner, page, facts } = found
  return [notice(people, `transfer_paid${ofPartner}`, page, facts)]
}

export async function payoutAccountNeeded(db: Reader, payableId: string): Promise<Notice[]> {
  const found = await aboutPayable(db, payableId)
  if (!found) return []
  const { people, ofPartner, account, facts } = found
  return [notice(people, `payout_account_needed${ofPartner}`, account, facts, 'turn')]
}
