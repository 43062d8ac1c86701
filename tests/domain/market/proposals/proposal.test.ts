import { sql } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { jobsOf } from 'tests/support/escrow'
import { makeBrief, makeProposal, marketDay, save, type TestBrief } from 'tests/support/market'
import {
  joinOrganisation,
  makePerson,
  makeTeam,
  signedIn,
  type TestPerson,
  type TestTeam,
} from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { expireBriefs, withdrawBrief } from '~/domain/market/briefs/close-brief.server'
import {
  declineProposal,
  expireProposals,
  withdrawProposal,
} from '~/domain/market/proposals/close-proposal.server'
import { proposalDraft } from '~/domain/market/proposals/proposal-draft-queries.server'
import {
  ownProposals,
  proposalPage,
  proposalsForClient,
} from '~/domain/market/proposals/proposal-queries.server'
import { answerSeat, sendProposal } from '~/domain/market/proposals/send-proposal.server'
import { liveProposalIds } from '~/domain/market/queries.server'
import { addDays, addHours } from '~/kernel/clock'
import { maxAmountMinor } from '~/kernel/money'
import { database, inTransaction } from '~/platform/database.server'

const base = useDatabase()
const at = marketDay

const send = (proposalId: string, by: string, when = at) =>
  inTransaction((tx) => sendProposal(tx, { proposalId, by, at: when }))
const answer = (proposalId: string, by: string, agrees: boolean, when = at) =>
  inTransaction((tx) => answerSeat(tx, { proposalId, agrees, by, at: when }))
const decline = (proposalId: string, by: string, reason = 'Too slow') =>
  inTransaction((tx) => declineProposal(tx, { proposalId, kind: 'time', reason, by, at }))
const withdraw = (proposalId: string, by: string) =>
  inTransaction((tx) => withdrawProposal(tx, { proposalId, by, at }))
const accept = (proposalId: string, by: string, when = at) =>
  inTransaction((tx) => acceptProposal(tx, { proposalId, by, at: when }))

/** The codes with which each of these was refused, in order. */
const codesOf = async (acts: Promise<unknown>[]) =>
  (await Promise.allSettled(acts)).map((result) =>
    result.status === 'rejected' ? result.reason.code : 'done',
  )

async function rowOf(proposalId: string) {
  const [row] = await database().execute<{
    status: string
    decline_kind: string
    decline_reason: string
    deadline_at: string | null
  }>(
    sql`select status, decline_kind, decline_reason, deadline_at from proposal where id = ${proposalId}`,
  )
  return row
}
const page = async (proposalId: string, who: TestPerson) =>
  proposalPage(database(), await signedIn(who), proposalId, at)
const trio = async () => {
  const people = [await makePerson(database()), await makePerson(database())]
  return makeTeam([...people, await makePerson(database())], [5_000, 3_000, 2_000])
}
const told = async (event: string, subject: string) =>
  (await jobsOf(base.ownerUrl, 'notify')).filter(
    (job) => job.event === event && job.subject === subject,
  ).length

describe('a team answers a brief', () => {
  let asked: TestBrief
  let team: TestTeam
  let second = ''
  let third = ''
  let proposalId = ''
  beforeAll(async () => {
    asked = await makeBrief()
    team = await trio()
    second = team.members[1]?.personId ?? ''
    third = team.members[2]?.personId ?? ''
  })

  it('writes a draft that the client does not know of, and one only by two clicks', async () => {
    const twice = await Promise.all([save(team, asked.briefId), save(team, asked.briefId)])
    expect(twice[0]).toEqual(twice[1])
    proposalId = twice[0].proposalId
    await expect(page(proposalId, asked.client.owner)).rejects.toMatchObject({ code: 'not_found' })
    const draft = await proposalDraft(
      database(),
      await signedIn(team.lead),
      asked.briefId,
      team.teamId,
    )
    expect(draft.proposal?.id).toBe(proposalId)
    expect(draft.members.map(({ shareBps }) => shareBps)).toEqual([5_000, 3_000, 2_000])
  })

  it('asks every member for their word, the lead giving theirs by sending', async () => {
    expect(await send(proposalId, team.lead.personId)).toEqual({ status: 'forming' })
    expect(await send(proposalId, team.lead.personId)).toEqual({ status: 'forming' })
    expect(await told('proposal-forming', proposalId)).toBe(1)
    const [mine] = await ownProposals(
      database(),
      await signedIn({ personId: second, name: '', email: '' }),
    )
    expect(mine).toMatchObject({ id: proposalId, needsMyAnswer: true })
    await expect(page(proposalId, asked.client.owner)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('goes back to the lead when a member does not agree, and every word with it', async () => {
    expect(await answer(proposalId, second, true)).toEqual({ status: 'forming' })
    expect(await answer(proposalId, third, false)).toEqual({ status: 'draft' })
    expect(await told('proposal-reopened', proposalId)).toBe(1)
    const { seats } = await page(proposalId, team.lead)
    expect(seats.map(({ agreedAt }) => agreedAt)).toEqual([null, null, null])
    await expect(answer(proposalId, third, true)).rejects.toMatchObject({
      code: 'transition_refused',
    })
  })

  it('reaches the client with the last word, given at once by two', async () => {
    const again = await save(team, asked.briefId)
    expect(again.proposalId).toBe(proposalId)
    await send(proposalId, team.lead.personId)
    const answers = await Promise.all([
      answer(proposalId, second, true),
      answer(proposalId, third, true),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual(['forming', 'submitted'])
    expect(await told('proposal-submitted', proposalId)).toBe(1)
    const shown = await page(proposalId, asked.client.owner)
    expect(shown).toMatchObject({ isClient: true, isShown: true, queuePosition: 0, leads: false })
    expect(shown.proposal.deadlineAt).toEqual(addDays(at, 14))
  })

  it('has one proposal under way, not two', async () => {
    await expect(save(team, asked.briefId)).rejects.toMatchObject({ code: 'proposal_exists' })
  })

  it('is nobody else’s to send, answer, withdraw, decline or read', async () => {
    const stranger = await makePerson(database())
    const reader = await joinOrganisation(asked.client, 'member')
    const unknown = await codesOf([
      send(proposalId, stranger.personId),
      answer(proposalId, stranger.personId, true),
      withdraw(proposalId, stranger.personId),
      decline(proposalId, stranger.personId),
      accept(proposalId, stranger.personId),
      page(proposalId, stranger),
      save(team, asked.briefId, { by: stranger.personId }),
      withdraw(proposalId, asked.by),
    ])
    expect([...new Set(unknown)]).toEqual(['not_found'])
    const refused = await codesOf([
      send(proposalId, second),
      withdraw(proposalId, second),
      save(team, asked.briefId, { by: second }),
      decline(proposalId, reader.personId),
      accept(proposalId, reader.personId),
    ])
    expect([...new Set(refused)]).toEqual(['not_allowed'])
    expect((await page(proposalId, reader)).isClient).toBe(false)
  })

  it('is withdrawn once, and the team may answer again', async () => {
    await withdraw(proposalId, team.lead.personId)
    await withdraw(proposalId, team.lead.personId)
    await expect(accept(proposalId, asked.by)).rejects.toMatchObject({ code: 'transition_refused' })
    const { proposalId: other } = await save(team, asked.briefId)
    expect(other).not.toBe(proposalId)
  })
})

describe('a draft that does not add up', () => {
  let asked: TestBrief
  let team: TestTeam
  beforeAll(async () => {
    asked = await makeBrief()
    team = await trio()
  })
  const seats = (...bps: number[]) =>
    team.members.map(({ personId }, index) => ({
      personId,
      role: 'measurer' as const,
      shareBps: bps[index] ?? 0,
    }))
  const milestone = (amountMinor: string, criterionIds = ['c1', 'c2']) => ({
    title: 'Part',
    description: '',
    amountMinor,
    weeks: 2,
    criterionIds,
  })
  const refused = (given: Parameters<typeof save>[2], code: string, facts = {}) =>
    expect(save(team, asked.briefId, given)).rejects.toMatchObject({ code, facts })

  it('in its shares', async () => {
    await refused({ seats: seats(5_000, 3_000, 1_999) }, 'shares_not_whole', { sum: 99.99 })
    await refused({ seats: seats(5_000, 3_000, 2_001) }, 'shares_not_whole', { sum: 100.01 })
    await refused({ seats: seats(7_000, 4_000, -1_000) }, 'shares_not_whole')
    await refused({ seats: seats(10_000, 0, 0) }, 'shares_not_whole')
    await refused({ seats: seats(5_000.5, 2_999.5, 2_000) }, 'shares_not_whole')
    await refused({ seats: [] }, 'shares_not_whole')
  })

  it('in its people', async () => {
    const stranger = await makePerson(database())
    const [first, ...others] = seats(5_000, 3_000, 2_000)
    if (!first) throw new Error('The team has three members.')
    await refused(
      { seats: [{ ...first, personId: stranger.personId }, ...others] },
      'member_unknown',
    )
    await refused({ seats: [first, first] }, 'member_unknown')
  })

  it('in its amounts', async () => {
    const price = (priceMinor: bigint, ...amounts: string[]) => ({
      priceMinor,
      milestones: amounts.map((amount) => milestone(amount)),
    })
    await refused(price(500_000n, '250000', '249999'), 'milestones_not_price', {
      sum: '4999.99',
      price: '5000.00',
      currency: 'EUR',
    })
    await refused(price(0n), 'amount_invalid')
    await refused(price(-5n, '-5'), 'amount_invalid')
    await refused(price(5n, '10', '-5'), 'amount_invalid')
    await refused(price(5n, '4.5', '0.5'), 'amount_invalid')
    await refused(price(5n, '5', '0'), 'amount_invalid')
    const huge = 2n ** 53n
    await refused(price(huge, huge.toString()), 'amount_invalid')
    const over = maxAmountMinor + 1n
    await refused(price(over, over.toString()), 'amount_invalid')
  })

  it('in its criteria', async () => {
    const parts = (...ids: string[][]) => ({
      milestones: ids.map((criterionIds) => milestone(String(500_000 / ids.length), criterionIds)),
    })
    await refused(parts(['c1']), 'criteria_unassigned', { criterion: 'c2' })
    await refused(parts(['c1', 'c2', 'c7']), 'criteria_unassigned', { criterion: 'c7' })
    await refused(parts(['c1', 'c2'], []), 'criteria_unassigned')
  })

  it('against the sealed rows: two milestones need twice the attempts', async () => {
    await refused({ milestones: [milestone('250000'), milestone('250000')] }, 'dataset_too_small', {
      needed: 1_800,
      rows: 995,
    })
    await save(team, asked.briefId, {
      milestones: [milestone('250000', ['c1', 'c2'])],
      priceMinor: 250_000n,
    })
  })

  it('in its terms', async () => {
    await refused({ holdbackBps: 500 }, 'form_invalid')
    await refused({ holdbackBps: 2_501 }, 'form_invalid')
    await refused({ reviewDays: 6 }, 'form_invalid')
    await refused({ reviewDays: 22 }, 'form_invalid')
  })
})

describe('five live, and a queue', () => {
  let asked: TestBrief
  const made: { proposalId: string; team: TestTeam }[] = []
  const nth = (index: number) => {
    const found = made[index]
    if (!found) throw new Error(`There is no proposal ${index}.`)
    return found
  }
  beforeAll(async () => {
    asked = await makeBrief()
    for (let index = 0; index < 7; index += 1) {
      made.push(await makeProposal(asked.briefId, { at: addHours(at, index) }))
    }
  })

  it('shows the client the first five; the others see their place', async () => {
    const live = await liveProposalIds(database(), asked.briefId, at)
    expect(live.shown).toEqual(made.slice(0, 5).map(({ proposalId }) => proposalId))
    expect(live.queued).toEqual(made.slice(5).map(({ proposalId }) => proposalId))
    const client = await proposalsForClient(
      database(),
      await signedIn(asked.client.owner),
      asked.briefId,
      at,
    )
    expect(client.rows).toHaveLength(5)
    expect(client.queued).toBe(2)
    const sixth = nth(5)
    expect((await page(sixth.proposalId, sixth.team.lead)).queuePosition).toBe(1)
    expect((await page(nth(6).proposalId, nth(6).team.lead)).queuePosition).toBe(2)
  })

  it('does not let the client read, accept or decline what still waits', async () => {
    const { proposalId } = nth(5)
    const codes = await codesOf([
      page(proposalId, asked.client.owner),
      accept(proposalId, asked.by),
      decline(proposalId, asked.by),
    ])
    expect([...new Set(codes)]).toEqual(['not_found'])
  })

  it('moves the sixth up when one is declined, and declines once by two clicks', async () => {
    const { proposalId, team } = nth(1)
    await Promise.all([decline(proposalId, asked.by), decline(proposalId, asked.by)])
    expect(await told('proposal-declined', proposalId)).toBe(1)
    expect((await page(proposalId, team.lead)).proposal.declineReason).toBe('Too slow')
    const { shown, queued } = await liveProposalIds(database(), asked.briefId, at)
    expect(shown[4]).toBe(nth(5).proposalId)
    expect(queued).toEqual([nth(6).proposalId])
    expect((await page(nth(5).proposalId, asked.client.owner)).isShown).toBe(true)
  })

  it('makes one contract when two people accept two proposals at once, and closes the rest', async () => {
    const manager = await joinOrganisation(asked.client, 'manager')
    const results = await Promise.allSettled([
      accept(nth(0).proposalId, asked.by),
      accept(nth(2).proposalId, manager.personId),
    ])
    const [chosen] = results.filter((result) => result.status === 'fulfilled')
    const [late] = results.filter((result) => result.status === 'rejected')
    expect(chosen).toBeDefined()
    expect(late).toMatchObject({ reason: { code: 'brief_closed' } })
    const contracts = await database().execute(sql`select id from contract`)
    expect(contracts).toHaveLength(1)
    const taken = results[0].status === 'fulfilled' ? nth(0) : nth(2)
    for (const { proposalId } of made) {
      const expected =
        proposalId === taken.proposalId
          ? { status: 'accepted' }
          : { status: 'declined', deadline_at: null }
      expect(await rowOf(proposalId)).toMatchObject(expected)
    }
    expect(await rowOf(nth(6).proposalId)).toMatchObject({ decline_kind: 'another_chosen' })
    const again = await Promise.all([
      accept(taken.proposalId, asked.by),
      accept(taken.proposalId, manager.personId),
    ])
    expect(again[0].contractId).toBe(again[1].contractId)
  })
})

describe('time and closing', () => {
  it('gives a forming proposal back after 72 hours; a late word does not count', async () => {
    const asked = await makeBrief()
    const team = await trio()
    const { proposalId } = await save(team, asked.briefId)
    await send(proposalId, team.lead.personId)
    const due = addHours(at, 72)
    const member = team.members[1]?.personId ?? ''
    await expect(answer(proposalId, member, true, due)).rejects.toMatchObject({
      code: 'changed_meanwhile',
    })
    const expire = (when: Date) => inTransaction((tx) => expireProposals(tx, { at: when }))
    await expire(addHours(at, 71))
    expect(await rowOf(proposalId)).toMatchObject({ status: 'forming' })
    await expire(due)
    await expire(due)
    expect(await rowOf(proposalId)).toMatchObject({ status: 'draft', deadline_at: null })
    expect(await told('proposal-reopened', proposalId)).toBe(1)
  })

  it('expires an unanswered proposal after fourteen days', async () => {
    const asked = await makeBrief()
    const { proposalId } = await makeProposal(asked.briefId)
    const due = addDays(at, 14)
    await expect(accept(proposalId, asked.by, due)).rejects.toMatchObject({
      code: 'changed_meanwhile',
    })
    await inTransaction((tx) => expireProposals(tx, { at: due }))
    expect(await rowOf(proposalId)).toMatchObject({ status: 'expired' })
  })

  it('takes no proposal once the brief’s time is over, whether or not the sweep has run', async () => {
    const asked = await makeBrief()
    const team = await makeTeam()
    const { proposalId } = await save(team, asked.briefId)
    const late = addDays(at, 30)
    await expect(send(proposalId, team.lead.personId, late)).rejects.toMatchObject({
      code: 'brief_closed',
    })
    const other = await makeTeam()
    await expect(save(other, asked.briefId, { at: late })).rejects.toMatchObject({
      code: 'brief_closed',
    })
    await inTransaction((tx) => expireBriefs(tx, { at: late }))
    expect(await rowOf(proposalId)).toMatchObject({
      status: 'declined',
      decline_kind: 'brief_expired',
    })
  })

  it('does not know a draft brief, and refuses one that is withdrawn', async () => {
    const hidden = await makeBrief({ published: false })
    const team = await makeTeam()
    await expect(save(team, hidden.briefId)).rejects.toMatchObject({ code: 'not_found' })
    const asked = await makeBrief()
    const draft = await save(team, asked.briefId)
    const forming = await trio()
    const sent = await save(forming, asked.briefId)
    await send(sent.proposalId, forming.lead.personId)
    const live = await makeProposal(asked.briefId)
    await inTransaction((tx) => withdrawBrief(tx, { briefId: asked.briefId, by: asked.by, at }))
    for (const { proposalId } of [draft, sent, live]) {
      expect(await rowOf(proposalId)).toMatchObject({
        status: 'declined',
        decline_kind: 'brief_withdrawn',
      })
    }
    expect(await told('proposal-declined', draft.proposalId)).toBe(0)
    expect(await told('proposal-declined', sent.proposalId)).toBe(1)
    await expect(save(await makeTeam(), asked.briefId)).rejects.toMatchObject({
      code: 'brief_closed',
    })
  })

  it('leaves nothing before the client when a brief is withdrawn while a proposal is sent', async () => {
    for (let round = 0; round < 4; round += 1) {
      const asked = await makeBrief()
      const team = await makeTeam()
      const { proposalId } = await save(team, asked.briefId)
      await Promise.allSettled([
        inTransaction((tx) => withdrawBrief(tx, { briefId: asked.briefId, by: asked.by, at })),
        send(proposalId, team.lead.personId),
      ])
      expect(await rowOf(proposalId)).toMatchObject({ status: 'declined' })
    }
  })
})
