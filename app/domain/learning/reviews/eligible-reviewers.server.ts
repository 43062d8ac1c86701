import { contract, contractMember } from 'db/schema/contracts'
import { organisationMember, person } from 'db/schema/identity'
import { attempt, attemptReview, enrolment } from 'db/schema/learning'
import { teamMember } from 'db/schema/teams'
import { and, count, eq, gt, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { actingRoles, type OrganisationRole } from '~/domain/identity/organisation'
import { addDays } from '~/kernel/clock'
import type { Reader } from '~/platform/database.server'
import type { AttemptSubject } from '../attempts/attempt-rows.server'
import { byLoad } from './reviewer-choice'

/** Roles whose people mark what learners of the partner hand in. */
export const reviewingRoles: readonly OrganisationRole[] = [...actingRoles, 'reviewer']

/** Why somebody may not judge this learner's work: they may be friends, or they are the learner. */
export type Tie = 'self' | 'team' | 'cohort' | 'organisation' | 'conflict' | 'took_part'

/**
 * Who of these people has a tie to the learner, and which: the learner, somebody who shares a team, a
 * cohort or an organisation, who worked under a contract with them, who declared to know them, or has a
 * part in this attempt already. A learner who belongs to the partner is so left to people from outside.
 * Teams stand on the same floor and contracts above; their tables are only read.
 */
export async function tiesOf(
  db: Reader,
  subject: Pick<AttemptSubject, 'attempt' | 'enrolment' | 'track'>,
  people: readonly string[],
): Promise<Map<string, Tie>> {
  const learner = subject.enrolment.personId
  const found = new Map<string, Tie>()
  if (people.length === 0) return found
  const tie = (kind: Tie, rows: readonly { personId: string }[]) => {
    for (const { personId } of rows) found.set(personId, kind)
  }
  const among = [...people]
  const learners = await db
    .select({ teamId: teamMember.teamId })
    .from(teamMember)
    .where(eq(teamMember.personId, learner))
  tie('team', await shareContract(db, subject, among))
  if (learners.length > 0) {
    tie(
      'team',
      await db
        .select({ personId: teamMember.personId })
        .from(teamMember)
        .where(
          and(
            inArray(
              teamMember.teamId,
              learners.map(({ teamId }) => teamId),
            ),
            inArray(teamMember.personId, among),
          ),
        ),
    )
  }
  tie('organisation', await shareOrganisation(db, learner, among))
  tie('cohort', await shareCohort(db, learner, among))
  const reviews = await db
    .select({
      personId: attemptReview.reviewerId,
      because: attemptReview.endedBecause,
      attemptId: attemptReview.attemptId,
    })
    .from(attemptReview)
    .innerJoin(attempt, eq(attempt.id, attemptReview.attemptId))
    .innerJoin(enrolment, eq(enrolment.id, attempt.enrolmentId))
    .where(and(eq(enrolment.personId, learner), inArray(attemptReview.reviewerId, among)))
  tie(
    'took_part',
    reviews.filter(({ attemptId }) => attemptId === subject.attempt.id),
  )
  // Who knows the learner knows them at every attempt.
  tie(
    'conflict',
    reviews.filter(({ because }) => because === 'conflict'),
  )
  if (people.includes(learner)) found.set(learner, 'self')
  return found
}

/** Who leaves a team knows its people still: contracts together tie for two years after their end. */
const contractTieDays = 730

function shareContract(
  db: Reader,
  { attempt, enrolment: { personId } }: Pick<AttemptSubject, 'attempt' | 'enrolment'>,
  among: string[],
) {
  const theirs = alias(contractMember, 'theirs')
  const since = addDays(attempt.submittedAt ?? attempt.startedAt, -contractTieDays)
  return db
    .select({ personId: contractMember.personId })
    .from(contractMember)
    .innerJoin(theirs, eq(theirs.contractId, contractMember.contractId))
    .innerJoin(contract, eq(contract.id, contractMember.contractId))
    .where(
      and(
        eq(theirs.personId, personId),
        inArray(contractMember.personId, among),
        or(isNull(contract.closedAt), gt(contract.closedAt, since)),
      ),
    )
}

async function shareOrganisation(db: Reader, learner: string, among: string[]) {
  const theirs = await db
    .select({ id: organisationMember.organisationId })
    .from(organisationMember)
    .where(eq(organisationMember.personId, learner))
  if (theirs.length === 0) return []
  return db
    .select({ personId: organisationMember.personId })
    .from(organisationMember)
    .where(
      and(
        inArray(
          organisationMember.organisationId,
          theirs.map(({ id }) => id),
        ),
        inArray(organisationMember.personId, among),
      ),
    )
}

async function shareCohort(db: Reader, learner: string, among: string[]) {
  const theirs = await db
    .selectDistinct({ id: enrolment.cohortId })
    .from(enrolment)
    .where(and(eq(enrolment.personId, learner), isNotNull(enrolment.cohortId)))
  const cohorts = theirs.flatMap(({ id }) => id ?? [])
  if (cohorts.length === 0) return []
  return db
    .select({ personId: enrolment.personId })
    .from(enrolment)
    .where(and(inArray(enrolment.cohortId, cohorts), inArray(enrolment.personId, among)))
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
