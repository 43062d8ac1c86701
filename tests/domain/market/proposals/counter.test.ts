import { sql } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { jobsOf } from 'tests/support/escrow'
import { makeBrief, makeProposal, marketDay, save, type TestBrief } from 'tests/support/market'
import {
  makePerson,
  makeTeam,
  signedIn,
  type TestPerson,
  type TestTeam,
} from 'tests/support/people'
import { beforeEach, describe, expect, it } from 'vitest'
import { currentTerms } from '~/domain/contracts/rows.server'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { withdrawBrief } from '~/domain/market/briefs/close-brief.server'
import { reviseBrief } from '~/domain/market/briefs/revise-brief.server'
import { expireProposals } from '~/domain/market/proposals/close-proposal.server'
import { confirmProposal } from '~/domain/market/proposals/confirm-proposal.server'
import { counterProposal } from '~/domain/market/proposals/counter-proposal.server'
import { proposalPage, proposalsForClient } from '~/domain/market/proposals/proposal-queries.server'
import { keepsWord, type ProposalTerms } from '~/domain/market/proposals/proposal-version'
import { answerSeat, sendProposal } from '~/domain/market/proposals/send-proposal.server'
import { takeCounter } from '~/domain/market/proposals/take-counter.server'
import {
  briefVersions,
  proposalDifferences,
} from '~/domain/market/proposals/version-queries.server'
import { liveProposalIds } from '~/domain/market/queries.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'

const base = useDatabase()
const at = marketDay

let asked: TestBrief
let team: TestTeam
let proposalId = ''
beforeEach(async () => {
  asked = await makeBrief()
  const people = [await makePerson(database()), await makePerson(database())]
  team = await makeTeam(people, [7_000, 3_000])
  proposalId = (await makeProposal(asked.briefId, { team })).proposalId
})

const milestone = (amountMinor: string, weeks = 5) => ({
  title: 'Predictions',
  description: '',
  amountMinor,
  weeks,
  criterionIds: ['c1', 'c2'],
})
const cheaper = { milestones: [milestone('400000', 4)], holdbackBps: 1_000, reviewDays: 10 }
const counter = (
  given: Partial<{ counter: typeof cheaper; version: number; by: string; at: Date }> = {},
) =>
  inTransaction((tx) =>
    counterProposal(tx, {
      proposalId,
      version: 1,
      counter: cheaper,
      note: 'Our budget ends here.',
      by: asked.by,
      at,
      ...given,
    }),
  )
const take = (version: number, when = at) =>
  inTransaction((tx) => takeCounter(tx, { proposalId, version, by: team.lead.personId, at: when }))
const accept = (version?: number, when = at) =>
  inTransaction((tx) => acceptProposal(tx, { proposalId, version, by: asked.by, at: when }))
const second = () => team.members[1]?.personId ?? ''
const answer = (agrees: boolean) =>
  inTransaction((tx) => answerSeat(tx, { proposalId, agrees, by: second(), at }))
const page = async (who: TestPerson) =>
  proposalPage(database(), await signedIn(who), proposalId, at)
const told = async (event: string) =>
  (await jobsOf(base.ownerUrl, 'notify')).filter(
    (job) => job.event === event && job.subject === proposalId,
  ).length
const statusOf = async () => {
  const [row] = await database().execute<{ status: string }>(
    sql`select status from proposal where id = ${proposalId}`,
  )
  return row?.status
}
const versions = async (who = team.lead) =>
  (await page(who)).versions.map(({ version, side, body }) => [version, side, body.priceMinor])

describe('a counter-offer', () => {
  it('becomes the contract when the lead takes it and its members agree to their amounts', async () => {
    expect(await counter()).toEqual({ version: 2 })
    expect(await told('proposal-countered')).toBe(1)
    await expect(accept(2)).rejects.toMatchObject({ code: 'transition_refused' })
    expect(await take(2)).toEqual({ status: 'forming' })
    expect((await page(asked.client.owner)).proposal.priceMinor).toBe(500_000n)
    expect(await answer(true)).toEqual({ status: 'submitted' })
    expect(await versions()).toEqual([
      [1, 'team', '500000'],
      [2, 'client', '400000'],
      [3, 'team', '400000'],
    ])
    await expect(accept(1)).rejects.toMatchObject({ code: 'changed_meanwhile' })
    const { contractId } = await accept(3)
    expect((await currentTerms(database(), contractId)).body).toMatchObject({
      priceMinor: '400000',
      holdbackBps: 1_000,
      reviewDays: 10,
      milestones: [{ amountMinor: '400000', weeks: 4 }],
    })
  })

  it('asks nobody again whose amounts stay as they were', async () => {
    const sooner = { ...cheaper, milestones: [milestone('500000', 3)] }
    await counter({ counter: sooner })
    expect(await take(2)).toEqual({ status: 'submitted' })
    expect((await page(asked.client.owner)).proposal).toMatchObject({ weeks: 3, version: 3 })
  })

  it('is answered with a version of the team, which keeps its place meanwhile', async () => {
    await counter()
    await save(team, asked.briefId, {
      priceMinor: 450_000n,
      milestones: [milestone('450000')],
      seats: team.members.map(({ personId }) => ({ personId, role: 'measurer', shareBps: 5_000 })),
    })
    expect(await statusOf()).toBe('draft')
    const { shown } = await liveProposalIds(database(), asked.briefId, at)
    expect(shown).toEqual([proposalId])
    const viewer = await signedIn(asked.client.owner)
    const [row] = (await proposalsForClient(database(), viewer, asked.briefId, at)).rows
    expect(row?.priceMinor).toBe(500_000n)
    expect(row?.seats.map(({ shareBps }) => shareBps)).toEqual([7_000, 3_000])
    await inTransaction((tx) => sendProposal(tx, { proposalId, by: team.lead.personId, at }))
    expect(await answer(true)).toEqual({ status: 'submitted' })
    expect((await page(asked.client.owner)).proposal.priceMinor).toBe(450_000n)
    expect(await told('proposal-submitted')).toBe(2)
  })

  it('goes back to the lead when a member refuses, and expires when nothing follows', async () => {
    await counter()
    await take(2)
    expect(await answer(false)).toEqual({ status: 'draft' })
    await inTransaction((tx) => expireProposals(tx, { at: addDays(at, 13) }))
    expect(await statusOf()).toBe('draft')
    await inTransaction((tx) => expireProposals(tx, { at: addDays(at, 14) }))
    expect(await statusOf()).toBe('expired')
  })

  it('expires after fourteen days, and is too late to be taken then', async () => {
    await counter()
    await expect(take(2, addDays(at, 14))).rejects.toMatchObject({ code: 'changed_meanwhile' })
    await inTransaction((tx) => expireProposals(tx, { at: addDays(at, 14) }))
    expect(await statusOf()).toBe('expired')
  })

  it('is one by two clicks, of what was read, and of the client alone', async () => {
    const results = await Promise.allSettled([counter(), counter()])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refused = async (act: Promise<unknown>, code: string) =>
      expect(act).rejects.toMatchObject({ code })
    await refused(counter({ version: 2 }), 'transition_refused')
    await refused(counter({ by: team.lead.personId }), 'not_found')
    await refused(take(1), 'changed_meanwhile')
    const stranger = await makePerson(database())
    await refused(
      inTransaction((tx) => takeCounter(tx, { proposalId, version: 2, by: stranger.personId, at })),
      'not_found',
    )
    await refused(page(stranger), 'not_found')
  })

  it('adds up, and says something else', async () => {
    const refused = async (given: Partial<typeof cheaper>, code: string) =>
      expect(counter({ counter: { ...cheaper, ...given } })).rejects.toMatchObject({ code })
    await refused({ milestones: [] }, 'amount_invalid')
    await refused({ milestones: [milestone('-5')] }, 'amount_invalid')
    await refused(
      { milestones: [{ ...milestone('5'), criterionIds: ['c1'] }] },
      'criteria_unassigned',
    )
    await refused({ holdbackBps: 2_600 }, 'form_invalid')
    await refused({ reviewDays: 3 }, 'form_invalid')
    await refused(
      { milestones: [milestone('500000')], holdbackBps: 0, reviewDays: 14 },
      'nothing_changed',
    )
    expect(await statusOf()).toBe('submitted')
  })

  it('is made ten times at most', async () => {
    for (let round = 0; round < 10; round += 1) {
      const changed = { ...cheaper, milestones: [milestone('500000', round + 6)] }
      await counter({ version: 2 * round + 1, counter: changed })
      await take(2 * round + 2)
    }
    await expect(counter({ version: 21 })).rejects.toMatchObject({ code: 'counters_used' })
  })

  it('ends with the brief', async () => {
    await counter()
    await inTransaction((tx) => withdrawBrief(tx, { briefId: asked.briefId, by: asked.by, at }))
    expect(await statusOf()).toBe('declined')
  })

  it('leaves to the client what lay before it, also when the brief ends meanwhile', async () => {
    await counter()
    const [alone] = team.members
    const seats = [{ personId: alone?.personId ?? '', role: 'measurer' as const, shareBps: 10_000 }]
    const draft = { priceMinor: 450_000n, milestones: [milestone('450000')], seats }
    await save(team, asked.briefId, draft)
    const read = async () => {
      const { proposal, seats: laid } = await page(asked.client.owner)
      return [proposal.priceMinor, laid.map(({ shareBps }) => shareBps)]
    }
    expect(await read()).toEqual([500_000n, [7_000, 3_000]])
    expect((await page(team.lead)).proposal.priceMinor).toBe(450_000n)
    await inTransaction((tx) => withdrawBrief(tx, { briefId: asked.briefId, by: asked.by, at }))
    expect(await read()).toEqual([500_000n, [7_000, 3_000]])
  })

  it('shows the client nothing of a draft that never lay before it', async () => {
    const brief = await makeBrief({ client: asked.client })
    const { proposalId: draft } = await save(team, brief.briefId)
    await inTransaction((tx) => withdrawBrief(tx, { briefId: brief.briefId, by: brief.by, at }))
    const read = async (who: TestPerson) => proposalPage(database(), await signedIn(who), draft, at)
    expect((await read(team.lead)).proposal.status).toBe('declined')
    await expect(read(asked.client.owner)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is written nowhere else once it is made', async () => {
    await counter()
    await expect(
      database().execute(sql`update proposal_version set note = '' where version = 2`),
    ).rejects.toThrow()
  })
})

describe('a brief that changes after proposals', () => {
  const change = {
    title: 'Fewer missed appointments',
    statement: 'Tell us two days before who will not come.',
    budgetMinor: '600000',
    weeks: 6,
    criteria: [{ id: 'c1', target: 0.85, sampleSize: 300, attempts: 3 }],
  }
  const revise = (given: Partial<{ change: typeof change; version: number; by: string }> = {}) =>
    inTransaction((tx) =>
      reviseBrief(tx, {
        briefId: asked.briefId,
        version: 1,
        change,
        note: 'A day is too late.',
        by: asked.by,
        at,
        ...given,
      }),
    )
  const confirm = (briefVersion: number, when = at) =>
    inTransaction((tx) =>
      confirmProposal(tx, { proposalId, briefVersion, by: team.lead.personId, at: when }),
    )

  it('is answered anew before a proposal is accepted, and shows what is different', async () => {
    expect(await revise()).toEqual({ version: 2 })
    expect(await told('brief-changed')).toBe(1)
    await expect(accept()).rejects.toMatchObject({ code: 'brief_changed' })
    const seen = await page(team.lead)
    expect(seen.outdated).toBe(true)
    expect(seen.briefChanges).toHaveLength(2)
    expect(seen.briefChanges).toContainEqual({
      path: ['statement'],
      before: 'Tell us the day before who will not come.',
      after: 'Tell us two days before who will not come.',
    })
    expect(seen.briefChanges).toContainEqual({
      path: ['criteria', '0', 'target'],
      before: '0.8',
      after: '0.85',
    })
    const meanwhile = { code: 'changed_meanwhile' }
    await expect(confirm(1)).rejects.toMatchObject(meanwhile)
    await expect(confirm(2, addDays(at, 14))).rejects.toMatchObject(meanwhile)
    expect(await confirm(2)).toEqual({ version: 2 })
    expect(await confirm(2)).toEqual({ version: 2 })
    const { contractId } = await accept(2)
    const { body } = await currentTerms(database(), contractId)
    expect(body.statement).toBe(change.statement)
    expect(body.criteria[0]?.target).toBe(0.85)
  })

  it('may be revised instead of confirmed', async () => {
    await expect(save(team, asked.briefId)).rejects.toMatchObject({ code: 'proposal_exists' })
    await revise()
    await save(team, asked.briefId, { approach: 'Two days before, then.' })
    await inTransaction((tx) => sendProposal(tx, { proposalId, by: team.lead.personId, at }))
    // Their amounts are what they agreed to.
    expect(await statusOf()).toBe('submitted')
    await accept(2)
  })

  it('makes a counter-offer lapse, and gives what is with the members back to the lead', async () => {
    await counter()
    await revise()
    expect(await statusOf()).toBe('submitted')
    await expect(counter({ version: 2 })).rejects.toMatchObject({ code: 'brief_changed' })
    await confirm(2)
    await counter({ version: 3 })
    await take(4)
    await revise({ version: 2, change: { ...change, weeks: 7 } })
    expect(await statusOf()).toBe('draft')
    await expect(
      inTransaction((tx) => sendProposal(tx, { proposalId, by: team.lead.personId, at })),
    ).rejects.toMatchObject({ code: 'brief_changed' })
  })

  it('changes by whoever acts for the client, from the newest version, and to what can be measured', async () => {
    const refused = async (act: Promise<unknown>, code: string) =>
      expect(act).rejects.toMatchObject({ code })
    await refused(revise({ by: team.lead.personId }), 'not_found')
    await refused(revise({ version: 2 }), 'changed_meanwhile')
    await refused(revise({ change: { ...change, budgetMinor: '0' } }), 'amount_invalid')
    const criteria = [{ id: 'c1', target: 0.85, sampleSize: 900, attempts: 3 }]
    await refused(revise({ change: { ...change, criteria } }), 'dataset_too_small')
    const same = {
      ...change,
      statement: 'Tell us the day before who will not come.',
      criteria: [],
    }
    await refused(revise({ change: same }), 'nothing_changed')
    const twice = await Promise.allSettled([revise(), revise()])
    expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { versions: all } = await briefVersions(database(), null, asked.briefId)
    expect(all.map(({ version, differences }) => [version, differences.length])).toEqual([
      [2, 2],
      [1, 0],
    ])
  })
})

describe('versions side by side', () => {
  const seat = (personId: string, shareBps: number) => ({
    personId,
    shareBps,
    role: 'measurer' as const,
  })
  const terms: ProposalTerms = {
    approach: 'Carefully.',
    priceMinor: '101',
    weeks: 2,
    milestones: [milestone('101', 2)],
    manifest: [],
    holdbackBps: 0,
    reviewDays: 14,
    seats: [seat('per_a', 5_000), seat('per_b', 5_000)],
  }

  it('keep a word as long as role, share and amounts are the same', () => {
    const later = { ...terms, approach: 'Slowly.', reviewDays: 21 }
    expect(keepsWord(terms, later, 'per_b')).toBe(true)
    const dearer = { ...terms, priceMinor: '102', milestones: [milestone('102', 2)] }
    // The odd unit went to the lower id, so that one has what it had.
    expect(keepsWord(terms, dearer, 'per_a')).toBe(true)
    expect(keepsWord(terms, dearer, 'per_b')).toBe(false)
    const other = { ...terms, seats: [seat('per_a', 4_000), seat('per_b', 6_000)] }
    expect(keepsWord(terms, other, 'per_a')).toBe(false)
    expect(keepsWord(terms, other, 'per_c')).toBe(false)
  })

  it('tell people by name, and a milestone that came field by field', () => {
    const more = {
      ...terms,
      seats: [seat('per_a', 4_000), seat('per_b', 6_000)],
      milestones: [...terms.milestones, milestone('1', 1)],
    }
    const names = new Map([['per_a', 'Amna']])
    const found = proposalDifferences(terms, more, names)
    expect(found).toContainEqual({
      path: ['seats', '0', 'shareBps'],
      before: '5000',
      after: '4000',
    })
    expect(found).toContainEqual({
      path: ['milestones', '1', 'criterionIds'],
      before: '',
      after: 'c1 c2',
      about: 'Predictions',
    })
    expect(proposalDifferences(terms, terms, names)).toEqual([])
  })

  it('number milestones as their form does, whether or not a discovery comes before them', () => {
    const look = {
      ...milestone('1', 1),
      title: 'A look',
      criterionIds: [],
      kind: 'discovery' as const,
    }
    const later = { ...terms, milestones: [look, milestone('101', 3)] }
    const found = proposalDifferences(terms, later, new Map())
    expect(found).toContainEqual({
      path: ['milestones', '0', 'weeks'],
      before: '2',
      after: '3',
      about: 'Predictions',
    })
    expect(found).toContainEqual({ path: ['discovery', 'title'], before: '', after: 'A look' })
    expect(found.every(({ path }) => path[0] !== 'milestones' || path[2] === 'weeks')).toBe(true)
  })
})
