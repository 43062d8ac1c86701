import { contract } from 'db/schema/contracts'
import { processReport, ratingTask, reportTask } from 'db/schema/judging'
import { evaluation } from 'db/schema/outcomes'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { reportCases } from '~/domain/outcomes/people/report-part.server'
import type { RunFailure } from '~/domain/outcomes/runs/evaluation'
import type { Reader } from '~/platform/database.server'
import { milestonePeople } from './audience.server'
import { except, type Facts, type Notice, notice } from './notice'

/** What raters, measurers and the two sides are told while people bring a part of a measurement. */

async function aboutRun(db: Reader, evaluationId: string) {
  const [found] = await db
    .select({ run: evaluation, title: contract.title })
    .from(evaluation)
    .innerJoin(contract, eq(contract.id, evaluation.contractReference))
    .where(eq(evaluation.id, evaluationId))
  return found ?? null
}

async function toRaters(db: Reader, evaluationId: string, kind: string, only?: string) {
  const about = await aboutRun(db, evaluationId)
  if (!about) return []
  const open = await db
    .select()
    .from(ratingTask)
    .where(
      and(
        eq(ratingTask.evaluationId, evaluationId),
        isNull(ratingTask.handedInAt),
        isNull(ratingTask.declinedAt),
      ),
    )
  const tasks = open.filter(({ personId }) => only === undefined || personId === only)
  const [first] = tasks
  if (!first) return []
  // Nothing about the team, the milestone or the attempt: raters mark blind.
  const facts = { contract: about.title, deadline: first.dueAt.toISOString() }
  const people = [...new Set(tasks.map(({ personId }) => personId))]
  return [notice(people, kind, `/ratings/${evaluationId}`, facts, 'turn')]
}

export function ratingAsked(db: Reader, evaluationId: string): Promise<Notice[]> {
  return toRaters(db, evaluationId, 'rating_asked')
}

export function ratingReminder(db: Reader, evaluationId: string, given: Facts): Promise<Notice[]> {
  return toRaters(db, evaluationId, 'rating_reminder', String(given.person ?? ''))
}

async function toMeasurers(db: Reader, evaluationId: string, kind: string, only?: string) {
  const about = await aboutRun(db, evaluationId)
  if (!about) return []
  const tasks = await db.select().from(reportTask).where(eq(reportTask.evaluationId, evaluationId))
  const notices = tasks
    .filter(({ criterionId }) => only === undefined || criterionId === only)
    .map(({ criterionId, personId, dueAt }) => {
      const facts = {
        contract: about.title,
        measure: measureOf(about.run, criterionId),
        deadline: dueAt.toISOString(),
      }
      return notice(
        [personId],
        kind,
        `/reports/${evaluationId}?criterion=${criterionId}`,
        facts,
        'turn',
      )
    })
  return notices
}

function measureOf(run: typeof evaluation.$inferSelect, criterionId: unknown): string {
  return run.criteria.find(({ id }) => id === criterionId)?.process?.measure ?? ''
}

export function reportAsked(db: Reader, evaluationId: string): Promise<Notice[]> {
  return toMeasurers(db, evaluationId, 'report_asked')
}

export function reportDue(db: Reader, evaluationId: string, given: Facts): Promise<Notice[]> {
  return toMeasurers(db, evaluationId, 'report_due', String(given.criterion ?? ''))
}

/** Both sides hear of figures, since either may object; the measurer knows them already. */
export async function reportMade(
  db: Reader,
  evaluationId: string,
  given: Facts,
): Promise<Notice[]> {
  const about = await aboutRun(db, evaluationId)
  const people = about && (await milestonePeople(db, about.run.reference))
  if (!about || !people) return []
  const [last] = await db
    .select()
    .from(processReport)
    .where(
      and(
        eq(processReport.evaluationId, evaluationId),
        eq(processReport.criterionId, String(given.criterion ?? '')),
        eq(processReport.round, Number(given.round ?? 1)),
      ),
    )
    .orderBy(desc(processReport.round))
    .limit(1)
  if (!last) return []
  const sides = except([...people.client, ...people.members], [last.reportedBy])
  const facts = {
    milestone: people.milestone.title,
    measure: measureOf(about.run, last.criterionId),
    deadline: last.objectUntil.toISOString(),
  }
  const kind = last.round === 1 ? 'report_made' : 'report_corrected'
  return [notice(sides, kind, `/milestones/${people.milestone.id}`, facts, 'turn')]
}

export async function reportObjected(
  db: Reader,
  evaluationId: string,
  given: Facts,
): Promise<Notice[]> {
  const about = await aboutRun(db, evaluationId)
  const people = about && (await milestonePeople(db, about.run.reference))
  const cases = await reportCases(db, evaluationId)
  const found = cases.find(({ task }) => task.criterionId === given.criterion)
  const report = found?.reports.find(({ round }) => round === Number(given.round ?? 1))
  if (!about || !people || !found || !report?.objection) return []
  const { personId, criterionId } = found.task
  const facts = {
    milestone: people.milestone.title,
    measure: measureOf(about.run, criterionId),
    deadline: report.objection.answerUntil.toISOString(),
  }
  const sides = except([...people.client, ...people.members], [report.objection.personId])
  const url = `/milestones/${people.milestone.id}`
  if (report.round > 1) return [notice([personId, ...sides], 'report_objected_again', url, facts)]
  const own = `/reports/${evaluationId}?criterion=${criterionId}`
  return [
    notice([personId], 'report_objected_answer', own, facts, 'turn'),
    notice(sides, 'report_objected', url, facts),
  ]
}

const silent: Partial<Record<RunFailure, string>> = {
  rater_declined: 'broken_rater_declined',
  raters_silent: 'broken_raters_silent',
  measurer_silent: 'broken_measurer_silent',
}

/**
 * The notice of a run that people kept from its verdict, also by stopping it: both sides hear of it.
 * Null for others.
 */
export async function brokenByPeople(db: Reader, evaluationId: unknown): Promise<string | null> {
  const about = await aboutRun(db, String(evaluationId ?? ''))
  if (about?.run.state === 'cancelled') {
    return about.run.counted ? 'measurement_stopped_counted' : 'measurement_stopped'
  }
  return about?.run.failure ? (silent[about.run.failure] ?? null) : null
}
