import { contract } from 'db/schema/contracts'
import { attemptReview } from 'db/schema/learning'
import { teamMember } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import { makeWorld, signedContract } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import {
  attemptAt,
  enrolled,
  joinReviewer,
  monday,
  trackWithReviewers,
} from 'tests/support/grading'
import { describe, expect, it } from 'vitest'
import { attemptSubject } from '~/domain/learning/attempts/attempt-rows.server'
import { tiesAmong, tiesOf } from '~/domain/learning/reviews/eligible-reviewers.server'
import { addDays } from '~/kernel/clock'
import { database } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'

useDatabase()

describe('people of one contract', () => {
  it('do not judge each other for two years after its end, whatever has become of the team', async () => {
    const world = await makeWorld()
    const { contractId } = await signedContract(world)
    const [learner, mate] = [world.members[0], world.members[1]]
    if (!learner || !mate) throw new Error('two members')
    const track = await trackWithReviewers(0)
    const { enrolmentId } = await enrolled(track, { who: learner })
    const begun = new Date('2029-03-09T09:00:00Z')
    const attemptId = await attemptAt('report', { enrolmentId }, begun)
    const tie = async () => {
      const subject = await attemptSubject(database(), attemptId)
      if (!subject) throw new Error('no attempt')
      return (await tiesOf(database(), subject, [mate.personId])).get(mate.personId) ?? null
    }
    const close = (closedAt: Date) =>
      database().update(contract).set({ closedAt }).where(eq(contract.id, contractId))
    await database().delete(teamMember).where(eq(teamMember.personId, mate.personId))
    expect(await tie()).toBe('team')
    await close(addDays(begun, -729))
    expect(await tie()).toBe('team')
    await close(addDays(begun, -731))
    expect(await tie()).toBeNull()
  })
})

describe('ties of many works', () => {
  it('are asked for at once, each with the nearest that there is', async () => {
    const track = await trackWithReviewers(0)
    const [self, colleague, stranger] = [
      await enrolled(track, { who: track.partner.owner }),
      await enrolled(track, { who: await joinReviewer(track.partner) }),
      await enrolled(track),
    ]
    const works: string[] = []
    for (const one of [self, colleague, stranger]) works.push(await attemptAt('report', one))
    const { personId } = track.partner.owner
    const ties = await tiesAmong(database(), works, [personId])
    expect(works.map((id) => ties.get(id)?.get(personId) ?? null)).toEqual([
      'self',
      'organisation',
      null,
    ])
    await database()
      .insert(attemptReview)
      .values({
        ...{ id: newId('review'), attemptId: works[2] ?? '', seat: 1, reviewerId: personId },
        ...{ assignedAt: monday, dueAt: monday, endedAt: monday, endedBecause: 'conflict' },
      })
    const other = await attemptAt('check', stranger)
    const known = await tiesAmong(database(), [other], [personId])
    expect(known.get(other)?.get(personId)).toBe('conflict')
    expect(await tiesAmong(database(), [], [personId])).toEqual(new Map())
  })
})
