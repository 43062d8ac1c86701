import { contract } from 'db/schema/contracts'
import { teamMember } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import { makeWorld, signedContract } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { attemptAt, enrolled, trackWithReviewers } from 'tests/support/grading'
import { describe, expect, it } from 'vitest'
import { attemptSubject } from '~/domain/learning/attempts/attempt-rows.server'
import { tiesOf } from '~/domain/learning/reviews/eligible-reviewers.server'
import { addDays } from '~/kernel/clock'
import { database } from '~/platform/database.server'

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
