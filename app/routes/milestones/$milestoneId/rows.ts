import { Readable } from 'node:stream'
import { createReadableStreamFromReadable } from '@remix-run/node'
import { handOutRows } from '~/domain/contracts/measuring/hand-out-rows.server'
import { milestonePage } from '~/domain/contracts/milestones/milestone-queries.server'
import { act, redirectWith, serveFile } from '~/domain/identity/access.server'
import { servedLines } from '~/domain/outcomes/runs/serve-rows.server'
import { attachmentHeader } from '~/kernel/file-name'
import { type RefusalCode, Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import type { MessageKey } from '~/platform/languages/keys'

const pageOf = (milestoneId: string) => `/milestones/${milestoneId}`

/** Looking never spends anything. Who may not read the milestone is not told that it exists. */
export const loader = serveFile('person', async ({ viewer, params, db, at }) => {
  const { milestone } = await milestonePage(db, viewer, params.milestoneId ?? '', at)
  return redirectWith(pageOf(milestone.id))
})

/** What the page says where nothing is handed out. */
const sentences: Partial<Record<RefusalCode, MessageKey>> = {
  rows_served: 'prediction.toast_served',
  transition_refused: 'prediction.toast_not_waiting',
}

/** The rows of the attempt that waits, once. */
export const action = act('person', async ({ viewer, params, db, at }) => {
  const milestoneId = params.milestoneId ?? ''
  try {
    const { evaluationId, bytes } = await inTransaction((tx) =>
      handOutRows(tx, { milestoneId, by: viewer.personId, at }),
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
    return redirectWith(pageOf(milestoneId), sentence)
  }
})
