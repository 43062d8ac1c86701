import { milestoneEvent } from 'db/schema/contracts'
import { payable } from 'db/schema/escrow'
import { mail } from 'db/schema/platform'
import { portfolioEntry, review } from 'db/schema/reputation'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fallDue } from '~/domain/contracts/fall-due.server'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { fundMilestone } from '~/domain/contracts/milestones/fund-milestone.server'
import { milestonePage } from '~/domain/contracts/milestones/milestone-queries.server'
import { submitMilestone } from '~/domain/contracts/milestones/submit-milestone.server'
import { contractList } from '~/domain/contracts/overview-queries.server'
import { contractPage } from '~/domain/contracts/queries.server'
import { milestonesOf } from '~/domain/contracts/rows.server'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { dashboard } from '~/domain/figures/dashboard.server'
import { verifyChain } from '~/domain/outcomes/evidence/evidence'
import { evidenceChain, verdictView } from '~/domain/outcomes/queries.server'
import { openCheckout } from '~/domain/payments/open-checkout.server'
import { refreshPayoutAccount } from '~/domain/payments/refresh-payout-account.server'
import { startPayoutAccount } from '~/domain/payments/start-payout-account.server'
import { writeReview } from '~/domain/reputation/write-review.server'
import { taskList } from '~/jobs/tasks'
import { addDays } from '~/kernel/clock'
import { businessNow, setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import {
  type Model,
  makeBrief,
  makeProposal,
  makeWorld,
  registerModel,
  sign,
  startModel,
  stateOf,
  type World,
} from '../support/contracts'
import { useDatabase } from '../support/database'
import { ledgerSums } from '../support/escrow'
import { useProvider } from '../support/money'
import { viewerOf } from '../support/people'

const held = useDatabase()
const provider = useProvider(held)
let world: World
let model: Model
let at: Date
beforeAll(async () => {
  at = new Date()
  world = await makeWorld(at)
  model = await startModel()
})
afterAll(() => model?.close())

/** Lets the worker's tasks and the provider's webhooks answer each other until all is quiet. */
async function settle(): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await provider.work(taskList())
    await provider.delivered()
  }
  await provider.work(taskList())
}

async function readyToBePaid(person: { personId: string; email: string }): Promise<void> {
  const { url } = await startPayoutAccount(database(), {
    personId: person.personId,
    email: person.email,
    country: 'PK',
    returnUrl: 'http://localhost:3000/return',
    refreshUrl: 'http://localhost:3000/refresh',
    at,
  })
  await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({
      legal_name: 'A Member',
      bank_account: 'PK36 SCBL 0000 0011 2345 6702',
      agrees: 'yes',
      intent: 'save',
    }),
    redirect: 'manual',
  })
  await refreshPayoutAccount(database(), { personId: person.personId, at })
}

it('walks one milestone from the proposal to a transfer for every member', async () => {
  const client = viewerOf(world.client, {
    memberships: [
      { organisationId: world.organisationId, name: 'Hannover', kind: 'client', role: 'owner' },
    ],
  })
  const lead = viewerOf(world.lead)
  const waitsFor = async (who: typeof lead) =>
    (await dashboard(database(), who, await businessNow(database()))).waiting.map(
      ({ title }) => title,
    )

  // Accepted and signed.
  const proposalId = await makeProposal(world, await makeBrief(world, at), { at, milestones: 1 })
  const { contractId } = await inTransaction((tx) =>
    acceptProposal(tx, { proposalId, by: world.client.personId, at }),
  )
  expect(await waitsFor(client)).toContain('dashboard.item_sign')
  expect(await waitsFor(lead)).toContain('dashboard.item_sign')
  await sign(contractId, world.client, at)
  expect(await waitsFor(client)).not.toContain('dashboard.item_sign')
  await sign(contractId, world.lead, at)
  const [first] = await milestonesOf(database(), contractId)
  const milestoneId = first?.id ?? ''
  expect(await waitsFor(client)).toContain('dashboard.item_fund')

  // Paid on the provider's page; only its webhook moves the milestone.
  const { paymentId } = await inTransaction((tx) =>
    fundMilestone(tx, { milestoneId, by: world.client.personId, at }),
  )
  const { url } = await openCheckout(database(), {
    paymentId,
    description: 'Part 1',
    successUrl: 'http://localhost:3000/paid',
    cancelUrl: 'http://localhost:3000/stopped',
    customerEmail: world.client.email,
  })
  await provider.pay(url)
  expect(await stateOf(milestoneId)).toMatchObject({ status: 'funding' })
  await settle()
  expect(await stateOf(milestoneId)).toMatchObject({ status: 'funded' })
  expect(await waitsFor(lead)).toContain('dashboard.item_submit')

  // Not met at first, met the second time; the worker measures.
  for (const person of world.members) await readyToBePaid(person)
  await registerModel(world, milestoneId, model, at)
  for (const quality of ['bad', 'good'] as const) {
    model.quality = quality
    await inTransaction((tx) =>
      submitMilestone(tx, { milestoneId, note: 'Delivered.', by: world.lead.personId, at }),
    )
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'measuring' })
    await settle()
    expect(await stateOf(milestoneId)).toMatchObject({
      status: quality === 'good' ? 'in_review' : 'funded',
      outcome: quality === 'good' ? 'met' : 'not_met',
    })
  }
  expect(await waitsFor(client)).toContain('dashboard.item_review')
  const page = await milestonePage(database(), client, milestoneId, at)
  expect(page.attempts.map(({ overall }) => overall)).toEqual(['not_met', 'met'])
  expect(page.may).toMatchObject({ accept: true, requestChanges: true, takeBack: false })
  const seen = await milestonePage(database(), lead, milestoneId, at)
  expect(seen.may).toMatchObject({ accept: false, settle: true })
  expect(seen.errors).toEqual([])
  await expect(
    milestonePage(database(), viewerOf(world.stranger), milestoneId, at),
  ).rejects.toMatchObject({ code: 'not_found' })

  // Accepted: released at once, transferred when the card's risk days are over.
  await inTransaction((tx) => acceptMilestone(tx, { milestoneId, by: world.client.personId, at }))
  await settle()
  expect(await stateOf(milestoneId)).toMatchObject({ status: 'released' })
  expect(await provider.objects('transfers')).toHaveLength(0)
  const later = addDays(at, 15)
  await setBusinessNow(database(), later)
  await fallDue(database(), { at: later })
  await settle()
  const transfers = await provider.objects('transfers')
  const paid = await database().select().from(payable).where(eq(payable.reference, milestoneId))
  expect(transfers).toHaveLength(3)
  expect(transfers.map(({ amount }) => BigInt(Number(amount))).sort()).toEqual(
    paid.map(({ amountMinor }) => amountMinor).sort(),
  )
  expect(paid.map(({ status }) => status)).toEqual(['paid', 'paid', 'paid'])
  expect(await stateOf(milestoneId)).toMatchObject({ status: 'paid' })
  expect((await ledgerSums()).every((sum) => sum === 0n)).toBe(true)

  // Afterwards: proof, portfolio, blind reviews, and somebody was told at every step.
  const chain = await evidenceChain(database(), contractId, 'party')
  expect(verifyChain(chain)).toMatchObject({ ok: true })
  const row = await stateOf(milestoneId)
  expect((await verdictView(database(), row.verdictId ?? ''))?.body.overall).toBe('met')
  const parts = await database()
    .select()
    .from(portfolioEntry)
    .where(eq(portfolioEntry.milestoneId, milestoneId))
  expect(parts.map(({ verified, verdictId }) => [verified, verdictId])).toEqual(
    Array.from({ length: 3 }, () => [1, row.verdictId]),
  )
  await reviewEachOther(contractId)
  const ended = await contractList(database(), client, 'ended', later)
  expect(ended.map(({ id }) => id)).toEqual([contractId])
  const shown = await contractPage(database(), lead, contractId, later)
  expect(shown).toMatchObject({ status: 'completed', side: 'team', evidenceCount: chain.length })
  expect((await database().select().from(mail)).length).toBeGreaterThan(5)
  const events = await database()
    .select({ event: milestoneEvent.event })
    .from(milestoneEvent)
    .where(eq(milestoneEvent.milestoneId, milestoneId))
    .orderBy(milestoneEvent.id)
  expect(events.map(({ event }) => event)).toEqual([
    'start_funding',
    'confirm_funding',
    'submit',
    'measure',
    'verdict_not_met',
    'submit',
    'measure',
    'verdict_met',
    'accept',
    'release',
    'pay',
  ])
})

async function reviewEachOther(contractId: string): Promise<void> {
  const write = (by: string) =>
    inTransaction((tx) =>
      writeReview(tx, {
        contractId,
        ...{ clarity: 5, reliability: 4, communication: 5 },
        ...{ clarityWords: 'Plain.', reliabilityWords: 'In time.', communicationWords: 'Soon.' },
        words: 'As agreed.',
        note: '',
        by,
        at,
      }),
    )
  expect(await write(world.client.personId)).toMatchObject({ side: 'client', revealed: false })
  await expect(write(world.colleague.personId)).rejects.toMatchObject({ code: 'review_written' })
  expect(await write(world.lead.personId)).toMatchObject({ side: 'team', revealed: true })
  const reviews = await database().select().from(review).where(eq(review.contractId, contractId))
  expect(reviews.every(({ revealedAt }) => revealedAt !== null)).toBe(true)
}
