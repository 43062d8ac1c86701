import { contract, milestone } from 'db/schema/contracts'
import { team } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import { verdictView } from '~/domain/outcomes/queries.server'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'

/** A verdict as anybody may read it, with what it is about as far as that is public. */
export async function verdictPage(db: Reader, verdictId: string) {
  const view = await verdictView(db, verdictId)
  if (!view) throw new Refused('not_found')
  const [about] = await db
    .select({
      title: milestone.title,
      position: milestone.position,
      teamName: team.name,
      teamSlug: team.slug,
    })
    .from(milestone)
    .innerJoin(contract, eq(contract.id, milestone.contractId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .where(eq(milestone.id, view.reference))
  return { ...view, about: about ?? null }
}
