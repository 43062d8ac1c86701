import { attempt, enrolment } from 'db/schema/learning'
import { and, eq, isNotNull } from 'drizzle-orm'
import type { SignedIn } from '~/domain/identity/viewer'
import type { Reader } from '~/platform/database.server'
import { readingStatuses } from './enrolment'
import { ownRow } from './learner-queries.server'
import { itemsOf, outlineOf } from './outline.server'

/** What the viewer has done of a track so far, with days and points. @throws Refused not_found */
export async function recordOf(db: Reader, viewer: SignedIn, enrolmentId: string) {
  const row = await ownRow(db, viewer, enrolmentId)
  const { enrolment: own } = row
  const courses = await outlineOf(db, own.versionId, own.id)
  const passed = await db
    .select({
      itemKey: attempt.itemKey,
      points: attempt.points,
      maxPoints: attempt.maxPoints,
      number: attempt.number,
    })
    .from(attempt)
    .innerJoin(enrolment, eq(enrolment.id, attempt.enrolmentId))
    .where(
      and(
        eq(enrolment.personId, viewer.personId),
        eq(enrolment.trackId, own.trackId),
        eq(attempt.passed, true),
        isNotNull(attempt.points),
      ),
    )
  const scores = new Map(passed.map((one) => [one.itemKey, one]))
  const items = itemsOf(courses)
  return {
    slug: row.slug,
    trackId: own.trackId,
    reads: readingStatuses.includes(own.status),
    trackTitle: row.title,
    partner: row.partner,
    version: row.version,
    enrolledAt: own.enrolledAt,
    completedAt: own.completedAt,
    of: items.length,
    done: items.filter(({ doneAt }) => doneAt !== null).length,
    minutes: items.reduce((sum, one) => sum + (one.doneAt ? one.minutes : 0), 0),
    courses: courses
      .map(({ key, title, items: all }) => ({
        key,
        title,
        items: all.flatMap((one) =>
          one.doneAt === null
            ? []
            : [{ ...one, doneAt: one.doneAt, score: scores.get(one.key) ?? null }],
        ),
      }))
      .filter((one) => one.items.length > 0),
  }
}
