import { evaluation } from 'db/schema/outcomes'
import { operation, payment, payoutAccount } from 'db/schema/payments'
import { and, eq, inArray } from 'drizzle-orm'
import {
  type Model,
  makeWorld,
  registerModel,
  startModel,
  type World,
} from 'tests/support/contracts'
import { ledgerSums } from 'tests/support/escrow'
import { providerAt } from 'tests/support/money'
import { useStack } from 'tests/support/stack'
import { type Answer, type Visitor, visit } from 'tests/support/visitor'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { askOperator } from '~/domain/contracts/milestones/ask-operator.server'
import { addDays } from '~/kernel/clock'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import { booksOf, openContract, payFor, reaches, readyToBePaid, sweep, until } from './journey'

vi.setConfig({ testTimeout: 120_000 })

/** Every button that moves money, pressed twice and by two people at once, on the real processes. */
const stack = useStack({
  processes: ['web', 'worker', 'stripe-simulator'],
  env: { STRIPE_TIMEOUT_MS: '3000' },
})
const provider = providerAt(() => stack.current.simulatorUrl)
let world: World
let model: Model
let client: Visitor
let colleague: Visitor
let lead: Visitor
let operator: Visitor

beforeAll(async () => {
  const { origin } = stack.current
  world = await makeWorld(new Date())
  model = await startModel()
  await readyToBePaid(world.members, provider)
  client = await visit(origin, world.client.personId)
  colleague = await visit(origin, world.colleague.personId)
  lead = await visit(origin, world.lead.personId)
  operator = await visit(origin, world.operator.personId)
})
afterAll(() => model?.close())
afterEach(async () => {
  await provider.control('POST', '/faults/clear')
  expect((await ledgerSums()).every((sum) => sum === 0n)).toBe(true)
})

/** A delivery before the client, with its verdict: measured by the worker. */
async function delivered() {
  const made = await openContract(world)
  await payFor(client, made.page, provider)
  await reaches(made.milestoneId, 'funded')
  await registerModel(world, made.milestoneId, model, new Date())
  const note = { intent: 'submit', note: 'Here it is.', knowsDoubt: 'yes' }
  const answers = await Promise.all([lead.post(made.page, note), lead.post(made.page, note)])
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  await reaches(made.milestoneId, 'in_review')
  return made
}

const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort()
const toasts = (answers: readonly Answer[]) => answers.map(({ toast }) => toast).sort()

/** The simulator's transfers for a milestone: exactly one to each member's account. */
async function oneTransferEach(milestoneId: string): Promise<void> {
  const ids = world.members.map(({ personId }) => personId)
  const accounts = await database()
    .select()
    .from(payoutAccount)
    .where(inArray(payoutAccount.personId, ids))
  const transfers = await provider.objects('transfers', { transfer_group: milestoneId })
  expect(transfers.map(({ destination }) => destination).sort()).toEqual(
    accounts.map(({ providerAccountId }) => providerAccountId).sort(),
  )
  const sent = transfers.reduce((sum, { amount }) => sum + Number(amount), 0)
  // 10 % of 500,000 is the platform's.
  expect(sent).toBe(450_000)
}

/** The transfers of one milestone in the outbox. */
const outbox = (milestoneId: string) =>
  database()
    .select()
    .from(operation)
    .where(eq(operation.kind, 'transfer'))
    .then((rows) =>
      rows.filter(
        ({ request }) => 'transferGroup' in request && request.transferGroup === milestoneId,
      ),
    )

describe('two people of the client, each with a double click', () => {
  it('fund once, accept once, and every member is paid once', async () => {
    const { milestoneId, page } = await openContract(world)
    const fund = { intent: 'fund' }
    const clicks = await Promise.all(
      [client, client, colleague, colleague].map((who) => who.post(page, fund)),
    )
    expect(statuses(clicks)).toEqual([303, 303, 303, 303])
    const [address = ''] = clicks.map(({ location }) => location)
    expect(new Set(clicks.map(({ location }) => location)).size).toBe(1)
    const payments = await database()
      .select()
      .from(payment)
      .where(eq(payment.reference, milestoneId))
    expect(payments).toHaveLength(1)
    // Both pay on the provider's page, too; it takes the money once.
    await Promise.allSettled([provider.pay(address), provider.pay(address)])
    await reaches(milestoneId, 'funded')
    const again = await client.post(page, fund)
    expect(again.status).toBe(409)
    expect(again.words).toContain('This step is not possible in the present state.')
    expect((await booksOf(milestoneId)).filter((line) => line.includes('escrow'))).toEqual([
      'fund escrow -500000',
    ])

    await registerModel(world, milestoneId, model, new Date())
    const submit = { intent: 'submit', note: 'Here it is.', knowsDoubt: 'yes' }
    const submitted = await Promise.all([lead.post(page, submit), lead.post(page, submit)])
    expect(statuses(submitted)).toEqual([303, 303])
    await reaches(milestoneId, 'in_review')
    const runs = await database()
      .select()
      .from(evaluation)
      .where(eq(evaluation.reference, milestoneId))
    expect(runs).toHaveLength(1)

    const accept = { intent: 'accept' }
    const accepted = await Promise.all(
      [client, client, colleague, colleague].map((who) => who.post(page, accept)),
    )
    expect(statuses(accepted)).toEqual([303, 303, 303, 303])
    expect(toasts(accepted)).toEqual([
      'milestone.toast_accepted',
      ...Array(3).fill('milestone.toast_accepted_before'),
    ])
    const books = await booksOf(milestoneId)
    expect(books.filter((line) => line.startsWith('release '))).toHaveLength(5)
    expect(books).toContain('release escrow 500000')
    const late = await colleague.post(page, accept)
    expect((await colleague.follow(late)).words).toContain('Nothing was released twice.')
    await sweep()
    await sweep()
    await reaches(milestoneId, 'paid')
    await oneTransferEach(milestoneId)
    expect((await client.get(page)).status).toBe(200)
  })

  it('are decided about once, when the operator presses one button twice and the other as well', async () => {
    const { milestoneId } = await delivered()
    await inTransaction((tx) => askOperator(tx, { milestoneId, at: new Date() }))
    await reaches(milestoneId, 'with_operator')
    const decide = { intent: 'decide', milestoneId, reason: 'The verdict stands.' }
    const release = { ...decide, decision: 'release' }
    const refund = { ...decide, decision: 'refund' }
    const pressed = await Promise.all(
      [release, release, refund].map((form) => operator.post('/desk/contracts', form)),
    )
    // Whichever came first counts; the opposite is refused in plain words.
    const books = await booksOf(milestoneId)
    const released = books.includes('release escrow 500000')
    expect(statuses(pressed)).toEqual(released ? [303, 303, 409] : [303, 409, 409])
    for (const { status, words } of pressed) {
      if (status === 409) expect(words).toMatch(/This step is not possible|Somebody changed this/)
    }
    const out = books.filter((line) => / escrow 500000$/.test(line))
    expect(out).toHaveLength(1)
    await sweep()
    await reaches(milestoneId, released ? 'paid' : 'refunded')
    if (released) await oneTransferEach(milestoneId)
  })
})

describe('a provider in trouble', () => {
  /** Accepts while the provider fails, and looks for what is due. */
  async function acceptWith(faults: Record<string, string>[]) {
    const made = await delivered()
    for (const fault of faults) {
      await provider.control('POST', '/faults', { path: '/v1/transfers', ...fault })
    }
    expect((await client.post(made.page, { intent: 'accept' })).status).toBe(303)
    await sweep()
    return made
  }

  it('that acts, does not answer and is not heard of, still pays each member once', async () => {
    await provider.control('POST', '/faults', {
      kind: 'webhook_drop',
      event_type: 'transfer',
      count: '1000',
    })
    const { milestoneId } = await acceptWith([{ kind: 'timeout_after_commit', count: '2' }])
    const rows = await until(
      () => outbox(milestoneId),
      (seen) => seen.length === 3 && seen.every(({ status }) => status === 'accepted'),
    )
    // Two were lost and looked for; nothing was made a second time.
    expect(rows.map(({ attempts }) => attempts).sort()).toEqual([1, 2, 2])
    await oneTransferEach(milestoneId)
    const events = await provider.objects('events')
    for (const { id, type } of events) {
      if (String(type).startsWith('transfer'))
        await provider.control('POST', `/events/${id}/resend`)
    }
    await reaches(milestoneId, 'paid')
    await oneTransferEach(milestoneId)
  })

  it('that answers with an error is asked again by the operator, twice at once, to one effect', async () => {
    const { milestoneId } = await acceptWith([{ kind: 'api_500', count: '3' }])
    const unknown = await until(
      async () => (await outbox(milestoneId)).filter(({ status }) => status === 'unknown'),
      (rows) => rows.length === 3,
    )
    const desk = await operator.get('/desk/money')
    expect(desk.status).toBe(200)
    for (const { id } of unknown) expect(desk.body).toContain(id)
    const press = () =>
      Promise.all(
        unknown
          .flatMap(({ id }) => [id, id])
          .map((id) => operator.post('/desk/money', { intent: 'retry', id })),
      )
    // The provider repeats its error under the same key for a day. Nothing is sent under another.
    for (const { status } of await press()) expect([303, 409]).toContain(status)
    expect(await provider.objects('transfers', { transfer_group: milestoneId })).toEqual([])
    await provider.control('POST', '/idempotency/forget')
    await until(
      async () => {
        // While the worker tries by itself there is nothing to press.
        for (const { status } of await press()) expect([303, 409]).toContain(status)
        return (await outbox(milestoneId)).map(({ status }) => status)
      },
      (seen) => seen.every((status) => status === 'confirmed'),
    )
    await reaches(milestoneId, 'paid')
    await oneTransferEach(milestoneId)
    const late = await operator.post('/desk/money', { intent: 'retry', id: unknown[0]?.id ?? '' })
    expect(late.status).toBe(409)
    expect(late.words).toContain('This has been done already. Nothing was done twice.')
  })
})

/** Moves the business clock, so it comes last. */
it('an overdue milestone’s money goes back once, whoever presses', async () => {
  const { milestoneId, page } = await openContract(world)
  await payFor(client, page, provider)
  await reaches(milestoneId, 'funded')
  const early = await client.post(page, { intent: 'take_back' })
  expect(early.status).toBe(409)
  expect(early.words).toContain('This is possible later.')
  await setBusinessNow(database(), addDays(new Date(), 36))
  const presses = await Promise.all(
    [client, client, colleague, colleague].map((who) => who.post(page, { intent: 'take_back' })),
  )
  expect(statuses(presses)).toEqual([303, 303, 303, 303])
  await reaches(milestoneId, 'refunded')
  const refunds = await until(
    () =>
      database()
        .select({ status: operation.status, charge: operation.request })
        .from(operation)
        .where(and(eq(operation.kind, 'refund'), eq(operation.party, world.organisationId))),
    (rows) => rows.length > 0 && rows.every(({ status }) => status === 'confirmed'),
  )
  expect(refunds.length).toBeLessThanOrEqual(2)
  const [row] = await database().select().from(payment).where(eq(payment.reference, milestoneId))
  const made = await provider.objects('refunds')
  expect(made.filter(({ charge }) => charge === row?.chargeId)).toHaveLength(1)
  const books = await booksOf(milestoneId)
  expect(books.filter((line) => / escrow 500000$/.test(line))).toHaveLength(1)
})
