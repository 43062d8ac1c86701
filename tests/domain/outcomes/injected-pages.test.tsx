import { evaluation } from 'db/schema/outcomes'
import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import {
  createStaticHandler,
  createStaticRouter,
  StaticRouterProvider,
} from 'react-router-dom/server'
import { makeWorld, reviewedMilestone, start, type World } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { injections, injector } from 'tests/support/endpoints/injector'
import { startEndpoint, type TestEndpoint } from 'tests/support/endpoints/start-endpoint'
import { signedIn } from 'tests/support/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LanguageProvider } from '~/components/page/language'
import { ShellProvider } from '~/components/page/shell'
import { milestoneHoldback } from '~/domain/contracts/holdback/holdback-queries.server'
import { verdictPage } from '~/domain/contracts/measuring/verdict-page.server'
import { milestonePage } from '~/domain/contracts/milestones/milestone-queries.server'
import { dryRunEndpoint } from '~/domain/outcomes/endpoints/dry-run.server'
import { withoutTurns } from '~/kernel/plain-name'
import { database } from '~/platform/database.server'
import EndpointPage from '~/routes/milestones/$milestoneId/endpoint'
import MilestonePage from '~/routes/milestones/$milestoneId/index'
import VerdictPage from '~/routes/verdicts/$verdictId/index'

useDatabase()
let world: World
let server: TestEndpoint
let milestoneId = ''

beforeAll(async () => {
  server = await startEndpoint(injector())
  world = await makeWorld()
  const model = { url: server.url, quality: 'urgent only' as never, asked: 0, close: server.close }
  milestoneId = (await reviewedMilestone(world, model)).milestoneId
})
afterAll(() => server?.close())

/** The page as the server would send it, with these data. */
async function rendered(Page: () => ReactElement, data: unknown, locale: 'en' | 'ur') {
  const { query, dataRoutes } = createStaticHandler([
    { id: 'page', path: '*', loader: () => ({ ...(data as object) }), Component: Page },
  ])
  const context = await query(new Request('http://samar.test/milestones/x'))
  if (context instanceof Response) throw new Error('redirected')
  const shell = {
    viewer: null,
    unread: 0,
    unreadThreads: 0,
    reviews: 0,
    playground: false,
    now: start,
    theme: null,
    lowData: false,
    path: '/',
    toast: null,
  }
  return renderToStaticMarkup(
    <LanguageProvider locale={locale} timeZone="UTC">
      <ShellProvider value={shell}>
        <StaticRouterProvider
          router={createStaticRouter(dataRoutes, context)}
          context={context}
          hydrate={false}
        />
      </ShellProvider>
    </LanguageProvider>,
  )
}

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;')

const tagsOfInjections = /<script|<img|<svg\/onload|<h1>Met|<\/td><\/table><h1|onerror=alert\(1\)>/

describe.each(['en', 'ur'] as const)('what an endpoint writes, on the pages in %s', (locale) => {
  it("is text on the client's milestone page, each answer isolated", async () => {
    const viewer = await signedIn(world.client)
    const page = await milestonePage(database(), viewer, milestoneId, start)
    expect(page.errors).toHaveLength(20)
    const holdback = await milestoneHoldback(database(), viewer, milestoneId, start)
    const data = { title: 'x', page, holdback, exchanges: [], returned: null }
    const html = await rendered(MilestonePage, data, locale)
    expect(html).not.toMatch(tagsOfInjections)
    const shown = new Set(page.errors.map(({ output }) => output ?? ''))
    expect(shown.size).toBeGreaterThan(5)
    for (const output of shown)
      expect(html).toContain(`<bdi>${escaped(withoutTurns(output))}</bdi>`)
    // No override of direction is left of it.
    expect(html).not.toMatch(/[\u202a-\u202e]/)
  })

  it('is nowhere on the public verdict page', async () => {
    const viewer = await signedIn(world.client)
    const found = await milestonePage(database(), viewer, milestoneId, start)
    const verdictId = found.attempts.at(-1)?.verdictId ?? ''
    const page = await verdictPage(database(), null, verdictId)
    const html = await rendered(VerdictPage, { title: 'x', what: 'x', page }, locale)
    expect(html).toContain('<main')
    expect(html).not.toMatch(tagsOfInjections)
    for (const text of injections.filter((one) => one.length > 5)) {
      expect(html).not.toContain(escaped(text))
    }
    expect(html).not.toMatch(/[\u202a-\u202e]/)
  })

  it("is text in a team's trial, request and response and all", async () => {
    const [run] = await database().select().from(evaluation)
    const { endpointId, datasetId } = run ?? {}
    if (!endpointId || !datasetId) throw new Error('there is no run')
    const trial = await dryRunEndpoint(database(), { endpointId, datasetId })
    const data = {
      title: 'x',
      milestone: { id: milestoneId, position: 1 },
      contract: { id: 'x', title: 'x' },
      endpoint: null,
      endpointFixed: null,
      kind: 'single',
      mayHandOut: false,
      labels: ['a', 'b'],
      labelKind: 'class',
      columns: ['text'],
      mostHeaders: 5,
      hosts: [],
      trial,
    }
    if (!trial.ok) throw new Error(trial.problem)
    expect(trial.rows.length).toBeGreaterThan(1)
    const html = await rendered(EndpointPage, data, locale)
    expect(html).not.toMatch(tagsOfInjections)
    for (const { answer } of trial.rows) {
      expect(html).toContain(`<bdi>${escaped(withoutTurns(answer ?? ''))}</bdi>`)
    }
  })
})
