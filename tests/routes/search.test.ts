import { useDatabase } from 'tests/support/database'
import { makeBrief, marketDay } from 'tests/support/market'
import { makePerson } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { indexWaiting } from 'tests/support/search'
import { beforeAll, describe, expect, it } from 'vitest'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database } from '~/platform/database.server'
import { requestLocale } from '~/platform/languages/request-locale'
import * as search from '~/routes/search/index'
import * as savedSearches from '~/routes/settings/searches'
import * as sitemap from '~/routes/sitemap[.]xml'
import * as piece from '~/routes/sitemaps/$piece'

const db = useDatabase()
let briefId = ''
let by = ''

beforeAll(async () => {
  await setBusinessNow(database(), marketDay)
  ;({ briefId } = await makeBrief())
  by = (await makePerson(database())).personId
  await indexWaiting(db, marketDay)
})

type Data = { rows: { subjectId: string }[]; problems: string[]; saved: { name: string } | null }
const page = async (address: string, as?: string) => {
  const answer = await answerOf(search.loader, await asking(`/search${address}`, { as }))
  return { ...answer, data: answer.data as Data }
}

describe('/search', () => {
  it('is of use without words', async () => {
    const { status, data } = await page('')
    expect(status).toBe(200)
    expect(data.rows.map((row) => row.subjectId)).toContain(briefId)
    expect(data.problems).toEqual([])
  })

  it('has a title that names kind and sector', async () => {
    const titleOf = async (address: string) =>
      ((await page(address)).data as unknown as { title: string }).title
    expect(await titleOf('')).toBe('Search')
    expect(await titleOf('?kind=offer&sector=health')).toBe('Search: Offers · Health')
    expect(await titleOf('?kind=brief&q=clinic')).toBe('Search: clinic · Briefs')
  })

  it('says what of an address it could not use, and never fails', async () => {
    const { status, data } = await page(
      `?q=${'appointments+'.repeat(30)}&sector=magic&sort=odd&page=gone`,
    )
    expect(status).toBe(200)
    expect(data.problems).toEqual(['text_cut', 'facet_unknown', 'sort_unknown', 'page_gone'])
    for (const odd of [`'; drop table person; --`, '& | !', `a' | 'kind=person`, '\\', '"']) {
      expect((await page(`?q=${encodeURIComponent(odd)}`)).status).toBe(200)
    }
    for (const price of [`USD-2000-'`, `USD-2000-' | 'kind=person`, 'USD', '-2000']) {
      const { status, data } = await page(`?price=${encodeURIComponent(price)}`)
      expect([status, data.problems]).toEqual([200, ['facet_unknown']])
    }
    expect((await page('?q=%00')).status).toBe(404)
  })

  it('keeps a search for somebody who is signed in, with what was typed when the name is missing', async () => {
    const send = async (form: Record<string, string>, as: string | null = by) =>
      answerOf(search.action, await asking('/search?q=clinic', { as, form }))
    expect((await send({ intent: 'save', name: 'Clinics', query: 'q=clinic' }, null)).status).toBe(
      401,
    )
    const refused = await send({ intent: 'save', name: ' ', query: 'q=clinic' })
    expect(refused.status).toBe(400)
    expect(refused.data).toMatchObject({ values: { query: 'q=clinic' } })
    const kept = await send({ intent: 'save', name: 'Clinics', query: 'q=clinic&kind=nonsense' })
    expect(kept).toMatchObject({ status: 303, location: '/search?q=clinic' })
    expect((await page('?q=clinic', by)).data.saved).toMatchObject({ name: 'Clinics' })
    expect((await page('?q=clinic')).data.saved).toBeNull()
    const list = await answerOf(
      savedSearches.loader,
      await asking('/settings/searches', { as: by }),
    )
    expect(list.data).toMatchObject({ searches: [{ name: 'Clinics', alerts: true }] })
  })
})

describe('the map for searching machines', () => {
  const text = async (run: (args: never) => Promise<unknown>, path: string, name?: string) => {
    const args = await asking(path, { params: name ? { piece: name } : {} })
    return ((await run(args as never)) as Response).text()
  }

  it('names its pieces, and each its pages', async () => {
    const map = await text(sitemap.loader, '/sitemap.xml')
    const names = [...map.matchAll(/\/sitemaps\/([\w]+)<\/loc>/g)].map(([, name]) => name ?? '')
    expect(names[0]).toBe('pages')
    expect(await text(piece.loader, '/sitemaps/pages', 'pages')).toContain('/briefs</loc>')
    const all = await Promise.all(
      names.map((name) => text(piece.loader, `/sitemaps/${name}`, name)),
    )
    expect(all.join('')).toContain(`/briefs/${briefId}</loc><lastmod>`)
    const odd = await answerOf(
      piece.loader,
      await asking('/sitemaps/x', { params: { piece: "x' or 1" } }),
    )
    expect(odd.status).toBe(404)
  })

  it('leads to addresses of one language', () => {
    const asked = (address: string, headers: Record<string, string> = {}) =>
      requestLocale(new Request(`http://localhost${address}`, { headers }))
    expect(asked('/?lang=ur', { Cookie: 'locale=en' })).toBe('ur')
    expect(asked('/?lang=xx', { Cookie: 'locale=ur' })).toBe('ur')
    expect(asked('/', { 'Accept-Language': 'ur' })).toBe('ur')
  })
})
