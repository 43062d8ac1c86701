import { useDatabase } from 'tests/support/database'
import { makeBrief, marketDay } from 'tests/support/market'
import { timesSaid, toldAbout } from 'tests/support/notices'
import { makeOffer } from 'tests/support/offers'
import { makePerson } from 'tests/support/people'
import { copyBriefs, indexWaiting } from 'tests/support/search'
import { describe, expect, it } from 'vitest'
import { moveOffer } from '~/domain/market/offers/move-offer.server'
import { alertSavedSearches } from '~/domain/market/search/alert-saved-searches.server'
import { mostSavedSearches } from '~/domain/market/search/saved-search'
import {
  forgetSearch,
  saveSearch,
  switchAlerts,
} from '~/domain/market/search/saved-search.commands.server'
import { readQuery, searchHref } from '~/domain/market/search/search-query'
import { addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'

const db = useDatabase()
const query = (address: string) => readQuery(new URLSearchParams(address)).query

describe('a search that somebody keeps', () => {
  it('tells what is new, each once and once a day, until it is stopped', async () => {
    const { personId: by } = await makePerson(database())
    await makeBrief()
    await indexWaiting(db, marketDay)
    const asked = query('q=appointments&kind=brief')
    const at = addDays(marketDay, 10)
    const { savedSearchId } = await inTransaction((tx) =>
      saveSearch(tx, { query: asked, name: 'Clinics', by, at }),
    )
    const again = await inTransaction((tx) =>
      saveSearch(tx, { query: asked, name: 'Clinics', by, at }),
    )
    expect(again.savedSearchId).toBe(savedSearchId)
    const sweep = (days: number) =>
      inTransaction((tx) => alertSavedSearches(tx, { at: addDays(at, days), limit: 10 }))
    expect(await sweep(2)).toBe(0)
    await copyBriefs(12)
    await indexWaiting(db, addDays(at, 2.5))
    expect(await sweep(2.6)).toBe(0)
    expect(await sweep(4)).toBe(1)
    expect(await sweep(4)).toBe(0)
    expect(await sweep(6)).toBe(0)
    const told = await toldAbout(db, 'saved-search-found', savedSearchId, addDays(at, 4))
    expect(told).toHaveLength(1)
    expect(told[0]?.en).toMatch(/^There are 12 new results for your search “Clinics”, among them /)
    expect(told[0]?.url).toBe(searchHref({ ...asked, sort: 'newest' }))
    await inTransaction((tx) => switchAlerts(tx, { savedSearchId, alerts: false, by, at }))
    await copyBriefs(1)
    await indexWaiting(db, addDays(at, 7))
    expect(await sweep(9)).toBe(0)
    const other = await makePerson(database())
    const theirs = { savedSearchId, by: other.personId }
    await expect(
      inTransaction((tx) => switchAlerts(tx, { ...theirs, alerts: true, at })),
    ).rejects.toMatchObject({ code: 'not_found' })
    await inTransaction((tx) => forgetSearch(tx, theirs))
    // Nobody else could end it, and it begins again from now on, by whichever way.
    const from = (days: number) => ({ by, at: addDays(at, days) })
    await inTransaction((tx) => saveSearch(tx, { query: asked, name: 'Clinics again', ...from(9) }))
    expect(await sweep(12)).toBe(0)
    await copyBriefs(1)
    await indexWaiting(db, addDays(at, 13))
    for (let time = 0; time < 2; time += 1) {
      await inTransaction((tx) => switchAlerts(tx, { savedSearchId, alerts: true, ...from(14) }))
    }
    expect(await sweep(16)).toBe(1)
  })

  it('tells of an offer once, not again when it is sold after a pause', async () => {
    const { personId: by } = await makePerson(database())
    const at = addDays(marketDay, 30)
    const asked = query('q=lanterns&kind=offer')
    const { savedSearchId } = await inTransaction((tx) =>
      saveSearch(tx, { query: asked, name: 'Lanterns', by, at }),
    )
    const words = { title: 'Lanterns that report themselves' }
    const offer = await makeOffer({ words, at: addDays(at, 0.5) })
    await indexWaiting(db, addDays(at, 0.5))
    const sweep = (days: number) =>
      inTransaction((tx) => alertSavedSearches(tx, { at: addDays(at, days), limit: 10 }))
    await sweep(2)
    const told = await toldAbout(db, 'saved-search-found', savedSearchId, addDays(at, 2))
    expect(told[0]?.en).toContain('Lanterns that report themselves')
    for (const event of ['pause', 'resume'] as const) {
      await inTransaction((tx) => moveOffer(tx, { ...offer, event, at: addDays(at, 4) }))
      await indexWaiting(db, addDays(at, 4))
    }
    await sweep(6)
    expect(await timesSaid(db, 'saved-search-found', savedSearchId)).toBe(1)
  })

  it('is one of twenty at most', async () => {
    const { personId: by } = await makePerson(database())
    const save = (n: number) =>
      inTransaction((tx) =>
        saveSearch(tx, { query: query(`q=word${n}`), name: 'One', by, at: marketDay }),
      )
    for (let n = 0; n < mostSavedSearches; n += 1) await save(n)
    await expect(save(99)).rejects.toMatchObject({ code: 'saved_searches_full' })
  })
})
