import { proposal, proposalSeat, proposalVersion } from 'db/schema/market'
import { teamMember } from 'db/schema/teams'
import { and, eq } from 'drizzle-orm'
import { makeBrief, makeProposal, makeWorld, start, type World } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { joinWorld } from 'tests/support/hand-over'
import { signedIn, type TestPerson } from 'tests/support/people'
import { beforeEach, describe, expect, it } from 'vitest'
import { leaveWithSeats } from '~/domain/contracts/seats/leave-with-seats.server'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { expireProposals } from '~/domain/market/proposals/close-proposal.server'
import { counterProposal } from '~/domain/market/proposals/counter-proposal.server'
import { proposalDraft } from '~/domain/market/proposals/proposal-draft-queries.server'
import { proposalPage } from '~/domain/market/proposals/proposal-queries.server'
import { saveProposal } from '~/domain/market/proposals/save-proposal.server'
import { answerSeat, sendProposal } from '~/domain/market/proposals/send-proposal.server'
import { addDays, addHours } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()
const at = start
let world: World
let briefId = ''
let proposalId = ''
let third: TestPerson

beforeEach(async () => {
  world = await makeWorld()
  briefId = await makeBrief(world)
  proposalId = await makeProposal(world, briefId)
  third = world.members[2] as TestPerson
})

const leave = (who = third, by = who) => {
  const { personId } = who
  return inTransaction((tx) =>
    leaveWithSeats(tx, { teamId: world.teamId, personId, by: by.personId, at }),
  )
}
const rowOf = async () => {
  const [row] = await database().select().from(proposal).where(eq(proposal.id, proposalId))
  if (!row) throw new Error('no such proposal')
  return row
}
const seats = () =>
  database().select().from(proposalSeat).where(eq(proposalSeat.proposalId, proposalId))
const accept = () =>
  inTransaction((tx) => acceptProposal(tx, { proposalId, by: world.client.personId, at }))
const page = async (who: TestPerson) =>
  proposalPage(database(), await signedIn(who), proposalId, at)

/** The lead gives the free seat to somebody, and sends. */
async function fill(newcomer: TestPerson) {
  const { lead } = world
  const by = lead.personId
  const draft = await rowOf()
  const [first, second] = world.members
  const { status } = await inTransaction(async (tx) => {
    await saveProposal(tx, {
      ...{ briefId, teamId: world.teamId, by, at, approach: draft.approach, weeks: draft.weeks },
      ...{ priceMinor: draft.priceMinor, milestones: draft.milestones, manifest: draft.manifest },
      ...{ holdbackBps: draft.holdbackBps, reviewDays: draft.reviewDays },
      seats: [
        { personId: first?.personId ?? '', role: 'outcome_lead', shareBps: 5_000 },
        { personId: second?.personId ?? '', role: 'machine_learning_engineer', shareBps: 3_333 },
        { personId: newcomer.personId, role: 'localiser', shareBps: 1_667 },
      ],
    })
    return sendProposal(tx, { proposalId, by, at })
  })
  return status
}

describe('a member with a seat leaves while the proposal lies before the client', () => {
  it('goes back to the team, with its version; nobody can accept it meanwhile', async () => {
    await leave()
    expect(await rowOf()).toMatchObject({
      ...{ status: 'forming', version: 1, submittedAt: at },
      deadlineAt: addHours(at, 72),
    })
    await expect(accept()).rejects.toMatchObject({ code: 'transition_refused' })
    const read = await page(world.client)
    expect([read.isShown, read.inside, read.seatFree]).toEqual([true, false, true])
    expect(read.seats.map(({ personId }) => personId)).toContain(third.personId)
    const own = await page(world.lead)
    expect([own.inside, own.seatFree]).toEqual([true, true])
    expect(await seats()).toHaveLength(2)
  })

  it('comes to the client once more when the seat is filled and its new member agrees', async () => {
    const newcomer = await joinWorld(world, 'Tariq New')
    await leave()
    const draft = await proposalDraft(database(), await signedIn(world.lead), briefId, world.teamId)
    expect(draft.proposal?.id).toBe(proposalId)
    expect(await fill(newcomer)).toBe('forming')
    // The words of the others stand: nothing is otherwise for them.
    const open = (await seats()).filter(({ agreedAt }) => agreedAt === null)
    expect(open.map(({ personId }) => personId)).toEqual([newcomer.personId])
    await inTransaction((tx) =>
      answerSeat(tx, { proposalId, agrees: true, by: newcomer.personId, at }),
    )
    expect(await rowOf()).toMatchObject({ status: 'submitted', version: 2, submittedAt: at })
    const laid = await database()
      .select()
      .from(proposalVersion)
      .where(eq(proposalVersion.proposalId, proposalId))
    expect(laid).toHaveLength(2)
    expect((await page(world.client)).seatFree).toBe(false)
    await accept()
  })

  it('goes back to a draft after 72 hours, and expires as others do', async () => {
    await leave()
    await inTransaction((tx) => expireProposals(tx, { at: addHours(at, 71) }))
    expect((await rowOf()).status).toBe('forming')
    await inTransaction((tx) => expireProposals(tx, { at: addHours(at, 72) }))
    expect((await rowOf()).status).toBe('draft')
    const by = world.lead.personId
    await expect(
      inTransaction((tx) => sendProposal(tx, { proposalId, by, at: addHours(at, 73) })),
    ).rejects.toMatchObject({ code: 'shares_not_whole' })
    await inTransaction((tx) => expireProposals(tx, { at: addDays(addHours(at, 72), 14) }))
    expect((await rowOf()).status).toBe('expired')
  })

  it('is the same when a lead takes the member out, and when two leave', async () => {
    await leave(third, world.lead)
    await leave(world.members[1] as TestPerson)
    expect((await rowOf()).status).toBe('forming')
    expect(await seats()).toHaveLength(1)
  })
})

it('is not submitted by the last word of another while a seat is free', async () => {
  const other = world.members[1] as TestPerson
  await database()
    .update(proposal)
    .set({ status: 'forming', deadlineAt: addHours(at, 72) })
    .where(eq(proposal.id, proposalId))
  const seat = and(
    eq(proposalSeat.proposalId, proposalId),
    eq(proposalSeat.personId, other.personId),
  )
  await database().update(proposalSeat).set({ agreedAt: null }).where(seat)
  await leave()
  const by = other.personId
  await inTransaction((tx) => answerSeat(tx, { proposalId, agrees: true, by, at }))
  expect(await rowOf()).toMatchObject({ status: 'forming', version: 1 })
})

it('stays with the team where the client had countered, and its seat is free', async () => {
  const { milestones } = await rowOf()
  const counter = { milestones, holdbackBps: 1_000, reviewDays: 10 }
  const by = world.client.personId
  await inTransaction((tx) =>
    counterProposal(tx, { proposalId, version: 1, counter, note: 'Keep some back.', by, at }),
  )
  await leave()
  expect(await rowOf()).toMatchObject({ status: 'countered', version: 2 })
  expect((await page(world.lead)).seatFree).toBe(true)
  const newcomer = await joinWorld(world, 'Tariq New')
  expect(await fill(newcomer)).toBe('forming')
})

it('keeps nothing of somebody who never had a seat in it', async () => {
  const newcomer = await joinWorld(world, 'Tariq New')
  await leave(newcomer)
  expect((await rowOf()).status).toBe('submitted')
  const gone = await database()
    .select()
    .from(teamMember)
    .where(eq(teamMember.personId, newcomer.personId))
  expect(gone).toEqual([])
})
