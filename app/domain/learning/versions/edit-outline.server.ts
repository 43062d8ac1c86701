import { course, item, itemRevision } from 'db/schema/learning'
import { and, asc, desc, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { reservedItemKeys } from '../content/check-track'
import { freeKey } from '../content/keys'
import { newContent } from '../content/new-item'
import type { ItemContent, ItemKind } from '../content/track-content'
import { contentHash } from './content-hash.server'
import { countRevision, draftForEdit } from './draft-for-edit.server'
import { itemForEdit, keepRevision } from './save-item.server'

/** The courses of a draft and the order of what is in them. */

type InDraft = { versionId: string; by: string; at: Date }
type CourseOf = InDraft & { courseKey: string }
type ItemOf = InDraft & { itemKey: string }

/** More would be no table of contents. */
const most = { courses: 60, items: 400 }

const coursesOf = (tx: Tx, versionId: string) =>
  tx.select().from(course).where(eq(course.versionId, versionId)).orderBy(asc(course.position))

const oneCourse = (versionId: string, key: string) =>
  and(eq(course.versionId, versionId), eq(course.key, key))
const oneItem = (versionId: string, key: string) =>
  and(eq(item.versionId, versionId), eq(item.key, key))

const itemsOf = (tx: Tx, versionId: string) =>
  tx
    .select({ key: item.key, courseKey: item.courseKey, position: item.position })
    .from(item)
    .where(eq(item.versionId, versionId))
    .orderBy(asc(item.position))

export async function addCourse(
  tx: Tx,
  input: InDraft & { title: string; summary: string },
): Promise<{ courseKey: string }> {
  const { versionId, title, summary } = input
  await draftForEdit(tx, input)
  const courses = await coursesOf(tx, versionId)
  if (courses.length >= most.courses) throw new Refused('form_invalid')
  const taken = courses.map(({ key }) => key)
  const key = freeKey(title, taken, 'course')
  const position = Math.max(-1, ...courses.map((one) => one.position)) + 1
  await tx.insert(course).values({ versionId, key, position, title, summary })
  await countRevision(tx, versionId)
  return { courseKey: key }
}

export async function renameCourse(
  tx: Tx,
  input: CourseOf & { title: string; summary: string },
): Promise<void> {
  await draftForEdit(tx, input)
  const { versionId, courseKey, title, summary } = input
  const renamed = await tx
    .update(course)
    .set({ title, summary })
    .where(oneCourse(versionId, courseKey))
    .returning({ key: course.key })
  if (renamed.length === 0) throw new Refused('not_found')
  await countRevision(tx, versionId)
}

export async function moveCourse(tx: Tx, input: CourseOf & { step: -1 | 1 }): Promise<void> {
  await draftForEdit(tx, input)
  const courses = await coursesOf(tx, input.versionId)
  const from = courses.findIndex(({ key }) => key === input.courseKey)
  const [one, other] = [courses[from], courses[from + input.step]]
  if (!one) throw new Refused('not_found')
  if (!other) return
  const put = (key: string, position: number) =>
    tx.update(course).set({ position }).where(oneCourse(input.versionId, key))
  await put(one.key, other.position)
  await put(other.key, one.position)
  await countRevision(tx, input.versionId)
}

/** Removes a course with its items; the text of each of them is kept. */
export async function removeCourse(tx: Tx, input: CourseOf): Promise<void> {
  await draftForEdit(tx, input)
  const { versionId, courseKey } = input
  const items = (await itemsOf(tx, versionId)).filter((one) => one.courseKey === courseKey)
  for (const { key } of items) await takeOut(tx, versionId, key)
  const removed = await tx
    .delete(course)
    .where(oneCourse(versionId, courseKey))
    .returning({ key: course.key })
  if (removed.length === 0) throw new Refused('not_found')
  await countRevision(tx, versionId)
}

async function takeOut(tx: Tx, versionId: string, itemKey: string): Promise<void> {
  await keepRevision(tx, await itemForEdit(tx, { versionId, itemKey }))
  await tx.delete(item).where(oneItem(versionId, itemKey))
}

/**
 * Adds an item at the end of a course, empty or with a text that has lost its place. Keys of items that
 * were removed are not given again.
 */
export async function addItem(
  tx: Tx,
  input: CourseOf & { kind: ItemKind; title: string; minutes?: number; content?: ItemContent },
): Promise<{ itemKey: string }> {
  await draftForEdit(tx, input)
  const { versionId, courseKey, kind, title, by, at } = input
  const courses = await coursesOf(tx, versionId)
  const items = await itemsOf(tx, versionId)
  if (!courses.some(({ key }) => key === courseKey)) throw new Refused('not_found')
  if (items.length >= most.items) throw new Refused('form_invalid')
  const once = await tx
    .selectDistinct({ key: itemRevision.itemKey })
    .from(itemRevision)
    .where(eq(itemRevision.versionId, versionId))
  const key = freeKey(
    title,
    [...reservedItemKeys, ...[...items, ...once].map((one) => one.key)],
    kind,
  )
  const content = input.content ?? newContent(kind, key)
  await tx.insert(item).values({
    ...{ versionId, key, courseKey, kind, title, content, minutes: input.minutes ?? 10 },
    ...{
      position: lastPlace(items, courseKey) + 1,
      contentHash: await contentHash(tx, versionId, title, content),
    },
    ...{ savedBy: by, savedAt: at },
  })
  await countRevision(tx, versionId)
  return { itemKey: key }
}

const lastPlace = (items: readonly { courseKey: string; position: number }[], of: string) =>
  Math.max(-1, ...items.filter(({ courseKey }) => courseKey === of).map((one) => one.position))

/** One place up or down; beyond the end of its course it goes into the next one. */
export async function moveItem(tx: Tx, input: ItemOf & { step: -1 | 1 }): Promise<void> {
  await draftForEdit(tx, input)
  const { versionId, itemKey, step } = input
  const courses = (await coursesOf(tx, versionId)).map(({ key }) => key)
  const items = await itemsOf(tx, versionId)
  const one = items.find(({ key }) => key === itemKey)
  if (!one) throw new Refused('not_found')
  const lists = new Map(
    courses.map((key) => [key, items.filter((each) => each.courseKey === key).map((e) => e.key)]),
  )
  const list = lists.get(one.courseKey) ?? []
  const place = list.indexOf(itemKey) + step
  list.splice(list.indexOf(itemKey), 1)
  const next = courses[courses.indexOf(one.courseKey) + step]
  const target = place >= 0 && place <= list.length ? one.courseKey : next
  if (target === undefined) return
  const into = lists.get(target) ?? []
  if (target === one.courseKey) into.splice(place, 0, itemKey)
  else if (step < 0) into.push(itemKey)
  else into.unshift(itemKey)
  for (const courseKey of new Set([one.courseKey, target])) {
    for (const [position, key] of (lists.get(courseKey) ?? []).entries()) {
      await tx.update(item).set({ courseKey, position }).where(oneItem(versionId, key))
    }
  }
  await countRevision(tx, versionId)
}

/** Takes an item out of the draft; its text is kept and can be brought back. */
export async function removeItem(tx: Tx, input: ItemOf): Promise<void> {
  await draftForEdit(tx, input)
  await takeOut(tx, input.versionId, input.itemKey)
  await countRevision(tx, input.versionId)
}

/** Puts an item that was removed back, at the end of a course, as it last was. */
export async function returnItem(tx: Tx, input: ItemOf): Promise<void> {
  await draftForEdit(tx, input)
  const { versionId, itemKey, by, at } = input
  const items = await itemsOf(tx, versionId)
  if (items.some(({ key }) => key === itemKey)) throw new Refused('already_done')
  const [kept] = await tx
    .select()
    .from(itemRevision)
    .where(and(eq(itemRevision.versionId, versionId), eq(itemRevision.itemKey, itemKey)))
    .orderBy(desc(itemRevision.revision))
    .limit(1)
  const courseKey = (await coursesOf(tx, versionId)).at(-1)?.key
  if (!kept || courseKey === undefined) throw new Refused('not_found')
  const { title, minutes, content, revision } = kept
  await tx.insert(item).values({
    ...{ versionId, key: itemKey, courseKey, kind: content.kind, title, content, minutes },
    ...{
      position: lastPlace(items, courseKey) + 1,
      contentHash: await contentHash(tx, versionId, title, content),
    },
    ...{ revision: revision + 1, savedBy: by, savedAt: at },
  })
  await countRevision(tx, versionId)
}
