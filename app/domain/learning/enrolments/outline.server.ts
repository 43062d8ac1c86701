import { course, item, itemProgress } from 'db/schema/learning'
import { and, asc, eq } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import type { ItemKind } from '../content/track-content'

export type OutlineItem = {
  readonly key: string
  readonly courseKey: string
  readonly kind: ItemKind
  readonly title: string
  readonly minutes: number
  readonly contentHash: string
  /** When this learner did it, as it now stands. */
  readonly doneAt: Date | null
}
export type OutlineCourse = {
  readonly key: string
  readonly title: string
  readonly summary: string
  readonly items: readonly OutlineItem[]
}

/** The courses of a version with their items in order, without what is in them; public once published. */
export async function outlineOf(
  db: Reader,
  versionId: string,
  enrolmentId: string | null,
): Promise<OutlineCourse[]> {
  const rows = await db
    .select({
      courseKey: course.key,
      courseTitle: course.title,
      summary: course.summary,
      key: item.key,
      kind: item.kind,
      title: item.title,
      minutes: item.minutes,
      contentHash: item.contentHash,
      doneAt: itemProgress.doneAt,
    })
    .from(course)
    .innerJoin(item, and(eq(item.versionId, course.versionId), eq(item.courseKey, course.key)))
    .leftJoin(
      itemProgress,
      and(
        eq(itemProgress.enrolmentId, enrolmentId ?? ''),
        eq(itemProgress.itemKey, item.key),
        eq(itemProgress.contentHash, item.contentHash),
      ),
    )
    .where(eq(course.versionId, versionId))
    .orderBy(asc(course.position), asc(item.position))
  const courses = new Map<string, OutlineCourse & { items: OutlineItem[] }>()
  for (const { courseTitle, summary, ...one } of rows) {
    const known = courses.get(one.courseKey)
    if (known) known.items.push(one)
    else {
      courses.set(one.courseKey, { key: one.courseKey, title: courseTitle, summary, items: [one] })
    }
  }
  return [...courses.values()]
}

export const itemsOf = (courses: readonly OutlineCourse[]): OutlineItem[] =>
  courses.flatMap(({ items }) => items)

/** The lessons that lead up to an item: those of its course since the last thing that had to be passed. */
export function lessonsBefore(
  courses: readonly OutlineCourse[],
  key: string,
): { key: string; title: string }[] {
  const items = courses.find((course) => course.items.some((one) => one.key === key))?.items ?? []
  const before = items.slice(
    0,
    items.findIndex((one) => one.key === key),
  )
  const passed = before.findLastIndex(({ kind }) => kind !== 'lesson')
  return before.slice(passed + 1).map(({ key, title }) => ({ key, title }))
}

/** The lesson that anybody may read: the first one. */
export function openLesson(items: readonly OutlineItem[]): OutlineItem | null {
  return items.find(({ kind }) => kind === 'lesson') ?? null
}
