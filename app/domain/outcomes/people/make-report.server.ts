import { processReport, reportObjection } from 'db/schema/judging'
import { and, eq, isNull } from 'drizzle-orm'
import { addBusinessDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import type { ProcessPlan } from '../criteria/criterion'
import { appendEvidence } from '../evidence/append-evidence.server'
import { lockEvaluation } from '../runs/end-evaluation.server'
import { openEvaluationStates } from '../runs/evaluation'
import type { EvaluationRecord } from '../runs/evaluation-lease.server'
import { factsOf, type ReportCase, reportCases } from './report-part.server'
import { type ReportDraft, reportProblems, reportStanding } from './report-standing'

/** A file that is in the store already. */
export type SourceFile = {
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
  readonly sha256: string
  readonly storageKey: string
}

export type AboutFigures = {
  readonly evaluationId: string
  readonly criterionId: string
  readonly at: Date
}

export type OpenCase = ReportCase & {
  readonly run: EvaluationRecord
  readonly plan: ProcessPlan
  readonly leastCases: number
}

/** The figures of one criterion, with the run locked. @throws Refused not_found, report_closed */
export async function lockCase(tx: Tx, about: AboutFigures): Promise<OpenCase> {
  const run = await lockEvaluation(tx, about.evaluationId)
  const criterion = run.criteria.find(({ id }) => id === about.criterionId)
  const found = (await reportCases(tx, run.id)).find(
    ({ task }) => task.criterionId === about.criterionId,
  )
  if (!criterion?.process || !found) throw new Refused('not_found')
  return { ...found, run, plan: criterion.process, leastCases: criterion.sampleSize }
}

export function assertRunOpen({ run }: OpenCase): void {
  if (!openEvaluationStates.includes(run.state)) throw new Refused('report_closed')
}

export function wake(tx: Tx, evaluationId: string): Promise<void> {
  return enqueue(
    tx,
    'run-evaluation',
    { evaluationId },
    { jobKey: `run-evaluation:${evaluationId}` },
  )
}

/**
 * The named measurer hands in the figures after, or corrects them once when they were objected to.
 * The time to object begins anew.
 * @throws Refused not_found for anybody else, report_closed when it is not the measurer's turn,
 * form_invalid for figures that cannot be.
 */
export async function makeReport(
  tx: Tx,
  input: AboutFigures & {
    readonly draft: ReportDraft
    readonly file: SourceFile
    readonly by: string
  },
): Promise<{ reportId: string; round: number }> {
  const found = await lockCase(tx, input)
  const { run, plan, reports, task } = found
  if (task.personId !== input.by) throw new Refused('not_found')
  assertRunOpen(found)
  const standing = reportStanding(factsOf(found), input.at)
  if (standing.kind !== 'awaited' && standing.kind !== 'objected') {
    throw new Refused('report_closed')
  }
  const { draft, file, at } = input
  const known = { plan, leastCases: found.leastCases, submittedAt: run.startedAt, at }
  if (reportProblems(draft, known).length > 0) {
    throw new Refused('form_invalid')
  }
  const round = reports.length + 1
  const reportId = newId('report')
  const objectUntil = addBusinessDays(at, await settingAt(tx, 'objectionDays', at))
  const { from, to, cases, hits, mean, deviation } = draft
  await tx.insert(processReport).values({
    ...{ id: reportId, evaluationId: run.id, criterionId: task.criterionId, round },
    ...{ fromDay: from, toDay: to, cases, hits, mean, deviation },
    fileName: file.name,
    mediaType: file.mediaType,
    sizeBytes: file.sizeBytes,
    sha256: file.sha256,
    storageKey: file.storageKey,
    reportedBy: input.by,
    reportedAt: at,
    objectUntil,
  })
  await appendEvidence(tx, {
    contractReference: run.contractReference,
    kind: round === 1 ? 'report_made' : 'report_corrected',
    body: {
      ...{ evaluation: run.id, reference: run.reference, criterion: task.criterionId, round },
      ...{ from, to, cases, hits, mean, deviation, file: file.sha256, bytes: file.sizeBytes },
    },
    at,
  })
  await audit(tx, {
    by: input.by,
    act: round === 1 ? 'report.make' : 'report.correct',
    subject: run.id,
    facts: { criterion: task.criterionId, round },
  })
  const facts = { criterion: task.criterionId, round }
  await enqueue(tx, 'notify', { event: 'report-made', subject: run.id, facts })
  await wake(tx, run.id)
  return { reportId, round }
}

/** The measurer stands by figures that were objected to: the run ends, and it is no attempt. */
export async function standByReport(
  tx: Tx,
  input: AboutFigures & { readonly answer: string; readonly by: string },
): Promise<void> {
  const found = await lockCase(tx, input)
  const { run, reports, task } = found
  if (task.personId !== input.by) throw new Refused('not_found')
  assertRunOpen(found)
  const last = reports.at(-1)
  if (!last?.objection || reportStanding(factsOf(found), input.at).kind !== 'objected') {
    throw new Refused('report_closed')
  }
  await tx
    .update(reportObjection)
    .set({ stoodByAt: input.at, answer: input.answer })
    .where(and(eq(reportObjection.id, last.objection.id), isNull(reportObjection.stoodByAt)))
  await appendEvidence(tx, {
    contractReference: run.contractReference,
    kind: 'report_stood_by',
    body: {
      evaluation: run.id,
      reference: run.reference,
      criterion: task.criterionId,
      round: last.round,
    },
    at: input.at,
  })
  const facts = { criterion: task.criterionId }
  await audit(tx, { by: input.by, act: 'report.stand_by', subject: run.id, facts })
  await wake(tx, run.id)
}
