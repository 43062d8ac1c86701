import { contract } from 'db/schema/contracts'
import { inArray } from 'drizzle-orm'
import type { SignedIn, Viewer } from '~/domain/identity/viewer'
import {
  ratersProgress,
  ratingPage,
  ratingTasksOf,
} from '~/domain/outcomes/people/rating-queries.server'
import {
  reportFile,
  reportPage,
  reportsOfRun,
  reportTasksOf,
} from '~/domain/outcomes/people/report-queries.server'
import { evaluationResult, waitsOfRuns } from '~/domain/outcomes/queries.server'
import { checkRules } from '~/domain/stewardship/rules'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { readable } from '../queries.server'
import { contractRow, type MilestoneRow } from '../rows.server'
import { assertReadsSealed, mayReadSealed, type ReaderStanding } from '../sealed-reading.server'
import type { Judging } from './judging'

/**
 * What people bring to a milestone's latest run, for the two sides: how far the raters are, the
 * figures that were reported, and whether this viewer may object. Null where nobody is asked.
 */
export async function judgingOf(
  db: Reader,
  standing: ReaderStanding & { readonly actors: readonly string[] },
  row: MilestoneRow,
  at: Date,
): Promise<Judging | null> {
  if (!row.evaluationId) return null
  const raters = await ratersProgress(db, row.evaluationId)
  const reports = (await mayReadSealed(db, standing))
    ? await reportsOfRun(db, row.evaluationId, at)
    : []
  if (raters.length + reports.length === 0) return null
  const waits = (await waitsOfRuns(db, [row.evaluationId])).get(row.evaluationId)
  const sides = standing.actors.includes('team') || standing.actors.includes('client')
  return {
    evaluationId: row.evaluationId,
    waitsFor: waits?.for ?? null,
    raters,
    reports: reports.map((view) => ({
      ...view,
      mayObject: sides && view.runIsOpen && view.standing.kind === 'open',
    })),
  }
}

async function titlesOf(db: Reader, contractIds: readonly string[]) {
  if (contractIds.length === 0) return new Map<string, string>()
  const rows = await db
    .select({ id: contract.id, title: contract.title })
    .from(contract)
    .where(inArray(contract.id, [...contractIds]))
  return new Map(rows.map(({ id, title }) => [id, title]))
}

/** What the viewer is asked to mark and to report, with what each is about. */
export async function judgingTasks(db: Reader, viewer: SignedIn, at: Date) {
  const ratings = await ratingTasksOf(db, viewer.personId, at)
  const reports = await reportTasksOf(db, viewer.personId, at)
  const all = [...ratings, ...reports].map(({ contractReference }) => contractReference)
  const titles = await titlesOf(db, all)
  const about = (id: string) => titles.get(id) ?? ''
  return {
    ratings: ratings.map((task) => ({ ...task, about: about(task.contractReference) })),
    reports: reports.map((task) => ({ ...task, about: about(task.contractReference) })),
  }
}

/**
 * The answers that a rater marks. The signed terms name the rater, so for these rows and no others
 * the rater counts as one of the contract's readers. What it is about is said by its title alone:
 * neither team nor attempt.
 */
export async function ratingDesk(
  db: Reader,
  viewer: SignedIn,
  input: { evaluationId: string; criterionId: string | null; page: number | null; at: Date },
) {
  const page = await ratingPage(db, { ...input, personId: viewer.personId })
  const row = await contractRow(db, page.progress.contractReference)
  checkRules('read', row.workloadClass, { readerIsParty: true }, row.rulesVersion)
  return { ...page, about: row.title }
}

export async function reportDesk(
  db: Reader,
  viewer: SignedIn,
  input: { evaluationId: string; at: Date },
) {
  const page = await reportPage(db, { ...input, personId: viewer.personId })
  const row = await contractRow(db, page.contractReference)
  return { ...page, about: row.title }
}

/** A source file for the measurer who handed it in and for both sides. @throws Refused not_found */
export async function readReportFile(
  db: Reader,
  viewer: Viewer,
  input: { evaluationId: string; reportId: string; at: Date },
) {
  if (!viewer) throw new Refused('not_found')
  try {
    await reportPage(db, { ...input, personId: viewer.personId })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { contractReference } = await runOf(db, input.evaluationId)
    await assertReadsSealed(db, await readable(db, viewer, contractReference))
  }
  return reportFile(db, input)
}

async function runOf(db: Reader, evaluationId: string) {
  const run = await evaluationResult(db, evaluationId)
  if (!run) throw new Refused('not_found')
  return run
}
