import { packageReport } from 'db/schema/learning'
import { and, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { itemOf, lockEnrolment, readingEnrolment } from '../enrolments/learner-rows.server'
import { trackIdBySlug } from '../enrolments/track-by-slug.server'
import { type PackageReport, readReport } from './report'

/**
 * Keeps what a package said of a learner's work, to go on from. It completes nothing and marks
 * nothing: a script that somebody uploaded said so.
 * @throws Refused not_found, form_invalid for what no package of this kind may say
 */
export async function reportPackage(
  tx: Tx,
  input: { trackSlug: string; itemKey: string; elements: unknown; by: string; at: Date },
): Promise<void> {
  const trackId = await trackIdBySlug(tx, input.trackSlug)
  const found = trackId ? await readingEnrolment(tx, input.by, trackId) : null
  if (!found) throw new Refused('not_found')
  const row = await lockEnrolment(tx, found.id)
  const { content } = await itemOf(tx, row.versionId, input.itemKey)
  if (content.kind !== 'lesson' || !content.package) throw new Refused('not_found')
  const elements = readReport(content.package.standard, input.elements)
  if (!elements) throw new Refused('form_invalid')
  const values = { elements, reportedAt: input.at }
  await tx
    .insert(packageReport)
    .values({ enrolmentId: row.id, itemKey: input.itemKey, ...values })
    .onConflictDoUpdate({
      target: [packageReport.enrolmentId, packageReport.itemKey],
      set: values,
    })
}

/** What the package said last; null where it has not said anything, or is another kind by now. */
export async function reportOf(
  db: Reader,
  enrolmentId: string,
  itemKey: string,
): Promise<{ elements: PackageReport; reportedAt: Date } | null> {
  const [row] = await db
    .select({ elements: packageReport.elements, reportedAt: packageReport.reportedAt })
    .from(packageReport)
    .where(and(eq(packageReport.enrolmentId, enrolmentId), eq(packageReport.itemKey, itemKey)))
  return row ?? null
}
