import { skillClaim } from 'db/schema/skills'
import { eq } from 'drizzle-orm'
import { proofHolds, tokenHolds } from 'tests/support/badges'
import { didOfIssuer, rowOf, verifyText } from 'tests/support/credentials'
import { useDatabase } from 'tests/support/database'
import { attemptAt, enrolled, monday, trackWithReviewers } from 'tests/support/grading'
import { signedIn } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { describe, expect, it } from 'vitest'
import { credentialPage } from '~/domain/credentials/credential-page.server'
import { chainOf } from '~/domain/credentials/credential-rows.server'
import { moveCredential } from '~/domain/credentials/move-credential.server'
import { ownCredentialFor } from '~/domain/credentials/queries.server'
import { renewCredential } from '~/domain/credentials/renew-credential.server'
import { updateAttempt } from '~/domain/learning/attempts/attempt-rows.server'
import { completeItem } from '~/domain/learning/enrolments/complete-item.server'
import { completeTrack } from '~/domain/learning/enrolments/complete-track.server'
import { studiedReference } from '~/domain/learning/enrolments/enrolment-money'
import { issueStudiedCredential } from '~/domain/learning/enrolments/issue-studied-credential.server'
import { leaveTrack } from '~/domain/learning/enrolments/leave-track.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'
import * as record from '~/routes/learning/$enrolmentId/record'

useDatabase()

const later = addDays(monday, 3)
type Own = Awaited<ReturnType<typeof enrolled>>

const done = ({ enrolmentId }: Own, ...keys: string[]) =>
  inTransaction(async (tx) => {
    for (const itemKey of keys) await completeItem(tx, { enrolmentId, itemKey, at: monday })
  })
const sign = ({ enrolmentId, learner }: Own, at = monday, by = learner.personId) =>
  inTransaction((tx) => issueStudiedCredential(tx, { enrolmentId, by, at }))

const referenceOf = ({ learner: { personId } }: Own, { trackId }: { trackId: string }) =>
  studiedReference({ personId, trackId })
const leave = ({ enrolmentId, learner }: Own) =>
  inTransaction((tx) =>
    leaveTrack(tx, { enrolmentId, by: learner.personId, expectsRefund: false, at: monday }),
  )

async function passedQuiz(own: Own) {
  const quiz = await attemptAt('check', own)
  const graded = { status: 'final', submittedAt: monday, gradedAt: monday } as const
  await inTransaction((tx) =>
    updateAttempt(tx, quiz, { ...graded, points: 4, maxPoints: 5, passed: true }),
  )
  await done(own, 'check')
}

describe('the certificate of what is done so far', () => {
  it('is signed by the partner, names what is done, and raises no skill', async () => {
    const track = await trackWithReviewers(0)
    const own = await enrolled(track)
    await done(own, 'hello')
    const { credentialId } = await sign(own)
    const { document, jwt, level, text } = await rowOf(credentialId)
    expect(level).toBe(1)
    const did = await didOfIssuer(document)
    expect(await proofHolds(document, did)).toBe(true)
    expect(tokenHolds(jwt, did)).not.toBeNull()
    expect((await verifyText(text)).outcome).toBe('passed')
    const page = await credentialPage(database(), null, credentialId, later)
    expect(page.claimed).toMatchObject({ name: 'A sample track, version 1: studied so far' })
    expect(page.criteria).toContain('Nothing was examined beyond these items')
    expect(page.results).toEqual([
      { name: 'Lessons read', value: '1', max: '2', completed: false },
      { name: 'Items passed', value: '0', max: '3', completed: false },
      { name: 'Hello', value: 'Completed', max: null, completed: true },
    ])
    const { personId } = own.learner
    expect(
      await database().select().from(skillClaim).where(eq(skillClaim.personId, personId)),
    ).toEqual([])
  })

  it('is one at a time: the same while nothing more is done, then another in its place', async () => {
    const track = await trackWithReviewers(0)
    const own = await enrolled(track)
    await done(own, 'hello')
    const first = await sign(own)
    expect(await sign(own, later)).toEqual({ ...first, issued: false })
    await done(own, 'again')
    await passedQuiz(own)
    // Pressed twice at the same time, right after more was done.
    const pressed = await Promise.all([sign(own, later), sign(own, later)])
    expect(pressed.map(({ issued }) => issued).sort()).toEqual([false, true])
    const second = { credentialId: pressed[0]?.credentialId ?? '' }
    expect(pressed[1]?.credentialId).toBe(second.credentialId)
    const [was, is] = [await rowOf(first.credentialId), await rowOf(second.credentialId)]
    expect((await verifyText(was.text, later)).said.status).toBe('status_revoked')
    expect((await verifyText(is.text, later)).outcome).toBe('passed')
    // All learners of a version share one achievement, whatever they have done of it.
    expect(is.achievementId).toBe(was.achievementId)
    const page = await credentialPage(database(), null, second.credentialId, later)
    expect(page.results.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'Lessons read 2',
      'Items passed 1',
      'Hello Completed',
      'Again Completed',
      'Check yourself Completed',
    ])
    expect(await chainOf(database(), referenceOf(own, track))).toHaveLength(2)
  })

  it('is refused for nothing, to others, and where the credential of the track was issued', async () => {
    const track = await trackWithReviewers(0)
    const [own, other] = [await enrolled(track), await enrolled(track)]
    await expect(sign(own)).rejects.toMatchObject({ code: 'nothing_studied' })
    await done(own, 'hello')
    await expect(sign(own, monday, other.learner.personId)).rejects.toMatchObject({
      code: 'not_found',
    })
    const { enrolmentId } = own
    await inTransaction((tx) => completeTrack(tx, { enrolmentId, at: monday }))
    await expect(sign(own)).rejects.toMatchObject({ code: 'track_credential_held' })
  })

  it('is asked for on the page of the record, which says why where it cannot be', async () => {
    const own = await enrolled(await trackWithReviewers(0))
    const place = { as: own.learner.personId, params: { enrolmentId: own.enrolmentId } }
    const press = async () =>
      answerOf(
        record.action,
        await asking('/learning/x/record', { ...place, form: { intent: 'sign' } }),
      )
    expect(await press()).toMatchObject({
      status: 409,
      data: {
        intent: 'sign',
        errors: { form: expect.stringContaining('Nothing of this track is done yet') },
      },
    })
    await done(own, 'hello')
    const signed = await press()
    expect(signed.status).toBe(303)
    const page = await answerOf(record.loader, await asking('/learning/x/record', place))
    const { credentialId } = (page.data as { studied: { credentialId: string } }).studied
    expect(signed.location).toMatch(new RegExp(`^/credentials/${credentialId}`))
  })

  it('is not issued around its issuer, who suspended the last one', async () => {
    const track = await trackWithReviewers(0)
    const own = await enrolled(track)
    await done(own, 'hello')
    const { credentialId } = await sign(own)
    const move = async (event: 'suspend' | 'reinstate') => {
      const viewer = await signedIn(track.partner.owner)
      await inTransaction((tx) =>
        moveCredential(tx, { credentialId, event, reason: 'A doubt.', viewer, at: later }),
      )
    }
    await move('suspend')
    await done(own, 'again')
    await expect(sign(own, later)).rejects.toMatchObject({ code: 'credential_withdrawn' })
    await move('reinstate')
    const made = await sign(own, later)
    const mine = await ownCredentialFor(
      database(),
      await signedIn(own.learner),
      referenceOf(own, track),
      later,
    )
    expect(mine).toMatchObject({ credentialId: made.credentialId, standing: 'active', level: 1 })
  })

  it('is one for a person and a track: leaving and coming back gives no second', async () => {
    const track = await trackWithReviewers(0)
    const own = await enrolled(track)
    await done(own, 'hello')
    const first = await sign(own)
    await leave(own)
    await expect(sign(own)).rejects.toMatchObject({ code: 'not_enrolled' })
    const back = await enrolled(track, { who: own.learner })
    await done(back, 'hello', 'again')
    const second = await sign(back, later)
    const was = await rowOf(first.credentialId)
    expect((await verifyText(was.text, later)).said.status).toBe('status_revoked')
    const viewer = await signedIn(track.partner.owner)
    await inTransaction((tx) =>
      moveCredential(tx, { ...second, event: 'revoke', reason: 'A doubt.', viewer, at: later }),
    )
    await leave(back)
    const third = await enrolled(track, { who: own.learner })
    await done(third, 'hello')
    await expect(sign(third, later)).rejects.toMatchObject({ code: 'credential_withdrawn' })
  })

  it('takes an earlier link with it that its issuer has suspended since', async () => {
    const track = await trackWithReviewers(0)
    const own = await enrolled(track)
    await done(own, 'hello')
    const { credentialId } = await sign(own)
    const viewer = await signedIn(track.partner.owner)
    await inTransaction((tx) =>
      renewCredential(tx, { credentialId, validUntil: null, viewer, at: later }),
    )
    await inTransaction((tx) =>
      moveCredential(tx, { credentialId, event: 'suspend', reason: 'Old.', viewer, at: later }),
    )
    await done(own, 'again')
    await sign(own, later)
    await expect(
      inTransaction((tx) =>
        moveCredential(tx, {
          credentialId,
          event: 'reinstate',
          reason: 'Fine.',
          viewer,
          at: later,
        }),
      ),
    ).rejects.toMatchObject({ code: 'transition_refused' })
  })
})
