import { contract, contractMember } from 'db/schema/contracts'
import { organisationMember, person } from 'db/schema/identity'
import { attempt, attemptReview, enrolment } from 'db/schema/learning'
import { teamMember } from 'db/schema/teams'
import { and, count, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { actingRoles, type OrganisationRole } from '~/domain/identity/organisation'
import type { Reader } from '~/platform/database.server'
import type { AttemptSubject } from '../attempts/attempt-rows.server'
import { byLoad } from './reviewer-choice'

/** Roles whose people mark what learners of the partner hand in. */
export const reviewingRoles: readonly OrganisationRole[] = [...actingRoles, 'reviewer']

/** Why somebody may not judge this learner's work: they may be friends, or they are the learner. */
export type Tie = 'self' | 'team' | 'cohort' | 'organisation' | 'conflict' | 'took_part'

/** Who leaves a team knows its people still: contracts together tie for two years after their end. */
const contractTieDays = 730

/**
 * Which of these people have a tie to the learners of these works, and which: the learner, somebody who
 * shares a team, a cohort or an organisation, who worked under a contract with them, who declared to know
 * them, or has a part in this attempt already. A learner who belongs to the partner is so left to people
 * from outside. Teams stand on the same floor and contracts above; their tables are only read.
 * @returns by attempt, then by person; attempts without ties are left out.
 */
export async function tiesAmong(
  db: Reader,
  attemptIds: readonly string[],
  people: readonly string[],
): Promise<Map<string, Map<string, Tie>>> {
  const found = new Map<string, Map<string, Tie>>()
  if (attemptIds.length === 0 || people.length === 0) return found
  const among = (column: AnyPgColumn) => inArray(column, [...people])
  const rows = await db.execute<{ attemptId: string; personId: string; tie: Tie }>(sql`
    with work as (
      select ${attempt.id}, ${enrolment.personId} as learner,
        coalesce(${attempt.submittedAt}, ${attempt.startedAt}) as begun
      from ${attempt} join ${enrolment} on ${enrolment.id} = ${attempt.enrolmentId}
      where ${inArray(attempt.id, [...attemptIds])}
    ), ties as (
      select work.id, ${contractMember.personId}, 'team' as tie, 1 as weight from work
        join ${contractMember} as theirs on theirs.person_id = work.learner
        join ${contractMember} on ${contractMember.contractId} = theirs.contract_id
        join ${contract} on ${contract.id} = theirs.contract_id
        where ${among(contractMember.personId)} and (${contract.closedAt} is null
          or ${contract.closedAt} > work.begun - ${contractTieDays} * interval '24 hours')
      union all
      select work.id, ${teamMember.personId}, 'team', 1 from work
        join ${teamMember} as theirs on theirs.person_id = work.learner
        join ${teamMember} on ${teamMember.teamId} = theirs.team_id
        where ${among(teamMember.personId)}
      union all
      select work.id, ${organisationMember.personId}, 'organisation', 2 from work
        join ${organisationMember} as theirs on theirs.person_id = work.learner
        join ${organisationMember} on ${organisationMember.organisationId} = theirs.organisation_id
        where ${among(organisationMember.personId)}
      union all
      select work.id, ${enrolment.personId}, 'cohort', 3 from work
        join ${enrolment} as theirs on theirs.person_id = work.learner
        join ${enrolment} on ${enrolment.cohortId} = theirs.cohort_id
        where ${among(enrolment.personId)}
      union all
      -- Who knows the learner knows them at every attempt.
      select work.id, ${attemptReview.reviewerId},
        case when ${attemptReview.endedBecause} = 'conflict' then 'conflict' else 'took_part' end,
        case when ${attemptReview.endedBecause} = 'conflict' then 5 else 4 end from work
        join ${enrolment} on ${enrolment.personId} = work.learner
        join ${attempt} on ${attempt.enrolmentId} = ${enrolment.id}
        join ${attemptReview} on ${attemptReview.attemptId} = ${attempt.id}
        where ${among(attemptReview.reviewerId)}
          and (${attempt.id} = work.id or ${attemptReview.endedBecause} = 'conflict')
      union all
      select work.id, work.learner, 'self', 6 from work
    )
    select distinct on (id, person_id) id as "attemptId", person_id as "personId", tie from ties
    where ${inArray(sql`person_id`, [...people])}
    order by id, person_id, weight desc`)
  for (const { attemptId, personId, tie } of rows) {
    found.set(attemptId, (found.get(attemptId) ?? new Map<string, Tie>()).set(personId, tie))
  }
  return found
}

/** The same of one attempt. */
export async function tiesOf(
  db: Reader,
  subject: { readonly attempt: Pick<AttemptSubject['attempt'], 'id'> },
  people: readonly string[],
): Promise<Map<string, Tie>> {
  const { id } = subject.attempt
  return (await tiesAmong(db, [id], people)).get(id) ?? new Map()
}

/** How many reviews each of these people has before them. */
export async function loadsOf(db: Reader, people: readonly string[]): Promise<Map<string, number>> {
  if (people.length === 0) return new Map()
  const rows = await db
    .select({ personId: attemptReview.reviewerId, reviews: count() })
    .from(attemptReview)
    .where(
      and(
        inArray(attemptReview.reviewerId, [...people]),
        isNull(attemptReview.submittedAt),
        isNull(attemptReview.endedAt),
      ),
    )
    .groupBy(attemptReview.reviewerId)
  return new Map(rows.map(({ personId, reviews }) => [personId, reviews]))
}

/** The partner's people who may mark this attempt, the least loaded first. */
export async function eligibleReviewers(db: Reader, subject: AttemptSubject): Promise<string[]> {
  const rows = await db
    .select({ personId: organisationMember.personId })
    .from(organisationMember)
    .innerJoin(person, eq(person.id, organisationMember.personId))
    .where(
      and(
        eq(organisationMember.organisationId, subject.track.partnerId),
        or(inArray(organisationMember.role, [...reviewingRoles])),
      ),
    )
  const people = rows.map(({ personId }) => personId)
  const ties = await tiesOf(db, subject, people)
  const free = people.filter((personId) => !ties.has(personId))
  return byLoad(free, await loadsOf(db, free), subject.attempt.id)
}
