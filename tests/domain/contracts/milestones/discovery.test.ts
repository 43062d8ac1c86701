import { changeRequest, contract, milestoneEvent } from 'db/schema/contracts'
import { payable } from 'db/schema/escrow'
import { portfolioEntry } from 'db/schema/reputation'
import { eq } from 'drizzle-orm'
import {
  makeWorld,
  pay,
  settleByHand,
  signedContract,
  start,
  stateOf,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { ledgerSums } from 'tests/support/escrow'
import { signedIn } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import { fallDue } from '~/domain/contracts/fall-due.server'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { clockPoints } from '~/domain/contracts/milestones/clock-points'
import { confirmFunding } from '~/domain/contracts/milestones/confirm-funding.server'
import { afterDiscovery } from '~/domain/contracts/milestones/discovery-queries.server'
import { endAfterDiscovery } from '~/domain/contracts/milestones/end-after-discovery.server'
import { fundMilestone } from '~/domain/contracts/milestones/fund-milestone.server'
import { issueDeliveredCredentials } from '~/domain/contracts/milestones/issue-delivered-credentials.server'
import { requestChanges } from '~/domain/contracts/milestones/request-changes.server'
import { submitMilestone } from '~/domain/contracts/milestones/submit-milestone.server'
import { contractPage } from '~/domain/contracts/queries.server'
import { currentTerms } from '~/domain/contracts/rows.server'
import { firstTerms, type TermsSource } from '~/domain/contracts/terms/build-terms'
import { changedTerms } from '~/domain/contracts/terms/terms-changes'
import { termsText } from '~/domain/contracts/terms/terms-text.server'
import { heldFor, holdbackFor } from '~/domain/escrow/queries.server'
import { recordPortfolio } from '~/domain/reputation/record-portfolio.server'
import { recordOfClient, recordOfTeam } from '~/domain/reputation/work-queries.server'
import { writeReview } from '~/domain/reputation/write-review.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()
let world: World
beforeAll(async () => {
  world = await makeWorld()
})
const at = start

const handOver = (
  milestoneId: string,
  note = 'The report: the target is within reach.',
  when = at,
) =>
  inTransaction((tx) =>
    submitMilestone(tx, { milestoneId, note, by: world.lead.personId, at: when }),
  )
const accept = (milestoneId: string) =>
  inTransaction((tx) => acceptMilestone(tx, { milestoneId, by: world.client.personId, at }))
const end = (contractId: string, by: string, reason = 'The data do not hold what we hoped.') =>
  inTransaction((tx) => endAfterDiscovery(tx, { contractId, reason, by, at }))

/** A contract of which the discovery is paid for, and handed over unless said otherwise. */
async function begun(given: { handedOver?: boolean; holdbackBps?: number } = {}) {
  const made = await signedContract(world, { milestones: 1, discovery: true, ...given })
  const [discovery = '', rest = ''] = made.milestoneIds
  await pay(world, discovery)
  if (given.handedOver !== false) await handOver(discovery)
  return { ...made, discovery, rest }
}
const statusOf = async (contractId: string) =>
  (await database().select().from(contract).where(eq(contract.id, contractId)))[0]

describe('terms', () => {
  const source = {
    contractId: 'con_1',
    brief: { title: 'T', statement: 'S', criteria: [], data: {}, workloadClass: 'open' },
    proposal: {
      ...{ currency: 'EUR', priceMinor: 100n, manifest: [], holdbackBps: 0, reviewDays: 14 },
      milestones: [
        { title: 'A', description: '', amountMinor: '100', weeks: 1, criterionIds: ['c1'] },
      ],
    },
    ...{ client: {}, team: {}, members: [], platformFeeBps: 800, rulesVersion: 1, dataset: null },
  } as unknown as TermsSource

  it('without a discovery keep the text, and so the hash, that they had before there were any', () => {
    const { canonical, sha256 } = termsText(firstTerms(source))
    expect(canonical).toContain(
      '{"amountMinor":"100","criterionIds":["c1"],"description":"","position":1,"title":"A","weeks":1}',
    )
    expect(sha256).toBe('e4bbe0db4e805623f4460a3551e1bbf8eef43c7fb423f065ef9524cff8338c81')
  })

  it('with one say so of that milestone alone, and stay small when they are changed', async () => {
    const made = await signedContract(world, { milestones: 1, discovery: true })
    const { body, canonical } = await currentTerms(database(), made.contractId)
    expect(body.milestones.map(({ kind }) => kind)).toEqual(['discovery', undefined])
    expect(canonical.match(/"kind":"discovery"/g)).toHaveLength(1)
    const change = { ...body, manifest: undefined, reviewDays: 10 }
    const [first, rest] = body.milestones
    if (!first || !rest) throw new Error('two milestones')
    for (const wrong of [{ amountMinor: '100000' }, { weeks: 4 }, { description: '' }]) {
      const milestones = [{ ...first, ...wrong }, rest]
      expect(changedTerms(body, { ...change, milestones })).toEqual({
        ok: false,
        problem: 'discovery',
      })
    }
    expect(changedTerms(body, change)).toMatchObject({
      ok: true,
      terms: { milestones: [{ kind: 'discovery' }, {}] },
    })
  })
})

describe('a discovery', () => {
  it('goes to the client at once, without a measurement, and only with words', async () => {
    const { discovery } = await begun({ handedOver: false })
    await expect(handOver(discovery, '')).rejects.toMatchObject({
      code: 'form_invalid',
      facts: { problem: 'note' },
    })
    expect(await handOver(discovery)).toEqual({ measured: false, already: false })
    const row = await stateOf(discovery)
    expect(row).toMatchObject({
      ...{ status: 'in_review', evaluationId: null, outcome: null, attemptsUsed: 0 },
      deadlineAt: addDays(at, 14),
    })
    const points = clockPoints({ ...row, submittedAt: at, measuredAt: null }, at)
    expect(points.map(({ key }) => key)).not.toContain('milestone.point_measured')
  })

  it('is changed when asked to, without naming a criterion, twice at most', async () => {
    const { discovery, rest } = await begun()
    const ask = (milestoneId: string, criterionId: string | null) =>
      inTransaction((tx) =>
        requestChanges(tx, {
          ...{ milestoneId, criterionId, wanted: 'Say how many messages overlap.' },
          by: world.client.personId,
          at,
        }),
      )
    await expect(ask(discovery, 'c1')).rejects.toMatchObject({ code: 'criterion_missing' })
    await ask(discovery, null)
    expect(await stateOf(discovery)).toMatchObject({ status: 'funded', changeRounds: 1 })
    const asked = await database()
      .select()
      .from(changeRequest)
      .where(eq(changeRequest.milestoneId, discovery))
    expect(asked).toMatchObject([{ criterionId: null }])
    await handOver(discovery)
    await ask(discovery, null)
    await handOver(discovery)
    await expect(ask(discovery, null)).rejects.toMatchObject({ code: 'rounds_used' })
    expect((await stateOf(rest)).status).toBe('unfunded')
  })

  it('is accepted without a waiver, released whole, and the rest goes on', async () => {
    const { contractId, discovery, rest } = await begun({ holdbackBps: 2_000 })
    expect(await accept(discovery)).toEqual({ already: false, waiver: false })
    expect(await stateOf(discovery)).toMatchObject({ status: 'released', acceptedHow: 'accepted' })
    expect(await holdbackFor(database(), discovery)).toBeNull()
    expect((await heldFor(database(), [discovery])).get(discovery)?.heldMinor).toBe(0n)
    const paid = await database().select().from(payable).where(eq(payable.reference, discovery))
    expect(paid).toHaveLength(3)
    expect((await statusOf(contractId))?.status).toBe('active')
    expect((await stateOf(rest)).deadlineAt).toEqual(addDays(at, 14))
    await pay(world, rest)
    expect((await stateOf(rest)).status).toBe('funded')
    await expect(end(contractId, world.client.personId)).rejects.toMatchObject({
      code: 'transition_refused',
    })
    expect((await ledgerSums()).every((sum) => sum === 0n)).toBe(true)
  })

  it('is accepted by silence, though there is no verdict', async () => {
    const { discovery } = await begun()
    await fallDue(database(), { at: addDays(at, 15) })
    expect(await stateOf(discovery)).toMatchObject({ status: 'released', acceptedHow: 'silence' })
  })

  it('shows as work on time, and as no verified outcome, portfolio entry or credential', async () => {
    const alone = await makeWorld()
    const made = await signedContract(alone, { milestones: 1, discovery: true })
    const milestoneId = made.milestoneIds[0] ?? ''
    await pay(alone, milestoneId)
    await inTransaction((tx) =>
      submitMilestone(tx, { milestoneId, note: 'A report.', by: alone.lead.personId, at }),
    )
    await inTransaction((tx) => acceptMilestone(tx, { milestoneId, by: alone.client.personId, at }))
    expect(await inTransaction((tx) => recordPortfolio(tx, { milestoneId }))).toEqual({
      entries: 0,
    })
    expect(await inTransaction((tx) => issueDeliveredCredentials(tx, { milestoneId }))).toEqual({
      issued: 0,
    })
    const entries = await database()
      .select()
      .from(portfolioEntry)
      .where(eq(portfolioEntry.milestoneId, milestoneId))
    expect(entries).toEqual([])
    const record = await recordOfTeam(database(), alone.teamId)
    expect(record.verified).toMatchObject({ hits: 0, of: 0 })
    expect(record.onTime).toMatchObject({ hits: 1, of: 1 })
  })
})

describe('after the discovery', () => {
  it.each([
    ['client', () => world.client.personId],
    ['team', () => world.lead.personId],
  ] as const)('the %s may end the contract without fault', async (side, who) => {
    const { contractId, discovery, rest } = await begun()
    await expect(end(contractId, who())).rejects.toMatchObject({ code: 'transition_refused' })
    await accept(discovery)
    const team = await recordOfTeam(database(), world.teamId)
    const client = await recordOfClient(database(), world.organisationId)
    expect(
      await afterDiscovery(database(), await signedIn(world.client), contractId),
    ).toMatchObject({ open: true, mayEnd: true, ended: null })
    expect(await end(contractId, who())).toEqual({ already: false })
    expect(await end(contractId, world.colleague.personId)).toEqual({ already: true })
    expect(await statusOf(contractId)).toMatchObject({ status: 'terminated', closedAt: at })
    expect((await stateOf(rest)).status).toBe('cancelled')
    expect((await stateOf(discovery)).status).toBe('released')
    const events = await database()
      .select()
      .from(milestoneEvent)
      .where(eq(milestoneEvent.milestoneId, rest))
    expect(events.at(-1)).toMatchObject({ event: 'end_after_discovery', actor: side })
    const reader = await signedIn(world.lead)
    expect(await afterDiscovery(database(), reader, contractId)).toMatchObject({
      open: false,
      ended: { actor: side, note: 'The data do not hold what we hoped.' },
    })
    const { turn } = await contractPage(database(), reader, contractId, at)
    expect(turn.key).toBe('contract.turn_discovery_ended')
    expect(await recordOfTeam(database(), world.teamId)).toEqual(team)
    expect(await recordOfClient(database(), world.organisationId)).toEqual(client)
    for (const by of [world.client.personId, world.lead.personId]) {
      const said = {
        ...{ clarity: 4, reliability: 4, communication: 5, words: '', note: '' },
        clarityWords: 'The report was plain to read.',
        reliabilityWords: 'It came on the day that was agreed.',
        communicationWords: 'Every question was answered.',
      }
      await inTransaction((tx) => writeReview(tx, { contractId, ...said, by, at }))
    }
    await expect(
      inTransaction((tx) =>
        fundMilestone(tx, { milestoneId: rest, by: world.client.personId, at }),
      ),
    ).rejects.toMatchObject({ code: 'transition_refused' })
  })

  it('a member or a reader may not, and a stranger does not find it', async () => {
    const { contractId, discovery } = await begun()
    await accept(discovery)
    const member = world.members[1]?.personId ?? ''
    await expect(end(contractId, member)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(end(contractId, world.reader.personId)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await expect(end(contractId, world.stranger.personId)).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('a checkout that was only opened does not hold it up, and its money goes back', async () => {
    const { contractId, discovery, rest } = await begun()
    await accept(discovery)
    const { paymentId } = await inTransaction((tx) =>
      fundMilestone(tx, { milestoneId: rest, by: world.client.personId, at }),
    )
    await end(contractId, world.lead.personId)
    expect((await stateOf(rest)).status).toBe('cancelled')
    await settleByHand(paymentId, 'confirmed')
    expect(await inTransaction((tx) => confirmFunding(tx, { paymentId, at }))).toEqual({
      result: 'returned',
    })
    expect((await stateOf(rest)).status).toBe('cancelled')
  })

  it('waits for a transfer that is on its way', async () => {
    const { contractId, discovery, rest } = await begun()
    await accept(discovery)
    const { paymentId } = await inTransaction((tx) =>
      fundMilestone(tx, { milestoneId: rest, by: world.client.personId, at }),
    )
    await settleByHand(paymentId, 'processing')
    const lead = world.lead.personId
    await expect(end(contractId, lead)).rejects.toMatchObject({ code: 'payment_open' })
    expect(await statusOf(contractId)).toMatchObject({ status: 'active' })
    await settleByHand(paymentId, 'failed')
    expect(await end(contractId, lead)).toEqual({ already: false })
  })

  it('no contract without one is ended so', async () => {
    const { contractId, milestoneIds } = await signedContract(world)
    await pay(world, milestoneIds[0] ?? '')
    await expect(end(contractId, world.client.personId)).rejects.toMatchObject({
      code: 'transition_refused',
    })
  })
})
