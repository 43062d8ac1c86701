import { matchingProfile } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import type { Currency } from '~/kernel/money'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import type { WorkingDay } from './working-hours'

/** Says what the matcher may know of somebody, and that they want to be proposed from now on. */
export async function offerForMatching(
  tx: Tx,
  input: {
    by: string
    rateMinor: bigint
    currency: Currency
    hoursPerWeek: number
    day: WorkingDay
    sectors: string[]
    at: Date
  },
): Promise<void> {
  const { by, rateMinor, currency, hoursPerWeek, day, sectors, at } = input
  const values = {
    ...{ optedInAt: at, rateMinor, currency, hoursPerWeek, sectors },
    ...{ dayFromHour: day.fromHour, dayHours: day.hours },
  }
  await tx
    .insert(matchingProfile)
    .values({ personId: by, ...values })
    .onConflictDoUpdate({ target: matchingProfile.personId, set: values })
  await audit(tx, { by, act: 'person.offer_for_matching', subject: by })
}

/** Takes somebody out of every pool. What they said stays for when they come back. */
export async function leaveMatching(tx: Tx, input: { by: string }): Promise<void> {
  const { by } = input
  await tx.update(matchingProfile).set({ optedInAt: null }).where(eq(matchingProfile.personId, by))
  await audit(tx, { by, act: 'person.leave_matching', subject: by })
}
