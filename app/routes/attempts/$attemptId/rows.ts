import { Readable } from 'node:stream'
import { createReadableStreamFromReadable } from '@remix-run/node'
import { act, redirectWith, serveFile } from '~/domain/identity/access.server'
import { kindOfAttempt } from '~/domain/learning/attempts/capstone-queries.server'
import { handOutExercise } from '~/domain/learning/attempts/exercise-run.server'
import { servedLines } from '~/domain/outcomes/runs/serve-rows.server'
import { attachmentHeader } from '~/kernel/file-name'
import { type RefusalCode, Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import type { MessageKey } from '~/platform/languages/keys'

const pageOf = (attemptId: string) => `/attempts/${attemptId}`

/** Looking never spends anything. Who may not read the attempt is not told that it exists. */
export const loader = serveFile('person', async ({ viewer, params, db }) => {
  const attemptId = params.attemptId ?? ''
  await kindOfAttempt(db, viewer, attemptId)
  return redirectWith(pageOf(attemptId))
})

/** What the page says where nothing is handed out. */
const sentences: Partial<Record<RefusalCode, MessageKey>> = {
  rows_served: 'prediction.toast_served',
  transition_refused: 'prediction.toast_not_waiting',
}

/** The rows of the attempt that waits, once. */
export const action = act('person', async ({ viewer, params, db, at }) => {
  const attemptId = params.attemptId ?? ''
  try {
    const { evaluationId, bytes } = await inTransaction((tx) =>
      handOutExercise(tx, { attemptId, by: viewer.personId, at }),
    )
    const lines = Readable.from(servedLines(db, evaluationId))
    return new Response(createReadableStreamFromReadable(lines), {
      headers: {
        'Content-Type': 'application/jsonl; charset=utf-8',
        'Content-Length': String(bytes),
        'Content-Disposition': attachmentHeader(`${evaluationId}.jsonl`),
        'Cache-Control': 'private, no-store',
      },
    })
  } catch (error) {
    const sentence = error instanceof Refused ? sentences[error.code] : undefined
    if (!sentence) throw error
    return redirectWith(pageOf(attemptId), sentence)
  }
})
