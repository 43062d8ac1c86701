import { processReport, reportTask } from 'db/schema/judging'
import { evaluation } from 'db/schema/outcomes'
import { and, desc, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { loadFile } from '~/platform/files.server'
import type { Criterion } from '../criteria/criterion'
import type { CriterionResult } from '../evidence/verdict'
import { measure } from '../measures/measure'
import { openEvaluationStates } from '../runs/evaluation'
import { asMeasured, factsOf, type ReportCase, reportCases } from './report-part.server'
import { type ReportDraft, reportStanding } from './report-standing'
import type { CaseView } from './report-view'

/** What figures come to by the engine that makes the verdict, before anybody hands them in. */
export function previewOf(criterion: Criterion, draft: ReportDraft): CriterionResult {
  const report = { ...draft, criterionId: criterion.id, fileSha256: '' }
  const { results } = measure({
    criteria: [criterion],
    rows: [],
    rowsRoot: '',
    moreRows: true,
    inputs: { probes: [], ratings: [], reports: [report] },
  })
  return results[0] as CriterionResult
}

function caseView(one: ReportCase, criterion: Criterion, runIsOpen: boolean, at: Date): CaseView {
  const { task, reports } = one
  const standing = reportStanding(factsOf(one), at)
  return {
    criterionId: task.criterionId,
    criterion,
    opensAt: task.opensAt,
    dueAt: task.dueAt,
    runIsOpen,
    standing,
    reports: reports.map((row) => ({
      id: row.id,
      round: row.round,
      ...asMeasured(row),
      result: previewOf(criterion, asMeasured(row)),
      fileName: row.fileName,
      sizeBytes: row.sizeBytes,
      reportedAt: row.reportedAt,
      objectUntil: row.objectUntil,
      objection: row.objection && {
        side: row.objection.side,
        reason: row.objection.reason,
        objectedAt: row.objection.objectedAt,
        answerUntil: row.objection.answerUntil,
        stoodByAt: row.objection.stoodByAt,
        answer: row.objection.answer,
      },
    })),
  }
}

/** The figures of a run for its two sides. The caller has checked the viewer. */
export async function reportsOfRun(
  db: Reader,
  evaluationId: string,
  at: Date,
): Promise<CaseView[]> {
  const [run] = await db.select().from(evaluation).where(eq(evaluation.id, evaluationId))
  if (!run) return []
  return (await reportCases(db, run.id)).flatMap((one) => {
    const criterion = run.criteria.find(({ id }) => id === one.task.criterionId)
    return criterion ? [caseView(one, criterion, openEvaluationStates.includes(run.state), at)] : []
  })
}

/** A run as its measurer sees it. @throws Refused not_found for anybody else. */
export async function reportPage(
  db: Reader,
  input: { personId: string; evaluationId: string; at: Date },
) {
  const [run] = await db.select().from(evaluation).where(eq(evaluation.id, input.evaluationId))
  if (!run) throw new Refused('not_found')
  const named = run.criteria.filter(({ process }) => process?.measurer.personId === input.personId)
  const cases = (await reportsOfRun(db, run.id, input.at)).filter(({ criterionId }) =>
    named.some(({ id }) => id === criterionId),
  )
  if (cases.length === 0) throw new Refused('not_found')
  return {
    evaluationId: run.id,
    contractReference: run.contractReference,
    submittedAt: run.startedAt,
    cases,
  }
}

/** What a person was asked to report, the newest first. */
export async function reportTasksOf(db: Reader, personId: string, at: Date) {
  const rows = await db
    .select({ task: reportTask, run: evaluation })
    .from(reportTask)
    .innerJoin(evaluation, eq(evaluation.id, reportTask.evaluationId))
    .where(eq(reportTask.personId, personId))
    .orderBy(desc(reportTask.opensAt))
    .limit(100)
  const views = await Promise.all(
    rows.map(async ({ task, run }) => ({
      contractReference: run.contractReference,
      evaluationId: run.id,
      view: (await reportsOfRun(db, run.id, at)).find(
        ({ criterionId }) => criterionId === task.criterionId,
      ),
    })),
  )
  return views.flatMap(({ view, ...rest }) => (view ? [{ ...rest, view }] : []))
}

/** One source file with its bytes. The caller has checked the viewer. @throws Refused not_found */
export async function reportFile(db: Reader, input: { evaluationId: string; reportId: string }) {
  const [found] = await db
    .select()
    .from(processReport)
    .where(
      and(eq(processReport.id, input.reportId), eq(processReport.evaluationId, input.evaluationId)),
    )
  if (!found) throw new Refused('not_found')
  const { fileName: name, mediaType } = found
  return { name, mediaType, data: await loadFile(found.storageKey) }
}
