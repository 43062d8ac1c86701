import { credential } from 'db/schema/credentials'
import { payable } from 'db/schema/escrow'
import { attempt, cohort, enrolment, track } from 'db/schema/learning'
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { renewableStatuses } from '~/domain/credentials/credential'
import { begunStatuses } from '~/domain/learning/enrolments/enrolment'
import { enrolmentReference } from '~/domain/learning/enrolments/enrolment-money'
import type { Currency } from '~/kernel/money'
import type { Reader } from '~/platform/database.server'
import { incomeDays, type Learner } from './graduate-funnel'

export type LearnerOf = Learner & {
  readonly cohortId: string | null
  readonly cohort: string | null
}

/**
 * Everybody who enrolled in the partner's tracks, or in one, with how far they came. Who left a track
 * and came back is one learner of it, in the cohort of the latest time. No names.
 */
export async function partnerLearners(
  db: Reader,
  of: { organisationId: string; trackId?: string },
): Promise<LearnerOf[]> {
  const handedIn = (most?: SQL) =>
    sql<boolean>`exists (select from ${attempt} where ${and(
      eq(attempt.enrolmentId, enrolment.id),
      sql`${attempt.submittedAt} is not null`,
      most,
    )})`
  const rows = await db
    .select({
      personId: enrolment.personId,
      trackId: enrolment.trackId,
      cohortId: enrolment.cohortId,
      cohort: cohort.name,
      submitted: handedIn(),
      passed: handedIn(eq(attempt.passed, true)),
      credentialAt: credential.issuedAt,
    })
    .from(enrolment)
    .innerJoin(track, eq(track.id, enrolment.trackId))
    .leftJoin(cohort, eq(cohort.id, enrolment.cohortId))
    // One that was revoked attests nothing; one that is suspended or has run out was earned.
    .leftJoin(
      credential,
      and(
        sql`${credential.reference} = ${enrolmentReference('')} || ${enrolment.id}`,
        inArray(credential.status, [...renewableStatuses]),
      ),
    )
    .where(
      and(
        eq(track.partnerId, of.organisationId),
        inArray(enrolment.status, [...begunStatuses]),
        of.trackId ? eq(track.id, of.trackId) : undefined,
      ),
    )
    .orderBy(enrolment.enrolledAt)
  const learners = oncePerTrack(rows)
  const graduates = learners.filter(({ credentialAt }) => credentialAt !== null)
  const earned = await releasedTo(db, [...new Set(graduates.map(({ personId }) => personId))])
  return learners.map(({ personId, trackId: _, ...row }) => ({
    ...row,
    ...incomeAfter(row.credentialAt, earned.get(personId) ?? []),
  }))
}

type Row = Pick<LearnerOf, 'cohortId' | 'cohort' | 'submitted' | 'passed' | 'credentialAt'> & {
  readonly personId: string
  readonly trackId: string
}

/** One row for each person and track of rows in the order of time: the furthest that they came. */
function oncePerTrack(rows: readonly Row[]): Row[] {
  const found = new Map<string, Row>()
  for (const row of rows) {
    const key = `${row.personId} ${row.trackId}`
    const before = found.get(key)
    found.set(key, {
      ...row,
      submitted: row.submitted || (before?.submitted ?? false),
      passed: row.passed || (before?.passed ?? false),
      credentialAt: before?.credentialAt ?? row.credentialAt,
    })
  }
  return [...found.values()]
}

type Released = Pick<
  typeof payable.$inferSelect,
  'personId' | 'currency' | 'amountMinor' | 'releasedAt' | 'paidAt'
>

async function releasedTo(db: Reader, people: string[]): Promise<Map<string, Released[]>> {
  const found = new Map<string, Released[]>()
  if (people.length === 0) return found
  const rows = await db
    .select({
      personId: payable.personId,
      currency: payable.currency,
      amountMinor: payable.amountMinor,
      releasedAt: payable.releasedAt,
      paidAt: payable.paidAt,
    })
    .from(payable)
    .where(inArray(payable.personId, people))
    .orderBy(payable.releasedAt)
  for (const row of rows) found.set(row.personId, [...(found.get(row.personId) ?? []), row])
  return found
}

/** What reached somebody after the credential; what they earned before says nothing about it. */
export function incomeAfter(
  credentialAt: Date | null,
  released: readonly Released[],
): Pick<Learner, 'firstPaidAt' | 'income'> {
  if (credentialAt === null) return { firstPaidAt: null, income: [] }
  const after = released.filter(({ releasedAt }) => releasedAt >= credentialAt)
  const until = credentialAt.getTime() + incomeDays * 86_400_000
  const sums = new Map<Currency, bigint>()
  for (const { currency, amountMinor, releasedAt } of after) {
    if (releasedAt.getTime() >= until) continue
    const known = currency as Currency
    sums.set(known, (sums.get(known) ?? 0n) + amountMinor)
  }
  const paid = after.flatMap(({ paidAt }) => (paidAt ? [paidAt.getTime()] : []))
  return {
    firstPaidAt: paid.length > 0 ? new Date(Math.min(...paid)) : null,
    income: [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor })),
  }
}
