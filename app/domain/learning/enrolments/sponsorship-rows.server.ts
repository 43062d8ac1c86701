import { sponsorship } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'

export type Sponsorship = typeof sponsorship.$inferSelect

/** The sponsorship under lock. @throws Refused not_found */
export async function sponsorshipOf(tx: Tx, sponsorshipId: string): Promise<Sponsorship> {
  const [row] = await tx
    .select()
    .from(sponsorship)
    .where(eq(sponsorship.id, sponsorshipId))
    .for('update')
  if (!row) throw new Refused('not_found')
  return row
}
