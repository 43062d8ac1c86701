import { publicFigures } from 'db/schema/figures'
import type { ComponentType } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import {
  createStaticHandler,
  createStaticRouter,
  StaticRouterProvider,
} from 'react-router-dom/server'
import { useDatabase } from 'tests/support/database'
import { writeManyRows } from 'tests/support/figures'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, describe, expect, it } from 'vitest'
import { LanguageProvider } from '~/components/page/language'
import { countFigures } from '~/domain/figures/count-figures.server'
import type { PublicFigures } from '~/domain/figures/public-figures'
import { shownFigures } from '~/domain/figures/public-figures.server'
import { database, inTransaction } from '~/platform/database.server'
import { type Locale, locales } from '~/platform/languages/locales'
import { translator } from '~/platform/languages/translator'
import * as figures from '~/routes/figures'
import * as days from '~/routes/figures/days[.]csv'
import * as exchanges from '~/routes/figures/exchanges[.]csv'
import * as funnel from '~/routes/figures/funnel[.]csv'
import * as income from '~/routes/figures/income[.]csv'
import * as money from '~/routes/figures/money[.]csv'
import * as outcomes from '~/routes/figures/outcomes[.]csv'
import * as json from '~/routes/figures[.]json'
import * as home from '~/routes/index'

useDatabase()
const at = new Date('2026-11-01T09:30:00Z')
const count = () => inTransaction((tx) => countFigures(tx, { at, now: new Date() }))
const files = { outcomes, funnel, income, money, exchanges, days }

type PageModule = { loader: unknown; default: ComponentType }
type Loader = (args: never) => Promise<unknown>

async function dataOf(page: PageModule, path: string, locale: Locale = 'en') {
  const answer = await answerOf(page.loader as Loader, await asking(path, { locale }))
  expect(answer.status).toBe(200)
  return answer.data as NonNullable<unknown>
}

/** The page as a reader of this language gets it, with its words alone. */
async function read(page: PageModule, path: string, locale: Locale) {
  const data = await dataOf(page, path, locale)
  const routes = [{ id: 'page', path: '*', Component: page.default, loader: () => data }]
  const { query, dataRoutes } = createStaticHandler(routes)
  const context = await query(new Request(`http://localhost:3000${path}`))
  if (context instanceof Response) throw new Error('The page led elsewhere.')
  const router = createStaticRouter(dataRoutes, context)
  const html = renderToStaticMarkup(
    <LanguageProvider locale={locale} timeZone="UTC">
      <StaticRouterProvider router={router} context={context} hydrate={false} />
    </LanguageProvider>,
  )
  return { html, words: html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') }
}

async function fileText(loader: Loader, path: string): Promise<string> {
  const response = await loader((await asking(path)) as never)
  if (!(response instanceof Response)) throw new Error('This is no file.')
  expect(response.status).toBe(200)
  return response.text()
}

describe.each(locales)('on an empty database, in %s', (locale) => {
  it('says that nothing is counted yet, and then that nothing has happened', async () => {
    if (locale === 'en') {
      const before = await read(figures, '/figures', locale)
      expect(before.words).toContain('The first count is not made yet')
      expect((await answerOf(json.loader as Loader, await asking('/figures.json'))).status).toBe(
        404,
      )
      expect((await read(home, '/', locale)).words).toContain('within a minute or two')
    }
    await count()
    for (const [page, path] of [
      [figures, '/figures'],
      [home, '/'],
    ] as const) {
      const { html, words } = await read(page, path, locale)
      expect(words).not.toMatch(/NaN|undefined|null|Infinity|Invalid/)
      expect(html).not.toContain('<script')
    }
    const { words } = await read(figures, '/figures', locale)
    if (locale === 'en') {
      expect(words).toContain('so there is no rate')
      expect(words).toContain('No milestone has been released yet')
    } else expect(words).toContain('اس لیے شرح بھی نہیں')
  })

  it('gives files with a head', async () => {
    const text = await fileText(money.loader as Loader, '/figures/money.csv')
    expect(text).toBe('as_of,currency,client_country,team_country,contracts,released_minor\r\n')
  })
})

describe('with many contracts and learners', () => {
  beforeAll(async () => {
    await writeManyRows(7_711)
    await count()
  }, 60_000)

  it.each(locales)(
    'shows each figure with its definition, file and time, in %s',
    async (locale) => {
      const { html, words } = await read(figures, '/figures', locale)
      for (const name of Object.keys(files)) expect(html).toContain(`href="/figures/${name}.csv"`)
      expect(html.match(/<time dateTime="2026-11-01T09:30:00.000Z"/g)?.length).toBe(7)
      for (const id of ['rate', 'outcomes', 'funnel', 'money', 'days']) {
        const section = html.slice(html.indexOf(`id="${id}"`))
        expect(section).toMatch(/role="img"|<ol/)
        expect(section).toContain('<table')
      }
      const exchanged = html.slice(html.indexOf('id="exchanges"'), html.indexOf('id="days"'))
      expect(exchanged).toContain('<table')
      expect(words).not.toMatch(/NaN|undefined|Infinity|Invalid/)
      expect(html).not.toContain('<script')
    },
  )

  it.each(locales)('shows them on the first page, in %s', async (locale) => {
    const { html, words } = await read(home, '/', locale)
    for (const door of ['/offers', '/exposure', '/tracks', '/figures']) {
      expect(html).toContain(`href="${door}"`)
    }
    expect(words).toContain('The long track')
    expect(words).not.toMatch(/NaN|undefined|Infinity|Invalid/)
  })

  it('lets no address narrow what is counted', async () => {
    const asked = '?track=trk_small&sector=health&from=DE&to=PK&country=DE&currency=KWD&team=tm_f1'
    expect(await dataOf(figures, `/figures${asked}`)).toEqual(await dataOf(figures, '/figures'))
    for (const [name, { loader }] of Object.entries(files)) {
      const path = `/figures/${name}.csv`
      expect(await fileText(loader as Loader, path + asked)).toBe(
        await fileText(loader as Loader, path),
      )
    }
  })

  it('gives out nothing beside what was kept for showing', async () => {
    const kept = await shownFigures(database(), null)
    const text = await fileText(json.loader as Loader, '/figures.json')
    expect(JSON.parse(text)).toEqual({ asOf: at.toISOString(), ...kept?.figures })
    // A client, a team or a person is named nowhere.
    expect(text).not.toMatch(/org_f|tm_f|prs_f|ctr_f/)
    const rows = (await fileText(money.loader as Loader, '/figures/money.csv')).split('\r\n')
    expect(rows).toHaveLength((kept?.figures.money.shown.length ?? 0) + 2 + 1)
    expect(rows).toContain('2026-11-01T09:30:00.000Z,KWD,,,,')
  })
})

describe('where too few stand behind a section', () => {
  beforeAll(async () => {
    const figuresNow = (await shownFigures(database(), null))?.figures as PublicFigures
    const body: PublicFigures = {
      ...figuresNow,
      ...{ money: { shown: [], withheld: ['USD'] }, exchanges: { shown: [], withheld: true } },
      funnel: {
        ...figuresNow.funnel,
        ...{ matured: 12, earning: null, income: [], incomeWithheld: ['EUR'] },
      },
      tracks: [],
    }
    await database().update(publicFigures).set({ body })
  })

  it('says how many are needed, and what will stand there', async () => {
    const { words } = await read(figures, '/figures', 'en')
    expect(words).toContain('Money was released in USD. Once at least three contracts')
    expect(words).toContain('From three on, their seats stand here')
    expect(words).toContain('Of 12 graduates whose 90 days are over, fewer than ten have earned')
    const rows = await fileText(income.loader as Loader, '/figures/income.csv')
    expect(rows.split('\r\n').slice(1)).toEqual(['2026-11-01T09:30:00.000Z,EUR,12,,,,', ''])
  })

  it.each(locales)('leaves the heading of tracks out of the first page, in %s', async (locale) => {
    const { words } = await read(home, '/', locale)
    expect(words).not.toContain(translator(locale)('home.tracks'))
  })
})
