import { reportObjection } from 'db/schema/judging'
import { addBusinessDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import { appendEvidence } from '../evidence/append-evidence.server'
import { type AboutFigures, assertRunOpen, lockCase, wake } from './make-report.server'
import { factsOf } from './report-part.server'
import { reportStanding } from './report-standing'

/**
 * A side says what is wrong with the reported figures. The measurer then corrects them once or
 * stands by them; against a correction an objection ends the run. Whose side somebody is on is
 * looked up above: this module does not know contracts.
 * The same objection sent twice, as a double click does, is one.
 * @throws Refused not_found, report_closed when the time to object is over or somebody was quicker.
 */
export async function objectToReport(
  tx: Tx,
  input: AboutFigures & {
    readonly side: 'client' | 'team'
    readonly reason: string
    readonly by: string
  },
): Promise<{ round: number; already: boolean }> {
  const found = await lockCase(tx, input)
  const { run, reports, task } = found
  const last = reports.at(-1)
  const before = last?.objection
  if (last && before?.personId === input.by && before.reason === input.reason) {
    return { round: last.round, already: true }
  }
  assertRunOpen(found)
  if (!last || reportStanding(factsOf(found), input.at).kind !== 'open') {
    throw new Refused('report_closed')
  }
  const { at, side, by } = input
  await tx.insert(reportObjection).values({
    id: newId('objection'),
    reportId: last.id,
    side,
    personId: by,
    reason: input.reason,
    objectedAt: at,
    answerUntil: addBusinessDays(at, await settingAt(tx, 'objectionDays', at)),
  })
  await appendEvidence(tx, {
    contractReference: run.contractReference,
    kind: 'report_objected',
    body: {
      evaluation: run.id,
      reference: run.reference,
      criterion: task.criterionId,
      round: last.round,
      side,
    },
    at,
  })
  const facts = { criterion: task.criterionId, round: last.round, side }
  await audit(tx, { by, act: 'report.object', subject: run.id, facts })
  await enqueue(tx, 'notify', { event: 'report-objected', subject: run.id, facts })
  await wake(tx, run.id)
  return { round: last.round, already: false }
}
