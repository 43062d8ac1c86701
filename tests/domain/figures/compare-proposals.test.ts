import {
  drainJobs,
  type Model,
  makeBrief,
  makeProposal,
  makeWorld,
  reviewedMilestone,
  start,
  startModel,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { signedIn } from 'tests/support/people'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { proposalComparison } from '~/domain/figures/compare-proposals.server'
import { claimSkill } from '~/domain/skills/claim-skill.server'
import { addDays } from '~/kernel/clock'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'

const base = useDatabase()
let model: Model
beforeAll(async () => {
  await setBusinessNow(database(), start)
  model = await startModel()
})
afterAll(() => model.close())

it('puts proposals side by side with what the team delivered and measured before', async () => {
  const world = await makeWorld()
  const { milestoneId } = await reviewedMilestone(world, model)
  await inTransaction((tx) =>
    acceptMilestone(tx, { milestoneId, by: world.client.personId, at: start }),
  )
  await drainJobs(base.ownerUrl, ['send-mail'])
  const at = addDays(start, 1)
  const briefId = await makeBrief(world, at)
  const proposalId = await makeProposal(world, briefId, {
    at,
    milestones: 1,
    approach: 'As before, and earlier.',
  })
  await inTransaction((tx) =>
    claimSkill(tx, { by: world.lead.personId, skillId: 'problem-framing', at }),
  )
  const compared = async (who = world.client, ids: string[] = []) =>
    proposalComparison(database(), await signedIn(who), briefId, ids, at)
  const { proposals, needed } = await compared()
  const [row] = proposals
  expect(needed).toBeGreaterThan(3)
  expect(row).toMatchObject({
    id: proposalId,
    outdated: false,
    record: { verified: { hits: 1, of: 1 }, onTime: { hits: 1, of: 1 } },
    questions: 0,
  })
  expect(row?.netMinor).toBe(((row?.priceMinor ?? 0n) * 9n) / 10n)
  expect(row?.proof[0]?.results.map(({ criterion }) => criterion.metric)).toContain('accuracy')
  const ofLead = row?.seats.find(({ personId }) => personId === world.lead.personId)
  expect(ofLead?.evidence).toContainEqual({ level: 1, skills: 1 })
  // An unknown choice is no choice.
  expect((await compared(world.client, ['prp_none'])).proposals).toHaveLength(1)
  for (const who of [world.lead, world.stranger]) {
    await expect(compared(who)).rejects.toMatchObject({ code: 'not_found' })
  }
})
