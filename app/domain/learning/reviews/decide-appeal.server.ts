import { organisation, organisationMember } from 'db/schema/identity'
import { appeal } from 'db/schema/learning'
import { and, eq } from 'drizzle-orm'
import { roleIn } from '~/domain/identity/acts-for.server'
import { actingRoles } from '~/domain/identity/organisation'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Reader, Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import {
  type AttemptSubject,
  lockSubject,
  nextStatus,
  updateAttempt,
} from '../attempts/attempt-rows.server'
import { passItem } from '../attempts/pass-item.server'
import type { AppealOutcome } from './appeal-outcome'
import { tiesOf } from './eligible-reviewers.server'

/** As what somebody decides appeals of this partner; null for everybody else. */
export async function appealActor(
  db: Reader,
  subject: AttemptSubject,
  personId: string,
): Promise<'partner' | 'operator' | null> {
  const role = await roleIn(db, personId, subject.track.partnerId)
  if (role && actingRoles.includes(role)) return 'partner'
  const [desk] = await db
    .select({ id: organisation.id })
    .from(organisationMember)
    .innerJoin(organisation, eq(organisation.id, organisationMember.organisationId))
    .where(and(eq(organisationMember.personId, personId), eq(organisation.kind, 'operator')))
    .limit(1)
  return desk ? 'operator' : null
}

/**
 * A manager of the partner or an operator who had no part in it decides an appeal, for good.
 * @throws Refused not_found for strangers; decider_took_part for whoever marked it or has a tie to the
 * learner; transition_refused when it has been decided.
 */
export async function decideAppeal(
  tx: Tx,
  input: {
    readonly attemptId: string
    readonly outcome: AppealOutcome
    readonly words: string
    readonly by: string
    readonly at: Date
  },
): Promise<void> {
  const { attemptId, outcome, words, by, at } = input
  const subject = await lockSubject(tx, attemptId)
  const actor = await appealActor(tx, subject, by)
  if (!actor) throw new Refused('not_found')
  if ((await tiesOf(tx, subject, [by])).has(by)) throw new Refused('decider_took_part')
  const status = nextStatus(subject.attempt, 'decide_appeal', actor)
  await tx
    .update(appeal)
    .set({ decidedBy: by, decidedAt: at, outcome, words })
    .where(eq(appeal.attemptId, attemptId))
  const passed = outcome === 'passed'
  await updateAttempt(tx, attemptId, { status, passed, finalAt: at })
  await audit(tx, { by, act: 'attempt.decide_appeal', subject: attemptId, facts: { outcome } })
  await enqueue(tx, 'notify', {
    event: 'appeal-decided',
    subject: attemptId,
    facts: { result: outcome },
  })
  if (passed) await passItem(tx, subject, { at })
}
