import { contractTerms, exchangeStage } from 'db/schema/contracts'
import { credential } from 'db/schema/credentials'
import { payable } from 'db/schema/escrow'
import { person } from 'db/schema/identity'
import { and, eq, like, sql } from 'drizzle-orm'
import {
  drainJobs,
  type Model,
  makeBrief,
  makeProposal,
  makeWorld,
  pay,
  reviewedMilestone,
  signedContract,
  start,
  startModel,
  submitAndMeasure,
  type World,
} from 'tests/support/contracts'
import { rowOf } from 'tests/support/credentials'
import { useDatabase } from 'tests/support/database'
import { readsUrdu, toldAbout } from 'tests/support/notices'
import { signedIn } from 'tests/support/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { currentTerms } from '~/domain/contracts/rows.server'
import { confirmExchangeStage } from '~/domain/contracts/seats/confirm-exchange-stage.server'
import { exchangesIn } from '~/domain/contracts/seats/exchange'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { termsText } from '~/domain/contracts/terms/terms-text.server'
import type { ExchangeStage, PlannedStage } from '~/domain/market/exchange/exchange'
import { counterProposal } from '~/domain/market/proposals/counter-proposal.server'
import { proposalDraft } from '~/domain/market/proposals/proposal-draft-queries.server'
import { proposalPage } from '~/domain/market/proposals/proposal-queries.server'
import { answerSeat } from '~/domain/market/proposals/send-proposal.server'
import { takeCounter } from '~/domain/market/proposals/take-counter.server'
import { sha256 } from '~/domain/outcomes/evidence/canonical'
import { database, inTransaction } from '~/platform/database.server'

const test = useDatabase()
let world: World
let model: Model
const host = () => world.lead.personId
const other = () => world.members[1]?.personId ?? ''
const guest = () => world.members[2]?.personId ?? ''
const exchange = (...milestones: PlannedStage[]) => ({
  personId: guest(),
  plan: { hostId: host(), milestones },
})

beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
  await database().update(person).set({ country: 'TR' }).where(eq(person.id, guest()))
})
afterAll(() => model?.close())

const confirm = (milestoneId: string, by: string, stage: ExchangeStage = 'pair', of = guest()) =>
  inTransaction((tx) =>
    confirmExchangeStage(tx, {
      ...{ milestoneId, personId: of, stage, words: 'Wrote the page of errors.', by, at: start },
    }),
  )
const accept = (milestoneId: string) =>
  inTransaction((tx) => acceptMilestone(tx, { milestoneId, by: world.client.personId, at: start }))
const jobs = () => drainJobs(test.ownerUrl, ['run-operation'])
const credentialsOf = (milestoneId: string) =>
  database()
    .select()
    .from(credential)
    .where(like(credential.reference, `milestone:${milestoneId}:%`))

describe('the terms', () => {
  it('carry the exchange with the countries of the day', async () => {
    const { contractId } = await signedContract(world, { exchange: exchange('shadow', 'pair') })
    const { body } = await currentTerms(database(), contractId)
    expect(body.members.find(({ personId }) => personId === guest())?.exchange).toEqual({
      ...{ hostId: host(), milestones: ['shadow', 'pair'], from: 'TR', to: 'PK' },
    })
    expect(body.members.filter(({ exchange }) => exchange)).toHaveLength(1)
  })

  it('say nothing of it where there is none, so that their hash is as it was', async () => {
    const { contractId } = await signedContract(world)
    const [row] = await database()
      .select()
      .from(contractTerms)
      .where(eq(contractTerms.contractId, contractId))
    expect(row?.canonical).not.toContain('exchange')
    for (const one of row?.body.members ?? []) {
      expect(Object.keys(one).sort()).toEqual(['name', 'personId', 'role', 'shareBps'])
    }
    const { sha256: hash } = termsText(row?.body as never)
    expect(hash).toBe(row?.sha256)
    expect(sha256(row?.canonical ?? '').toString('hex')).toBe(hash)
  })

  it('are not made where the seat does not fit', async () => {
    const briefId = await makeBrief(world)
    const wrong = (given: Parameters<typeof makeProposal>[2]) => makeProposal(world, briefId, given)
    const refused = { code: 'exchange_invalid' }
    await expect(wrong({ exchange: exchange('shadow', 'shadow') })).rejects.toMatchObject(refused)
    await expect(wrong({ exchange: exchange('pair') })).rejects.toMatchObject(refused)
    const own = { personId: guest(), plan: { ...exchange('pair', 'pair').plan, hostId: guest() } }
    await expect(wrong({ exchange: own })).rejects.toMatchObject(refused)
    const same = { ...exchange('pair', 'pair'), personId: other() }
    await expect(wrong({ exchange: same })).rejects.toMatchObject(refused)
  })
})

it('keeps the stage of each milestone when a counter-offer drops the discovery before them', async () => {
  const briefId = await makeBrief(world)
  const proposalId = await makeProposal(world, briefId, {
    discovery: true,
    exchange: exchange('none', 'shadow', 'pair'),
  })
  const viewer = await signedIn(world.lead)
  const { proposal } = await proposalPage(database(), viewer, proposalId, start)
  const [, part] = proposal.milestones
  if (!part) throw new Error('The proposal has no milestone after its discovery.')
  const form = await proposalDraft(database(), viewer, briefId, world.teamId)
  const seated = form.members.find(({ personId }) => personId === guest())
  expect(seated?.exchange?.milestones).toEqual(['shadow', 'pair'])
  // One more than before without the discovery: as many, and yet others.
  const milestones = ['Part 1', 'Part 2', 'Part 3'].map((title) => ({ ...part, title }))
  const { client } = world
  await inTransaction((tx) =>
    counterProposal(tx, {
      ...{ proposalId, version: 1, counter: { milestones, holdbackBps: 0, reviewDays: 14 } },
      ...{ note: 'Without the look.', by: client.personId, at: start },
    }),
  )
  await inTransaction((tx) => takeCounter(tx, { proposalId, version: 2, by: host(), at: start }))
  for (const by of [other(), guest()]) {
    await inTransaction((tx) => answerSeat(tx, { proposalId, agrees: true, by, at: start }))
  }
  const { contractId } = await inTransaction((tx) =>
    acceptProposal(tx, { proposalId, by: client.personId, at: start }),
  )
  const { body } = await currentTerms(database(), contractId)
  expect(
    body.milestones.map(({ title, position }) => [title, exchangesIn(body, position)[0]?.planned]),
  ).toEqual([
    ['Part 1', 'shadow'],
    ['Part 2', 'pair'],
    ['Part 3', 'pair'],
  ])
})

it('goes on with a counter-offer of another number of milestones, and asks guest and host', async () => {
  const proposalId = await makeProposal(world, await makeBrief(world), {
    exchange: exchange('shadow', 'pair'),
  })
  const counter = {
    ...{ holdbackBps: 0, reviewDays: 14 },
    milestones: [
      {
        ...{ title: 'Part 1', description: 'A part of the work.', amountMinor: '1000000' },
        ...{ weeks: 6, criterionIds: ['c1', 'c2'] },
      },
    ],
  }
  await inTransaction((tx) =>
    counterProposal(tx, {
      ...{ proposalId, version: 1, counter, note: 'In one.', by: world.client.personId, at: start },
    }),
  )
  const { status } = await inTransaction((tx) =>
    takeCounter(tx, { proposalId, version: 2, by: host(), at: start }),
  )
  expect(status).toBe('forming')
  const [seat] = await database().execute<{ exchange: { milestones: string[] } }>(
    sql`select exchange from proposal_seat where proposal_id = ${proposalId} and person_id = ${guest()}`,
  )
  expect(seat?.exchange.milestones).toEqual(['pair'])
})

describe('the word of the host', () => {
  it('is the host’s alone, once something lies there, and only once', async () => {
    model.quality = 'good'
    const made = await signedContract(world, { exchange: exchange('none', 'lead') })
    const [first = '', second = ''] = made.milestoneIds
    await pay(world, first)
    await submitAndMeasure(world, first, model)
    // Nobody is in exchange in the first.
    await expect(confirm(first, host())).rejects.toMatchObject({ code: 'not_found' })
    await accept(first)
    await pay(world, second)
    await expect(confirm(second, host())).rejects.toMatchObject({ code: 'not_yet_due' })
    await submitAndMeasure(world, second, model)
    for (const by of [guest(), other(), world.client.personId]) {
      await expect(confirm(second, by)).rejects.toMatchObject({ code: 'not_allowed' })
    }
    const stranger = world.stranger.personId
    await expect(confirm(second, stranger)).rejects.toMatchObject({ code: 'not_found' })
    await expect(confirm(second, host(), 'pair', other())).rejects.toMatchObject({
      code: 'not_found',
    })
    const said = await Promise.all([confirm(second, host()), confirm(second, host(), 'lead')])
    expect(said.map(({ already }) => already).sort()).toEqual([false, true])
    expect(await confirm(second, host(), 'shadow')).toEqual({ already: true })
    const rows = await database()
      .select()
      .from(exchangeStage)
      .where(eq(exchangeStage.milestoneId, second))
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ fromCountry: 'TR', toCountry: 'PK', hostId: host() })
  })

  it('cannot be taken back or written over, in the database either', async () => {
    const change = (what: ReturnType<typeof sql>) => database().execute(what)
    await expect(change(sql`update exchange_stage set stage = 'lead'`)).rejects.toThrow()
    await expect(change(sql`delete from exchange_stage`)).rejects.toThrow()
  })
})

describe('the credential', { timeout: 90_000 }, () => {
  it('comes with the exchange for who worked in it, and money for everybody', async () => {
    model.quality = 'good'
    const { milestoneId } = await reviewedMilestone(world, model, { exchange: exchange('pair') })
    await confirm(milestoneId, host())
    await accept(milestoneId)
    await jobs()
    const rows = await credentialsOf(milestoneId)
    expect(rows).toHaveLength(3)
    const theirs = rows.find(({ personId }) => personId === guest())
    const { document } = await rowOf(theirs?.id ?? '')
    const text = JSON.stringify(document)
    expect(text).toContain('Worked in exchange from Türkiye, hosted by Lena Lead in Pakistan')
    expect(text).toContain('confirmed by the host: pair')
    for (const row of rows.filter(({ personId }) => personId !== guest())) {
      expect(JSON.stringify((await rowOf(row.id)).document)).not.toContain('exchange')
    }
  })

  it('waits for the host’s word, and comes when it is said after the release', async () => {
    const { milestoneId } = await reviewedMilestone(world, model, { exchange: exchange('lead') })
    await accept(milestoneId)
    await jobs()
    expect((await credentialsOf(milestoneId)).map(({ personId }) => personId)).not.toContain(
      guest(),
    )
    await confirm(milestoneId, host(), 'lead')
    await jobs()
    expect((await credentialsOf(milestoneId)).map(({ personId }) => personId)).toContain(guest())
  })

  it('does not come for who only watched, who is paid all the same', async () => {
    const { milestoneId } = await reviewedMilestone(world, model, { exchange: exchange('pair') })
    await confirm(milestoneId, host(), 'shadow')
    await accept(milestoneId)
    await jobs()
    expect((await credentialsOf(milestoneId)).map(({ personId }) => personId).sort()).toEqual(
      [host(), other()].sort(),
    )
    const paid = await database()
      .select()
      .from(payable)
      .where(and(like(payable.reference, `${milestoneId}%`), eq(payable.personId, guest())))
    expect(paid.length).toBeGreaterThan(0)
  })
})

it('asks the host when something was delivered, until it is said, and tells the guest', async () => {
  const { milestoneId } = await reviewedMilestone(world, model, { exchange: exchange('pair') })
  await readsUrdu(world.lead)
  const asked = await toldAbout(test, 'exchange-asked', milestoneId, start)
  expect(asked).toMatchObject([
    {
      ...{ name: 'Lena Lead', kind: 'exchange_asked', yourTurn: true },
      ...{ url: `/milestones/${milestoneId}#exchange` },
      en: '“Part 1” is delivered. Say which stage Sana Member reached in it.',
    },
  ])
  await confirm(milestoneId, host())
  expect(await toldAbout(test, 'exchange-asked', milestoneId, start)).toEqual([])
  const told = await toldAbout(test, 'exchange-confirmed', milestoneId, start)
  expect(told).toMatchObject([{ name: 'Sana Member', kind: 'exchange_confirmed', yourTurn: false }])
})
