import { appeal, attemptReview, cohort, enrolment } from 'db/schema/learning'
import { notification } from 'db/schema/notifications'
import { and, eq, isNull } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import {
  attemptAt,
  attemptRow,
  enrolled,
  handedIn,
  joinReviewer,
  monday,
  trackWithReviewers,
} from 'tests/support/grading'
import {
  joinOrganisation,
  makeOrganisation,
  makePerson,
  makeTeam,
  signedIn,
  type TestPerson,
} from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import { capstonePage } from '~/domain/learning/attempts/capstone-queries.server'
import { removeWorkFile, saveCapstone } from '~/domain/learning/attempts/save-capstone.server'
import { submitCapstone } from '~/domain/learning/attempts/submit-capstone.server'
import { trackPage } from '~/domain/learning/enrolments/track-queries.server'
import { fileAppeal } from '~/domain/learning/reviews/appeal.server'
import { isDoubleMarked } from '~/domain/learning/reviews/capstone-marks'
import { decideAppeal } from '~/domain/learning/reviews/decide-appeal.server'
import { gradingFallsDue } from '~/domain/learning/reviews/grading-falls-due.server'
import { appealPage, markingDesk } from '~/domain/learning/reviews/marking-queries.server'
import { nameReviewer } from '~/domain/learning/reviews/name-reviewer.server'
import { reviewPage, reviewsOf } from '~/domain/learning/reviews/review-queries.server'
import {
  giveReviewBack,
  saveReview,
  submitReview,
} from '~/domain/learning/reviews/review-work.server'
import { notify } from '~/domain/notifications/notify.server'
import { addBusinessDays, addDays, addHours } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()

let operator: TestPerson
beforeAll(async () => {
  operator = (await makeOrganisation({ kind: 'operator', name: 'Samar desk' })).owner
})

async function seats(attemptId: string) {
  const rows = await database()
    .select()
    .from(attemptReview)
    .where(and(eq(attemptReview.attemptId, attemptId), isNull(attemptReview.endedAt)))
    .orderBy(attemptReview.seat)
  return rows
}

const all = (points: number) => ({ question: points, method: points })

async function mark(
  attemptId: string,
  seat: number,
  marks: Record<string, number>,
  at = addHours(monday, 5),
) {
  const review = (await seats(attemptId)).find((one) => one.seat === seat)
  if (!review) throw new Error(`seat ${seat} of ${attemptId} is empty`)
  return inTransaction((tx) =>
    submitReview(tx, {
      reviewId: review.id,
      by: review.reviewerId,
      at,
      marks,
      words: `Words of seat ${seat}.`,
    }),
  )
}

const sweep = (at: Date) => gradingFallsDue(database(), { at })

describe('a capstone that is handed in', () => {
  it('goes to two of the partner’s people, due in five business days, and is closed', async () => {
    const track = await trackWithReviewers(3)
    const { attemptId, learner } = await handedIn(track)
    const taken = await seats(attemptId)
    expect(taken.map(({ seat }) => seat)).toEqual([1, 2])
    expect(new Set(taken.map(({ reviewerId }) => reviewerId)).size).toBe(2)
    expect(taken[0]?.dueAt).toEqual(addBusinessDays(monday, 5))
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'in_review' })
    const input = { attemptId, by: learner.personId, at: monday }
    expect(await inTransaction((tx) => submitCapstone(tx, input))).toEqual({ already: true })
    await expect(
      inTransaction((tx) => saveCapstone(tx, { ...input, words: 'Other', links: [], files: [] })),
    ).rejects.toMatchObject({ code: 'transition_refused' })
    await expect(
      inTransaction((tx) => removeWorkFile(tx, { ...input, fileId: 'fil_x' })),
    ).rejects.toMatchObject({ code: 'transition_refused' })
  })

  it('is not handed in empty', async () => {
    const track = await trackWithReviewers(2)
    const { enrolmentId, learner } = await enrolled(track)
    const attemptId = await attemptAt('report', { enrolmentId })
    await expect(
      inTransaction((tx) => submitCapstone(tx, { attemptId, by: learner.personId, at: monday })),
    ).rejects.toMatchObject({ code: 'work_missing' })
  })

  it('asks those first who have least before them', async () => {
    const track = await trackWithReviewers(4)
    const counts = new Map<string, number>()
    for (let n = 0; n < 5; n += 1) {
      const { attemptId } = await handedIn(track)
      for (const { reviewerId } of await seats(attemptId)) {
        counts.set(reviewerId, (counts.get(reviewerId) ?? 0) + 1)
      }
    }
    // Ten seats for four reviewers and the owner.
    expect([...counts.values()]).toEqual([2, 2, 2, 2, 2])
  })

  it('never goes to the learner, nor to whoever shares a team, a cohort or an organisation', async () => {
    const track = await trackWithReviewers(5)
    const [mate, classmate, colleague] = track.reviewers as [TestPerson, TestPerson, TestPerson]
    const self = await makePerson(database())
    await makeTeam([self, mate])
    const firm = await makeOrganisation({ owner: self })
    await database()
      .insert((await import('db/schema/identity')).organisationMember)
      .values({
        organisationId: firm.organisationId,
        personId: colleague.personId,
        role: 'member',
        joinedAt: monday,
      })
    await database()
      .insert(cohort)
      .values({
        id: `coh_${track.trackId}`,
        trackId: track.trackId,
        name: 'Spring',
        startsAt: monday,
        endsAt: addDays(monday, 90),
        createdBy: track.partner.owner.personId,
        createdAt: monday,
      })
    const cohortId = `coh_${track.trackId}`
    await enrolled(track, { who: classmate, cohortId })
    for (let n = 0; n < 3; n += 1) {
      const { attemptId } =
        n === 0
          ? await handedIn(track, { who: self, cohortId })
          : await again(track, self, cohortId)
      const asked = (await seats(attemptId)).map(({ reviewerId }) => reviewerId)
      expect(asked).toHaveLength(2)
      for (const tied of [self, mate, classmate, colleague]) {
        expect(asked).not.toContain(tied.personId)
      }
      await mark(attemptId, 1, all(0))
      await mark(attemptId, 2, all(0))
    }
  })

  async function again(
    track: { trackId: string; versionId: string },
    who: TestPerson,
    _cohortId: string,
  ) {
    const [row] = await database()
      .select()
      .from(enrolment)
      .where(and(eq(enrolment.personId, who.personId), eq(enrolment.trackId, track.trackId)))
    const enrolmentId = row?.id ?? ''
    const attemptId = await attemptAt('report', { enrolmentId })
    const input = { attemptId, by: who.personId, at: monday }
    await inTransaction((tx) => saveCapstone(tx, { ...input, words: 'x', links: [], files: [] }))
    await inTransaction((tx) => submitCapstone(tx, input))
    return { attemptId }
  }

  it('of somebody who belongs to the partner goes to people from outside, named by the operator', async () => {
    const track = await trackWithReviewers(3)
    const author = await joinOrganisation(track.partner, 'author')
    const page = await trackPage(database(), await signedIn(author), track.slug, monday)
    expect(page).toMatchObject({ ofPartner: true, capstones: true })
    const { attemptId } = await handedIn(track, { who: author })
    expect(await seats(attemptId)).toEqual([])
    expect((await attemptRow(attemptId)).reviewersMissingAt).toEqual(monday)
    const name = ({ email }: TestPerson) =>
      inTransaction((tx) =>
        nameReviewer(tx, { attemptId, email, by: operator.personId, at: monday }),
      )
    const [colleague] = track.reviewers
    await expect(name(colleague as TestPerson)).rejects.toMatchObject({ code: 'reviewer_has_tie' })
    await sweep(addHours(monday, 1))
    expect(await seats(attemptId)).toEqual([])
    await name(await makePerson(database()))
    expect(await name(await makePerson(database()))).toEqual({ left: 0 })
    await mark(attemptId, 1, all(0))
    await mark(attemptId, 2, all(0))
    const at = addHours(monday, 6)
    await inTransaction((tx) => fileAppeal(tx, { attemptId, by: author.personId, at, reason: '?' }))
    const decide = (by: string) =>
      inTransaction((tx) =>
        decideAppeal(tx, { attemptId, outcome: 'stands', words: 'So.', by, at }),
      )
    const owners = await markingDesk(database(), await signedIn(track.partner.owner))
    expect(owners).toMatchObject({ manages: true, appeals: [] })
    const desk = await markingDesk(database(), await signedIn(operator))
    expect(desk.appeals.map((one) => one.attemptId)).toContain(attemptId)
    await expect(decide(track.partner.owner.personId)).rejects.toMatchObject({
      code: 'decider_took_part',
    })
    await decide(operator.personId)
  })

  it('is kept by the database from its own author', async () => {
    const track = await trackWithReviewers(2)
    const { attemptId, learner } = await handedIn(track)
    await expect(
      database().insert(attemptReview).values({
        id: 'atr_self',
        attemptId,
        seat: 3,
        reviewerId: learner.personId,
        assignedAt: monday,
        dueAt: monday,
      }),
    ).rejects.toThrow()
  })
})

describe('where reviewers are missing', () => {
  it('partner and operator are told, and the operator names somebody, or the partner invites', async () => {
    const track = await trackWithReviewers(0)
    const { attemptId, learner } = await handedIn(track)
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'submitted' })
    expect(await seats(attemptId)).toEqual([])
    await inTransaction((tx) =>
      notify(tx, { event: 'reviewers-missing', subject: attemptId, at: monday }),
    )
    const told = await database()
      .select({ personId: notification.personId, kind: notification.kind })
      .from(notification)
    expect(told).toContainEqual({ personId: operator.personId, kind: 'reviewers_missing_name' })
    expect(told).toContainEqual({
      personId: track.partner.owner.personId,
      kind: 'reviewers_missing',
    })
    const desk = await markingDesk(database(), await signedIn(track.partner.owner))
    expect(desk.missing).toMatchObject([{ attemptId }])
    expect(JSON.stringify(desk)).not.toContain(learner.personId)
    const name = (email: string) =>
      inTransaction((tx) =>
        nameReviewer(tx, { attemptId, email, by: operator.personId, at: monday }),
      )
    await expect(name('nobody@example.org')).rejects.toMatchObject({ code: 'reviewer_unknown' })
    await expect(name(learner.email)).rejects.toMatchObject({ code: 'reviewer_has_tie' })
    const outsider = await makePerson(database())
    expect(await name(outsider.email)).toEqual({ left: 1 })
    await expect(name(outsider.email)).rejects.toMatchObject({ code: 'reviewer_has_tie' })
    await sweep(addHours(monday, 1))
    expect(await attemptRow(attemptId)).toMatchObject({
      status: 'in_review',
      reviewersMissingAt: null,
    })
    const taken = await seats(attemptId)
    expect(taken.map(({ reviewerId }) => reviewerId)).toEqual([
      outsider.personId,
      track.partner.owner.personId,
    ])
  })
})

describe('marks', () => {
  it('are hidden from the other reviewer and from the learner until both are in', async () => {
    const track = await trackWithReviewers(2)
    const { attemptId, learner } = await handedIn(track)
    const [first, second] = await seats(attemptId)
    if (!first || !second) throw new Error('two seats')
    await mark(attemptId, 1, all(4))
    const theirs = await reviewPage(
      database(),
      await signedIn({ personId: second.reviewerId } as TestPerson),
      second.id,
    )
    expect(theirs.others).toEqual([])
    expect(JSON.stringify(theirs)).not.toContain('Words of seat 1')
    const own = await reviewPage(
      database(),
      await signedIn({ personId: first.reviewerId } as TestPerson),
      first.id,
    )
    expect(own).toMatchObject({ others: [], result: null })
    for (const secret of [learner.name, learner.personId, learner.email]) {
      expect(JSON.stringify([theirs, own])).not.toContain(secret)
    }
    const viewer = await signedIn(learner)
    const before = await capstonePage(database(), viewer, attemptId, monday)
    expect(before).toMatchObject({ reviews: [], points: null })
    await mark(attemptId, 2, all(4))
    const after = await capstonePage(database(), viewer, attemptId, monday)
    expect(after).toMatchObject({ points: 8, mostPoints: 8, attempt: { passed: true } })
    expect(after.reviews.map(({ words }) => words)).toEqual([
      'Words of seat 1.',
      'Words of seat 2.',
    ])
    expect(JSON.stringify(after)).not.toContain(first.reviewerId)
    const both = await reviewPage(
      database(),
      await signedIn({ personId: second.reviewerId } as TestPerson),
      second.id,
    )
    expect(both.others).toMatchObject([{ seat: 1 }])
  })

  it('are nobody else’s to read or to give', async () => {
    const track = await trackWithReviewers(2)
    const { attemptId, learner } = await handedIn(track)
    const [first, second] = await seats(attemptId)
    if (!first || !second) throw new Error('two seats')
    const outside = (await trackWithReviewers(1)).reviewers[0] as TestPerson
    for (const personId of [learner.personId, second.reviewerId, outside.personId]) {
      const viewer = await signedIn({ personId } as TestPerson)
      await expect(reviewPage(database(), viewer, first.id)).rejects.toMatchObject({
        code: 'not_found',
      })
      await expect(
        inTransaction((tx) =>
          submitReview(tx, {
            reviewId: first.id,
            by: personId,
            at: monday,
            marks: all(4),
            words: 'x',
          }),
        ),
      ).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  it('are saved as a draft, wanted whole, and closed once handed in', async () => {
    const track = await trackWithReviewers(2)
    const { attemptId } = await handedIn(track)
    const [first] = await seats(attemptId)
    if (!first) throw new Error('a seat')
    const by = { reviewId: first.id, by: first.reviewerId, at: monday }
    await inTransaction((tx) =>
      saveReview(tx, { ...by, marks: { question: 4, method: 3 }, words: '' }),
    )
    const [draft] = await seats(attemptId)
    expect(draft?.marks).toEqual({ question: 4 })
    const half = { ...by, marks: { question: 4 }, words: 'x' }
    await expect(inTransaction((tx) => submitReview(tx, half))).rejects.toMatchObject({
      code: 'marks_incomplete',
    })
    await expect(
      inTransaction((tx) => submitReview(tx, { ...by, marks: all(4), words: ' ' })),
    ).rejects.toMatchObject({ code: 'marks_incomplete' })
    await mark(attemptId, 1, all(4))
    const late = { ...by, marks: all(0), words: 'changed' }
    expect(await inTransaction((tx) => submitReview(tx, late))).toEqual({ already: true })
    await expect(inTransaction((tx) => saveReview(tx, late))).rejects.toMatchObject({
      code: 'review_closed',
    })
    await expect(inTransaction((tx) => giveReviewBack(tx, by))).rejects.toMatchObject({
      code: 'review_closed',
    })
    expect((await seats(attemptId))[0]?.marks).toEqual(all(4))
  })

  it('of two who hand in at the same moment come to one result', async () => {
    const track = await trackWithReviewers(2)
    const { attemptId, enrolmentId } = await handedIn(track)
    await Promise.all([mark(attemptId, 1, all(4)), mark(attemptId, 2, all(4))])
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'graded', passed: true, points: 8 })
    const { itemProgress } = await import('db/schema/learning')
    const done = await database()
      .select()
      .from(itemProgress)
      .where(eq(itemProgress.enrolmentId, enrolmentId))
    expect(done.map(({ itemKey }) => itemKey)).toEqual(['report'])
  })

  it('that differ go to a third, whose marks decide by the median', async () => {
    const track = await trackWithReviewers(3)
    const { attemptId } = await handedIn(track)
    await mark(attemptId, 1, all(4))
    await mark(attemptId, 2, all(2))
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'in_review', passed: null })
    const taken = await seats(attemptId)
    expect(taken.map(({ seat }) => seat)).toEqual([1, 2, 3])
    expect(new Set(taken.map(({ reviewerId }) => reviewerId)).size).toBe(3)
    await mark(attemptId, 3, { question: 4, method: 2 })
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'graded', passed: true, points: 6 })
  })

  it('go to a third in one attempt of five although they agree, and the result stays', async () => {
    const track = await trackWithReviewers(3)
    let drawn: string | null = null
    let others = 0
    for (let n = 0; n < 40 && (!drawn || others === 0); n += 1) {
      const { attemptId } = await handedIn(track)
      await mark(attemptId, 1, all(0))
      await mark(attemptId, 2, all(0))
      const third = (await seats(attemptId)).some(({ seat }) => seat === 3)
      expect(third).toBe(isDoubleMarked(attemptId))
      if (third) drawn = attemptId
      else others += 1
    }
    if (!drawn) throw new Error('the lot never fell')
    await mark(drawn, 3, all(4))
    expect(await attemptRow(drawn)).toMatchObject({ passed: false, points: 0 })
    const desk = await markingDesk(database(), await signedIn(track.partner.owner))
    expect(desk.agreement).toMatchObject([{ trackId: track.trackId, kappa: null }])
  })

  it('tell the partner how alike its reviewers mark', async () => {
    const track = await trackWithReviewers(3)
    for (const [one, two] of [
      [4, 4],
      [0, 0],
      [2, 2],
    ] as const) {
      const { attemptId } = await handedIn(track)
      await mark(attemptId, 1, all(one))
      await mark(attemptId, 2, all(two))
    }
    const desk = await markingDesk(database(), await signedIn(track.partner.owner))
    expect(desk.agreement).toMatchObject([
      { trackId: track.trackId, reviewed: 3, kappa: 1, pairs: 6 },
    ])
    const reviewer = await markingDesk(database(), await signedIn(track.reviewers[0] as TestPerson))
    expect(reviewer).toMatchObject({ manages: false, agreement: [] })
  })
})

describe('a reviewer who knows the learner', () => {
  it('gives the work back, sees it no more, and is not asked about this learner again', async () => {
    const track = await trackWithReviewers(3)
    const { attemptId } = await handedIn(track)
    const [first] = await seats(attemptId)
    if (!first) throw new Error('a seat')
    const by = { reviewId: first.id, by: first.reviewerId, at: addHours(monday, 2) }
    await inTransaction((tx) => giveReviewBack(tx, by))
    await inTransaction((tx) => giveReviewBack(tx, by))
    const [next] = await seats(attemptId)
    expect(next?.seat).toBe(1)
    expect(next?.reviewerId).not.toBe(first.reviewerId)
    expect(next?.dueAt).toEqual(addBusinessDays(by.at, 5))
    const viewer = await signedIn({ personId: first.reviewerId } as TestPerson)
    expect(await reviewPage(database(), viewer, first.id)).toMatchObject({
      work: null,
      review: { state: 'given_back' },
    })
    await expect(
      inTransaction((tx) => submitReview(tx, { ...by, marks: all(4), words: 'x' })),
    ).rejects.toMatchObject({ code: 'review_closed' })
  })
})

describe('deadlines', () => {
  it('remind at half time and a day before, once each, and then ask somebody else', async () => {
    const track = await trackWithReviewers(4)
    const { attemptId } = await handedIn(track)
    const before = await seats(attemptId)
    const due = addBusinessDays(monday, 5)
    const reminded = async (at: Date) => {
      await sweep(at)
      return (await seats(attemptId)).map((review) => review.reminded)
    }
    expect(await reminded(addDays(monday, 1))).toEqual([0, 0])
    expect(await reminded(addHours(monday, 84))).toEqual([1, 1])
    expect(await reminded(addHours(monday, 85))).toEqual([1, 1])
    expect(await reminded(addHours(due, -20))).toEqual([2, 2])
    await mark(attemptId, 1, all(4), addHours(due, -10))
    expect(await reminded(due)).toEqual([2, 0])
    expect(await reminded(addHours(due, 1))).toEqual([2, 0])
    const after = await seats(attemptId)
    expect(after[0]?.reviewerId).toBe(before[0]?.reviewerId)
    expect(after[1]?.reviewerId).not.toBe(before[1]?.reviewerId)
    expect(after[1]?.dueAt).toEqual(addBusinessDays(due, 5))
    const late = before[1]
    if (!late) throw new Error('a seat')
    const viewer = await signedIn({ personId: late.reviewerId } as TestPerson)
    expect(await reviewsOf(database(), viewer)).toMatchObject([{ state: 'late' }])
  })

  it('leave a late reviewer in place where nobody else may mark, and say so once', async () => {
    const track = await trackWithReviewers(1)
    const { attemptId } = await handedIn(track)
    const due = addBusinessDays(monday, 5)
    await sweep(addHours(due, 1))
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'in_review' })
    expect((await attemptRow(attemptId)).reviewersMissingAt).not.toBeNull()
    await sweep(addHours(due, 2))
    expect((await attemptRow(attemptId)).reviewersMissingAt).toEqual(addHours(due, 1))
    const fresh = await joinReviewer(track.partner)
    await sweep(addHours(due, 3))
    const people = (await seats(attemptId)).map(({ reviewerId }) => reviewerId)
    expect(people).toContain(fresh.personId)
    await mark(attemptId, 1, all(4), addHours(due, 4))
    await mark(attemptId, 2, all(4), addHours(due, 4))
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'graded', passed: true })
  })

  it('make a result final when nobody has appealed for seven days', async () => {
    const track = await trackWithReviewers(2)
    const { attemptId, learner } = await handedIn(track)
    await mark(attemptId, 1, all(0))
    await mark(attemptId, 2, all(0))
    const gradedAt = addHours(monday, 5)
    await sweep(addHours(addDays(gradedAt, 7), -1))
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'graded' })
    await expect(
      inTransaction((tx) =>
        fileAppeal(tx, { attemptId, by: learner.personId, at: addDays(gradedAt, 7), reason: 'x' }),
      ),
    ).rejects.toMatchObject({ code: 'appeal_late' })
    await sweep(addDays(gradedAt, 7))
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'final', passed: false })
  })
})

describe('an appeal', () => {
  async function failed() {
    const track = await trackWithReviewers(3)
    const { attemptId, learner, enrolmentId } = await handedIn(track)
    await mark(attemptId, 1, all(0))
    await mark(attemptId, 2, all(0))
    const appealNow = (by = learner.personId) =>
      inTransaction((tx) =>
        fileAppeal(tx, { attemptId, by, at: addDays(monday, 2), reason: 'The method is there.' }),
      )
    return { track, attemptId, learner, enrolmentId, appealNow }
  }
  const decideBy = (attemptId: string, by: string, outcome: 'stands' | 'passed' | 'again') =>
    inTransaction((tx) =>
      decideAppeal(tx, { attemptId, outcome, words: 'Read again.', by, at: addDays(monday, 3) }),
    )

  it('is the learner’s, once, and decided by somebody who had no part', async () => {
    const { track, attemptId, learner, appealNow } = await failed()
    const markers = (await seats(attemptId)).map(({ reviewerId }) => reviewerId)
    await expect(appealNow(markers[0])).rejects.toMatchObject({ code: 'not_found' })
    expect(await appealNow()).toEqual({ already: false })
    expect(await appealNow()).toEqual({ already: true })
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'appealed' })
    const owner = track.partner.owner
    const ownerMarked = markers.includes(owner.personId)
    const page = await appealPage(database(), await signedIn(owner), attemptId)
    expect(page).toMatchObject({ open: true, tie: ownerMarked ? 'took_part' : null })
    expect(JSON.stringify(page)).not.toContain(learner.personId)
    const reviewer = track.reviewers.find(({ personId }) => !markers.includes(personId))
    await expect(decideBy(attemptId, reviewer?.personId ?? '', 'passed')).rejects.toMatchObject({
      code: 'not_found',
    })
    if (ownerMarked) {
      await expect(decideBy(attemptId, owner.personId, 'passed')).rejects.toMatchObject({
        code: 'decider_took_part',
      })
    }
    const outside = await makeOrganisation({ kind: 'partner' })
    await expect(decideBy(attemptId, outside.owner.personId, 'passed')).rejects.toMatchObject({
      code: 'not_found',
    })
    await decideBy(attemptId, operator.personId, 'stands')
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'final', passed: false })
    await expect(decideBy(attemptId, operator.personId, 'passed')).rejects.toMatchObject({
      code: 'transition_refused',
    })
  })

  it('can pass the work, which is then done', async () => {
    const { attemptId, enrolmentId, appealNow } = await failed()
    await appealNow()
    await decideBy(attemptId, operator.personId, 'passed')
    expect(await attemptRow(attemptId)).toMatchObject({ status: 'final', passed: true })
    const { itemProgress } = await import('db/schema/learning')
    const done = await database()
      .select()
      .from(itemProgress)
      .where(eq(itemProgress.enrolmentId, enrolmentId))
    expect(done).toHaveLength(1)
  })

  it('goes to the operator after five business days', async () => {
    const { attemptId, appealNow } = await failed()
    await appealNow()
    const filed = addDays(monday, 2)
    expect((await sweep(addBusinessDays(filed, 4))).appeals).toBeUndefined()
    expect((await sweep(addBusinessDays(filed, 5))).appeals).toBe(1)
    expect((await sweep(addBusinessDays(filed, 6))).appeals).toBeUndefined()
    const [row] = await database().select().from(appeal).where(eq(appeal.attemptId, attemptId))
    expect(row?.operatorToldAt).not.toBeNull()
    const desk = await markingDesk(database(), await signedIn(operator))
    expect(desk.appeals.map((one) => one.attemptId)).toContain(attemptId)
  })

  it('is not possible against a pass', async () => {
    const track = await trackWithReviewers(2)
    const { attemptId, learner } = await handedIn(track)
    await mark(attemptId, 1, all(4))
    await mark(attemptId, 2, all(4))
    await expect(
      inTransaction((tx) =>
        fileAppeal(tx, { attemptId, by: learner.personId, at: addDays(monday, 1), reason: 'More' }),
      ),
    ).rejects.toMatchObject({ code: 'transition_refused' })
  })
})
