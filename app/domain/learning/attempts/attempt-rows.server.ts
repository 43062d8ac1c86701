import { attempt, enrolment, exerciseDataset, item, track, trackVersion } from 'db/schema/learning'
import { and, eq } from 'drizzle-orm'
import { invariant, Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import type { Capstone, Exercise } from '../content/track-content'
import { type AttemptStatus, attemptTransitions } from './attempt'

export type AttemptRow = typeof attempt.$inferSelect

const subjectColumns = {
  attempt,
  enrolment,
  item,
  track: { id: track.id, slug: track.slug, partnerId: track.partnerId },
  version: { title: trackVersion.title, language: trackVersion.language },
}

/** An attempt with what it is an attempt at; null when there is none. */
export async function attemptSubject(db: Reader, attemptId: string) {
  const [found] = await db
    .select(subjectColumns)
    .from(attempt)
    .innerJoin(enrolment, eq(enrolment.id, attempt.enrolmentId))
    .innerJoin(item, and(eq(item.versionId, attempt.versionId), eq(item.key, attempt.itemKey)))
    .innerJoin(track, eq(track.id, enrolment.trackId))
    .innerJoin(trackVersion, eq(trackVersion.id, attempt.versionId))
    .where(eq(attempt.id, attemptId))
  return found ?? null
}

export type AttemptSubject = NonNullable<Awaited<ReturnType<typeof attemptSubject>>>

/** The same with the attempt locked. @throws Refused not_found */
export async function lockSubject(tx: Tx, attemptId: string): Promise<AttemptSubject> {
  const [locked] = await tx.select().from(attempt).where(eq(attempt.id, attemptId)).for('update')
  const found = locked && (await attemptSubject(tx, attemptId))
  if (!found) throw new Refused('not_found')
  return found
}

export type ByLearner = { readonly attemptId: string; readonly by: string; readonly at: Date }

/** An attempt of the learner's own, locked. Others are not told that it exists. @throws Refused not_found */
export async function lockOwn(
  tx: Tx,
  { attemptId, by }: Pick<ByLearner, 'attemptId' | 'by'>,
): Promise<AttemptSubject> {
  const found = await lockSubject(tx, attemptId)
  if (found.enrolment.personId !== by) throw new Refused('not_found')
  return found
}

/** What an exercise asks. @throws Refused not_found where the attempt is at something else */
export function exerciseOf({ item: { content } }: Pick<AttemptSubject, 'item'>): Exercise {
  if (content.kind !== 'exercise') throw new Refused('not_found')
  return content.exercise
}

/** What a capstone asks. @throws Refused not_found where the attempt is at something else */
export function capstoneOf({ item: { content } }: Pick<AttemptSubject, 'item'>): Capstone {
  if (content.kind !== 'capstone') throw new Refused('not_found')
  return content.capstone
}

/** The sealed rows of an exercise: publishing made them. */
export async function datasetIdOf(
  db: Reader,
  { versionId, itemKey }: Pick<AttemptRow, 'versionId' | 'itemKey'>,
): Promise<string> {
  const [found] = await db
    .select({ datasetId: exerciseDataset.datasetId })
    .from(exerciseDataset)
    .where(and(eq(exerciseDataset.versionId, versionId), eq(exerciseDataset.itemKey, itemKey)))
  invariant(found, `a published exercise has its sealed rows: ${versionId} ${itemKey}`)
  return found.datasetId
}

type AttemptTable = typeof attemptTransitions
type Event = AttemptTable['rows'][number]['event']
type Actor = AttemptTable['rows'][number]['actors'][number]

/** Where the step leads. @throws Refused transition_refused when the table has no such step */
export function nextStatus(
  { status }: Pick<AttemptRow, 'status'>,
  event: Event,
  actor: Actor,
): AttemptStatus {
  const step = attemptTransitions.find(status, event, actor)
  if (!step.ok) throw new Refused('transition_refused', { from: status, event })
  return step.to
}

/** Writes what changes of an attempt that is locked. */
export async function updateAttempt(
  tx: Tx,
  attemptId: string,
  set: Partial<typeof attempt.$inferInsert>,
): Promise<void> {
  await tx.update(attempt).set(set).where(eq(attempt.id, attemptId))
}
