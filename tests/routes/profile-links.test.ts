import { teamMember } from 'db/schema/teams'
import { and, eq } from 'drizzle-orm'
import {
  makeBrief,
  makeProposal,
  makeWorld,
  signedContract,
  type World,
} from 'tests/support/contracts'
import { viewerOf } from 'tests/support/people'
import { useStack } from 'tests/support/stack'
import { visit } from 'tests/support/visitor'
import { beforeAll, expect, it } from 'vitest'
import { openProfiles } from '~/domain/teams/people-queries.server'
import { database } from '~/platform/database.server'

/** Pages name people who buy, and people who left; a name is a link only where a page is behind it. */
const stack = useStack({ processes: ['web'] })
let world: World
let pages: string[] = []

beforeAll(async () => {
  world = await makeWorld()
  const { contractId, proposalId } = await signedContract(world)
  const briefId = await makeBrief(world)
  await makeProposal(world, briefId)
  const left = world.members[2]?.personId ?? ''
  await database()
    .delete(teamMember)
    .where(and(eq(teamMember.teamId, world.teamId), eq(teamMember.personId, left)))
  pages = [
    `/contracts/${contractId}`,
    `/contracts/${contractId}/terms`,
    `/proposals/${proposalId}`,
    `/briefs/${briefId}`,
    `/organisations/${world.organisationId}`,
  ]
})

it.each(['client', 'reader', 'lead', 'operator'] as const)(
  'every person that a page links to for the %s can be opened',
  async (who) => {
    const visitor = await visit(stack.current.origin, world[who].personId)
    const linked = new Map<string, string>()
    for (const path of pages) {
      const { status, body } = await visitor.get(path)
      if (status === 404) continue
      expect(status, path).toBe(200)
      for (const [, href = ''] of body.matchAll(/href="(\/people\/per_[^"]+)"/g)) {
        linked.set(href, path)
      }
    }
    expect([...linked.keys()]).toContain(`/people/${world.lead.personId}`)
    for (const [href, path] of linked) {
      expect((await visitor.get(href)).status, `${href}, linked from ${path}`).toBe(200)
    }
  },
)

it('names the client’s people and a member who left, without a link', async () => {
  const visitor = await visit(stack.current.origin, world.lead.personId)
  const { body, words } = await visitor.get(pages[0] ?? '')
  for (const who of [world.client, world.members[2]]) {
    expect(words).toContain(who?.name)
    expect(body).not.toContain(`/people/${who?.personId}`)
  }
})

it('lets people open their own page, and an operator every one', async () => {
  const { client, lead, operator } = world
  const ids = [client.personId, lead.personId, client.personId]
  const asked = (who: typeof client, isOperator: boolean) =>
    openProfiles(database(), viewerOf(who, { operator: isOperator }), ids)
  expect(await asked(client, false)).toEqual([client.personId, lead.personId])
  expect(await asked(lead, false)).toEqual([lead.personId])
  expect(await asked(operator, true)).toEqual([client.personId, lead.personId])
  expect(await openProfiles(database(), null, ids)).toEqual([lead.personId])
})
