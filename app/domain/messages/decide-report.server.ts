import { messageReport } from 'db/schema/messages'
import { and, eq, inArray } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import { operateDesk } from '~/domain/identity/permissions'
import { signedInById } from '~/domain/identity/session.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { openReportStates, type ReportDecision, reportTransitions } from './report'

/**
 * The operator warns the author of a reported message, or finds that it may stand, which decides every
 * open report of it. The message stays either way. @throws Refused not_found, transition_refused once it was decided
 */
export async function decideReport(
  tx: Tx,
  input: { reportId: string; decision: ReportDecision; words: string; by: string; at: Date },
): Promise<void> {
  const { reportId, decision, words, by, at } = input
  assertMay(await signedInById(tx, by), operateDesk, null)
  const [row] = await tx
    .select()
    .from(messageReport)
    .where(eq(messageReport.id, reportId))
    .for('no key update')
  if (!row) throw new Refused('not_found')
  const next = reportTransitions.find(row.state, decision, 'operator')
  if (!next.ok) throw new Refused('transition_refused')
  await tx
    .update(messageReport)
    .set({ state: next.to, decidedBy: by, decidedAt: at, decision: words })
    .where(
      and(
        eq(messageReport.messageId, row.messageId),
        inArray(messageReport.state, [...openReportStates]),
      ),
    )
  await enqueue(tx, 'notify', { event: 'message-report-decided', subject: reportId })
  const facts = { decision, messageId: row.messageId }
  await audit(tx, { by, act: 'message.decide_report', subject: reportId, facts })
}
