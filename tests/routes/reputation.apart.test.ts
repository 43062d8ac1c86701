import { organisation } from 'db/schema/identity'
import { review } from 'db/schema/reputation'
import { team } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { answerOf, asking } from 'tests/support/routes'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { credentialPage } from '~/domain/credentials/credential-page.server'
import { recordPortfolio } from '~/domain/reputation/record-portfolio.server'
import { recordOfClient, recordOfPerson } from '~/domain/reputation/work-queries.server'
import { addDays } from '~/kernel/clock'
import { businessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import { routesIn } from '~/routes'
import * as client from '~/routes/clients/$slug'
import * as reviewing from '~/routes/contracts/$contractId/review'
import * as desk from '~/routes/desk/reputation'
import * as person from '~/routes/people/$personId'
import * as teamPage from '~/routes/teams/$slug/index'
import {
  type Model,
  makeWorld,
  reviewedMilestone,
  startModel,
  type World,
} from '../support/contracts'
import { verifyText } from '../support/credentials'
import { makeOrganisation } from '../support/people'

// Remix tells route files where the application is only while it builds.
vi.mock('@remix-run/route-config', () => ({
  getAppDirectory: () => new URL('../../app', import.meta.url).pathname,
}))
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

useDatabase()

type RouteModule = { loader?: ((args: never) => Promise<unknown>) & { access?: string } }
const modules = import.meta.glob<RouteModule>('../../app/routes/**/*.{ts,tsx}')
const appRoot = new URL('../../app/routes', import.meta.url).pathname

let world: World
let model: Model
let at: Date
let values: Record<string, string> = {}
let clientSlug = ''
let briefId = ''

beforeAll(async () => {
  at = await businessNow(database())
  world = await makeWorld(at)
  model = await startModel()
  const made = await reviewedMilestone(world, model, { at })
  await inTransaction((tx) =>
    acceptMilestone(tx, { milestoneId: made.milestoneId, by: world.client.personId, at }),
  )
  await inTransaction((tx) => recordPortfolio(tx, { milestoneId: made.milestoneId }))
  const [own] = await database().select().from(team).where(eq(team.id, world.teamId))
  const [org] = await database()
    .select()
    .from(organisation)
    .where(eq(organisation.id, world.organisationId))
  clientSlug = org?.slug ?? ''
  values = {
    contractId: made.contractId,
    milestoneId: made.milestoneId,
    proposalId: made.proposalId,
    organisationId: world.organisationId,
    personId: world.lead.personId,
    subjectId: made.contractId,
    slug: own?.slug ?? '',
  }
  const { contract } = await import('db/schema/contracts')
  const [row] = await database().select().from(contract).where(eq(contract.id, made.contractId))
  briefId = row?.briefId ?? ''
  values.briefId = briefId
})
afterAll(() => model?.close())

const shown = (data: unknown) =>
  JSON.stringify(data, (_, value) => (typeof value === 'bigint' ? String(value) : value)) ?? ''

const said = {
  intent: 'review',
  ...{ clarity: '3', reliability: '2', communication: '4' },
  clarityWords: 'Plover in the hedge.',
  reliabilityWords: 'Plover on the fence.',
  communicationWords: 'Plover by the gate.',
  words: 'Plover over the field.',
  note: 'Heron at the pond.',
}
const secrets = /Plover|Heron/

async function send(as: string, form: Record<string, string>) {
  const params = { contractId: values.contractId ?? '' }
  return answerOf(reviewing.action, await asking('/contracts/x/review', { as, params, form }))
}

/** What every loader whose address is about this contract gives to one reader, as `.data` would. */
async function everywhere(as: string | null): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const entry of routesIn(appRoot)) {
    const path = `/${entry.path ?? ''}`
    const params = Object.fromEntries(
      [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => [
        name,
        path.startsWith('/clients') ? clientSlug : (values[name] ?? ''),
      ]),
    )
    if (Object.values(params).includes('')) continue
    const { loader } = (await modules[`../../app/${entry.file}`]?.()) ?? {}
    // Pages of running processes and playgrounds are not about contracts.
    if (!loader || /progress|look|mailbox|\.ics|events/.test(path)) continue
    const address = path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')
    const { data } = await answerOf(loader, await asking(address, { as, params }))
    found.set(path, shown(data))
  }
  return found
}

describe('a review is sent', () => {
  it('with what was typed kept and a sentence at each field that lacks something', async () => {
    const answer = await send(world.client.personId, {
      ...said,
      clarity: '9',
      reliabilityWords: '',
    })
    expect(answer.status).toBe(400)
    expect(answer.data).toMatchObject({
      errors: { clarity: expect.anything(), reliabilityWords: expect.anything() },
      values: { words: said.words, note: said.note, communicationWords: said.communicationWords },
    })
    const none = await send(world.client.personId, { intent: 'review' })
    expect(Object.keys((none.data as { errors: object }).errors).sort()).toEqual([
      ...['clarity', 'clarityWords', 'communication', 'communicationWords'],
      ...['reliability', 'reliabilityWords'],
    ])
  })

  it('once, by one side, and says so to whoever tries again', async () => {
    expect((await send(world.client.personId, said)).status).toBe(303)
    const again = await send(world.client.personId, { ...said, words: 'Other.' })
    expect(again.status).toBe(409)
    expect(shown(again.data)).toContain('A review is written once')
    expect((await send(world.stranger.personId, said)).status).toBe(404)
    expect((await send(world.reader.personId, said)).status).toBe(403)
  })
})

describe('before both are revealed', () => {
  it('no page and no data of anybody but the writer’s side holds a word or a mark of it', async () => {
    for (const who of ['lead', 'stranger', null] as const) {
      const answers = await everywhere(who && world[who].personId)
      expect(answers.size).toBeGreaterThan(25)
      for (const [path, body] of answers) expect(`${path} ${body}`).not.toMatch(secrets)
    }
    // The search finds what is there: the writer's own page holds it.
    const own = await everywhere(world.client.personId)
    const where = [...own].filter(([, body]) => secrets.test(body)).map(([path]) => path)
    expect(where.sort()).toEqual(['/contracts/:contractId', '/contracts/:contractId/review'])
    for (const [path, body] of own) expect(`${path} ${body}`).not.toContain('Heron')
    // The operator reads the note; of the review itself, nothing.
    const operator = await everywhere(world.operator.personId)
    for (const [path, body] of operator) expect(`${path} ${body}`).not.toContain('Plover')
    expect(operator.get('/desk/reputation')).toContain('Heron')
  })

  it('averages say nothing of it either', async () => {
    const params = { slug: values.slug ?? '' }
    const { data } = await answerOf(teamPage.loader, await asking('/teams/x', { params }))
    expect(data).toMatchObject({ ratings: null, reviews: [] })
  })
})

describe('when both are in', () => {
  it('both stand on the public pages, and the note on none', async () => {
    const other = {
      ...said,
      ...{ clarityWords: 'Wren.', reliabilityWords: 'Wren.', communicationWords: 'Wren.' },
      words: 'Wren in the wall.',
      note: '',
    }
    expect((await send(world.lead.personId, other)).status).toBe(303)
    const nobody = await everywhere(null)
    const where = [...nobody].filter(([, body]) => /Plover|Wren/.test(body)).map(([path]) => path)
    expect(where.sort()).toEqual(['/clients/:slug', '/people/:personId', '/teams/:slug'])
    for (const [path, body] of nobody) expect(`${path} ${body}`).not.toContain('Heron')
  })

  it('the side spoken of shows it to the operator, who hides it with a reason', async () => {
    const rows = await database().select().from(review)
    const reviewId = rows.find(({ side }) => side === 'client')?.id ?? ''
    const report = { intent: 'report', reviewId, reason: 'abuse', words: 'Look at the marks.' }
    const half = await send(world.lead.personId, { ...report, reason: 'dislike', words: '' })
    expect(half).toMatchObject({ status: 400 })
    expect(half.data).toMatchObject({ errors: { reason: expect.anything() }, intent: reviewId })
    expect((await send(world.client.personId, report)).status).toBe(403)
    expect((await send(world.stranger.personId, report)).status).toBe(404)
    expect((await send(world.lead.personId, report)).status).toBe(303)
    expect((await send(world.lead.personId, report)).status).toBe(409)

    const as = world.operator.personId
    const { data } = await answerOf(desk.loader, await asking('/desk/reputation', { as }))
    const [first] = (data as { reports: { id: string }[] }).reports
    const decision = { reportId: first?.id ?? '', decision: 'hide', words: 'It insults.' }
    const decide = async (form: Record<string, string>, by = as) =>
      answerOf(desk.action, await asking('/desk/reputation', { as: by, form }))
    expect(await decide({ ...decision, words: '' })).toMatchObject({ status: 400 })
    expect((await decide(decision, world.lead.personId)).status).toBe(404)
    expect((await decide(decision)).status).toBe(303)
    expect((await decide(decision)).status).toBe(409)
    for (const [path, body] of await everywhere(null)) {
      expect(`${path} ${body}`).not.toMatch(/Plover/)
    }
    const params = { slug: values.slug ?? '' }
    const page = await answerOf(teamPage.loader, await asking('/teams/x', { params }))
    expect(page.data).toMatchObject({ ratings: null, reviews: [{ hiddenWhy: 'It insults.' }] })
  })
})

describe('what is counted', () => {
  it('is on the pages of the team, of its people and of the client', async () => {
    const one = { hits: 1, of: 1 }
    const team = await answerOf(
      teamPage.loader,
      await asking('/teams/x', { params: { slug: values.slug ?? '' } }),
    )
    expect(team.data).toMatchObject({ record: { verified: one, onTime: one } })
    const member = world.members[2]?.personId ?? ''
    const someone = await answerOf(
      person.loader,
      await asking('/people/x', { params: { personId: member } }),
    )
    expect(someone.data).toMatchObject({ record: { verified: one } })
    expect(await recordOfPerson(database(), world.stranger.personId)).toMatchObject({
      verified: { hits: 0, of: 0 },
    })
    const page = await answerOf(
      client.loader,
      await asking('/clients/x', { params: { slug: clientSlug } }),
    )
    expect(page.data).toMatchObject({
      own: false,
      record: { signed: 1, neverFunded: 0, fundingDays: { value: 0, of: 1 } },
    })
    expect(shown(page.data)).not.toContain('@')
    expect(await recordOfClient(database(), 'org_none')).toMatchObject({ signed: 0 })
  })

  it('keeps a client to itself that has published and signed nothing', async () => {
    const quiet = await makeOrganisation({ name: 'Quiet Mills' })
    const [row] = await database()
      .select()
      .from(organisation)
      .where(eq(organisation.id, quiet.organisationId))
    const params = { slug: row?.slug ?? '' }
    const read = async (as: string | null, given = params) =>
      (await answerOf(client.loader, await asking('/clients/x', { as, params: given }))).status
    expect(await read(null)).toBe(404)
    expect(await read(world.stranger.personId)).toBe(404)
    expect(await read(quiet.owner.personId)).toBe(200)
    expect(await read(null, { slug: 'no-such-client' })).toBe(404)
    const partner = await makeOrganisation({ name: 'A School', kind: 'partner' })
    const [school] = await database()
      .select()
      .from(organisation)
      .where(eq(organisation.id, partner.organisationId))
    expect(await read(partner.owner.personId, { slug: school?.slug ?? '' })).toBe(404)
  })
})

describe('a record to take away', () => {
  const ask = async (as: string | null, personId = as ?? '') =>
    answerOf(
      person.action,
      await asking('/people/x', { as, params: { personId }, form: { intent: 'record' } }),
    )

  it('is signed for oneself alone, and only where something has ended', async () => {
    const own = world.lead.personId
    expect((await ask(null, own)).status).not.toBe(200)
    expect((await ask(world.client.personId, own)).status).toBe(404)
    const empty = await ask(world.stranger.personId)
    expect(empty.status).toBe(409)
    expect(shown(empty.data)).toContain('Nothing of yours has ended yet')
  })

  it('verifies, names the counts, and writes no percentage on one milestone', async () => {
    const { location } = await ask(world.lead.personId)
    const credentialId = location?.split('/').at(-1) ?? ''
    const page = await credentialPage(database(), null, credentialId, addDays(at, 1))
    expect(page.results.map(({ name, value }) => [name, value])).toEqual([
      ['Milestones verified', '1'],
      ['Milestones ended', '1'],
      ['Milestones delivered on time', '1'],
      ['Milestones counted for time', '1'],
      ['Rate with interval', 'Too few for a rate'],
    ])
    const { rowOf } = await import('../support/credentials')
    const { text } = await rowOf(credentialId)
    expect((await verifyText(text, addDays(at, 1))).outcome).toBe('passed')
    // Asked again while nothing has changed, it is the same one.
    expect((await ask(world.lead.personId)).location).toBe(location)
  })
})
