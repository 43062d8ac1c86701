import { attempt, course, enrolment, item, track, trackVersion } from 'db/schema/learning'
import { verdict } from 'db/schema/outcomes'
import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { issueCredential } from '~/domain/credentials/issue-credential.server'
import { invariant } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { enrolmentReference } from './enrolment-money'

/** What a completed track is attested with: the input of the credentials module. */
export type TrackCredential = Awaited<ReturnType<typeof trackCredential>>

/** Items in the order of the track, with the attempt that passed each of them. */
async function passedItems(db: Reader, enrolmentId: string, versionId: string) {
  return db
    .select({
      key: item.key,
      title: item.title,
      kind: item.kind,
      points: attempt.points,
      maxPoints: attempt.maxPoints,
      publicAt: attempt.verdictPublicAt,
      verdictId: verdict.id,
    })
    .from(item)
    .innerJoin(course, and(eq(course.versionId, item.versionId), eq(course.key, item.courseKey)))
    .innerJoin(
      attempt,
      and(
        eq(attempt.itemKey, item.key),
        eq(attempt.enrolmentId, enrolmentId),
        eq(attempt.passed, true),
        isNotNull(attempt.gradedAt),
      ),
    )
    .leftJoin(verdict, eq(verdict.evaluationId, attempt.evaluationId))
    .where(eq(item.versionId, versionId))
    .orderBy(asc(course.position), asc(item.position), asc(attempt.number))
}

/**
 * The credential of level 2 that a completed enrolment earns. Results are per item; of verdicts only
 * those that the learner has made public are named as evidence.
 */
export async function trackCredential(db: Reader, enrolmentId: string, at: Date) {
  const [found] = await db
    .select({ enrolment, track, version: trackVersion })
    .from(enrolment)
    .innerJoin(track, eq(track.id, enrolment.trackId))
    .innerJoin(trackVersion, eq(trackVersion.id, enrolment.versionId))
    .where(eq(enrolment.id, enrolmentId))
  invariant(found, `${enrolmentId} is an enrolment in a track`)
  const { version } = found
  const rows = await passedItems(db, enrolmentId, version.id)
  // The first attempt that passed counts; a later one cannot be better than passed.
  const items = rows.filter((row, index) => rows.findIndex(({ key }) => key === row.key) === index)
  const scored = items.map(({ key, title, points, maxPoints }) =>
    points === null || maxPoints === null
      ? { key, name: title, type: 'Status' as const, value: 'Completed' }
      : { key, name: title, type: 'RawScore' as const, max: `${maxPoints}`, value: `${points}` },
  )
  return {
    organisationId: found.track.partnerId,
    reference: enrolmentReference(enrolmentId),
    personId: found.enrolment.personId,
    achievement: {
      key: `track:${found.track.id}`,
      name: version.title,
      description: version.summary,
      criteria:
        `${version.description}\n\n${items.map(({ title }) => `- ${title}`).join('\n')}`.trim(),
      level: 2 as const,
      skills: [...version.skills],
      language: version.language,
      results: scored.map(({ value: _, ...described }) =>
        'max' in described ? { ...described, min: '0' } : described,
      ),
    },
    results: scored.map(({ key, value }) => ({ key, value })),
    evidence: items.flatMap(({ title, verdictId, publicAt }) =>
      verdictId && publicAt
        ? [{ url: `${env().APP_ORIGIN}/verdicts/${verdictId}`, name: title }]
        : [],
    ),
    validFrom: at,
    validUntil: null,
    by: null,
    at,
  }
}

/** Issues the credential of a completed track, once. */
export async function issueTrackCredential(
  tx: Tx,
  input: { enrolmentId: string; at: Date },
): Promise<{ credentialId: string }> {
  return issueCredential(tx, await trackCredential(tx, input.enrolmentId, input.at))
}
