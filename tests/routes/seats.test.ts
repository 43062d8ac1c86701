import { payable } from 'db/schema/escrow'
import { teamMember } from 'db/schema/teams'
import { and, eq } from 'drizzle-orm'
import {
  type Model,
  makeBrief,
  makeProposal,
  makeWorld,
  pay,
  signedContract,
  start,
  startModel,
  submitAndMeasure,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { joinWorld, propose, seatsFor } from 'tests/support/hand-over'
import { makePerson, signedIn, type TestPerson } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waitingHandOvers } from '~/domain/contracts/seats/waiting-hand-overs.server'
import { releaseSplit } from '~/domain/escrow/release-split'
import { createOrganisation } from '~/domain/identity/create-organisation.server'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import * as contractRoute from '~/routes/contracts/$contractId/index'
import * as seatsRoute from '~/routes/contracts/$contractId/seats'
import * as termsRoute from '~/routes/contracts/$contractId/terms'
import * as milestoneRoute from '~/routes/milestones/$milestoneId/index'
import * as organisationRoute from '~/routes/organisations/$organisationId/index'
import * as proposalRoute from '~/routes/proposals/$proposalId/index'
import * as membersRoute from '~/routes/teams/$slug/members'

useDatabase()
let world: World
let model: Model
let leaver: TestPerson
let newcomer: TestPerson

beforeAll(async () => {
  await setBusinessNow(database(), start)
  world = await makeWorld()
  model = await startModel()
  leaver = world.members[1] as TestPerson
  newcomer = await joinWorld(world, 'Tariq New')
})
afterAll(() => model?.close())

type Loaded = {
  party: boolean
  open: {
    id: string
    sha256: string
    state: string
    may: Record<string, boolean>
    mine: unknown
  } | null
  form: { none: string | null; people?: { personId: string }[]; starts?: number[] } | null
  past: { state: string; endedWords: string }[]
}

async function read(contractId: string, who: TestPerson, locale: 'en' | 'ur' = 'en') {
  const params = { contractId }
  const ask = await asking(`/contracts/${contractId}/seats`, { as: who.personId, params, locale })
  const answer = await answerOf(seatsRoute.loader, ask)
  return { status: answer.status, page: answer.data as Loaded }
}

async function post(contractId: string, who: TestPerson, form: Record<string, string>) {
  const params = { contractId }
  const ask = await asking(`/contracts/${contractId}/seats`, { as: who.personId, params, form })
  return answerOf(seatsRoute.action, ask)
}

/** The form as its page fills it: the leaver's share goes to the newcomer. */
async function filled(contractId: string, who = world.lead) {
  const { page } = await read(contractId, who)
  const people = page.form?.people ?? []
  const shares: Record<string, string> = {
    [world.lead.personId]: '50',
    [leaver.personId]: '',
    [newcomer.personId]: '33.33',
    [world.members[2]?.personId ?? '']: '16,67',
  }
  return {
    ...{ intent: 'propose', from: '2', reason: 'Umar goes home.' },
    ...Object.fromEntries(
      people.flatMap(({ personId }, index) => [
        [`seats.${index}.personId`, personId],
        [`seats.${index}.role`, 'localiser'],
        [`seats.${index}.share`, shares[personId] ?? ''],
      ]),
    ),
  } as Record<string, string>
}

const word = async (contractId: string, who: TestPerson, form: Record<string, string>) => {
  const { page } = await read(contractId, who)
  const { id: handOverId = '', sha256 = '' } = page.open ?? {}
  return post(contractId, who, { handOverId, sha256, ...form })
}
const agree = (contractId: string, who: TestPerson) => word(contractId, who, { intent: 'agree' })
const sign = (contractId: string, who: TestPerson) =>
  word(contractId, who, { intent: 'sign', typedName: who.name, agree: 'yes' })

it('goes from the lead’s proposal over the words of all to the successor’s pay', async () => {
  const { contractId, milestoneIds } = await signedContract(world)
  const [first = '', second = ''] = milestoneIds
  await pay(world, first)
  await submitAndMeasure(world, first, model)
  const accept = async (milestoneId: string) => {
    const params = { milestoneId }
    const form = { intent: 'accept' }
    const ask = await asking(`/milestones/${milestoneId}`, {
      ...{ as: world.client.personId, params, form },
    })
    expect((await answerOf(milestoneRoute.action, ask)).status).toBe(303)
  }
  await accept(first)

  const proposal = await filled(contractId)
  expect(await post(contractId, world.lead, { ...proposal, intent: 'propose' })).toMatchObject({
    status: 303,
    location: `/contracts/${contractId}/seats`,
  })
  expect((await sign(contractId, world.lead)).status).toBe(303)
  const seen = await read(contractId, newcomer)
  expect(seen).toMatchObject({ status: 200, page: { party: false, form: null } })
  expect(seen.page.open?.may).toMatchObject({ agree: true, sign: false, withdraw: false })
  const waits = async (who: TestPerson) =>
    (await waitingHandOvers(database(), await signedIn(who))).map((row) => row.signs)
  const all = [world.lead, leaver, newcomer, world.client, world.reader, world.stranger]
  expect(await Promise.all(all.map(waits))).toEqual([[], [false], [false], [], [], []])
  expect((await agree(contractId, leaver)).status).toBe(303)
  expect((await agree(contractId, newcomer)).status).toBe(303)
  expect(await Promise.all(all.map(waits))).toEqual([[], [], [], [true], [], []])
  const before = await read(contractId, world.client)
  expect(before.page.open).toMatchObject({ state: 'with_client', may: { sign: true } })
  expect((await sign(contractId, world.client)).status).toBe(303)

  const params = { contractId }
  for (const locale of ['en', 'ur'] as const) {
    const terms = await asking(`/contracts/${contractId}/terms`, {
      ...{ as: newcomer.personId, params, locale },
    })
    expect(await answerOf(termsRoute.loader, terms)).toMatchObject({
      status: 200,
      data: { page: { shown: { version: 2 } }, signatures: [{}, {}], seats: expect.any(Array) },
    })
  }
  const overview = await asking(`/contracts/${contractId}`, { as: newcomer.personId, params })
  const shown = (await answerOf(contractRoute.loader, overview)).data as {
    page: { members: { personId: string }[] }
  }
  expect(shown.page.members.map(({ personId }) => personId)).toContain(newcomer.personId)
  expect(shown.page.members.map(({ personId }) => personId)).not.toContain(leaver.personId)

  await pay(world, second)
  await submitAndMeasure(world, second, model)
  await accept(second)
  const paidTo = async (who: TestPerson, milestoneId: string) => {
    const rows = await database()
      .select()
      .from(payable)
      .where(and(eq(payable.reference, milestoneId), eq(payable.personId, who.personId)))
    return rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  }
  const { members } = releaseSplit({
    ...{ grossMinor: 500_000n, feeBps: 500, holdbackBps: 0 },
    shares: seatsFor(world, newcomer),
  })
  const fee = members.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  expect(fee).toBeLessThan(500_000n)
  expect(await paidTo(newcomer, second)).toBeGreaterThan(0n)
  expect(await paidTo(newcomer, second)).toBe(await paidTo(leaver, first))
  expect([await paidTo(newcomer, first), await paidTo(leaver, second)]).toEqual([0n, 0n])
})

describe('the page of the seats', () => {
  let contractId = ''
  beforeAll(async () => {
    contractId = (await signedContract(world)).contractId
  })

  it('is not there for strangers, nor its acts; a reader of the client reads and signs nothing', async () => {
    const elsewhere = await makeWorld()
    const other = (await signedContract(elsewhere)).contractId
    for (const who of [world.stranger, newcomer]) {
      expect((await read(contractId, who)).status).toBe(404)
    }
    expect((await read(other, world.lead)).status).toBe(404)
    expect((await read(other, world.client)).status).toBe(404)
    const theirs = await propose(other, {
      by: elsewhere.lead.personId,
      seats: seatsFor(elsewhere, await joinWorld(elsewhere, 'Zoya Other')),
    })
    for (const intent of ['agree', 'sign', 'refuse', 'withdraw']) {
      const form = {
        ...{ intent, handOverId: theirs, sha256: 'a'.repeat(64), reason: 'No.' },
        ...{ typedName: world.lead.name, agree: 'yes' },
      }
      expect([intent, (await post(other, world.lead, form)).status]).toEqual([intent, 404])
    }
    const handOverId = await propose(contractId, {
      by: world.lead.personId,
      seats: seatsFor(world, newcomer),
    })
    const { page } = await read(contractId, world.reader)
    expect(page.open?.may).toEqual({ agree: false, sign: false, refuse: false, withdraw: false })
    expect((await sign(contractId, world.reader)).status).toBe(403)
    expect((await agree(contractId, world.reader)).status).toBe(403)
    const reason = { intent: 'refuse', reason: 'We know Umar.' }
    expect((await word(contractId, world.reader, reason)).status).toBe(403)
    expect((await word(contractId, world.client, { ...reason, reason: ' ' })).data).toMatchObject({
      ...{ intent: 'refuse', errors: { reason: expect.any(String) } },
    })
    expect((await word(contractId, world.client, reason)).status).toBe(303)
    // Who was to get the seat still reads how it ended, and nothing else.
    const after = await read(contractId, newcomer)
    expect(after).toMatchObject({
      ...{ status: 200, page: { party: false, open: null, form: null } },
    })
    expect(after.page.past).toMatchObject([{ state: 'refused', endedWords: 'We know Umar.' }])
    expect((await post(contractId, world.lead, { intent: 'withdraw', handOverId })).status).toBe(
      409,
    )
  })

  it('says beside its field what does not fit, and keeps everything as typed', async () => {
    const form = await filled(contractId)
    const at = (personId: string) =>
      Object.entries(form)
        .find(([name, value]) => name.endsWith('.personId') && value === personId)?.[0]
        .replace('personId', 'share') ?? ''
    const share = at(newcomer.personId)
    for (const [given, field] of [
      [{ [share]: 'a lot' }, share],
      [{ [share]: '30' }, 'form'],
      [{ reason: ' ' }, 'reason'],
      [{ from: 'x' }, 'from'],
      [{ from: '7' }, 'form'],
    ] as [Record<string, string>, string][]) {
      const answer = await post(contractId, world.lead, { ...form, ...given })
      expect([field, answer.status]).toEqual([field, field === 'form' && given.from ? 409 : 400])
      expect(answer.data).toMatchObject({
        errors: { [field]: expect.any(String) },
        values: { ...given, [at(world.lead.personId)]: '50' },
      })
    }
    expect((await post(contractId, world.client, form)).status).toBe(403)
    expect((await post(contractId, world.lead, { intent: 'boss' })).status).toBe(400)
  })

  it('offers its form to a lead and to whoever has a seat, and says why to the others', async () => {
    const none = async (who: TestPerson, id = contractId) => (await read(id, who)).page.form?.none
    expect(await none(world.lead)).toBe(null)
    expect(await none(leaver)).toBe(null)
    expect(await none(world.client)).toBe('not_you')
    expect(await none(world.reader)).toBe('not_you')
    const form = await filled(contractId, leaver)
    expect((await post(contractId, world.members[2] as TestPerson, form)).status).toBe(403)
    expect((await post(contractId, leaver, form)).status).toBe(303)
  })
})

describe('the members’ page of a team', () => {
  const slugOf = async () => {
    const { team } = await import('db/schema/teams')
    const [row] = await database().select().from(team).where(eq(team.id, world.teamId))
    return row?.slug ?? ''
  }

  it('says what somebody would leave behind, and lets them go all the same', async () => {
    const { contractId } = await signedContract(world)
    const proposalId = await makeProposal(world, await makeBrief(world))
    const params = { slug: await slugOf() }
    const path = `/teams/${params.slug}/members`
    const third = world.members[2] as TestPerson
    const load = async (as: string) =>
      (await answerOf(membersRoute.loader, await asking(path, { as, params }))).data as {
        held: { personId: string; contractId: string; onlyLead: boolean }[]
      }
    const { held } = await load(third.personId)
    expect(held).toContainEqual(
      expect.objectContaining({ personId: third.personId, contractId, mayHandOver: true }),
    )
    const leave = async (as: string) =>
      answerOf(membersRoute.action, await asking(path, { as, params, form: { intent: 'leave' } }))
    expect((await leave(world.lead.personId)).status).toBe(409)
    expect((await leave(third.personId)).status).toBe(303)
    const gone = await database()
      .select()
      .from(teamMember)
      .where(eq(teamMember.personId, third.personId))
    expect(gone).toEqual([])
    // Their seat stays theirs, and the form says that they are outside.
    const { page } = await read(contractId, world.lead)
    expect(page.form?.people).toContainEqual(
      expect.objectContaining({ personId: third.personId, outside: true, shareBps: 1_667 }),
    )
    const ask = await asking(`/proposals/${proposalId}`, {
      ...{ as: world.client.personId, params: { proposalId } },
    })
    expect((await answerOf(proposalRoute.loader, ask)).data).toMatchObject({
      ...{ seatFree: true, clientEvents: [], proposal: { status: 'forming' } },
    })
    const acceptIt = await asking(`/proposals/${proposalId}`, {
      ...{ as: world.client.personId, params: { proposalId } },
      form: { intent: 'accept', version: '1', toOthers: '' },
    })
    expect((await answerOf(proposalRoute.action, acceptIt)).status).toBe(409)
  })
})

it('the last owner of an organisation is kept, with a sentence on its page', async () => {
  const owner = await makePerson(database(), { name: 'Only Owner' })
  const { organisationId } = await inTransaction((tx) =>
    createOrganisation(tx, {
      ...{ kind: 'client', name: 'Alone Ltd', country: 'DE', by: owner.personId, at: start },
    }),
  )
  const params = { organisationId }
  const form = { intent: 'remove', personId: owner.personId }
  const ask = await asking(`/organisations/${organisationId}`, {
    ...{ as: owner.personId, params, form },
  })
  expect(await answerOf(organisationRoute.action, ask)).toMatchObject({
    status: 409,
    data: { errors: { form: 'An organisation needs an owner. Name another one first.' } },
  })
})
