import { organisation } from 'db/schema/identity'
import { enrolment, item, track, trackVersion } from 'db/schema/learning'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { belongsTo } from '~/domain/identity/permissions'
import type { Viewer } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { attemptsPerItem } from '../attempts/attempt'
import { nextAttempt } from '../attempts/attempt-rules'
import { exerciseCriterion } from '../attempts/exercise-criterion'
import { attemptsAt } from '../attempts/start-attempt.server'
import type { ItemContent, LessonPackage } from '../content/track-content'
import { packageHref } from '../package/package-link.server'
import { readReport, reportSummary } from '../package/report'
import { reportOf } from '../package/report-package.server'
import { enrollingVersionStatuses } from '../versions/track-version'
import { isDone, readingFirst, readingOf } from './learner-rows.server'
import { itemsOf, type OutlineCourse, openLesson, outlineOf } from './outline.server'

/** What a page may say of an item before an attempt: of a quiz never its questions. */
function factsOf(key: string, content: ItemContent) {
  switch (content.kind) {
    case 'lesson':
      return { kind: 'lesson' as const }
    case 'quiz': {
      const { passMark, limitMinutes, questions, draw } = content.quiz
      const asked = draw ?? questions.length
      return { kind: 'quiz' as const, passMark, limitMinutes, questions: asked }
    }
    case 'exercise': {
      const { criterion, waysIn } = content.exercise
      const measured = exerciseCriterion(key, criterion, attemptsPerItem)
      return { kind: 'exercise' as const, criterion: measured, waysIn }
    }
    case 'capstone': {
      const { deliverables, rubric, passMark } = content.capstone
      return { kind: 'capstone' as const, deliverables, rubric, passMark }
    }
  }
}

export type ItemFacts = ReturnType<typeof factsOf>

/**
 * The track, the viewer's enrolment in it, and the item in the version that they read: what a page
 * needs, in one question to the database.
 */
async function itemShown(db: Reader, viewer: Viewer, slug: string, key: string) {
  const own = db
    .select({
      id: enrolment.id,
      versionId: enrolment.versionId,
      completedAt: enrolment.completedAt,
    })
    .from(enrolment)
    .where(readingOf(viewer?.personId ?? '', track.id))
    .orderBy(readingFirst)
    .limit(1)
    .as('own')
  const published = and(
    eq(trackVersion.trackId, track.id),
    sql`case when ${own.versionId} is null then ${inArray(trackVersion.status, [...enrollingVersionStatuses])}
      else ${trackVersion.id} = ${own.versionId} end`,
  )
  const [row] = await db
    .select({
      about: { trackId: track.id, partnerId: track.partnerId, partner: organisation.name },
      own: { id: own.id, completedAt: own.completedAt },
      versionId: trackVersion.id,
      shown: {
        key: item.key,
        contentHash: item.contentHash,
        language: trackVersion.language,
        trackTitle: trackVersion.title,
        licence: trackVersion.licence,
      },
      rendered: item.rendered,
      content: item.content,
    })
    .from(track)
    .innerJoin(organisation, eq(organisation.id, track.partnerId))
    .leftJoinLateral(own, sql`true`)
    .innerJoin(trackVersion, published)
    .innerJoin(item, and(eq(item.versionId, trackVersion.id), eq(item.key, key)))
    .where(eq(track.slug, slug))
  if (!row?.rendered) throw new Refused('not_found')
  return { ...row, rendered: row.rendered }
}

/** Where an item stands: its course, its place among all, and what is before and after it. */
function placeOf(courses: readonly OutlineCourse[], key: string) {
  const items = itemsOf(courses)
  const at = items.findIndex((one) => one.key === key)
  const found = items[at]
  if (!found) throw new Refused('not_found')
  const link = (one: (typeof items)[number] | undefined) =>
    one ? { key: one.key, title: one.title, kind: one.kind } : null
  return {
    item: found,
    course: courses.find((one) => one.key === found.courseKey)?.title ?? '',
    number: at + 1,
    of: items.length,
    back: link(items[at - 1]),
    next: link(items[at + 1]),
    isOpen: openLesson(items)?.key === key,
  }
}

/**
 * An item's page. Anybody reads the first lesson; learners of the track, the partner's own people
 * and operators read all of it, learners in the version that they are in.
 * @throws Refused not_found; `closed` where somebody would have to enrol.
 */
export async function itemPage(
  db: Reader,
  viewer: Viewer,
  input: { slug: string; itemKey: string; at: Date },
) {
  const {
    about,
    own: enrolled,
    versionId,
    shown,
    rendered,
    content,
  } = await itemShown(db, viewer, input.slug, input.itemKey)
  const own = viewer && enrolled && { ...enrolled, personId: viewer.personId }
  const courses = await outlineOf(db, versionId, own?.id ?? null)
  const place = placeOf(courses, input.itemKey)
  const staff = viewer !== null && (viewer.operator || belongsTo(viewer, about.partnerId))
  if (!own && !staff && !place.isOpen) return { open: false as const }
  const html =
    rendered.kind === 'quiz'
      ? rendered.intro
      : rendered.kind === 'lesson'
        ? rendered.html
        : rendered.brief
  return {
    open: true as const,
    slug: input.slug,
    partner: about.partner,
    ...shown,
    ...place,
    courses,
    html,
    headings: rendered.kind === 'lesson' ? rendered.headings : [],
    facts: factsOf(shown.key, content),
    plays:
      content.kind === 'lesson' && content.package
        ? await packageShown(db, { versionId, key: input.itemKey, of: content.package, own })
        : null,
    enrolled: own !== null,
    /** The viewer's enrolment once everything of the track is done. */
    completed: own?.completedAt ? own.id : null,
    attempts:
      own && content.kind !== 'lesson'
        ? await attemptsShown(db, own, about.trackId, shown, input.at)
        : null,
  }
}

/** The package of a lesson: where it is played, and what it has said of this learner's work. */
async function packageShown(
  db: Reader,
  lesson: { versionId: string; key: string; of: LessonPackage; own: { id: string } | null },
) {
  const { versionId, key, of, own } = lesson
  const report = own ? await reportOf(db, own.id, key) : null
  // What another kind of package said before means nothing to this one.
  const elements = (report && readReport(of.standard, report.elements)) ?? {}
  return {
    src: packageHref(versionId, of, { now: new Date() }),
    keeps: own !== null,
    elements,
    reported: report ? { ...reportSummary(elements), at: report.reportedAt } : null,
  }
}

async function attemptsShown(
  db: Reader,
  own: { id: string; personId: string; completedAt: Date | null },
  trackId: string,
  shown: { key: string; contentHash: string },
  at: Date,
) {
  const all = await attemptsAt(db, { personId: own.personId, trackId, item: shown })
  const next = nextAttempt(
    all.filter(({ same }) => same),
    (await isDone(db, own.id, shown)) || own.completedAt !== null,
    at,
  )
  return {
    next,
    /** Whether some of those that count were made in another track, which says the same in another language. */
    elsewhere: all.some(({ same, trackId: of }) => same && of !== trackId),
    past: all.map((row) => ({
      attemptId: row.id,
      status: row.status,
      startedAt: row.startedAt,
      dueAt: row.dueAt,
      submittedAt: row.submittedAt,
      points: row.points,
      maxPoints: row.maxPoints,
      passed: row.passed,
      same: row.same,
    })),
  }
}
