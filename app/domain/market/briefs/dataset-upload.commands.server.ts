import { brief, datasetUpload } from 'db/schema/market'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { checkRules } from '~/domain/stewardship/rules'
import { Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { draftForEdit } from './brief.commands.server'
import {
  openUploadStates,
  refusedUploadStates,
  replaceableUploadStates,
  sealedUploadStates,
  type UploadForm,
  uploadTransitions,
} from './dataset-upload'

/**
 * Holds the draft and ends an upload that still waits: a newer file takes its place.
 * @throws Refused upload_running while a file is being sealed.
 */
export async function makeWayForUpload(
  tx: Tx,
  input: { briefId: string; by: string },
): Promise<Awaited<ReturnType<typeof draftForEdit>>> {
  const row = await draftForEdit(tx, input.briefId, input.by)
  const open = await tx
    .select({ id: datasetUpload.id, state: datasetUpload.state })
    .from(datasetUpload)
    .where(
      and(eq(datasetUpload.briefId, row.id), inArray(datasetUpload.state, [...openUploadStates])),
    )
    .for('no key update')
  for (const { id, state } of open) {
    if (!replaceableUploadStates.includes(state)) throw new Refused('upload_running')
    const step = uploadTransitions.find(state, 'refuse', 'client')
    if (!step.ok) throw new Refused('transition_refused')
    // Its own job deletes the file; without the key nobody can read it meanwhile.
    await tx
      .update(datasetUpload)
      .set({ state: step.to, refusal: 'replaced', wrappedKey: null, endedAt: sql`now()` })
      .where(eq(datasetUpload.id, id))
  }
  // What was wrong with an earlier file is of no more interest.
  await tx
    .update(datasetUpload)
    .set({ refusal: 'replaced' })
    .where(
      and(
        eq(datasetUpload.briefId, row.id),
        inArray(datasetUpload.state, [...refusedUploadStates]),
      ),
    )
  return row
}

/**
 * Keeps an upload whose encrypted file has been stored, and queues its sealing.
 * @throws Refused rule_fails, brief_settled, upload_running.
 */
export async function queueUpload(
  tx: Tx,
  input: {
    briefId: string
    fileKey: string
    wrappedKey: Buffer
    form: UploadForm
    by: string
    at: Date
  },
): Promise<{ uploadId: string }> {
  const row = await makeWayForUpload(tx, input)
  const { datasetClass } = input.form
  checkRules('upload', row.workloadClass, { data: row.data, datasetClass })
  const uploadId = newId('datasetUpload')
  await tx.insert(datasetUpload).values({
    id: uploadId,
    briefId: row.id,
    organisationId: row.organisationId,
    fileKey: input.fileKey,
    wrappedKey: input.wrappedKey,
    form: input.form,
    state: 'waiting',
    problems: [],
    createdBy: input.by,
    createdAt: input.at,
  })
  await enqueue(tx, 'seal-dataset', { uploadId }, { maxAttempts: 6 })
  return { uploadId }
}

/**
 * The newest upload of a brief, for those who may edit it; null when there is none, or when other
 * data have been sealed since.
 */
export async function uploadOf(db: Reader, briefId: string) {
  const [found] = await db
    .select({ upload: datasetUpload, attached: brief.datasetId })
    .from(datasetUpload)
    .innerJoin(brief, eq(brief.id, datasetUpload.briefId))
    .where(eq(datasetUpload.briefId, briefId))
    .orderBy(desc(datasetUpload.createdAt), desc(datasetUpload.id))
    .limit(1)
  if (!found || found.upload.refusal === 'replaced') return null
  const { state, form, rowsRead, problems, problemCount, refusal, datasetId } = found.upload
  const sealed = sealedUploadStates.includes(state)
  if (sealed && found.attached !== datasetId) return null
  return {
    form,
    rowsRead,
    problems,
    problemCount,
    refusal,
    running: openUploadStates.includes(state),
    waiting: replaceableUploadStates.includes(state),
    refused: refusedUploadStates.includes(state),
    sealed,
  }
}
