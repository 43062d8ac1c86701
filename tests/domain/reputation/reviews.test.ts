import { contract } from 'db/schema/contracts'
import { organisationMember } from 'db/schema/identity'
import { notification } from 'db/schema/notifications'
import { review, reviewNote, reviewReport } from 'db/schema/reputation'
import { eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { notify } from '~/domain/notifications/notify.server'
import { decideReviewReport } from '~/domain/reputation/decide-review-report.server'
import { operatorNotes, reportedReviews } from '~/domain/reputation/desk-queries.server'
import {
  ratingsOfClient,
  ratingsOfTeam,
  reviewsOf,
  reviewsOfClient,
  reviewsOfPerson,
  reviewsOfTeam,
} from '~/domain/reputation/queries.server'
import { reportReview } from '~/domain/reputation/report-review.server'
import { revealReviews } from '~/domain/reputation/reveal-reviews.server'
import { type ReviewInput, writeReview } from '~/domain/reputation/write-review.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'
import {
  type Model,
  makeWorld,
  reviewedMilestone,
  start,
  startModel,
  type World,
} from '../../support/contracts'
import { useDatabase } from '../../support/database'
import { signedIn } from '../../support/people'
import type { toldOfReputation } from '../notifications/told-of'

useDatabase()
let world: World
let model: Model
let contractId = ''
const at = start
beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
})
afterAll(() => model?.close())

const said = {
  ...{ clarity: 3, reliability: 4, communication: 5 },
  clarityWords: 'The plan was on one page.',
  reliabilityWords: 'A week late, and said so.',
  communicationWords: 'Answers on the same day.',
  words: 'Plain and in time.',
  note: 'One of them was rude on the telephone.',
}
const write = (by: string, when = at, other: Partial<ReviewInput> = {}) =>
  inTransaction((tx) => writeReview(tx, { contractId, ...said, by, at: when, ...other }))
const reveal = (when: Date) => inTransaction((tx) => revealReviews(tx, { at: when }))
const read = async (who: 'lead' | 'client' | 'stranger' | 'operator', when = at) =>
  reviewsOf(database(), await signedIn(world[who]), contractId, when)

/** A contract that has ended. */
async function ended(): Promise<string> {
  const made = await reviewedMilestone(world, model)
  await inTransaction((tx) =>
    acceptMilestone(tx, { milestoneId: made.milestoneId, by: world.client.personId, at }),
  )
  return made.contractId
}

describe('a review', () => {
  it('waits for the end of the contract, in the database too', async () => {
    const made = await reviewedMilestone(world, model)
    contractId = made.contractId
    await expect(write(world.client.personId)).rejects.toMatchObject({ code: 'review_too_soon' })
    const early = { ...said, note: undefined, contractId, side: 'client' as const }
    await expect(
      database()
        .insert(review)
        .values({ ...early, id: 'rev_early', personId: world.client.personId, writtenAt: at }),
    ).rejects.toMatchObject({ cause: { code: 'SM003' } })
    await inTransaction((tx) =>
      acceptMilestone(tx, { milestoneId: made.milestoneId, by: world.client.personId, at }),
    )
  })

  it('is written by those who act for a side, and hidden from the other', async () => {
    await expect(write(world.stranger.personId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(write(world.reader.personId)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(write(world.members[1]?.personId ?? '')).rejects.toMatchObject({
      code: 'not_allowed',
    })
    expect(await write(world.client.personId)).toMatchObject({ side: 'client', revealed: false })
    const theirs = await read('lead')
    expect(theirs).toMatchObject({ theirs: true, mine: false, open: true, shown: [] })
    expect((await read('client')).shown).toHaveLength(1)
    await expect(read('stranger')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('counts nowhere, is not to be reported, and is not on any page before it is revealed', async () => {
    const db = database()
    expect(await ratingsOfTeam(db, world.teamId)).toBeNull()
    expect(await reviewsOfTeam(db, world.teamId)).toEqual([])
    expect(await reviewsOfPerson(db, world.lead.personId)).toEqual([])
    const [row] = await db.select().from(review).where(eq(review.contractId, contractId))
    const report = { reviewId: row?.id ?? '', reason: 'untrue' as const, words: 'No.', at }
    await expect(
      inTransaction((tx) => reportReview(tx, { ...report, by: world.lead.personId })),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is written once', async () => {
    await expect(write(world.colleague.personId)).rejects.toMatchObject({ code: 'review_written' })
  })

  it('is shown when fourteen days have passed without the other, once', async () => {
    expect(await reveal(addDays(at, 13.9))).toBe(0)
    expect(await reveal(addDays(at, 14))).toBe(1)
    expect(await reveal(addDays(at, 15))).toBe(0)
    const theirs = await read('lead', addDays(at, 15))
    expect(theirs.shown).toMatchObject([
      {
        words: 'Plain and in time.',
        marks: [
          { aspect: 'clarity', value: 3, words: 'The plan was on one page.' },
          { aspect: 'reliability', value: 4, words: 'A week late, and said so.' },
          { aspect: 'communication', value: 5, words: 'Answers on the same day.' },
        ],
        mayReport: true,
      },
    ])
    await expect(write(world.lead.personId, addDays(at, 15))).rejects.toMatchObject({
      code: 'review_late',
    })
  })

  it('is not changed, not taken away and not hidden again once it is revealed', async () => {
    const db = database()
    const mine = eq(review.contractId, contractId)
    for (const change of [{ words: 'Other.' }, { clarity: 5 }, { personId: 'per_other' }]) {
      await expect(db.update(review).set(change).where(mine)).rejects.toMatchObject({
        cause: { code: '42501' },
      })
    }
    await expect(db.update(review).set({ revealedAt: null }).where(mine)).rejects.toMatchObject({
      cause: { code: 'SM003' },
    })
    await expect(db.delete(review).where(mine)).rejects.toMatchObject({ cause: { code: '42501' } })
    await expect(db.update(reviewNote).set({ words: '' })).rejects.toMatchObject({
      cause: { code: '42501' },
    })
  })

  it('refuses ratings outside 1 to 5, whoever writes them', async () => {
    await expect(write(world.lead.personId, at, { clarity: 9, words: '' })).rejects.toMatchObject({
      code: 'form_invalid',
    })
    const rows = await database().select().from(review).where(eq(review.contractId, contractId))
    expect(rows).toHaveLength(1)
    const [row] = await database().select().from(contract).where(eq(contract.id, contractId))
    expect(row?.status).toBe('completed')
  })

  it('is never of oneself', async () => {
    const both = { organisationId: world.organisationId, personId: world.lead.personId }
    await database()
      .insert(organisationMember)
      .values({ ...both, role: 'manager', joinedAt: at })
    await expect(write(world.lead.personId)).rejects.toMatchObject({ code: 'review_of_oneself' })
    expect(await read('lead')).toMatchObject({ onBothSides: true })
    await database()
      .delete(organisationMember)
      .where(eq(organisationMember.personId, world.lead.personId))
    expect(await read('lead')).toMatchObject({ onBothSides: false })
  })
})

describe('what is told to the operator alone', () => {
  it('is on the desk and nowhere else', async () => {
    const db = database()
    const notes = await operatorNotes(db, await signedIn(world.operator))
    expect(notes).toMatchObject([
      { words: said.note, side: 'client', writer: 'Anna Client', contractId },
    ])
    await expect(operatorNotes(db, await signedIn(world.lead))).rejects.toMatchObject({
      code: 'not_found',
    })
    const others = [
      await read('lead', addDays(at, 15)),
      await read('client', addDays(at, 15)),
      await reviewsOfTeam(db, world.teamId),
      await reviewsOfPerson(db, world.lead.personId),
    ]
    expect(JSON.stringify(others)).toContain(said.words)
    expect(JSON.stringify(others)).not.toContain(said.note)
  })
})

describe('a reported review', () => {
  let reviewId = ''
  let reportId = ''
  const report = (by: string) =>
    inTransaction((tx) =>
      reportReview(tx, { reviewId, reason: 'untrue', words: 'It was a day late.', by, at }),
    )
  const decide = (decision: 'keep' | 'hide', words: string, by = world.operator.personId) =>
    inTransaction((tx) => decideReviewReport(tx, { reportId, decision, words, by, at }))
  const toldOf = async (event: (typeof toldOfReputation)[number]) => {
    await inTransaction((tx) => notify(tx, { event, subject: reportId, facts: {}, at }))
    const rows = await database()
      .select()
      .from(notification)
      .where(inArray(notification.kind, ['review_reported', 'review_kept', 'review_hidden']))
    return rows.map(({ personId, kind }) => `${personId} ${kind}`).sort()
  }

  it('is shown to the operator by the side that it is about, once each', async () => {
    contractId = await ended()
    const made = await write(world.client.personId)
    await write(world.lead.personId, at, { words: 'Paid on the first day.', note: '' })
    reviewId = made.reviewId
    await expect(report(world.stranger.personId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(report(world.client.personId)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(report(world.operator.personId)).rejects.toMatchObject({ code: 'not_allowed' })
    const one = await report(world.lead.personId)
    reportId = one.reportId
    await expect(report(world.lead.personId)).rejects.toMatchObject({ code: 'already_done' })
    const desk = await reportedReviews(database(), await signedIn(world.operator))
    expect(desk).toMatchObject([{ id: reportId, reporter: 'Lena Lead', review: { id: reviewId } }])
    await expect(reportedReviews(database(), await signedIn(world.client))).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await toldOf('review-reported')).toEqual([`${world.operator.personId} review_reported`])
    const mine = (await read('lead')).shown.find(({ id }) => id === reviewId)
    expect(mine).toMatchObject({ reported: true })
  })

  it('stays when the operator finds nothing', async () => {
    await expect(decide('hide', 'No.', world.client.personId)).rejects.toMatchObject({
      code: 'not_found',
    })
    await decide('keep', 'Late is late.')
    await expect(decide('hide', 'Second thoughts.')).rejects.toMatchObject({
      code: 'transition_refused',
    })
    expect(await reviewsOfTeam(database(), world.teamId)).toMatchObject([
      { words: said.words },
      { words: said.words },
    ])
    expect(await toldOf('review-report-decided')).toContain(`${world.lead.personId} review_kept`)
  })

  it('leaves its place to the reason when it is hidden, and no longer counts', async () => {
    const second = await report(world.members[1]?.personId ?? '')
    const third = await report(world.members[2]?.personId ?? '')
    reportId = second.reportId
    await decide('hide', 'It names somebody’s illness.')
    const states = await database()
      .select({ id: reviewReport.id, state: reviewReport.state })
      .from(reviewReport)
    expect(Object.fromEntries(states.map(({ id, state }) => [id, state]))).toMatchObject({
      [second.reportId]: 'hidden',
      [third.reportId]: 'hidden',
    })
    const everywhere = [
      await reviewsOfTeam(database(), world.teamId),
      (await read('client')).shown,
      (await read('lead')).shown,
      (await read('operator')).shown,
    ]
    for (const shown of everywhere) {
      const row = shown.find(({ id }) => id === reviewId)
      expect(row).toMatchObject({
        hiddenWhy: 'It names somebody’s illness.',
        words: '',
        marks: [],
      })
    }
    expect(await ratingsOfTeam(database(), world.teamId)).toMatchObject({ reviews: 1 })
    expect(await ratingsOfClient(database(), world.organisationId)).toMatchObject({ reviews: 1 })
    expect(await reviewsOfClient(database(), world.organisationId)).toMatchObject([
      { words: 'Paid on the first day.' },
    ])
    expect(await toldOf('review-report-decided')).toContain(
      `${world.client.personId} review_hidden`,
    )
  })
})
