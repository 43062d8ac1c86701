import { processReport, reportObjection, reportTask } from 'db/schema/judging'
import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import { addBusinessDays, dayAfter } from '~/kernel/clock'
import type { Reader, Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import type { Report } from '../measures/measured-input'
import type { EvaluationRecord } from '../runs/evaluation-lease.server'
import type { LookAtPart, PartState } from '../runs/evaluation-parts.server'
import {
  type ReportFacts,
  type ReportStanding,
  reportPeriod,
  reportStanding,
} from './report-standing'

export type ReportRow = typeof processReport.$inferSelect
export type ObjectionRow = typeof reportObjection.$inferSelect
export type ReportCase = {
  readonly task: typeof reportTask.$inferSelect
  /** Oldest first. */
  readonly reports: readonly (ReportRow & { readonly objection: ObjectionRow | null })[]
}

/** Asks the measurers, and waits for figures, objections and answers to them. */
export const lookAtReports: LookAtPart = async (tx, run, at) => {
  const known = await reportCases(tx, run.id)
  const cases = known.length > 0 ? known : await askMeasurers(tx, run, at)
  return partStateOf(cases.map((one) => reportStanding(factsOf(one), at)))
}

/** What several criteria with figures of their own come to: the first that fails decides. */
export function partStateOf(standings: readonly ReportStanding[]): PartState {
  const kinds = standings.map(({ kind }) => kind)
  if (kinds.includes('disputed')) return { kind: 'failed', failure: 'report_disputed' }
  if (kinds.includes('silent')) return { kind: 'failed', failure: 'measurer_silent' }
  const pending = standings.flatMap((standing) => ('until' in standing ? [standing] : []))
  const next = pending.sort((a, b) => a.until.getTime() - b.until.getTime())[0]
  if (!next) return { kind: 'done' }
  const waits = { awaited: 'report', open: 'objection', objected: 'correction' } as const
  return { kind: 'waits', for: waits[next.kind], until: next.until }
}

export function factsOf({ task, reports }: ReportCase): ReportFacts {
  return { dueAt: task.dueAt, reports }
}

/** The figures of a run by criterion, with what was held against them. */
export async function reportCases(db: Reader, evaluationId: string): Promise<ReportCase[]> {
  const tasks = await db
    .select()
    .from(reportTask)
    .where(eq(reportTask.evaluationId, evaluationId))
    .orderBy(asc(reportTask.criterionId))
  const rows = await db
    .select({ report: processReport, objection: reportObjection })
    .from(processReport)
    .leftJoin(reportObjection, eq(reportObjection.reportId, processReport.id))
    .where(eq(processReport.evaluationId, evaluationId))
    .orderBy(asc(processReport.round))
  return tasks.map((task) => ({
    task,
    reports: rows
      .filter(({ report }) => report.criterionId === task.criterionId)
      .map(({ report, objection }) => ({ ...report, objection })),
  }))
}

async function askMeasurers(tx: Tx, run: EvaluationRecord, at: Date): Promise<ReportCase[]> {
  const days = await settingAt(tx, 'reportDays', at)
  const tasks = run.criteria.flatMap(({ id, process }) => {
    if (!process) return []
    // The period is over at the end of its last day.
    const { to } = reportPeriod(run.startedAt, process)
    const opensAt = new Date(`${dayAfter(to, 1)}T00:00:00Z`)
    return [
      {
        evaluationId: run.id,
        criterionId: id,
        personId: process.measurer.personId,
        opensAt,
        dueAt: addBusinessDays(opensAt > at ? opensAt : at, days),
      },
    ]
  })
  if (tasks.length === 0) return []
  const asked = await tx.insert(reportTask).values(tasks).returning()
  await enqueue(tx, 'notify', { event: 'report-asked', subject: run.id })
  return asked.map((task) => ({ task, reports: [] }))
}

/** Tells the measurers whose window is over, once; says how many. */
export async function remindMeasurers(tx: Tx, { at }: { at: Date }): Promise<number> {
  const due = await tx
    .update(reportTask)
    .set({ remindedAt: at })
    .where(and(isNull(reportTask.remindedAt), lte(reportTask.opensAt, at)))
    .returning()
  let told = 0
  for (const task of due) {
    const [one] = await reportsOfCriterion(tx, task.evaluationId, task.criterionId)
    if (one || task.dueAt <= at) continue
    const facts = { criterion: task.criterionId }
    await enqueue(tx, 'notify', { event: 'report-due', subject: task.evaluationId, facts })
    told += 1
  }
  return told
}

function reportsOfCriterion(db: Reader, evaluationId: string, criterionId: string) {
  return db
    .select({ id: processReport.id })
    .from(processReport)
    .where(
      and(eq(processReport.evaluationId, evaluationId), eq(processReport.criterionId, criterionId)),
    )
    .limit(1)
}

/** The figures that count: of each criterion the last report. */
export async function reportsOf(db: Reader, evaluationId: string): Promise<Report[]> {
  const cases = await reportCases(db, evaluationId)
  return cases.flatMap(({ reports }) => {
    const last = reports.at(-1)
    return last ? [asMeasured(last)] : []
  })
}

export function asMeasured(row: ReportRow): Report {
  return {
    criterionId: row.criterionId,
    from: row.fromDay,
    to: row.toDay,
    cases: row.cases,
    hits: row.hits,
    mean: row.mean,
    deviation: row.deviation,
    fileSha256: row.sha256,
  }
}
