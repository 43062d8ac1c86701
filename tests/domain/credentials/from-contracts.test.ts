import { credential } from 'db/schema/credentials'
import { notification } from 'db/schema/notifications'
import { and, eq, like } from 'drizzle-orm'
import { type Doc, proofHolds, schemaErrors, schemaMissing } from 'tests/support/badges'
import {
  drainJobs,
  type Model,
  makeWorld,
  reviewedMilestone,
  start,
  startModel,
  type World,
} from 'tests/support/contracts'
import { didOfIssuer, rowOf, verifyText } from 'tests/support/credentials'
import { useDatabase } from 'tests/support/database'
import { viewerOf } from 'tests/support/people'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { issueDeliveredCredentials } from '~/domain/contracts/milestones/issue-delivered-credentials.server'
import { moveCredential } from '~/domain/credentials/move-credential.server'
import { claimSkill } from '~/domain/skills/claim-skill.server'
import { database, inTransaction } from '~/platform/database.server'

const test = useDatabase()
let world: World
let model: Model
beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
  const by = world.members[1]?.personId ?? ''
  for (const skillId of ['text-classification', 'regional-languages']) {
    await inTransaction((tx) => claimSkill(tx, { by, skillId, note: '', at: start }))
  }
})
afterAll(() => model?.close())

async function released(quality: Model['quality']) {
  model.quality = quality
  const { milestoneId } = await reviewedMilestone(world, model)
  await inTransaction((tx) =>
    acceptMilestone(tx, { milestoneId, by: world.client.personId, at: start }),
  )
  await drainJobs(test.ownerUrl, ['run-operation'])
  const rows = await database()
    .select()
    .from(credential)
    .where(like(credential.reference, `milestone:${milestoneId}:%`))
  return { milestoneId, rows }
}

it('gives every member level 4 with the verdict as evidence, once, and tells them', async () => {
  const { milestoneId, rows } = await released('good')
  expect(rows.map(({ level }) => level)).toEqual([4, 4, 4])
  expect(rows.map(({ personId }) => personId).sort()).toEqual(
    world.members.map(({ personId }) => personId).sort(),
  )
  const engineer = rows.find(({ personId }) => personId === world.members[1]?.personId)
  // Only the skill that the role needs, of those that the person had named.
  expect(engineer?.skills).toEqual(['text-classification'])
  const { document, text } = await rowOf(engineer?.id ?? '')
  const [evidence] = document.evidence as Doc[]
  expect(evidence?.id).toMatch(/\/verdicts\/vrd_/)
  expect(JSON.stringify(document)).not.toContain('Hannover')
  expect(await proofHolds(document, await didOfIssuer(document))).toBe(true)
  expect(document.issuer).toMatchObject({
    name: 'Samar',
    id: expect.stringMatching(/:issuers:samar$/),
  })
  expect((await verifyText(text)).outcome).toBe('passed')
  if (schemaMissing === null) expect(schemaErrors(document)).toEqual([])
  else console.log(`schema skipped: ${schemaMissing}`)
  expect(await inTransaction((tx) => issueDeliveredCredentials(tx, { milestoneId }))).toEqual({
    issued: 0,
  })
  const told = await database()
    .select()
    .from(notification)
    .where(
      and(
        eq(notification.personId, engineer?.personId ?? ''),
        eq(notification.kind, 'credential_issued'),
      ),
    )
  expect(told).toHaveLength(1)
  expect(told[0]?.url).toBe(`/credentials/${engineer?.id}`)
})

it('gives level 3 when the client accepted without a met verdict', async () => {
  const { rows } = await released('bad')
  expect(rows.map(({ level }) => level)).toEqual([3, 3, 3])
  const { document } = await rowOf(rows[0]?.id ?? '')
  expect((document.evidence as Doc[])[0]).not.toHaveProperty('id')
  if (schemaMissing === null) expect(schemaErrors(document)).toEqual([])
})

it('is the operator’s to suspend, and the holder hears why', async () => {
  const [row] = await database().select().from(credential).where(eq(credential.level, 4))
  const viewer = viewerOf(world.operator, { operator: true })
  const input = { credentialId: row?.id ?? '', event: 'suspend' as const, reason: 'Under review.' }
  await inTransaction((tx) => moveCredential(tx, { ...input, viewer, at: start }))
  await drainJobs(test.ownerUrl, ['run-operation'])
  const [told] = await database()
    .select()
    .from(notification)
    .where(eq(notification.kind, 'credential_suspended'))
  expect(told).toMatchObject({ personId: row?.personId, facts: { reason: 'Under review.' } })
})
