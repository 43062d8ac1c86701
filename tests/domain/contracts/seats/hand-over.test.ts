import {
  contract,
  contractMember,
  contractTerms,
  handOver,
  handOverWord,
  signature,
} from 'db/schema/contracts'
import { credential } from 'db/schema/credentials'
import { payable } from 'db/schema/escrow'
import { organisationMember, person } from 'db/schema/identity'
import { portfolioEntry } from 'db/schema/reputation'
import { teamMember } from 'db/schema/teams'
import { and, eq, like } from 'drizzle-orm'
import {
  type Model,
  makeWorld,
  pay,
  signedContract,
  start,
  startModel,
  stateOf,
  submitAndMeasure,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import {
  agree,
  handOverOf,
  joinWorld,
  passOn,
  propose,
  seatsFor,
  signOver,
} from 'tests/support/hand-over'
import { signedIn, type TestPerson } from 'tests/support/people'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fallDue } from '~/domain/contracts/fall-due.server'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { issueDeliveredCredentials } from '~/domain/contracts/milestones/issue-delivered-credentials.server'
import { openMilestone } from '~/domain/contracts/milestones/move-milestone.server'
import { currentTerms, milestonesOf, standing } from '~/domain/contracts/rows.server'
import { agreeToHandOver } from '~/domain/contracts/seats/agree-to-hand-over.server'
import { refuseHandOver, withdrawHandOver } from '~/domain/contracts/seats/end-hand-over.server'
import {
  type HandOverActor,
  type HandOverEvent,
  type HandOverState,
  handOverTransitions,
  openHandOverStates,
} from '~/domain/contracts/seats/hand-over'
import { handOverPage } from '~/domain/contracts/seats/hand-over-queries.server'
import type { WantedSeat } from '~/domain/contracts/seats/hand-over-seats.server'
import { leaveWithSeats } from '~/domain/contracts/seats/leave-with-seats.server'
import { moveHandOver } from '~/domain/contracts/seats/move-hand-over.server'
import { membersAt } from '~/domain/contracts/seats/seats'
import { signHandOver } from '~/domain/contracts/seats/sign-hand-over.server'
import { releaseSplit } from '~/domain/escrow/release-split'
import { verifyChain } from '~/domain/outcomes/evidence/evidence'
import { evidenceChain } from '~/domain/outcomes/queries.server'
import { recordPortfolio } from '~/domain/reputation/record-portfolio.server'
import { recordOfPerson } from '~/domain/reputation/work-queries.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction, type Tx } from '~/platform/database.server'

useDatabase()
let world: World
let model: Model
let leaver: TestPerson
let third: TestPerson
let newcomer: TestPerson
const at = start

beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
  const [, second, last] = world.members as [TestPerson, TestPerson, TestPerson]
  leaver = second
  third = last
  newcomer = await joinWorld(world, 'Tariq New')
})
afterAll(() => model?.close())

const lead = () => world.lead
const concerned = () => [leaver, newcomer]
const wanted = () => seatsFor(world, newcomer)
const proposed = (contractId: string, given: Partial<Parameters<typeof propose>[1]> = {}) =>
  propose(contractId, { by: lead().personId, seats: wanted(), ...given })
const refused = (code: string) => expect.objectContaining({ code })
const termsNow = async (contractId: string) => (await currentTerms(database(), contractId)).body

describe('what a state allows', () => {
  const events = [...new Set(handOverTransitions.rows.map(({ event }) => event))]
  const states: HandOverState[] = [
    'with_team',
    'with_client',
    'in_force',
    'refused',
    'withdrawn',
    'lapsed',
  ]
  const actors: HandOverActor[] = ['member', 'lead', 'client', 'proposer', 'platform', 'clock']
  let handOverId = ''
  beforeAll(async () => {
    handOverId = await proposed((await signedContract(world)).contractId)
  })
  const back = new Error('rolled back on purpose')

  /** Tries `work` from a state, and leaves nothing behind. */
  async function tried(state: HandOverState, work: (tx: Tx) => Promise<unknown>) {
    try {
      await inTransaction(async (tx) => {
        const ended = openHandOverStates.includes(state) ? null : at
        const lapsedWhy = state === 'lapsed' ? ('deadline' as const) : null
        await tx
          .update(handOver)
          .set({ state, endedAt: ended, lapsedWhy })
          .where(eq(handOver.id, handOverId))
        await work(tx)
        throw back
      })
    } catch (error) {
      return error === back ? 'done' : ((error as { code?: string }).code ?? error)
    }
    return 'done'
  }

  it.each(states.flatMap((state) => events.map((event) => [state, event] as const)))(
    'in %s, %s is what the table says for each actor',
    async (state, event: HandOverEvent) => {
      for (const actor of actors) {
        const found = await tried(state, async (tx) => {
          const row = { ...(await handOverOf(handOverId)), state }
          const why = event === 'lapse' ? ('deadline' as const) : undefined
          const moved = await moveHandOver(tx, row, { event, actor, by: null, at, why })
          const step = handOverTransitions.find(state, event, actor)
          expect(step.ok && step.to).toBe(moved.state)
        })
        const step = handOverTransitions.find(state, event, actor)
        if (step.ok) expect([actor, found]).toEqual([actor, 'done'])
        else {
          const code = step.reason === 'actor_not_allowed' ? 'not_allowed' : 'transition_refused'
          expect([actor, found]).toEqual([actor, code])
        }
      }
    },
  )

  const acts = {
    agree: async (tx: Tx, who: TestPerson) => {
      const { sha256 } = await handOverOf(handOverId)
      await agreeToHandOver(tx, { handOverId, sha256, by: who.personId, at })
    },
    sign: async (tx: Tx, who: TestPerson) => {
      const { sha256 } = await handOverOf(handOverId)
      const typedName = who.name
      await signHandOver(tx, { handOverId, sha256, typedName, by: who.personId, at })
    },
    refuse: (tx: Tx, who: TestPerson) =>
      refuseHandOver(tx, { handOverId, reason: 'Not like this.', by: who.personId, at }),
    withdraw: (tx: Tx, who: TestPerson) =>
      withdrawHandOver(tx, { handOverId, by: who.personId, at }),
  }
  const may: Record<keyof typeof acts, Record<string, string>> = {
    agree: { leaver: 'done', newcomer: 'done' },
    sign: { lead: 'done', client: 'transition_refused', colleague: 'transition_refused' },
    refuse: { lead: 'done', leaver: 'done', newcomer: 'done', client: 'done', colleague: 'done' },
    withdraw: { lead: 'done' },
  }

  it.each(Object.keys(acts) as (keyof typeof acts)[])(
    'lets exactly the people of its actors %s',
    async (act) => {
      const people: Record<string, TestPerson> = {
        ...{ lead: lead(), leaver, newcomer, third, client: world.client },
        ...{ colleague: world.colleague, reader: world.reader, operator: world.operator },
        stranger: world.stranger,
      }
      const found: Record<string, unknown> = {}
      const wantedCodes: Record<string, string> = {}
      for (const [name, who] of Object.entries(people)) {
        found[name] = await tried('with_team', (tx) => acts[act](tx, who))
        wantedCodes[name] = may[act][name] ?? (name === 'stranger' ? 'not_found' : 'not_allowed')
      }
      expect(found).toEqual(wantedCodes)
    },
  )

  it('lets nobody do anything once it has ended', async () => {
    for (const state of ['in_force', 'refused', 'withdrawn', 'lapsed'] as const) {
      for (const [name, act] of Object.entries(acts)) {
        const who = name === 'agree' ? newcomer : lead()
        expect([state, name, await tried(state, (tx) => act(tx, who))]).toEqual([
          ...[state, name, 'transition_refused'],
        ])
      }
    }
  })

  it('is kept by the database: no text is written over, no word taken back, one is open', async () => {
    const as = (work: (tx: Tx) => Promise<unknown>) => inTransaction(work)
    await expect(
      as((tx) => tx.update(handOver).set({ sha256: 'x' }).where(eq(handOver.id, handOverId))),
    ).rejects.toThrow()
    await expect(
      as((tx) => tx.update(handOver).set({ reason: 'x' }).where(eq(handOver.id, handOverId))),
    ).rejects.toThrow()
    await expect(as((tx) => tx.delete(handOverWord))).rejects.toThrow()
    const row = await handOverOf(handOverId)
    await expect(
      as((tx) => tx.insert(handOver).values({ ...row, id: 'hov_other' })),
    ).rejects.toThrow()
  })
})

describe('from proposal to force', () => {
  it('changes nothing until the last word, then the seats from its milestone on', async () => {
    const { contractId } = await signedContract(world)
    const before = await currentTerms(database(), contractId)
    const handOverId = await proposed(contractId)
    const stateNow = async () => (await handOverOf(handOverId)).state
    await agree(handOverId, leaver.personId)
    await expect(signOver(handOverId, world.client)).rejects.toThrow(refused('transition_refused'))
    await signOver(handOverId, lead())
    expect(await stateNow()).toBe('with_team')
    expect(await agree(handOverId, newcomer.personId)).toEqual({ already: false })
    expect(await stateNow()).toBe('with_client')
    expect(await currentTerms(database(), contractId)).toEqual(before)
    expect(
      (await standing(database(), await contractOf(contractId), newcomer.personId)).party,
    ).toBe(false)
    expect(await signOver(handOverId, world.client)).toMatchObject({ inForce: true })
    const after = await currentTerms(database(), contractId)
    expect([after.version, after.sha256]).toEqual([2, (await handOverOf(handOverId)).sha256])
    expect(membersAt(after.body, 1)).toEqual(before.body.members)
    expect(membersAt(after.body, 2).map(({ personId, shareBps }) => [personId, shareBps])).toEqual(
      wanted().map(({ personId, shareBps }) => [personId, shareBps]),
    )
    const { laterSeats: _, version: __, ...rest } = after.body
    const { version: ___, ...was } = before.body
    expect(rest).toEqual(was)
    const marks = await database()
      .select()
      .from(signature)
      .where(and(eq(signature.contractId, contractId), eq(signature.version, 2)))
    expect(marks.map(({ side, sha256 }) => [side, sha256]).sort()).toEqual([
      ['client', after.sha256],
      ['team', after.sha256],
    ])
    const people = await database()
      .select()
      .from(contractMember)
      .where(eq(contractMember.contractId, contractId))
    const spanOf = (who: TestPerson) => {
      const row = people.find(({ personId }) => personId === who.personId)
      return [row?.seatFrom, row?.seatUntil, row?.shareBps, row?.lead]
    }
    expect(spanOf(lead())).toEqual([1, null, 5_000, 1])
    expect(spanOf(leaver)).toEqual([1, 1, 3_333, 0])
    expect(spanOf(newcomer)).toEqual([2, null, 3_333, 0])
    const chain = await evidenceChain(database(), contractId, 'party')
    expect(verifyChain(chain).ok).toBe(true)
    const kinds = chain.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind.startsWith('hand_over'))).toEqual([
      ...['hand_over_proposed', 'hand_over_agree', 'hand_over_sign_for_team'],
      ...['hand_over_agree', 'hand_over_team_agreed', 'hand_over_sign_for_client'],
    ])
    const text = JSON.stringify(chain)
    for (const who of [leaver, newcomer, lead()]) {
      expect(text).not.toContain(who.personId)
      expect(text).not.toContain(who.name)
    }
  })

  it('is one, however often the same is sent', async () => {
    const { contractId } = await signedContract(world)
    const handOverId = await proposed(contractId)
    expect(await proposed(contractId)).toBe(handOverId)
    expect(await agree(handOverId, leaver.personId)).toEqual({ already: false })
    expect(await agree(handOverId, leaver.personId)).toEqual({ already: true })
    expect(await signOver(handOverId, lead())).toMatchObject({ already: false })
    expect(await signOver(handOverId, lead())).toMatchObject({ already: true })
    await agree(handOverId, newcomer.personId)
    expect(await signOver(handOverId, world.client)).toMatchObject({ already: false })
    expect(await signOver(handOverId, world.colleague)).toMatchObject({ already: true })
    const versions = await database()
      .select()
      .from(contractTerms)
      .where(eq(contractTerms.contractId, contractId))
    expect(versions).toHaveLength(2)
  })

  it('comes from whoever goes too, whose word it is; from others only where they lead', async () => {
    const { contractId } = await signedContract(world)
    await expect(proposed(contractId, { by: third.personId })).rejects.toThrow(
      refused('not_allowed'),
    )
    await expect(proposed(contractId, { by: world.client.personId })).rejects.toThrow(
      refused('not_allowed'),
    )
    await expect(proposed(contractId, { by: newcomer.personId })).rejects.toThrow(
      refused('not_found'),
    )
    const handOverId = await proposed(contractId, { by: leaver.personId })
    const page = await handOverPage(database(), await signedIn(newcomer), contractId, at)
    expect(page.party).toBe(false)
    expect(page.open?.seats.map(({ name, saidAt }) => [name, saidAt !== null])).toEqual([
      ['Umar Member', true],
      ['Tariq New', false],
    ])
    await signOver(handOverId, lead())
    await agree(handOverId, newcomer.personId)
    await signOver(handOverId, world.client)
    const now = await handOverPage(database(), await signedIn(newcomer), contractId, at)
    expect([now.party, now.open, now.past[0]?.state]).toEqual([true, null, 'in_force'])
  })

  it('keeps a lead: who leads the team follows, and without one it is refused', async () => {
    const { contractId } = await signedContract(world)
    const seats: WantedSeat[] = [
      { personId: newcomer.personId, role: 'outcome_lead', shareBps: 5_000 },
      { personId: leaver.personId, role: 'machine_learning_engineer', shareBps: 3_333 },
      { personId: third.personId, role: 'localiser', shareBps: 1_667 },
    ]
    await expect(proposed(contractId, { seats })).rejects.toThrow(refused('contract_lead_missing'))
    const leads = (value: number) =>
      database()
        .update(teamMember)
        .set({ lead: value })
        .where(eq(teamMember.personId, newcomer.personId))
    await leads(1)
    const handOverId = await proposed(contractId, { seats })
    // The lead who goes proposed it, and signs for the team all the same.
    await passOn(world, handOverId, [newcomer])
    await leads(0)
    const row = await contractOf(contractId)
    expect((await standing(database(), row, newcomer.personId)).leads).toBe(true)
    expect((await standing(database(), row, lead().personId)).leads).toBe(false)
  })
})

async function contractOf(contractId: string) {
  return { id: contractId, organisationId: world.organisationId }
}

describe('what is refused', () => {
  let contractId = ''
  beforeEach(async () => {
    contractId = (await signedContract(world)).contractId
  })
  const with_ = (change: (seats: WantedSeat[]) => WantedSeat[]) =>
    proposed(contractId, { seats: change(wanted()) })

  it('is a sum beside 100 %, a share of nothing, the same as before, and a milestone that is not there', async () => {
    const more = (seats: WantedSeat[]) => seats.map((s) => ({ ...s, shareBps: s.shareBps + 1 }))
    await expect(with_(more)).rejects.toThrow(refused('shares_not_whole'))
    await expect(with_(() => [])).rejects.toThrow(refused('shares_not_whole'))
    await expect(with_((s) => [...s.slice(0, 2), ...s.slice(0, 1)])).rejects.toThrow()
    const now = (await termsNow(contractId)).members.map(({ personId, role, shareBps }) => ({
      ...{ personId, role, shareBps },
    }))
    await expect(proposed(contractId, { seats: now })).rejects.toThrow(refused('nothing_changed'))
    for (const fromPosition of [0, 3]) {
      await expect(proposed(contractId, { fromPosition })).rejects.toThrow()
    }
  })

  it('is somebody outside the team, and somebody of the client’s side', async () => {
    const give = (personId: string) =>
      with_((seats) =>
        seats.map((s) => (s.personId === newcomer.personId ? { ...s, personId } : s)),
      )
    await expect(give(world.stranger.personId)).rejects.toThrow(refused('member_unknown'))
    await expect(give('per_nobody')).rejects.toThrow(refused('member_unknown'))
    const both = { organisationId: world.organisationId, personId: newcomer.personId }
    await database()
      .insert(organisationMember)
      .values({ ...both, role: 'member', joinedAt: at })
    await expect(proposed(contractId)).rejects.toThrow(refused('both_sides'))
    await database()
      .delete(organisationMember)
      .where(eq(organisationMember.personId, newcomer.personId))
  })

  it('is a seat without the credential that the class needs, and seats that are not signed yet', async () => {
    const set = (given: Partial<typeof contract.$inferInsert>) =>
      database().update(contract).set(given).where(eq(contract.id, contractId))
    await set({ workloadClass: 'restricted' })
    await expect(proposed(contractId)).rejects.toThrow(refused('stewards_missing'))
    await set({ workloadClass: 'internal', status: 'signing' })
    await expect(proposed(contractId)).rejects.toThrow(refused('transition_refused'))
  })

  it('is a second one beside an open one', async () => {
    await proposed(contractId)
    await expect(
      with_((seats) => seats.map((s, i) => ({ ...s, shareBps: [4_999, 3_334, 1_667][i] ?? 0 }))),
    ).rejects.toThrow(refused('hand_over_open'))
  })

  it('is another text than the one read, another name, and a word after the last day', async () => {
    const handOverId = await proposed(contractId)
    const by = leaver.personId
    const other = { handOverId, sha256: 'f'.repeat(64), by, at }
    await expect(inTransaction((tx) => agreeToHandOver(tx, other))).rejects.toThrow(
      refused('changed_meanwhile'),
    )
    await expect(agree(handOverId, by, addDays(at, 7))).rejects.toThrow(
      refused('changed_meanwhile'),
    )
    await expect(signOver(handOverId, { ...lead(), name: 'Somebody Else' })).rejects.toThrow(
      refused('name_mismatch'),
    )
  })

  it('is told to all: the reason stays, the terms too, and another may be proposed', async () => {
    const handOverId = await proposed(contractId)
    const refuse = (by: string) =>
      inTransaction((tx) => refuseHandOver(tx, { handOverId, reason: 'I stay.', by, at }))
    expect(await refuse(leaver.personId)).toEqual({ already: false })
    expect(await refuse(leaver.personId)).toEqual({ already: true })
    expect(await handOverOf(handOverId)).toMatchObject({ state: 'refused', endedWords: 'I stay.' })
    expect((await termsNow(contractId)).version).toBe(1)
    expect(await proposed(contractId)).not.toBe(handOverId)
  })
})

describe('what lapses', () => {
  it('is one without all words after the signing days, once', async () => {
    const { contractId } = await signedContract(world)
    const handOverId = await proposed(contractId)
    await fallDue(database(), { at: addDays(at, 6.9) })
    expect((await handOverOf(handOverId)).state).toBe('with_team')
    const { deadlineAt } = await handOverOf(handOverId)
    expect(deadlineAt).toEqual(addDays(at, 7))
    for (const _ of [1, 2]) await fallDue(database(), { at: addDays(at, 7) })
    expect(await handOverOf(handOverId)).toMatchObject({ state: 'lapsed' })
  })

  it('is one whose milestone was delivered meanwhile, not one of a later milestone', async () => {
    const { contractId, milestoneIds } = await signedContract(world)
    const [first = ''] = milestoneIds
    await pay(world, first)
    const later = await proposed(contractId)
    await submitAndMeasure(world, first, model)
    expect((await handOverOf(later)).state).toBe('with_team')
    await inTransaction((tx) =>
      withdrawHandOver(tx, { handOverId: later, by: lead().personId, at }),
    )
    await expect(proposed(contractId, { fromPosition: 1 })).rejects.toThrow(
      refused('milestone_begun'),
    )
    const other = await signedContract(world)
    await pay(world, other.milestoneIds[0] ?? '')
    const begun = await proposed(other.contractId, { fromPosition: 1 })
    await submitAndMeasure(world, other.milestoneIds[0] ?? '', model)
    expect(await handOverOf(begun)).toMatchObject({ state: 'lapsed', lapsedWhy: 'delivered' })
  })

  it('is one whose contract ended', async () => {
    const { contractId } = await signedContract(world)
    const handOverId = await proposed(contractId, { at: addDays(at, 3) })
    await fallDue(database(), { at: addDays(at, 7) })
    const found = await handOverOf(handOverId)
    expect(found).toMatchObject({ state: 'lapsed', lapsedWhy: 'contract_ended' })
    await expect(proposed(contractId)).rejects.toThrow(refused('transition_refused'))
  })

  it('is one that was to seat somebody who left the team', async () => {
    const guest = await joinWorld(world, 'Nida Short')
    const { contractId } = await signedContract(world)
    const handOverId = await proposed(contractId, { seats: seatsFor(world, guest) })
    const { teamId } = world
    await inTransaction((tx) =>
      leaveWithSeats(tx, { teamId, personId: guest.personId, by: guest.personId, at }),
    )
    const found = await handOverOf(handOverId)
    expect(found).toMatchObject({ state: 'lapsed', lapsedWhy: 'left_team' })
  })
})

describe('the money, the proofs and the work', () => {
  it('of a milestone before are the old seats’, after it the new ones’, to the minor unit', async () => {
    const { contractId, milestoneIds } = await signedContract(world, { holdbackBps: 1_000 })
    const [first = '', second = ''] = milestoneIds
    const accept = (milestoneId: string) =>
      inTransaction((tx) => acceptMilestone(tx, { milestoneId, by: world.client.personId, at }))
    await pay(world, first)
    await submitAndMeasure(world, first, model)
    await passOn(world, await proposed(contractId), concerned())
    const terms = await termsNow(contractId)
    await accept(first)
    await pay(world, second)
    await submitAndMeasure(world, second, model)
    await accept(second)
    for (const [milestoneId, position] of [
      [first, 1],
      [second, 2],
    ] as const) {
      const paid = await database().select().from(payable).where(eq(payable.reference, milestoneId))
      const split = releaseSplit({
        grossMinor: (await stateOf(milestoneId)).amountMinor,
        feeBps: terms.platformFeeBps,
        holdbackBps: 1_000,
        shares: membersAt(terms, position),
      })
      const sums = (rows: readonly { personId: string; amountMinor: bigint }[]) =>
        Object.fromEntries(
          split.members.map(({ personId }) => [
            personId,
            rows
              .filter((row) => row.personId === personId)
              .reduce((all, row) => all + row.amountMinor, 0n),
          ]),
        )
      expect(new Set(paid.map(({ personId }) => personId)).size).toBe(3)
      expect(sums(paid)).toEqual(sums(split.members))
    }
    expect(await paidFor(second, leaver)).toBe(false)
    expect(await paidFor(first, newcomer)).toBe(false)
    for (const milestoneId of milestoneIds) {
      for (const write of [issueDeliveredCredentials, recordPortfolio]) {
        await inTransaction(async (tx) => void (await write(tx, { milestoneId })))
      }
    }
    for (const [who, held] of [
      [leaver, first],
      [newcomer, second],
    ] as const) {
      const proofs = await database()
        .select()
        .from(credential)
        .where(and(eq(credential.personId, who.personId), like(credential.reference, '%mil_%')))
      expect(proofs.map(({ reference }) => reference.split(':')[1])).toEqual([held])
      const shown = await database()
        .select()
        .from(portfolioEntry)
        .where(
          and(eq(portfolioEntry.personId, who.personId), eq(portfolioEntry.contractId, contractId)),
        )
      expect(shown.map(({ milestoneId }) => milestoneId)).toEqual([held])
    }
    const record = await recordOfPerson(database(), newcomer.personId)
    expect(record.verified).toMatchObject({ of: 1 })
  })

  async function paidFor(milestoneId: string, who: TestPerson) {
    const rows = await database()
      .select()
      .from(payable)
      .where(and(eq(payable.reference, milestoneId), eq(payable.personId, who.personId)))
    return rows.length > 0
  }

  it('is done by those with a seat: who handed over works on the milestones before only', async () => {
    const { contractId, milestoneIds } = await signedContract(world)
    await passOn(world, await proposed(contractId), concerned())
    const [first = '', second = ''] = milestoneIds
    for (const id of milestoneIds) await pay(world, id)
    const open = (milestoneId: string, by: string) =>
      inTransaction((tx) =>
        openMilestone(tx, { milestoneId, event: 'submit', cause: { person: by } }),
      )
    await open(first, leaver.personId)
    await open(second, newcomer.personId)
    await expect(open(second, leaver.personId)).rejects.toThrow(refused('not_allowed'))
    const rows = await milestonesOf(database(), contractId)
    expect(rows.map(({ status }) => status)).toEqual(['funded', 'funded'])
  })

  it('may be handed over again, also before a change that was agreed for later', async () => {
    const { contractId } = await signedContract(world, { milestones: 3 })
    await passOn(world, await proposed(contractId, { fromPosition: 3 }), concerned())
    const back = (await termsNow(contractId)).members.map(({ personId, role }, index) => ({
      ...{ personId, role },
      shareBps: [6_000, 2_333, 1_667][index] ?? 0,
    }))
    const handOverId = await proposed(contractId, { seats: back, fromPosition: 2 })
    const page = await handOverPage(database(), await signedIn(lead()), contractId, at)
    expect(page.open?.replacesLater).toBe(true)
    const gone = page.open?.changes.find(({ personId }) => personId === newcomer.personId)
    expect([gone?.before?.shareBps, gone?.after]).toEqual([3_333, null])
    // The newcomer, whose later seat this takes, is asked too.
    await expect(agree(handOverId, third.personId)).rejects.toThrow(refused('not_allowed'))
    await passOn(world, handOverId, concerned())
    const terms = await termsNow(contractId)
    expect(terms.laterSeats?.map(({ fromPosition }) => fromPosition)).toEqual([2])
    expect(membersAt(terms, 1).map(({ shareBps }) => shareBps)).toEqual([5_000, 3_333, 1_667])
    expect(membersAt(terms, 3).map(({ shareBps }) => shareBps)).toEqual([6_000, 2_333, 1_667])
  })
})

describe('a seat in exchange', () => {
  it('keeps a host with a seat: another is named, or it becomes a usual one', async () => {
    const guest = third.personId
    await database().update(person).set({ country: 'TR' }).where(eq(person.id, guest))
    const plan = { hostId: leaver.personId, milestones: ['shadow' as const, 'pair' as const] }
    const exchange = { personId: guest, plan }
    const { contractId } = await signedContract(world, { exchange })
    const hosted = (hostId?: string) =>
      proposed(contractId, {
        seats: wanted().map((seat) =>
          seat.personId === guest && hostId !== undefined ? { ...seat, hostId } : seat,
        ),
      })
    await expect(hosted()).rejects.toThrow(refused('exchange_host'))
    await expect(hosted(guest)).rejects.toThrow(refused('exchange_host'))
    const handOverId = await hosted(lead().personId)
    await expect(agree(handOverId, guest)).resolves.toEqual({ already: false })
    await passOn(world, handOverId, concerned())
    const seat = membersAt(await termsNow(contractId), 2).find(({ personId }) => personId === guest)
    expect(seat?.exchange).toEqual({ ...plan, hostId: lead().personId, from: 'TR', to: 'PK' })
    const usual = await signedContract(world, { exchange })
    const plainId = await propose(usual.contractId, {
      by: lead().personId,
      seats: wanted().map((one) => (one.personId === guest ? { ...one, hostId: '' } : one)),
    })
    await agree(plainId, guest)
    await passOn(world, plainId, concerned())
    const plain = membersAt(await termsNow(usual.contractId), 2)
    expect(plain.some(({ exchange: kept }) => kept)).toBe(false)
  })
})
