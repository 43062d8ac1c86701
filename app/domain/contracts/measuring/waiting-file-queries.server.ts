import { fileOfRun } from '~/domain/outcomes/runs/prediction-queries.server'
import type { Reader } from '~/platform/database.server'
import type { MilestoneActor } from '../milestones/milestone'
import { namesOf } from '../queries.server'
import type { WaitingFile } from './waiting-file'

/** How a run that waits for a file of predictions stands; null when it waits for none. */
export async function waitingFile(
  db: Reader,
  evaluationId: string | null,
  actors: readonly MilestoneActor[],
): Promise<WaitingFile | null> {
  const found = evaluationId === null ? null : await fileOfRun(db, evaluationId)
  if (!found) return null
  const { servedTo, ...file } = found
  const names = await namesOf(db, servedTo === null ? [] : [servedTo])
  return {
    ...file,
    servedToName: servedTo === null ? null : (names.get(servedTo) ?? ''),
    mayAct: actors.includes('team'),
  }
}
