import { enrolment } from 'db/schema/learning'
import { makeWorkshop, type Workshop } from 'tests/support/authoring'
import { useDatabase } from 'tests/support/database'
import { publishedTrack, sampleTrack } from 'tests/support/learning'
import { makePerson, signedIn } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import { wallClock, zonedTime } from '~/domain/learning/enrolments/cohort'
import {
  addCohortDate,
  closeCohort,
  createCohort,
  editCohort,
  removeCohortDate,
} from '~/domain/learning/enrolments/cohort.commands.server'
import { cohortPage, cohortsPage } from '~/domain/learning/enrolments/cohort-queries.server'
import { database, inTransaction, type Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'

useDatabase()
let shop: Workshop
let trackId = ''
let versionId = ''
const at = new Date('2026-03-02T09:00:00Z')
const run = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(work)
const refusal = (code: string) => expect.objectContaining({ code })
const day = (text: string) => new Date(`${text}T00:00:00Z`)

beforeAll(async () => {
  shop = await makeWorkshop()
  const partner = { organisationId: shop.partnerId, owner: shop.owner }
  const made = await publishedTrack({ partner, content: sampleTrack({ slug: 'cohorts' }) })
  trackId = made.trackId
  versionId = made.versionId
})

const spring = (given = {}) => ({
  ...{ trackId, name: 'Spring', startsAt: day('2026-04-01'), endsAt: day('2026-06-01') },
  ...{ seats: 2, by: shop.owner.personId, at, ...given },
})

describe('a cohort', () => {
  it('has dates, seats and people, and is closed in the end', async () => {
    const { cohortId } = await run((tx) => createCohort(tx, spring()))
    const by = { cohortId, by: shop.owner.personId, at }
    const meeting = {
      ...{ ...by, title: 'Kick-off', startsAt: day('2026-04-02'), minutes: 60 },
      ...{ itemKey: null, place: 'Room 4' },
    }
    const { cohortDateId } = await run((tx) => addCohortDate(tx, meeting))
    await run((tx) =>
      addCohortDate(tx, {
        ...{ ...meeting, title: 'Quiz', startsAt: day('2026-05-01'), minutes: 0, itemKey: 'check' },
      }),
    )
    await expect(
      run((tx) => addCohortDate(tx, { ...meeting, startsAt: day('2026-07-01') })),
    ).rejects.toEqual(refusal('cohort_dates'))
    await expect(
      run((tx) => addCohortDate(tx, { ...meeting, itemKey: 'nowhere' })),
    ).rejects.toEqual(refusal('not_found'))
    await expect(
      run((tx) => editCohort(tx, { ...spring({ endsAt: day('2026-04-20') }), ...by })),
    ).rejects.toEqual(refusal('cohort_dates'))
    for (let n = 0; n < 2; n++) {
      const learner = await makePerson(database(), { name: `Learner ${n}` })
      await database()
        .insert(enrolment)
        .values({
          ...{ id: newId('enrolment'), personId: learner.personId, trackId, versionId, cohortId },
          ...{ status: 'active', funding: 'free', enrolledAt: at, lastActiveAt: at },
        })
    }
    await expect(
      run((tx) => editCohort(tx, { ...spring({ seats: 1 }), ...by })),
    ).rejects.toMatchObject({ code: 'cohort_full', facts: { count: 2 } })
    await run((tx) => editCohort(tx, { ...spring({ seats: 30, name: 'Lahore' }), ...by }))
    const viewer = await signedIn(shop.owner)
    const of = { organisationId: shop.partnerId, cohortId }
    const page = await cohortPage(database(), viewer, of)
    expect(page.dates.map(({ title, item }) => [title, item])).toEqual([
      ['Kick-off', null],
      ['Quiz', 'Check yourself'],
    ])
    expect(page.people.map(({ name, done, of: all }) => [name, done, all])).toEqual([
      ['Learner 0', 0, 5],
      ['Learner 1', 0, 5],
    ])
    const list = await cohortsPage(database(), viewer, shop.partnerId)
    expect(list.cohorts).toMatchObject([{ name: 'Lahore', people: 2, seats: 30 }])
    await run((tx) => removeCohortDate(tx, { ...by, cohortDateId }))
    await run((tx) => closeCohort(tx, by))
    await expect(run((tx) => closeCohort(tx, by))).rejects.toEqual(refusal('already_done'))
    await expect(run((tx) => addCohortDate(tx, meeting))).rejects.toEqual(refusal('already_done'))
  })

  it('belongs to those who manage; names are for them alone', async () => {
    const { cohortId } = await run((tx) => createCohort(tx, spring({ name: 'Theirs' })))
    for (const who of [shop.author, shop.reviewer, shop.member, shop.stranger, shop.operator]) {
      await expect(run((tx) => createCohort(tx, spring({ by: who.personId })))).rejects.toEqual(
        refusal('not_found'),
      )
      await expect(
        cohortPage(database(), await signedIn(who), { organisationId: shop.partnerId, cohortId }),
      ).rejects.toEqual(refusal('not_found'))
    }
  })

  it('ends after it starts', async () => {
    await expect(
      run((tx) => createCohort(tx, spring({ endsAt: day('2026-03-01') }))),
    ).rejects.toEqual(refusal('cohort_dates'))
  })
})

describe('a wall clock', () => {
  it('is read in its own zone, also where clocks change', () => {
    expect(zonedTime('2026-04-01', '18:30', 'Asia/Karachi').toISOString()).toBe(
      '2026-04-01T13:30:00.000Z',
    )
    expect(zonedTime('2026-03-29', '12:00', 'Europe/Berlin').toISOString()).toBe(
      '2026-03-29T10:00:00.000Z',
    )
    expect(wallClock(new Date('2026-04-01T20:30:00Z'), 'Asia/Karachi')).toEqual({
      date: '2026-04-02',
      time: '01:30',
    })
  })
})
