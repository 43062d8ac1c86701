import {
  confirmPredictions,
  type PredictionStand,
  takePredictions,
} from '~/domain/outcomes/runs/take-predictions.server'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { type ByTeam, lockRunOfTeam } from './run-of-team.server'

/** The team answers the rows it was handed. @throws PredictionsInvalid, and Refused as below it. */
export async function uploadPredictions(
  tx: Tx,
  input: ByTeam & { source: AsyncIterable<Uint8Array> },
): Promise<PredictionStand & { taken: boolean }> {
  const evaluationId = await lockRunOfTeam(tx, input)
  const { source, at } = input
  const taken = await takePredictions(tx, { evaluationId, source, at })
  await audit(tx, { by: input.by, act: 'milestone.upload_predictions', subject: input.milestoneId })
  return taken
}

/** The team has a file that leaves rows out measured as it is. */
export async function confirmUploaded(tx: Tx, input: ByTeam & { sha256: string }): Promise<void> {
  const evaluationId = await lockRunOfTeam(tx, input)
  await confirmPredictions(tx, { evaluationId, sha256: input.sha256, at: input.at })
  await audit(tx, {
    by: input.by,
    act: 'milestone.confirm_predictions',
    subject: input.milestoneId,
  })
}
