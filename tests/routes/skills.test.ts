import { makeBrief, makeWorld, type World } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { briefDraft } from 'tests/support/market'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, describe, expect, it } from 'vitest'
import { createBrief } from '~/domain/market/briefs/brief.commands.server'
import { claimSkill } from '~/domain/skills/claim-skill.server'
import { needsOfRole } from '~/domain/skills/taxonomy'
import { inTransaction } from '~/platform/database.server'
import * as gap from '~/routes/settings/skills/gap'
import * as list from '~/routes/skills'

useDatabase()
let world: World
let briefId = ''
beforeAll(async () => {
  world = await makeWorld()
  briefId = await makeBrief(world)
})

const look = async (query: string, as: string | null) =>
  answerOf(gap.loader, await asking(`/settings/skills/gap${query}`, { as }))

describe('what is missing', () => {
  it('for a role: what is held, and what is not', async () => {
    const by = world.stranger.personId
    await inTransaction((tx) => claimSkill(tx, { by, skillId: 'containers', at: new Date() }))
    await inTransaction((tx) => claimSkill(tx, { by, skillId: 'plain-language', at: new Date() }))
    const page = await look('?role=deployment_engineer', by)
    expect(page).toMatchObject({
      status: 200,
      data: {
        wanted: { kind: 'role', role: 'deployment_engineer' },
        claims: [{ skillId: 'containers', level: 1 }],
        gap: {
          groups: [{ key: 'core' }, { key: 'useful' }],
          held: 1,
          needed: needsOfRole('deployment_engineer').core.length,
          missing: expect.not.arrayContaining(['containers']),
        },
        tracks: [],
      },
    })
  })

  it('for an open brief: read from what it says, for whoever may read it', async () => {
    const page = await look(`?brief=${briefId}`, world.stranger.personId)
    expect(page).toMatchObject({ status: 200, data: { wanted: { kind: 'brief', briefId } } })
    const { briefId: draft } = await inTransaction((tx) =>
      createBrief(tx, {
        ...briefDraft,
        organisationId: world.organisationId,
        by: world.client.personId,
        at: new Date(),
      }),
    )
    expect((await look(`?brief=${draft}`, world.stranger.personId)).status).toBe(404)
    expect((await look('?brief=brf_nothing', world.stranger.personId)).status).toBe(404)
  })

  it('is nobody else’s to see, and odd questions break nothing', async () => {
    expect((await look('?role=measurer', null)).status).toBe(303)
    for (const query of ['', '?role=', '?role=wizard', '?role=measurer&role=wizard']) {
      expect((await look(query, world.stranger.personId)).status).toBe(200)
    }
  })
})

describe('the list of skills', () => {
  it('searches without an account, and takes anything', async () => {
    const found = async (asked: string) =>
      answerOf(list.loader, await asking(`/skills?search=${encodeURIComponent(asked)}`))
    expect((await found('statistics')).data).toMatchObject({
      asked: 'statistics',
      found: expect.arrayContaining([{ skillId: 'statistics', by: null, narrower: false }]),
    })
    for (const odd of ['%', '\\', '"', 'x'.repeat(5_000)]) {
      expect(await found(odd)).toMatchObject({ status: 200, data: { found: [] } })
    }
  })
})
