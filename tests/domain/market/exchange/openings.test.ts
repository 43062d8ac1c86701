import { brief } from 'db/schema/market'
import { teamInvitation, teamMember } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { useDatabase } from 'tests/support/database'
import { marketDay as at, makeBrief } from 'tests/support/market'
import { timesSaid, toldAbout } from 'tests/support/notices'
import {
  makePerson,
  makeTeam,
  signedIn,
  type TestPerson,
  type TestTeam,
} from 'tests/support/people'
import { beforeEach, describe, expect, it } from 'vitest'
import { answerAsking } from '~/domain/market/exchange/answer-asking.server'
import { askForSeat, takeBackAsking } from '~/domain/market/exchange/ask-for-seat.server'
import { ownAskings, waitingAskings } from '~/domain/market/exchange/asking-queries.server'
import { checkExchange, exchangeStages } from '~/domain/market/exchange/exchange'
import { type OpenSeat, openSeat } from '~/domain/market/exchange/open-seat.server'
import {
  askingState,
  openingState,
  stagesBetween,
  stagesFit,
} from '~/domain/market/exchange/opening'
import {
  openingList,
  openingPage,
  openingsOfTeam,
} from '~/domain/market/exchange/opening-queries.server'
import { withdrawOpening } from '~/domain/market/exchange/withdraw-opening.server'
import { proposalDraft } from '~/domain/market/proposals/proposal-draft-queries.server'
import { claimSkill } from '~/domain/skills/claim-skill.server'
import { answerTeamInvitation } from '~/domain/teams/answer-team-invitation.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'

const db = useDatabase()
let team: TestTeam
let lead: TestPerson
let second: TestPerson
let briefId = ''
let rounds = 0
const seat: Omit<OpenSeat, 'hostId'> = {
  ...{ role: 'measurer', shareBps: 1_500, hours: 60, fromStage: 'shadow', toStage: 'lead' },
  ...{ words: 'You label, then you measure.', days: 14 },
}

beforeEach(async () => {
  lead = await makePerson(database(), { name: `Lena Lead ${++rounds}` })
  second = await makePerson(database(), { name: `Umar Member ${rounds}` })
  team = await makeTeam([lead, second])
  briefId = (await makeBrief()).briefId
})

async function guest(country = 'TR', skilled = true) {
  const one = await makePerson(database(), { country })
  if (skilled) {
    await inTransaction((tx) => claimSkill(tx, { by: one.personId, skillId: 'model-serving', at }))
  }
  return one
}
const open = (given: Partial<OpenSeat & { by: string; briefId: string | null; at: Date }> = {}) =>
  inTransaction((tx) =>
    openSeat(tx, {
      ...{ ...seat, teamId: team.teamId, briefId: null, by: lead.personId, at },
      ...{ hostId: second.personId, ...given },
    }),
  )
const ask = (openingId: string, { personId: by }: TestPerson, when = at) =>
  inTransaction((tx) => askForSeat(tx, { openingId, words: 'I want to learn it.', by, at: when }))
const answer = (openingId: string, who: TestPerson, invites: boolean, when = at) =>
  inTransaction((tx) =>
    answerAsking(tx, {
      ...{ openingId, personId: who.personId, invites, words: 'Come.' },
      ...{ by: lead.personId, at: when },
    }),
  )
async function invitationOf(openingId: string, { personId }: TestPerson) {
  const page = await openingPage(database(), await signedIn(lead), openingId, at)
  return page.askings.find((one) => one.personId === personId)?.invitationId ?? ''
}
const join = async (openingId: string, who: TestPerson, accept = true) => {
  const invitationId = await invitationOf(openingId, who)
  await inTransaction((tx) =>
    answerTeamInvitation(tx, { invitationId, accept, by: who.personId, at }),
  )
  return invitationId
}
const stateOf = async (openingId: string, when = at) =>
  (await openingPage(database(), await signedIn(lead), openingId, when)).state

describe('a seat that is kept free', () => {
  it('is opened by a lead, and its host hears of it', async () => {
    const { openingId } = await open({ briefId })
    expect(await toldAbout(db, 'exchange-host-named', openingId, at)).toMatchObject([
      { name: second.name, yourTurn: false, url: `/exchange/${openingId}` },
    ])
    const mine = await open({ hostId: lead.personId })
    expect(await timesSaid(db, 'exchange-host-named', mine.openingId)).toBe(0)
    await expect(open({ by: second.personId })).rejects.toThrow('not_allowed')
    await expect(open({ by: (await guest()).personId })).rejects.toThrow('not_found')
    await expect(open({ hostId: (await guest()).personId })).rejects.toThrow('member_unknown')
    await expect(open({ fromStage: 'lead', toStage: 'pair' })).rejects.toThrow('form_invalid')
    await expect(open({ briefId: 'brf_none' })).rejects.toThrow('not_found')
    await expect(open({ briefId, at: addDays(at, 400) })).rejects.toThrow('brief_closed')
  })

  it('is read by everybody while it is open, and who asked by the leads alone', async () => {
    const { openingId } = await open({ briefId })
    const asker = await guest()
    await ask(openingId, asker)
    const { rows } = await openingList(database(), null, { page: 1, at })
    expect(rows.find(({ id }) => id === openingId)).toMatchObject({
      host: { name: second.name, country: 'PK' },
      brief: { id: briefId, title: 'Fewer missed appointments' },
    })
    const read = async (who: TestPerson | null) =>
      openingPage(database(), who && (await signedIn(who)), openingId, at)
    expect(await read(null)).toMatchObject({ bar: 'signed_out', own: null, askings: [] })
    expect(await read(second)).toMatchObject({ bar: 'member', own: null, askings: [] })
    expect(await read(asker)).toMatchObject({ own: { state: 'waits' }, askings: [] })
    expect((await read(lead)).askings).toMatchObject([{ personId: asker.personId }])
    await inTransaction((tx) => withdrawOpening(tx, { openingId, by: lead.personId, at }))
    await expect(read(null)).rejects.toThrow('not_found')
    await expect(read(await guest())).rejects.toThrow('not_found')
    expect(await read(asker)).toMatchObject({ state: 'withdrawn', own: { state: 'declined' } })
    const strangers = await openingsOfTeam(database(), null, {
      ...{ teamId: team.teamId, page: 1, at },
    })
    expect(strangers.rows.map(({ id }) => id)).not.toContain(openingId)
    const leads = await openingsOfTeam(database(), await signedIn(lead), {
      ...{ teamId: team.teamId, page: 1, at },
    })
    expect(leads.rows.find(({ id }) => id === openingId)?.state).toBe('withdrawn')
  })
})

describe('asking for a seat', () => {
  it('is for people from abroad who show a skill, once', async () => {
    const { openingId } = await open()
    const bar = async (who: TestPerson) =>
      (await openingPage(database(), await signedIn(who), openingId, at)).bar
    const unskilled = await guest('TR', false)
    const neighbour = await guest('PK')
    expect(await bar(unskilled)).toBe('page_needed')
    expect(await bar(neighbour)).toBe('country_of_host')
    await expect(ask(openingId, unskilled)).rejects.toThrow('page_needed')
    await expect(ask(openingId, neighbour)).rejects.toThrow('exchange_country')
    await expect(ask(openingId, lead)).rejects.toThrow('already_member')
    const asker = await guest()
    expect(await bar(asker)).toBeNull()
    const { askingId } = await ask(openingId, asker)
    expect(await ask(openingId, asker)).toEqual({ askingId })
    expect(await toldAbout(db, 'exchange-seat-asked', askingId, at)).toMatchObject([
      { name: lead.name, yourTurn: true },
    ])
    expect(await timesSaid(db, 'exchange-seat-asked', askingId)).toBe(1)
    const waits = await waitingAskings(database(), await signedIn(lead))
    expect(waits.find((one) => one.openingId === openingId)?.askings).toBe(1)
    expect(await waitingAskings(database(), await signedIn(second))).toEqual([])
  })

  it('ends where half of the team lives in the country of the one who asks', async () => {
    const host = await makePerson(database(), { name: 'Hulya Host', country: 'TR' })
    const other = await makePerson(database(), { country: 'DE' })
    const mixed = await makeTeam([host, other])
    const { openingId } = await inTransaction((tx) =>
      openSeat(tx, {
        ...{ ...seat, teamId: mixed.teamId, briefId: null, by: host.personId, at },
        hostId: host.personId,
      }),
    )
    const compatriot = await guest('DE')
    const viewer = await signedIn(compatriot)
    const page = await openingPage(database(), viewer, openingId, at)
    expect(page.bar).toBe('country_of_team')
    await expect(ask(openingId, compatriot)).rejects.toThrow('exchange_country')
    await ask(openingId, await guest('PK'))
  })

  it('is taken back, and done again', async () => {
    const { openingId } = await open()
    const asker = await guest()
    const by = asker.personId
    const { askingId } = await ask(openingId, asker)
    const back = () => inTransaction((tx) => takeBackAsking(tx, { openingId, by, at }))
    await back()
    await back()
    await expect(answer(openingId, asker, true)).rejects.toThrow('changed_meanwhile')
    expect(await ask(openingId, asker)).toEqual({ askingId })
    await answer(openingId, asker, true)
    await expect(back()).rejects.toThrow('changed_meanwhile')
  })

  it('is over once the seat has closed, was withdrawn, or its host has left', async () => {
    const { openingId } = await open()
    const late = addDays(at, 15)
    await expect(ask(openingId, await guest(), late)).rejects.toThrow('seat_taken')
    expect(await stateOf(openingId, late)).toBe('closed')
    await inTransaction((tx) => withdrawOpening(tx, { openingId, by: lead.personId, at }))
    await expect(ask(openingId, await guest())).rejects.toThrow('seat_taken')
  })
})

describe('a seat', () => {
  it('closes with its brief and its host, and opens again when who joined has left', async () => {
    const { openingId } = await open({ briefId })
    const asker = await guest()
    await ask(openingId, asker)
    await database().update(brief).set({ status: 'withdrawn' }).where(eq(brief.id, briefId))
    expect(await stateOf(openingId)).toBe('closed')
    await expect(ask(openingId, await guest())).rejects.toThrow('seat_taken')
    await expect(answer(openingId, asker, true)).rejects.toThrow('seat_gone')
    await answer(openingId, asker, false)
    const other = await open()
    await ask(other.openingId, asker)
    await answer(other.openingId, asker, true)
    await join(other.openingId, asker)
    expect(await stateOf(other.openingId)).toBe('filled')
    await database().delete(teamMember).where(eq(teamMember.personId, asker.personId))
    expect(await stateOf(other.openingId)).toBe('open')
    await answer(other.openingId, asker, true)
    await database().delete(teamMember).where(eq(teamMember.personId, second.personId))
    expect(await stateOf(other.openingId)).toBe('closed')
  })

  it('is one of five at most that a team has open', async () => {
    for (let n = 0; n < 5; n += 1) await open()
    await expect(open()).rejects.toThrow('openings_full')
  })
})

describe('answering', () => {
  it('invites one person at a time, with what the seat is', async () => {
    const { openingId } = await open({ briefId })
    const [first, other] = [await guest(), await guest('SA')]
    await ask(openingId, first)
    const waiting = await ask(openingId, other)
    await answer(openingId, first, true)
    await answer(openingId, first, true)
    await expect(answer(openingId, other, true)).rejects.toThrow('seat_promised')
    const withdraw = () =>
      inTransaction((tx) => withdrawOpening(tx, { openingId, by: lead.personId, at }))
    await expect(withdraw()).rejects.toThrow('seat_promised')
    const invitationId = await invitationOf(openingId, first)
    const [sent] = await database()
      .select()
      .from(teamInvitation)
      .where(eq(teamInvitation.id, invitationId))
    expect(sent).toMatchObject({ ...{ role: 'measurer', shareBps: 1_500, hours: 60 }, email: '' })
    // The time for an answer is over: another may be invited, and so may they.
    expect(await stateOf(openingId, addDays(at, 5))).toBe('open')
    await join(openingId, first)
    expect(await stateOf(openingId)).toBe('filled')
    expect(await toldAbout(db, 'team-invitation-answered', invitationId, at)).toMatchObject([
      { name: lead.name, kind: 'team_joined' },
      { name: other.name, kind: 'exchange_seat_taken', url: `/exchange/${openingId}` },
    ])
    await expect(ask(openingId, await guest())).rejects.toThrow('seat_taken')
    await expect(answer(openingId, other, true)).rejects.toThrow('seat_promised')
    await answer(openingId, other, false)
    expect(await toldAbout(db, 'exchange-seat-declined', waiting.askingId, at)).toMatchObject([
      { name: other.name, kind: 'exchange_seat_declined' },
    ])
  })

  it('fills the form of the proposal with the seat that was promised', async () => {
    const own = await makeBrief()
    const { openingId } = await open({ briefId: own.briefId, hostId: lead.personId })
    const asker = await guest('SA')
    await ask(openingId, asker)
    await answer(openingId, asker, true)
    await join(openingId, asker)
    const draft = await proposalDraft(database(), await signedIn(lead), own.briefId, team.teamId)
    expect(draft.members.find(({ personId }) => personId === asker.personId)).toMatchObject({
      ...{ role: 'measurer', shareBps: 1_500 },
      exchange: { hostId: lead.personId, milestones: [] },
      promised: { shareBps: 1_500, fromStage: 'shadow', toStage: 'lead' },
    })
    const another = await proposalDraft(database(), await signedIn(lead), briefId, team.teamId)
    expect(another.members.find(({ personId }) => personId === asker.personId)?.exchange).toBeNull()
  })

  it('declines for good, and hears when an invitation is declined', async () => {
    const { openingId } = await open()
    const [first, other] = [await guest(), await guest()]
    await ask(openingId, first)
    await ask(openingId, other)
    await answer(openingId, first, false)
    await answer(openingId, first, false)
    await expect(ask(openingId, first)).rejects.toThrow('seat_declined')
    await answer(openingId, other, true)
    const invitationId = await join(openingId, other, false)
    expect(await toldAbout(db, 'team-invitation-answered', invitationId, at)).toMatchObject([
      { name: lead.name, kind: 'team_declined' },
    ])
    expect(await stateOf(openingId)).toBe('open')
    expect(await ownAskings(database(), await signedIn(other), at)).toMatchObject([
      { openingId, state: 'invitation_declined', opening: 'open' },
    ])
    const stranger = { ...{ openingId, personId: other.personId, words: '' }, invites: true }
    const tried = (by: string) => inTransaction((tx) => answerAsking(tx, { ...stranger, by, at }))
    await expect(tried(first.personId)).rejects.toThrow('not_found')
    await expect(tried(second.personId)).rejects.toThrow('not_allowed')
  })

  it('keeps one person in the seat when two leads answer at once', async () => {
    const { openingId } = await open()
    const [first, other] = [await guest(), await guest()]
    await ask(openingId, first)
    await ask(openingId, other)
    const both = await Promise.allSettled([
      answer(openingId, first, true),
      answer(openingId, other, true),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('the rules', () => {
  it('say how a seat and an asking stand', () => {
    const row = { closesAt: addDays(at, 1), withdrawnAt: null, stands: true, filled: false }
    expect(openingState(row, at)).toBe('open')
    expect(openingState(row, addDays(at, 1))).toBe('closed')
    expect(openingState({ ...row, stands: false }, at)).toBe('closed')
    expect(openingState({ ...row, withdrawnAt: at }, at)).toBe('withdrawn')
    expect(openingState({ ...row, withdrawnAt: at, filled: true }, at)).toBe('filled')
    const asked = { takenBackAt: null, declinedAt: null }
    expect(askingState(asked, null)).toBe('waits')
    expect(askingState({ ...asked, takenBackAt: at }, null)).toBe('taken_back')
    expect(askingState({ ...asked, declinedAt: at }, null)).toBe('declined')
    expect(askingState(asked, 'expired')).toBe('invitation_ended')
  })

  it('begin a plan that every form accepts', () => {
    const stage = fc.constantFrom(...exchangeStages)
    fc.assert(
      fc.property(stage, stage, fc.integer({ min: 1, max: 6 }), (fromStage, toStage, count) => {
        fc.pre(stagesFit(fromStage, toStage))
        const milestones = stagesBetween({ fromStage, toStage }, count)
        expect(milestones).toHaveLength(count)
        expect(milestones.at(-1)).toBe(toStage)
        if (count > 1) expect(milestones[0]).toBe(fromStage)
        const host = { personId: 'host', country: 'PK', shareBps: 8_500 }
        const one = { personId: 'guest', country: 'TR', shareBps: 1_500 }
        const exchange = { hostId: 'host', milestones }
        expect(checkExchange({ ...one, exchange }, [host, { ...one, exchange }], count)).toBeNull()
      }),
    )
  })
})
