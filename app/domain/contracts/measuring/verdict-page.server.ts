import { contract, milestone } from 'db/schema/contracts'
import { team } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import { isExerciseReference } from '~/domain/learning/attempts/exercise-reference'
import { exerciseVerdict } from '~/domain/learning/attempts/show-verdict.server'
import { verdictView } from '~/domain/outcomes/queries.server'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { readsName } from '../naming-queries.server'

/**
 * A verdict with what it is about, as far as the viewer may know. Those of contracts are for anybody;
 * that of an exercise is the learner's to show.
 * @throws Refused not_found
 */
export async function verdictPage(db: Reader, viewer: Viewer, verdictId: string) {
  const view = await verdictView(db, verdictId)
  if (!view) throw new Refused('not_found')
  if (isExerciseReference(view.reference)) {
    const exercise = await exerciseVerdict(db, viewer, view.evaluationId)
    return { ...view, about: null, exercise }
  }
  const [about] = await db
    .select({
      contractId: milestone.contractId,
      title: milestone.title,
      position: milestone.position,
      teamName: team.name,
      teamSlug: team.slug,
    })
    .from(milestone)
    .innerJoin(contract, eq(contract.id, milestone.contractId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .where(eq(milestone.id, view.reference))
  // A contract that its client keeps unnamed is measured in the open all the same.
  const named = about !== undefined && (await readsName(db, viewer, about.contractId))
  return { ...view, about: named ? about : null, exercise: null }
}
