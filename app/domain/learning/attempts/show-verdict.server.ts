import { attempt } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { may } from '~/domain/identity/may'
import type { Viewer } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Reader, Tx } from '~/platform/database.server'
import { reviewWork } from '../permissions'
import {
  attemptSubject,
  type ByLearner,
  exerciseOf,
  lockOwn,
  updateAttempt,
} from './attempt-rows.server'

/** The learner shows the verdict of an exercise to everybody, or takes that back. */
export async function showVerdict(
  tx: Tx,
  input: ByLearner & { readonly toEverybody: boolean },
): Promise<void> {
  const subject = await lockOwn(tx, input)
  exerciseOf(subject)
  if (subject.attempt.gradedAt === null) {
    throw new Refused('transition_refused', { from: subject.attempt.status, event: 'show' })
  }
  const verdictPublicAt = input.toEverybody ? (subject.attempt.verdictPublicAt ?? input.at) : null
  await updateAttempt(tx, subject.attempt.id, { verdictPublicAt })
  const act = input.toEverybody ? 'attempt.show_verdict' : 'attempt.hide_verdict'
  await audit(tx, { by: input.by, act, subject: subject.attempt.id })
}

/**
 * What the verdict of a learner's run is about, for whoever may read it: the learner, those who mark for
 * the partner, the operator, and everybody once the learner shows it.
 * @throws Refused not_found
 */
export async function exerciseVerdict(
  db: Reader,
  viewer: Viewer,
  evaluationId: string,
): Promise<{ title: string; track: string; slug: string; toEverybody: boolean }> {
  const [found] = await db
    .select({ id: attempt.id })
    .from(attempt)
    .where(eq(attempt.evaluationId, evaluationId))
  const subject = found && (await attemptSubject(db, found.id))
  if (!subject) throw new Refused('not_found')
  const toEverybody = subject.attempt.verdictPublicAt !== null
  const reads =
    toEverybody ||
    viewer?.operator ||
    viewer?.personId === subject.enrolment.personId ||
    may(viewer, reviewWork, { organisationId: subject.track.partnerId })
  if (!reads) throw new Refused('not_found')
  const { item, track, version } = subject
  return { title: item.title, track: version.title, slug: track.slug, toEverybody }
}
