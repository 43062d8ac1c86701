import { funding, payable } from 'db/schema/escrow'
import { enrolment, sponsorship } from 'db/schema/learning'
import { operation, payment } from 'db/schema/payments'
import { and, eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { confirmAllTransfers, jobsOf, ledgerSums, readyAccounts } from 'tests/support/escrow'
import { publishedTrack, sampleTrack } from 'tests/support/learning'
import { useProvider } from 'tests/support/money'
import { joinOrganisation, makeOrganisation, makePerson } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import { confirmRefund } from '~/domain/escrow/confirm-refund.server'
import { failRefund } from '~/domain/escrow/fail-refund.server'
import { heldFor } from '~/domain/escrow/queries.server'
import { refundAgain } from '~/domain/escrow/refund-again.server'
import { sendDuePayables } from '~/domain/escrow/send-due-payables.server'
import { openSeats } from '~/domain/learning/enrolments/catalogue-queries.server'
import { completeItem } from '~/domain/learning/enrolments/complete-item.server'
import { confirmLearningPayment } from '~/domain/learning/enrolments/confirm-learning-payment.server'
import { enrol } from '~/domain/learning/enrolments/enrol.server'
import {
  enrolmentReference,
  sponsorshipReference,
} from '~/domain/learning/enrolments/enrolment-money'
import { fallDueLearning } from '~/domain/learning/enrolments/fall-due-learning.server'
import { leaveTrack } from '~/domain/learning/enrolments/leave-track.server'
import { payEnrolment } from '~/domain/learning/enrolments/pay-enrolment.server'
import {
  closeSponsorship,
  paySponsorship,
  sponsorSeats,
} from '~/domain/learning/enrolments/sponsor-seats.server'
import { balanceOf } from '~/domain/ledger/balance-queries.server'
import { notify } from '~/domain/notifications/notify.server'
import { openCheckout } from '~/domain/payments/open-checkout.server'
import { paymentSettled } from '~/jobs/payment-settled'
import { processWebhookTask } from '~/jobs/process-webhook'
import { transfersDone } from '~/jobs/transfers-done'
import { addDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { database, inTransaction } from '~/platform/database.server'

const testDatabase = useDatabase()
const provider = useProvider(testDatabase)
const at = new Date('2026-04-01T10:00:00Z')
const price = 10_000n
let partnerId = ''
let trackId = ''

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    return error instanceof Refused ? error.code : String(error)
  }
  return 'nothing was refused'
}

beforeAll(async () => {
  const content = sampleTrack({
    slug: 'paid-track',
    price: { currency: 'USD', amountMinor: String(price) },
  })
  const made = await publishedTrack({ content })
  partnerId = made.partner.organisationId
  trackId = made.trackId
  await publishedTrack({ content: sampleTrack({ slug: 'free-track' }) })
})

const enrolIn = (
  personId: string,
  given: { slug?: string; sponsored?: boolean; when?: Date } = {},
) =>
  inTransaction((tx) =>
    enrol(tx, {
      personId,
      trackSlug: given.slug ?? 'paid-track',
      cohortId: null,
      sponsored: given.sponsored ?? false,
      at: given.when ?? at,
    }),
  )

/** Says of a payment what the provider would, as `settlePayment` writes it down. */
async function settle(paymentId: string, status: 'confirmed' | 'failed', when = at) {
  await database()
    .update(payment)
    .set(
      status === 'confirmed'
        ? { status, chargeId: `ch_${paymentId}`, rail: 'card', chargedAt: when, feeMinor: 320n }
        : { status },
    )
    .where(eq(payment.id, paymentId))
  return inTransaction((tx) => confirmLearningPayment(tx, { paymentId, at: when }))
}

async function paidPlace(when = at) {
  const { personId } = await makePerson(database())
  const { enrolmentId } = await enrolIn(personId, { when })
  const { paymentId } = await inTransaction((tx) =>
    payEnrolment(tx, { enrolmentId, by: personId, at: when }),
  )
  await settle(paymentId, 'confirmed', when)
  return { personId, enrolmentId, paymentId }
}

const rowOf = async (id: string) => {
  const [row] = await database().select().from(enrolment).where(eq(enrolment.id, id))
  if (!row) throw new Error('no enrolment')
  return row
}
const heldOf = async (reference: string) => (await heldFor(database(), [reference])).get(reference)
const escrowOf = (reference: string, owner: string) =>
  balanceOf(database(), { kind: 'escrow', reference, owner, currency: 'USD' })
const sums = async () => expect((await ledgerSums()).every((sum) => sum === 0n)).toBe(true)

async function confirmRefunds() {
  const open = await database()
    .select()
    .from(operation)
    .where(and(eq(operation.kind, 'refund'), eq(operation.status, 'recorded')))
  for (const { id } of open) {
    await database().update(operation).set({ status: 'confirmed' }).where(eq(operation.id, id))
    await inTransaction((tx) => confirmRefund(tx, { operationId: id, at }))
  }
  return open
}

describe('a free place', () => {
  it('is there at once, once, and moves no money', async () => {
    const { personId } = await makePerson(database())
    const first = await enrolIn(personId, { slug: 'free-track' })
    expect(first).toMatchObject({ already: false, waitsForMoney: false })
    const again = await enrolIn(personId, { slug: 'free-track' })
    expect(again).toMatchObject({ enrolmentId: first.enrolmentId, already: true })
    const row = await rowOf(first.enrolmentId)
    expect(row).toMatchObject({ status: 'active', amountMinor: null, refundUntil: null })
    await fallDueLearning(database(), { at: addDays(at, 40) })
    expect((await rowOf(first.enrolmentId)).releasedAt).toBeNull()
    expect(await refusal(enrolIn(personId, { slug: 'no-such' }))).toBe('not_found')
  })
})

describe('a paid place', () => {
  it('begins when the provider has said so over HTTP, and not before', async () => {
    const { personId } = await makePerson(database())
    const { enrolmentId, waitsForMoney } = await enrolIn(personId)
    expect(waitsForMoney).toBe(true)
    expect((await rowOf(enrolmentId)).startedAt).toBeNull()
    const { paymentId } = await inTransaction((tx) =>
      payEnrolment(tx, { enrolmentId, by: personId, at }),
    )
    const { url } = await openCheckout(database(), {
      paymentId,
      description: 'A place',
      successUrl: 'http://localhost/ok',
      cancelUrl: 'http://localhost/no',
      customerEmail: 'a@example.org',
    })
    await provider.pay(url)
    await provider.delivered()
    await provider.work({
      [processWebhookTask.name]: processWebhookTask.handler,
      [paymentSettled.name]: paymentSettled.handler,
    })
    expect((await rowOf(enrolmentId)).status).toBe('active')
    const held = await heldOf(enrolmentReference(enrolmentId))
    expect(held).toMatchObject({ heldMinor: price, releasedMinor: 0n, refundedMinor: 0n })
    await sums()
  })

  it('is not for others to pay or to leave', async () => {
    const { enrolmentId } = await paidPlace()
    const { personId } = await makePerson(database())
    const input = { enrolmentId, by: personId, at }
    expect(await refusal(inTransaction((tx) => payEnrolment(tx, input)))).toBe('not_found')
    const leave = leaveTrack
    expect(await refusal(inTransaction((tx) => leave(tx, { ...input, expectsRefund: true })))).toBe(
      'not_found',
    )
  })

  it('is held once, however often its payment is told', async () => {
    const { enrolmentId, paymentId, personId } = await paidPlace()
    const again = await inTransaction((tx) => confirmLearningPayment(tx, { paymentId, at }))
    expect(again.result).toBe('nothing')
    expect(await escrowOf(enrolmentReference(enrolmentId), personId)).toBe(-price)
    await sums()
  })

  it('can be paid anew after a failure', async () => {
    const { personId } = await makePerson(database())
    const { enrolmentId } = await enrolIn(personId)
    const pay = () => inTransaction((tx) => payEnrolment(tx, { enrolmentId, by: personId, at }))
    const { paymentId } = await pay()
    expect((await pay()).paymentId).toBe(paymentId)
    expect((await settle(paymentId, 'failed')).result).toBe('failed')
    const second = await pay()
    expect(second.paymentId).not.toBe(paymentId)
    expect((await settle(second.paymentId, 'confirmed')).result).toBe('held')
    // The first one comes after all: it is booked and goes back.
    expect((await settle(paymentId, 'confirmed')).result).toBe('returned')
    await confirmRefunds()
    const held = await heldOf(enrolmentReference(enrolmentId))
    expect(held).toMatchObject({ heldMinor: price, refundedMinor: price })
    await sums()
  })

  it('goes to the partner alone, not with a second payment that could not be given back', async () => {
    const { personId } = await makePerson(database())
    const { enrolmentId } = await enrolIn(personId)
    const reference = enrolmentReference(enrolmentId)
    const pay = () => inTransaction((tx) => payEnrolment(tx, { enrolmentId, by: personId, at }))
    const first = await pay()
    await settle(first.paymentId, 'failed')
    const second = await pay()
    await settle(second.paymentId, 'confirmed')
    expect((await settle(first.paymentId, 'confirmed')).result).toBe('returned')
    const [refund] = await database()
      .select()
      .from(operation)
      .where(eq(operation.reference, first.paymentId))
    if (!refund) throw new Error('no refund')
    await database().update(operation).set({ status: 'failed' }).where(eq(operation.id, refund.id))
    await inTransaction((tx) => failRefund(tx, { operationId: refund.id, at }))
    expect(await heldOf(reference)).toMatchObject({ heldMinor: 2n * price })
    const day = addDays(at, 14)
    await fallDueLearning(database(), { at: day })
    await fallDueLearning(database(), { at: addDays(day, 1) })
    expect((await rowOf(enrolmentId)).releasedAt).toEqual(day)
    expect(await heldOf(reference)).toMatchObject({ heldMinor: price, releasedMinor: price })
    const owed = await database().select().from(payable).where(eq(payable.reference, reference))
    expect(owed.map(({ amountMinor }) => amountMinor)).toEqual([9_000n])
    // An operator has it refunded anew.
    const by = personId
    await inTransaction((tx) => refundAgain(tx, { operationId: refund.id, by, at: day }))
    await confirmRefunds()
    expect(await heldOf(reference)).toMatchObject({ heldMinor: 0n, refundedMinor: price })
    await sums()
  })

  it('goes to the partner after 14 days, less the fee, and is sent to its account', async () => {
    const { enrolmentId, personId } = await paidPlace()
    await fallDueLearning(database(), { at: addDays(at, 13) })
    expect((await rowOf(enrolmentId)).releasedAt).toBeNull()
    const day = addDays(at, 14)
    await fallDueLearning(database(), { at: day })
    await fallDueLearning(database(), { at: day })
    expect((await rowOf(enrolmentId)).releasedAt).toEqual(day)
    expect(await escrowOf(enrolmentReference(enrolmentId), personId)).toBe(0n)
    const owed = await database()
      .select()
      .from(payable)
      .where(eq(payable.reference, enrolmentReference(enrolmentId)))
    expect(owed).toMatchObject([{ personId: partnerId, amountMinor: 9_000n, status: 'waiting' }])
    // The partner is asked for an account by its owner's inbox, then paid.
    await inTransaction((tx) => sendDuePayables(tx, { at: day, limit: 10 }))
    const told = await inTransaction((tx) =>
      notify(tx, {
        event: 'payout-account-needed',
        subject: owed[0]?.id ?? '',
        facts: {},
        at: day,
      }),
    )
    expect(told).toBe(1)
    await readyAccounts([partnerId])
    await inTransaction((tx) => sendDuePayables(tx, { at: addDays(day, 1), limit: 10 }))
    expect(await confirmAllTransfers(addDays(day, 1))).toBeGreaterThan(0)
    const [paid] = await database()
      .select()
      .from(payable)
      .where(eq(payable.id, owed[0]?.id ?? ''))
    expect(paid?.status).toBe('paid')
    await sums()
    // Nothing of contracts is looked for when everybody has been paid.
    await provider.work({ [transfersDone.name]: transfersDone.handler })
    expect(await jobsOf(testDatabase.ownerUrl, 'transfers-done')).toEqual([])
  })

  it('goes back within 14 days, while less than a fifth is done', async () => {
    const { enrolmentId, personId } = await paidPlace()
    const left = await inTransaction((tx) =>
      leaveTrack(tx, { enrolmentId, by: personId, expectsRefund: true, at: addDays(at, 13) }),
    )
    expect(left).toEqual({ refunded: true, already: false })
    const twice = await inTransaction((tx) =>
      leaveTrack(tx, { enrolmentId, by: personId, expectsRefund: true, at: addDays(at, 13) }),
    )
    expect(twice).toEqual({ refunded: true, already: true })
    await confirmRefunds()
    await fallDueLearning(database(), { at: addDays(at, 30) })
    expect(await heldOf(enrolmentReference(enrolmentId))).toMatchObject({
      heldMinor: 0n,
      refundedMinor: price,
      releasedMinor: 0n,
    })
    await sums()
  })

  it('does not go back when a fifth is done or the time is over, and nobody leaves unawares', async () => {
    const early = await paidPlace()
    // One of five items is a fifth.
    await inTransaction((tx) =>
      completeItem(tx, { enrolmentId: early.enrolmentId, itemKey: 'hello', at }),
    )
    const late = await paidPlace()
    for (const [place, when] of [
      [early, addDays(at, 1)],
      [late, addDays(at, 14)],
    ] as const) {
      const input = { enrolmentId: place.enrolmentId, by: place.personId, at: when }
      const leave = (expectsRefund: boolean) =>
        inTransaction((tx) => leaveTrack(tx, { ...input, expectsRefund }))
      expect(await refusal(leave(true))).toBe('refund_closed')
      expect((await rowOf(place.enrolmentId)).leftAt).toBeNull()
      expect((await leave(false)).refunded).toBe(false)
    }
    await fallDueLearning(database(), { at: addDays(at, 14) })
    for (const { enrolmentId } of [early, late]) {
      expect(await heldOf(enrolmentReference(enrolmentId))).toMatchObject({ releasedMinor: price })
    }
    await sums()
  })

  it('lapses after a week without money; what comes later goes back', async () => {
    const { personId } = await makePerson(database())
    const { enrolmentId } = await enrolIn(personId)
    const { paymentId } = await inTransaction((tx) =>
      payEnrolment(tx, { enrolmentId, by: personId, at }),
    )
    await fallDueLearning(database(), { at: addDays(at, 8) })
    // A payment under way is waited for.
    expect((await rowOf(enrolmentId)).leftAt).toBeNull()
    await settle(paymentId, 'failed')
    await fallDueLearning(database(), { at: addDays(at, 8) })
    expect((await rowOf(enrolmentId)).leftAt).not.toBeNull()
    expect((await settle(paymentId, 'confirmed', addDays(at, 9))).result).toBe('returned')
    await confirmRefunds()
    await sums()
  })
})

describe('sponsored seats', () => {
  async function seats(count: number) {
    const funder = await makeOrganisation({ kind: 'funder' })
    const by = funder.owner.personId
    const { sponsorshipId } = await inTransaction((tx) =>
      sponsorSeats(tx, {
        trackSlug: 'paid-track',
        funderId: funder.organisationId,
        cohortId: null,
        seats: count,
        by,
        at,
      }),
    )
    const { paymentId } = await inTransaction((tx) => paySponsorship(tx, { sponsorshipId, by, at }))
    return { funder, by, sponsorshipId, paymentId }
  }
  const takeSeat = async () => {
    const { personId } = await makePerson(database())
    return { personId, ...(await enrolIn(personId, { sponsored: true })) }
  }

  it('open when they are paid, are taken while there are some, and are released one by one', async () => {
    const { funder, sponsorshipId, paymentId } = await seats(2)
    expect(await refusal(takeSeat())).toBe('seats_taken')
    expect((await settle(paymentId, 'confirmed')).result).toBe('held')
    const first = await takeSeat()
    expect([...(await openSeats(database(), [trackId])).values()]).toEqual([1])
    const second = await takeSeat()
    expect([...(await openSeats(database(), [trackId])).values()]).toEqual([0])
    expect(await refusal(takeSeat())).toBe('seats_taken')
    expect(await escrowOf(sponsorshipReference(sponsorshipId), funder.organisationId)).toBe(0n)
    expect(await escrowOf(enrolmentReference(first.enrolmentId), funder.organisationId)).toBe(
      -price,
    )
    // One leaves in time: the seat is free for somebody else.
    const left = await inTransaction((tx) =>
      leaveTrack(tx, {
        enrolmentId: second.enrolmentId,
        by: second.personId,
        expectsRefund: true,
        at: addDays(at, 2),
      }),
    )
    expect(left.refunded).toBe(true)
    expect(await escrowOf(sponsorshipReference(sponsorshipId), funder.organisationId)).toBe(-price)
    const third = await takeSeat()
    await fallDueLearning(database(), { at: addDays(at, 14) })
    for (const { enrolmentId } of [first, third]) {
      expect(await heldOf(enrolmentReference(enrolmentId))).toMatchObject({ releasedMinor: price })
    }
    await sums()
  })

  it('give the last seat to one of two who come at once', async () => {
    const { paymentId, sponsorshipId } = await seats(1)
    await settle(paymentId, 'confirmed')
    const answers = await Promise.all(
      [takeSeat(), takeSeat(), takeSeat()].map((one) => refusal(one)),
    )
    expect(answers.sort()).toEqual(['nothing was refused', 'seats_taken', 'seats_taken'])
    const taken = await database()
      .select()
      .from(enrolment)
      .where(eq(enrolment.sponsorshipId, sponsorshipId))
    expect(taken).toHaveLength(1)
    await sums()
  })

  it('that nobody took go back when the funder ends the offer; the others stay', async () => {
    const { funder, by, sponsorshipId, paymentId } = await seats(3)
    await settle(paymentId, 'confirmed')
    const one = await takeSeat()
    const close = () => inTransaction((tx) => closeSponsorship(tx, { sponsorshipId, by, at }))
    expect(await close()).toEqual({ refundedMinor: 2n * price, already: false })
    expect((await close()).already).toBe(true)
    expect(await refusal(takeSeat())).toBe('seats_taken')
    const sent = await confirmRefunds()
    expect(sent.at(-1)).toMatchObject({ party: funder.organisationId, amountMinor: 2n * price })
    // Who leaves now gives the money back to the funder, not to an offer that has ended.
    await inTransaction((tx) =>
      leaveTrack(tx, { enrolmentId: one.enrolmentId, by: one.personId, expectsRefund: true, at }),
    )
    await confirmRefunds()
    const rows = await database()
      .select()
      .from(funding)
      .where(eq(funding.funder, funder.organisationId))
    expect(rows.every(({ usedFor }) => usedFor === 'refund')).toBe(true)
    expect(rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(3n * price)
    await sums()
  })

  it('are offered by those alone who act for a funder', async () => {
    const funder = await makeOrganisation({ kind: 'funder' })
    const member = await joinOrganisation(funder, 'member')
    const stranger = await makePerson(database())
    const offer = (by: string, slug = 'paid-track') =>
      inTransaction((tx) =>
        sponsorSeats(tx, {
          trackSlug: slug,
          funderId: funder.organisationId,
          cohortId: null,
          seats: 1,
          by,
          at,
        }),
      )
    expect(await refusal(offer(member.personId))).toBe('not_allowed')
    expect(await refusal(offer(stranger.personId))).toBe('not_found')
    expect(await refusal(offer(funder.owner.personId, 'free-track'))).toBe('not_found')
    const { sponsorshipId } = await offer(funder.owner.personId)
    const [row] = await database()
      .select()
      .from(sponsorship)
      .where(eq(sponsorship.id, sponsorshipId))
    expect(row).toMatchObject({ trackId, seats: 1, seatMinor: price, fundedAt: null })
  })
})
