import { attempt, enrolment, exerciseDataset, trackVersion } from 'db/schema/learning'
import { and, asc, eq, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { invariant } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import type { AttemptSubject } from './attempt-rows.server'
import { exerciseReference } from './exercise-reference'

type Place = { readonly personId: string; readonly trackId: string; readonly itemKey?: string }

/**
 * The person's attempts in a track, or at one item of it, joined with their enrolments, and those at the same
 * sealed rows in another track: a translation asks the same in other words.
 */
export function attemptsOnSameRows({ personId, trackId, itemKey }: Place) {
  const theirs = alias(exerciseDataset, 'theirs')
  const sameRows = sql`exists (
    select from ${exerciseDataset} as ${theirs}
    join ${exerciseDataset} on ${exerciseDataset.datasetId} = ${theirs.datasetId}
      and ${exerciseDataset.itemKey} = ${theirs.itemKey}
    join ${trackVersion} as own on own.id = ${exerciseDataset.versionId} and own.track_id = ${trackId}
    where ${theirs.versionId} = ${attempt.versionId} and ${theirs.itemKey} = ${attempt.itemKey})`
  return and(
    eq(enrolment.personId, personId),
    itemKey === undefined ? undefined : eq(attempt.itemKey, itemKey),
    or(eq(enrolment.trackId, trackId), sameRows),
  )
}

/**
 * Under this the engine counts the learner's runs at an exercise: their first enrolment that met its
 * rows, so that neither enrolling again nor a translation brings new attempts at rows already seen.
 */
export async function referenceOf(
  db: Reader,
  { attempt: { itemKey }, enrolment: { personId, trackId } }: AttemptSubject,
): Promise<string> {
  const [first] = await db
    .select({ enrolmentId: attempt.enrolmentId })
    .from(attempt)
    .innerJoin(enrolment, eq(enrolment.id, attempt.enrolmentId))
    .where(attemptsOnSameRows({ personId, trackId, itemKey }))
    .orderBy(asc(attempt.startedAt), asc(attempt.id))
    .limit(1)
  invariant(first, 'an attempt is among the attempts at its rows')
  return exerciseReference(first.enrolmentId, itemKey)
}
