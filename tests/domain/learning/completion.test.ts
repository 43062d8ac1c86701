import { enrolment, itemProgress } from 'db/schema/learning'
import { notification } from 'db/schema/notifications'
import { eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { attemptAt, enrolled, monday, trackWithReviewers } from 'tests/support/grading'
import { describe, expect, it } from 'vitest'
import { updateAttempt } from '~/domain/learning/attempts/attempt-rows.server'
import { completeItem } from '~/domain/learning/enrolments/complete-item.server'
import { completeTrack } from '~/domain/learning/enrolments/complete-track.server'
import { trackCredential } from '~/domain/learning/enrolments/issue-track-credential.server'
import { notify } from '~/domain/notifications/notify.server'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()

const items = ['hello', 'again', 'check', 'urgent', 'report']

async function doneAll(given: { enrolmentId: string }) {
  const quiz = await attemptAt('check', given)
  await inTransaction((tx) =>
    updateAttempt(tx, quiz, {
      status: 'final',
      submittedAt: monday,
      gradedAt: monday,
      points: 4,
      maxPoints: 5,
      passed: true,
    }),
  )
  const exercise = await attemptAt('urgent', given)
  await inTransaction((tx) =>
    updateAttempt(tx, exercise, {
      status: 'final',
      submittedAt: monday,
      gradedAt: monday,
      passed: true,
    }),
  )
  for (const itemKey of items) {
    await inTransaction((tx) => completeItem(tx, { ...given, itemKey, at: monday }))
  }
}

describe('a track whose every item is done', () => {
  it('is completed once, and the learner is told where to go next', async () => {
    const track = await trackWithReviewers(0)
    const { enrolmentId, learner } = await enrolled(track)
    const other = await enrolled(track)
    await doneAll({ enrolmentId })
    const [row] = await database().select().from(enrolment).where(eq(enrolment.id, enrolmentId))
    expect(row).toMatchObject({ status: 'completed', completedAt: monday })
    const progress = await database()
      .select()
      .from(itemProgress)
      .where(eq(itemProgress.enrolmentId, enrolmentId))
    expect(progress).toHaveLength(5)
    const again = await inTransaction((tx) => completeTrack(tx, { enrolmentId, at: monday }))
    expect(again).toMatchObject({ already: true })
    await inTransaction((tx) =>
      notify(tx, { event: 'track-completed', subject: enrolmentId, at: monday }),
    )
    const told = await database()
      .select()
      .from(notification)
      .where(eq(notification.personId, learner.personId))
    expect(told).toMatchObject([{ kind: 'track_completed', url: '/teams' }])
    const [theirs] = await database()
      .select()
      .from(enrolment)
      .where(eq(enrolment.id, other.enrolmentId))
    expect(theirs).toMatchObject({ status: 'active' })
  })

  it('is attested at level 2, with results by item and only the verdicts that are public', async () => {
    const track = await trackWithReviewers(0)
    const { enrolmentId, learner } = await enrolled(track)
    await doneAll({ enrolmentId })
    const given = await trackCredential(database(), enrolmentId, monday)
    expect(given).toMatchObject({
      organisationId: track.partner.organisationId,
      reference: `enrolment:${enrolmentId}`,
      personId: learner.personId,
      achievement: {
        key: `track:${track.trackId}`,
        level: 2,
        skills: ['model-evaluation', 'data-cleaning'],
        results: [
          { key: 'check', type: 'RawScore', min: '0', max: '5' },
          { key: 'urgent', type: 'Status' },
        ],
      },
      results: [
        { key: 'check', value: '4' },
        { key: 'urgent', value: 'Completed' },
      ],
      evidence: [],
      validFrom: monday,
      validUntil: null,
    })
  })

  it('changes nothing for somebody who has left', async () => {
    const track = await trackWithReviewers(0)
    const { enrolmentId } = await enrolled(track)
    await database()
      .update(enrolment)
      .set({ status: 'left', leftAt: monday })
      .where(eq(enrolment.id, enrolmentId))
    const done = await inTransaction((tx) => completeTrack(tx, { enrolmentId, at: monday }))
    expect(done).toEqual({ already: true, credentialId: null })
  })
})
