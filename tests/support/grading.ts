import { attempt, enrolment } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { saveCapstone } from '~/domain/learning/attempts/save-capstone.server'
import { submitCapstone } from '~/domain/learning/attempts/submit-capstone.server'
import type { TrackContent } from '~/domain/learning/content/track-content'
import { database, inTransaction } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { publishedTrack } from './learning'
import { joinOrganisation, makePerson, type TestOrganisation, type TestPerson } from './people'

/** A Monday. */
export const monday = new Date('2026-03-09T09:00:00Z')

/** Somebody who goes through a track. */
export async function enrolled(
  track: { trackId: string; versionId: string },
  given: { who?: TestPerson; cohortId?: string } = {},
): Promise<{ enrolmentId: string; learner: TestPerson }> {
  const learner = given.who ?? (await makePerson(database()))
  const enrolmentId = newId('enrolment')
  await database()
    .insert(enrolment)
    .values({
      id: enrolmentId,
      personId: learner.personId,
      trackId: track.trackId,
      versionId: track.versionId,
      cohortId: given.cohortId ?? null,
      status: 'active',
      funding: 'free',
      enrolledAt: monday,
      startedAt: monday,
      lastActiveAt: monday,
    })
  return { enrolmentId, learner }
}

/** An open attempt at an item of the sample track. */
export async function attemptAt(
  itemKey: string,
  { enrolmentId }: { enrolmentId: string },
  at = monday,
): Promise<string> {
  const db = database()
  const [row] = await db.select().from(enrolment).where(eq(enrolment.id, enrolmentId))
  const before = await db.select().from(attempt).where(eq(attempt.enrolmentId, enrolmentId))
  const attemptId = newId('attempt')
  await db.insert(attempt).values({
    id: attemptId,
    enrolmentId,
    versionId: row?.versionId ?? '',
    itemKey,
    number: before.filter((one) => one.itemKey === itemKey).length + 1,
    status: 'open',
    startedAt: at,
  })
  return attemptId
}

export async function attemptRow(attemptId: string) {
  const [row] = await database().select().from(attempt).where(eq(attempt.id, attemptId))
  if (!row) throw new Error(`${attemptId} does not exist.`)
  return row
}

let tracks = 0

/** A published sample track whose partner has some reviewers beside its owner. */
export async function trackWithReviewers(
  reviewers: number,
  content?: (slug: string) => TrackContent,
) {
  tracks += 1
  const { sampleTrack } = await import('./learning')
  const slug = `graded-${tracks}`
  const track = await publishedTrack({ content: content?.(slug) ?? sampleTrack({ slug }) })
  const people: TestPerson[] = []
  for (let at = 0; at < reviewers; at += 1) people.push(await joinReviewer(track.partner))
  return { ...track, reviewers: people }
}

export const joinReviewer = (partner: TestOrganisation) => joinOrganisation(partner, 'reviewer')

/** A capstone that has been handed in. */
export async function handedIn(
  track: { trackId: string; versionId: string },
  given: { who?: TestPerson; cohortId?: string; at?: Date } = {},
) {
  const at = given.at ?? monday
  const { enrolmentId, learner } = await enrolled(track, given)
  const attemptId = await attemptAt('report', { enrolmentId }, at)
  const input = { attemptId, by: learner.personId, at }
  await inTransaction((tx) =>
    saveCapstone(tx, {
      ...input,
      words: 'What I **found**.',
      links: ['https://example.org/code'],
      files: [],
    }),
  )
  await inTransaction((tx) => submitCapstone(tx, input))
  return { enrolmentId, learner, attemptId }
}
