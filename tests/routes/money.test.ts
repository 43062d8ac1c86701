import { operation, payoutAccount, webhookEvent } from 'db/schema/payments'
import { eq } from 'drizzle-orm'
import Stripe from 'stripe'
import { testSecrets, useDatabase } from 'tests/support/database'
import { hold, jobsOf, readyAccounts } from 'tests/support/escrow'
import { enrolled } from 'tests/support/grading'
import { publishedTrack, sampleTrack } from 'tests/support/learning'
import { useProvider } from 'tests/support/money'
import { makeOrganisation, makePerson, type TestPerson } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, describe, expect, it } from 'vitest'
import { failRefund } from '~/domain/escrow/fail-refund.server'
import { failTransfer } from '~/domain/escrow/fail-transfer.server'
import { refundHeld } from '~/domain/escrow/refund-held.server'
import { releaseHeld } from '~/domain/escrow/release-held.server'
import { sendDuePayables } from '~/domain/escrow/send-due-payables.server'
import { addDays } from '~/kernel/clock'
import { businessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'
import * as desk from '~/routes/desk/money'
import * as money from '~/routes/money/index'
import * as payout from '~/routes/settings/payout-account'
import * as webhook from '~/routes/webhooks/stripe'

const testDatabase = useDatabase()
const provider = useProvider(testDatabase)

let member: TestPerson
let stranger: TestPerson
let operator: TestPerson
let funder: { organisationId: string; owner: TestPerson }
let at: Date

beforeAll(async () => {
  member = await makePerson(database(), { name: 'Mariam' })
  stranger = await makePerson(database(), { name: 'Nobody' })
  operator = (await makeOrganisation({ kind: 'operator' })).owner
  funder = await makeOrganisation({ kind: 'client' })
  at = await businessNow(database())
})

const signer = new Stripe('sk_test_signer').webhooks
function webhookRequest(body: string, signature?: string) {
  const headers = new Headers(signature ? { 'stripe-signature': signature } : {})
  const request = new Request('http://localhost:3000/webhooks/stripe', {
    method: 'POST',
    headers,
    body,
  })
  return { request, params: {}, context: { address: '192.0.2.1', document: true } }
}
const sign = (payload: string) =>
  signer.generateTestHeaderString({ payload, secret: testSecrets.STRIPE_WEBHOOK_SECRET })

describe('the door for webhooks', () => {
  const body = JSON.stringify({
    id: 'evt_door',
    object: 'event',
    type: 'charge.succeeded',
    livemode: false,
    data: { object: { id: 'ch_x', metadata: {} } },
  })

  it('answers 400 to a forgery, 200 to the real one and to its repetition, 405 to a reader', async () => {
    const forged = await answerOf(webhook.action, webhookRequest(body, sign(`${body} `)) as never)
    expect(forged.status).toBe(400)
    expect((await answerOf(webhook.action, webhookRequest(body) as never)).status).toBe(400)
    expect(await database().select().from(webhookEvent)).toHaveLength(0)
    for (let i = 0; i < 2; i += 1) {
      const real = await answerOf(webhook.action, webhookRequest(body, sign(body)) as never)
      expect(real.status).toBe(200)
    }
    expect(await database().select().from(webhookEvent)).toHaveLength(1)
    expect(await jobsOf(testDatabase.ownerUrl, 'process-webhook')).toHaveLength(1)
    expect((await answerOf(webhook.loader, await asking('/webhooks/stripe'))).status).toBe(405)
  })
})

describe('the money page', () => {
  it('explains each line to the member whose it is, and shows it to nobody else', async () => {
    const reference = 'mil_money'
    await hold({ reference, amountMinor: 420_000n, funder: funder.organisationId, at })
    await inTransaction((tx) =>
      releaseHeld(tx, {
        reference,
        feeBps: 1_000,
        holdbackBps: 1_000,
        holdbackDays: 30,
        shares: [
          { personId: member.personId, shareBps: 6_000 },
          { personId: 'per_other', shareBps: 4_000 },
        ],
        acceptedAt: at,
        at,
      }),
    )
    const mine = await answerOf(money.loader, await asking('/money', { as: member.personId }))
    expect(mine.data).toMatchObject({
      needsAccount: true,
      statement: {
        lines: [
          {
            grossMinor: 420_000n,
            feeMinor: 42_000n,
            holdbackMinor: 42_000n,
            sharedMinor: 336_000n,
            shareBps: 6_000,
            amountMinor: 201_600n,
            parts: [{ status: 'waiting', dueAt: addDays(at, 14) }],
          },
        ],
      },
      fundings: [],
    })
    const theirs = await answerOf(money.loader, await asking('/money', { as: stranger.personId }))
    expect(theirs.data).toMatchObject({ statement: { lines: [] }, fundings: [], memberMoney: [] })
    const paid = await answerOf(money.loader, await asking('/money', { as: funder.owner.personId }))
    expect(paid.data).toMatchObject({
      statement: { lines: [] },
      fundings: [{ amountMinor: 420_000n, usedFor: 'release' }],
    })
    const guest = await answerOf(money.loader, await asking('/money'))
    expect(guest).toMatchObject({ status: 303, location: '/sign-in?next=%2Fmoney' })
  })
})

describe('the payout account', () => {
  it('clicked twice at once is one account at the provider, and its state is read on return', async () => {
    const click = async () =>
      answerOf(
        payout.action,
        await asking('/settings/payout-account', {
          as: member.personId,
          form: { intent: 'start' },
        }),
      )
    const answers = await Promise.all([click(), click()])
    for (const answer of answers) expect(answer.location).toContain('/onboard/')
    const accounts = await provider.objects('accounts')
    expect(accounts.filter(({ contact_email }) => contact_email === member.email)).toHaveLength(1)
    await provider.control('POST', `/accounts/${accounts[0]?.id}/activate`)
    const back = await answerOf(
      payout.loader,
      await asking('/settings/payout-account?returned=1', { as: member.personId }),
    )
    expect(back.location).toBe('/settings/payout-account')
    const page = await answerOf(
      payout.loader,
      await asking('/settings/payout-account', { as: member.personId }),
    )
    expect(page.data).toMatchObject({ status: 'ready', waiting: [{ amountMinor: 201_600n }] })
  })

  it('says so when the provider does not answer, and can be tried again', async () => {
    await provider.control('POST', '/faults', { kind: 'api_500', path: '/v2/core/account_links' })
    const click = async () =>
      answerOf(
        payout.action,
        await asking('/settings/payout-account', {
          as: stranger.personId,
          form: { intent: 'start' },
        }),
      )
    expect(await click()).toMatchObject({ status: 502 })
    expect((await click()).location).toContain('/onboard/')
  })
})

/** A recorded operation that the provider has refused, settled as its job would. */
async function refusedTransfer(): Promise<string> {
  const reference = `mil_refused_${Math.random()}`
  await readyAccounts(['per_ready'])
  await hold({ reference, amountMinor: 1_000n, rail: 'bank', at })
  const { payables } = await inTransaction((tx) =>
    releaseHeld(tx, {
      reference,
      feeBps: 0,
      holdbackBps: 0,
      holdbackDays: 0,
      shares: [{ personId: 'per_ready', shareBps: 10_000 }],
      acceptedAt: at,
      at,
    }),
  )
  await inTransaction((tx) => sendDuePayables(tx, { at, limit: 100 }))
  const payableId = payables[0]?.payableId ?? ''
  const [row] = await database()
    .update(operation)
    .set({ status: 'failed' })
    .where(eq(operation.reference, payableId))
    .returning()
  await inTransaction((tx) => failTransfer(tx, { operationId: row?.id ?? '', at }))
  return payableId
}

describe('the operator’s desk', () => {
  const press = async (intent: string, id: string, as = operator.personId) =>
    answerOf(desk.action, await asking('/desk/money', { as, form: { intent, id } }))

  it('does not exist for anybody else', async () => {
    for (const as of [member.personId, stranger.personId]) {
      expect((await answerOf(desk.loader, await asking('/desk/money', { as }))).status).toBe(404)
      expect((await press('resend', 'pbl_x', as)).status).toBe(404)
    }
  })

  it('shows books that are even, and every button pressed twice works once', async () => {
    const payableId = await refusedTransfer()
    const twice = await Promise.all([press('resend', payableId), press('resend', payableId)])
    expect(twice.map(({ status }) => status).sort()).toEqual([303, 409])

    const { paymentId } = await hold({ reference: 'mil_back', amountMinor: 700n, at })
    const { operationIds } = await inTransaction((tx) =>
      refundHeld(tx, { reference: 'mil_back', at }),
    )
    const refundId = operationIds[0] ?? ''
    await database().update(operation).set({ status: 'failed' }).where(eq(operation.id, refundId))
    await inTransaction((tx) => failRefund(tx, { operationId: refundId, at }))
    const page = await answerOf(desk.loader, await asking('/desk/money', { as: operator.personId }))
    const { operations, currencies, sealing } = page.data as Awaited<ReturnType<typeof desk.loader>>
    expect(sealing).toMatchObject({ last: null, oldestAt: expect.any(Date) })
    expect(sealing.unsealed).toBeGreaterThan(1)
    expect(operations.find((row) => row.operationId === refundId)?.canRefundAgain).toBe(true)
    expect(currencies.map(({ sumMinor }) => sumMinor)).toEqual([0n])
    const again = await Promise.all([
      press('refund-again', refundId),
      press('refund-again', refundId),
    ])
    expect(again.map(({ status }) => status).sort()).toEqual([303, 409])
    const refunds = await database()
      .select()
      .from(operation)
      .where(eq(operation.reference, paymentId))
    expect(refunds).toHaveLength(2)

    const unknownId = refunds.find(({ id }) => id !== refundId)?.id ?? ''
    expect((await press('retry', unknownId)).status).toBe(409)
    await database().update(operation).set({ status: 'unknown' }).where(eq(operation.id, unknownId))
    const retried = await Promise.all([press('retry', unknownId), press('retry', unknownId)])
    expect(retried.every(({ status }) => status === 303)).toBe(true)
    const jobs = await jobsOf(testDatabase.ownerUrl, 'run-operation')
    expect(jobs.filter(({ operationId }) => operationId === unknownId)).toHaveLength(1)
    expect((await press('gift', unknownId)).status).toBe(400)
    expect((await press('retry', 'opn_none')).status).toBe(404)
  })
})

it('keeps no provider address in a person’s own page', async () => {
  const page = await answerOf(
    payout.loader,
    await asking('/settings/payout-account', { as: member.personId }),
  )
  const [row] = await database()
    .select()
    .from(payoutAccount)
    .where(eq(payoutAccount.personId, member.personId))
  const text = JSON.stringify(page.data, (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  expect(text).not.toContain(row?.providerAccountId)
})

describe('money of learning', () => {
  it('is named by its track and its partner, and tells nobody who learns', async () => {
    const track = await publishedTrack({
      content: sampleTrack({ slug: 'named', title: 'A track with a name' }),
    })
    const { enrolmentId, learner } = await enrolled(track)
    const reference = `enrolment:${enrolmentId}`
    await hold({ reference, funder: learner.personId, amountMinor: 10_000n, at })
    const own = (await answerOf(money.loader, await asking('/money', { as: learner.personId })))
      .data as { fundings: unknown[] }
    expect(own.fundings).toMatchObject([
      {
        ...{ kind: 'place', title: 'A track with a name', within: 'A partner' },
        href: '/tracks/named',
      },
    ])
    await inTransaction((tx) =>
      releaseHeld(tx, {
        ...{ reference, feeBps: 1_000, holdbackBps: 0, holdbackDays: 0, acceptedAt: at, at },
        shares: [{ personId: track.partner.organisationId, shareBps: 10_000 }],
      }),
    )
    const asked = await asking('/desk/money', { as: operator.personId })
    const { payables } = (await answerOf(desk.loader, asked)).data as {
      payables: { reference: string }[]
    }
    expect(payables.find((row) => row.reference === reference)).toMatchObject({
      ...{ name: 'A partner', kind: 'place', title: 'A track with a name' },
    })
  })
})
