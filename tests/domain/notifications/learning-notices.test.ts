import { payment } from 'db/schema/payments'
import { eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { publishedTrack, sampleTrack } from 'tests/support/learning'
import { readsUrdu, timesSaid, toldAbout } from 'tests/support/notices'
import { makeOrganisation, makePerson, type TestOrganisation } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, describe, expect, it } from 'vitest'
import { addCohortDate, createCohort } from '~/domain/learning/enrolments/cohort.commands.server'
import { completeItem } from '~/domain/learning/enrolments/complete-item.server'
import { confirmLearningPayment } from '~/domain/learning/enrolments/confirm-learning-payment.server'
import { enrol } from '~/domain/learning/enrolments/enrol.server'
import { fallDueLearning } from '~/domain/learning/enrolments/fall-due-learning.server'
import { leaveTrack } from '~/domain/learning/enrolments/leave-track.server'
import { payEnrolment } from '~/domain/learning/enrolments/pay-enrolment.server'
import { chooseReminders } from '~/domain/learning/enrolments/remind-learners.server'
import {
  closeSponsorship,
  paySponsorship,
  sponsorSeats,
} from '~/domain/learning/enrolments/sponsor-seats.server'
import { writeVersion } from '~/domain/learning/versions/write-version.server'
import { addDays, addHours } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'
import * as learning from '~/routes/learning/index'
import * as settings from '~/routes/settings/reminders'
import { toldOfLearning } from './told-of'

const db = useDatabase()
const at = new Date('2026-04-01T10:00:00Z')
let partner: TestOrganisation
let freeTrack = ''

beforeAll(async () => {
  const price = { currency: 'USD' as const, amountMinor: '10000' }
  const paid = await publishedTrack({ content: sampleTrack({ slug: 'paid-track', price }) })
  partner = paid.partner
  const draft = { trackId: paid.trackId, files: [], at }
  // A draft of the next version, whose title nobody outside may read.
  const content = sampleTrack({ slug: 'paid-track', price, title: 'Not yet out', courses: [] })
  const by = partner.owner.personId
  await inTransaction((tx) =>
    writeVersion(tx, { ...draft, content, partnerId: partner.organisationId, by }),
  )
  freeTrack = (await publishedTrack({ partner, content: sampleTrack({ slug: 'free-track' }) }))
    .trackId
})

const played = new Set<string>()
function told(event: (typeof toldOfLearning)[number], subject: string, when = at) {
  played.add(event)
  return toldAbout(db, event, subject, when)
}

async function place(given: { slug?: string; sponsored?: boolean; cohortId?: string } = {}) {
  const who = await makePerson(database())
  const { enrolmentId } = await inTransaction((tx) =>
    enrol(tx, {
      ...{ personId: who.personId, trackSlug: given.slug ?? 'free-track', at },
      ...{ cohortId: given.cohortId ?? null, sponsored: given.sponsored ?? false },
    }),
  )
  return { who, enrolmentId, own: { enrolmentId, by: who.personId, at } }
}

/** Says of a payment what the provider would. */
async function settle(paymentId: string, status: 'confirmed' | 'failed') {
  const charge = {
    chargeId: `ch_${paymentId}`,
    rail: 'card',
    chargedAt: at,
    feeMinor: 320n,
  } as const
  await database()
    .update(payment)
    .set(status === 'confirmed' ? { status, ...charge } : { status })
    .where(eq(payment.id, paymentId))
  await inTransaction((tx) => confirmLearningPayment(tx, { paymentId, at }))
}

async function paidPlace() {
  const one = await place({ slug: 'paid-track' })
  const { paymentId } = await inTransaction((tx) => payEnrolment(tx, one.own))
  await settle(paymentId, 'confirmed')
  return one
}

async function offer(seats: number) {
  const funder = await makeOrganisation({ kind: 'funder' })
  const by = funder.owner.personId
  const { sponsorshipId } = await inTransaction((tx) =>
    sponsorSeats(tx, {
      ...{ trackSlug: 'paid-track', funderId: funder.organisationId, cohortId: null },
      ...{ seats, by, at },
    }),
  )
  const { paymentId } = await inTransaction((tx) => paySponsorship(tx, { sponsorshipId, by, at }))
  return { owner: funder.owner, sponsorshipId, paymentId }
}

const sweep = (when: Date) => fallDueLearning(database(), { at: when })

describe('a place', () => {
  it('that is free, paid or sponsored is told to the learner', async () => {
    const free = await place()
    await readsUrdu(free.who)
    const url = `/learning/${free.enrolmentId}`
    expect(await told('enrolment-began', free.enrolmentId)).toMatchObject([
      {
        ...{ name: free.who.name, yourTurn: false, url },
        en: 'You are enrolled in “A sample track”. Begin whenever you like.',
      },
    ])
    const paid = await paidPlace()
    const [one] = await told('enrolment-began', paid.enrolmentId)
    expect(one?.en).toBe(
      'Your payment of 100.00 USD for “A sample track” has arrived and is held. You can begin.',
    )
    const { paymentId } = await offer(1)
    await settle(paymentId, 'confirmed')
    const seat = await place({ slug: 'paid-track', sponsored: true })
    const [other] = await told('enrolment-began', seat.enrolmentId)
    expect(other?.en).toBe('You have a sponsored seat in “A sample track”. You can begin.')
  })

  it('whose payment fails is the learner’s turn, each time', async () => {
    const { who, own, enrolmentId } = await place({ slug: 'paid-track' })
    for (let n = 0; n < 2; n += 1) {
      const { paymentId } = await inTransaction((tx) => payEnrolment(tx, own))
      await settle(paymentId, 'failed')
      const rows = await told('enrolment-payment-failed', enrolmentId)
      expect(rows).toMatchObject([
        {
          ...{ name: who.name, yourTurn: true, url: `/learning/${enrolmentId}` },
          en: 'The payment for “A sample track” failed. Nothing was taken; try again.',
        },
      ])
    }
  })

  it('that is given up in time is paid back to whoever paid, who is told', async () => {
    const { who, own, enrolmentId } = await paidPlace()
    await inTransaction((tx) => leaveTrack(tx, { ...own, expectsRefund: true }))
    expect(await told('enrolment-refunded', enrolmentId)).toMatchObject([
      {
        ...{ name: who.name, yourTurn: false, url: `/learning/${enrolmentId}` },
        en: '100.00 USD for “A sample track” are on their way back to you.',
      },
    ])
    const { owner, sponsorshipId, paymentId } = await offer(2)
    await settle(paymentId, 'confirmed')
    const seat = await place({ slug: 'paid-track', sponsored: true })
    await inTransaction((tx) => closeSponsorship(tx, { sponsorshipId, by: owner.personId, at }))
    await inTransaction((tx) => leaveTrack(tx, { ...seat.own, expectsRefund: true }))
    expect(await told('enrolment-refunded', seat.enrolmentId)).toMatchObject([
      {
        ...{ name: owner.name, yourTurn: false, url: '/tracks/paid-track/sponsor' },
        en: 'A seat in “A sample track” was given up. 100.00 USD are on their way back to you.',
      },
    ])
  })

  it('that is kept is told to the partner when its price is released', async () => {
    const { enrolmentId } = await paidPlace()
    await sweep(addDays(at, 14))
    const rows = await told('enrolment-released', enrolmentId)
    expect(rows).toMatchObject([{ name: partner.owner.name, yourTurn: false }])
    expect(rows[0]?.url).toBe(`/organisations/${partner.organisationId}/payout-account`)
    expect(rows[0]?.en).toBe(
      '100.00 USD for a place in “A sample track” are released to A partner, less the fee.',
    )
  })
})

it('seats are told to their funder when they are paid, and when the payment fails', async () => {
  const { owner, sponsorshipId, paymentId } = await offer(2)
  const url = '/tracks/paid-track/sponsor'
  await settle(paymentId, 'failed')
  const failed = await told('sponsorship-payment-failed', sponsorshipId)
  expect(failed).toMatchObject([{ name: owner.name, yourTurn: true, url }])
  expect(failed[0]?.en).toContain('The payment for seats in “A sample track” failed.')
  const by = owner.personId
  const again = await inTransaction((tx) => paySponsorship(tx, { sponsorshipId, by, at }))
  await settle(again.paymentId, 'confirmed')
  const funded = await told('sponsorship-funded', sponsorshipId)
  expect(funded).toMatchObject([{ name: owner.name, yourTurn: false, url }])
  expect(funded[0]?.en).toBe(
    'Your payment for 2 seats in “A sample track” has arrived. Learners can take them.',
  )
})

const choose = (personId: string, reminders: boolean) =>
  inTransaction((tx) => chooseReminders(tx, { personId, reminders }))

describe('a date of a cohort', () => {
  it('is near three days and one day before, for who has not done it and wants to know', async () => {
    const by = partner.owner.personId
    const dates = { startsAt: at, endsAt: addDays(at, 40) }
    const { cohortId } = await inTransaction((tx) =>
      createCohort(tx, { trackId: freeTrack, name: 'Spring', ...dates, seats: 9, by, at }),
    )
    const startsAt = addDays(at, 20)
    const { cohortDateId } = await inTransaction((tx) =>
      addCohortDate(tx, {
        ...{ cohortId, title: 'The quiz', startsAt, minutes: 0, itemKey: 'check', place: '' },
        ...{ by, at },
      }),
    )
    const waiting = await place({ cohortId })
    const done = await place({ cohortId })
    const silent = await place({ cohortId })
    await place()
    await inTransaction((tx) =>
      completeItem(tx, { enrolmentId: done.enrolmentId, itemKey: 'check', at }),
    )
    await choose(silent.who.personId, false)
    const times = () => timesSaid(db, 'cohort-date-near', cohortDateId)
    await sweep(addHours(addDays(startsAt, -3), -1))
    expect(await times()).toBe(0)
    for (const [days, count] of [
      [3, 1],
      [1, 2],
    ] as const) {
      const when = addDays(startsAt, -days)
      await sweep(when)
      await sweep(addHours(when, 1))
      expect(await times()).toBe(count)
      const rows = await told('cohort-date-near', cohortDateId, when)
      const url = '/tracks/free-track/check'
      expect(rows).toMatchObject([{ name: waiting.who.name, yourTurn: true, url }])
      expect(rows[0]?.en).toMatch(/^“The quiz” of Spring is due by .*2026/)
    }
    await sweep(addHours(startsAt, 1))
    expect(await times()).toBe(2)
  })

  it('is said once where both days have passed at once', async () => {
    const by = partner.owner.personId
    const { cohortId } = await inTransaction((tx) =>
      createCohort(tx, {
        ...{ trackId: freeTrack, name: 'Soon', startsAt: at, endsAt: addDays(at, 9), seats: 9 },
        ...{ by, at },
      }),
    )
    const startsAt = addHours(at, 20)
    const { cohortDateId } = await inTransaction((tx) =>
      addCohortDate(tx, {
        ...{ cohortId, title: 'Quiz', startsAt, minutes: 0, itemKey: 'check', place: '', by, at },
      }),
    )
    await sweep(at)
    await sweep(addHours(at, 1))
    expect(await timesSaid(db, 'cohort-date-near', cohortDateId)).toBe(1)
  })
})

describe('somebody who has not come for ten days', () => {
  it('is asked once a week at most, until they stop it or come back', async () => {
    const { who, enrolmentId } = await place()
    const times = () => timesSaid(db, 'learning-idle', enrolmentId)
    const counts: number[] = []
    for (const day of [9, 10, 11, 16]) {
      await sweep(addDays(at, day))
      counts.push(await times())
    }
    expect(counts).toEqual([0, 1, 1, 1])
    const rows = await told('learning-idle', enrolmentId, addDays(at, 10))
    expect(rows).toMatchObject([{ name: who.name, yourTurn: false, url: '/learning' }])
    expect(rows[0]?.en).toContain('You have not been in “A sample track” for a while.')
    await sweep(addDays(at, 17))
    expect(await times()).toBe(2)
    expect(await told('learning-idle', enrolmentId, addDays(at, 17))).toHaveLength(1)
    await choose(who.personId, false)
    await sweep(addDays(at, 30))
    expect(await times()).toBe(2)
    await choose(who.personId, true)
    await sweep(addDays(at, 31))
    expect(await times()).toBe(3)
    const active = { enrolmentId, itemKey: 'hello', at: addDays(at, 32) }
    await inTransaction((tx) => completeItem(tx, active))
    await sweep(addDays(at, 39))
    expect(await times()).toBe(3)
    // After two months without a sign nobody asks any more.
    await sweep(addDays(at, 93))
    expect(await times()).toBe(3)
  })

  it('is asked about one of their tracks only', async () => {
    const { who, enrolmentId } = await place()
    await publishedTrack({ partner, content: sampleTrack({ slug: 'other-track' }) })
    const other = await inTransaction((tx) =>
      enrol(tx, {
        ...{ personId: who.personId, trackSlug: 'other-track', cohortId: null, sponsored: false },
        at: addHours(at, 1),
      }),
    )
    await sweep(addDays(at, 12))
    await sweep(addDays(at, 13))
    expect(await timesSaid(db, 'learning-idle', other.enrolmentId)).toBe(1)
    expect(await timesSaid(db, 'learning-idle', enrolmentId)).toBe(0)
  })

  it('switches it off and on in the settings', async () => {
    const { who } = await place()
    const as = who.personId
    const ask = { as, form: { intent: 'reminders', reminders: 'off' } }
    const off = await answerOf(settings.action, await asking('/settings/reminders', ask))
    expect(off.location).toBe('/settings/reminders')
    const read = async () =>
      (await answerOf(settings.loader, await asking('/settings/reminders', { as }))).data
    expect(await read()).toMatchObject({ reminders: false })
    const wrong = { as, form: { intent: 'reminders', reminders: 'maybe' } }
    const refused = await answerOf(settings.action, await asking('/settings/reminders', wrong))
    expect(refused.status).toBe(400)
    const on = { as, form: { intent: 'reminders', reminders: 'on' } }
    const back = await answerOf(learning.action, await asking('/learning', on))
    expect(back.location).toBe('/learning')
    expect(await read()).toMatchObject({ reminders: true })
  })

  it('is not asked about a track that they have left, nor about one that is not paid', async () => {
    const { who, own, enrolmentId } = await place()
    const paid = await inTransaction((tx) =>
      enrol(tx, {
        ...{ personId: who.personId, trackSlug: 'paid-track', cohortId: null, sponsored: false },
        at,
      }),
    )
    await inTransaction((tx) => leaveTrack(tx, { ...own, expectsRefund: false }))
    await sweep(addDays(at, 12))
    expect(await timesSaid(db, 'learning-idle', enrolmentId)).toBe(0)
    expect(await timesSaid(db, 'learning-idle', paid.enrolmentId)).toBe(0)
  })
})

it('each event of the list has been played above', () => {
  expect([...played].sort()).toEqual([...toldOfLearning].sort())
})
