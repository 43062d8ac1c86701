import { makeBrief, makeWorld, signedContract, type World } from 'tests/support/contracts'
import { briefDraft } from 'tests/support/market'
import { offerWords } from 'tests/support/offers'
import { useStack } from 'tests/support/stack'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { startSession } from '~/domain/identity/adapters/lucia-sessions.server'
import { createBrief } from '~/domain/market/briefs/brief.commands.server'
import { createOffer } from '~/domain/market/offers/offer.commands.server'
import { writeMessage } from '~/domain/messages/write-message.server'
import { askForTeams } from '~/domain/teams/matching/search.commands.server'
import { usualRequest } from '~/domain/teams/matching/usual-request'
import { database, inTransaction } from '~/platform/database.server'
import { routesIn } from '~/routes'

// Remix tells route files where the application is only while it builds.
vi.mock('@remix-run/route-config', () => ({
  getAppDirectory: () => new URL('../../app', import.meta.url).pathname,
}))

type Guarded = { access?: string }
type RouteModule = { loader?: Guarded; action?: Guarded; default?: unknown }

const modules = import.meta.glob<RouteModule>('../../app/routes/**/*.{ts,tsx}', { eager: true })
const root = new URL('../../app/routes', import.meta.url).pathname

/** Every address of the house, from the same walk that Remix makes. */
const routes = routesIn(root).map((entry) => {
  const module = modules[`../../app/${entry.file}`]
  if (!module) throw new Error(`${entry.file} was not loaded.`)
  return {
    id: entry.id ?? '',
    path: `/${entry.path ?? ''}`,
    loader: module.loader?.access,
    action: module.action?.access,
    page: module.default !== undefined,
  }
})

/** What a stranger may read. A new name here is a decision: say why it is public. */
const openToEverybody = [
  '/',
  '/.well-known/http-message-signatures-directory',
  '/achievements/:achievementId',
  '/achievements/:achievementId/achievement.json',
  '/achievements/:achievementId/badge.png',
  '/briefs',
  '/briefs/:briefId',
  // What teams look at before they answer; who has published nothing is refused inside.
  '/clients/:slug',
  '/briefs/:briefId/changes',
  // Its own key is asked for inside: a calendar program has no session.
  '/cohorts/:cohortId/calendar.ics',
  '/confirm-email',
  // A body that nobody read is answered with its page, whoever sent it.
  '/too-large',
  // A newcomer checks without an account; a shared result is for whoever holds its code.
  '/exposure',
  '/exposure/result',
  '/exposure/shared/:code',
  '/exposure/shared/:code/manage',
  '/credentials/:credentialId',
  '/credentials/:credentialId/badge.json',
  '/credentials/:credentialId/badge.jwt',
  '/credentials/:credentialId/badge.png',
  '/credentials/:credentialId/badge.svg',
  // Seats that are open to ask for; who asked is for the leads, inside.
  '/exchange',
  '/exchange/:openingId',
  '/teams/:slug/exchange',
  // Counted over everybody; whatever could single somebody out is withheld before it is kept.
  '/figures',
  '/figures.json',
  '/figures/days.csv',
  '/figures/exchanges.csv',
  '/figures/funnel.csv',
  '/figures/income.csv',
  '/figures/money.csv',
  '/figures/outcomes.csv',
  '/forgot-password',
  '/issuers/:slug',
  '/issuers/:slug/did.json',
  '/issuers/:slug/jwks.json',
  '/issuers/:slug/keys',
  '/issuers/:slug/profile.json',
  '/issuers/:slug/status/:list',
  '/invitations/:token',
  '/look',
  '/mailbox',
  '/mailbox/:mailId',
  '/measuring',
  // What teams sell, and one offer; drafts are refused inside.
  '/offers',
  '/offers/:offerId',
  '/people',
  '/people/:personId',
  // A portfolio is for whom its person lets read it: that is asked inside.
  '/people/:personId/portfolio',
  '/people/:personId/portfolio.pdf',
  '/people/:personId/portfolio/files/:artefactId',
  '/reset-password',
  '/robots.txt',
  '/sealing',
  '/search',
  '/sign-in',
  '/sign-up',
  // Only what everybody may read is in them.
  '/sitemap.xml',
  '/sitemaps/:piece',
  '/skills',
  '/team-invitations/:token',
  '/teams',
  '/teams/:slug',
  '/tour',
  // Pictures of published versions; drafts and labelled rows are refused inside.
  '/tracks',
  '/tracks/:slug',
  // The first lesson; the others are refused inside.
  '/tracks/:slug/:itemKey',
  // Pictures of published tracks; a draft's are answered to those who read drafts.
  '/track-files/:versionId/:name',
  '/verdicts',
  '/verdicts/:verdictId',
  '/verdicts/:verdictId/evidence',
  '/verdicts/:verdictId/evidence.zip',
  '/verdicts/:verdictId/events.json',
  '/verdicts/keys',
  '/verdicts/keys.json',
  '/verify',
  '/webhooks/stripe',
]
/** What a stranger may send. */
const openForSending = [
  '/confirm-email',
  '/exposure/result',
  '/exposure/shared/:code/manage',
  '/forgot-password',
  '/preferences',
  '/reset-password',
  '/sign-in',
  '/sign-out',
  '/sign-up',
  '/verify',
  '/webhooks/stripe',
]

const isPrivate = (access: string | undefined) => access === 'person' || access === 'operator'
const readable = routes.filter(({ loader }) => isPrivate(loader))
const sendable = routes.filter(({ action }) => isPrivate(action))

const stack = useStack({ processes: ['web'] })
let world: World
let values: Record<string, string> = {}

beforeAll(async () => {
  world = await makeWorld()
  const { contractId, milestoneIds, proposalId } = await signedContract(world)
  const draft = await inTransaction((tx) =>
    createBrief(tx, {
      ...briefDraft,
      organisationId: world.organisationId,
      by: world.client.personId,
      at: new Date(),
    }),
  )
  await makeBrief(world)
  const { offerId } = await inTransaction((tx) =>
    createOffer(tx, {
      ...offerWords,
      title: briefDraft.title,
      teamId: world.teamId,
      by: world.lead.personId,
      at: new Date(),
    }),
  )
  const { threadId } = await inTransaction((tx) =>
    writeMessage(tx, {
      subject: { kind: 'contract', id: contractId },
      body: 'Between Anna Client and the team.',
      by: world.client.personId,
      at: new Date(),
    }),
  )
  const { searchId } = await inTransaction((tx) =>
    askForTeams(tx, {
      teamId: world.teamId,
      briefId: null,
      currency: 'USD',
      request: usualRequest([], [], [], null),
      by: world.lead.personId,
      at: new Date(),
    }),
  )
  values = {
    searchId,
    briefId: draft.briefId,
    contractId,
    milestoneId: milestoneIds[0] ?? '',
    offerId,
    organisationId: world.organisationId,
    personId: world.client.personId,
    proposalId,
    slug: world.teamId,
    subjectId: contractId,
    threadId,
  }
})

/** An address with real ids where there are some, so that an answer would have something to tell. */
const real = (path: string) =>
  path.replace(/:(\w+)\??/g, (_, name: string) => values[name] ?? `no-${name}`)
const dataPath = (path: string) => (path === '/' ? '/_root.data' : `${path}.data`)

async function ask(path: string, init: RequestInit & { as?: string } = {}) {
  const headers = new Headers(init.headers)
  headers.set('Origin', stack.current.origin)
  if (init.as) {
    const { setCookie } = await startSession(database(), { personId: init.as, userAgent: 'tests' })
    headers.set('Cookie', setCookie.split(';')[0] ?? '')
  }
  const url = new URL(path, stack.current.origin)
  const answer = await fetch(url, { ...init, headers, redirect: 'manual' })
  return {
    status: answer.status,
    location: answer.headers.get('Location') ?? '',
    body: await answer.text(),
  }
}

describe('every address', () => {
  it('says who may use it, and is public only when this file says so', () => {
    const unguarded = routes.filter(({ loader, action, page }) => page && !loader && action)
    expect(unguarded.map(({ path }) => path)).toEqual([])
    const open = routes.filter(({ loader, page }) => (loader || page) && !isPrivate(loader))
    expect(open.map(({ path }) => path).filter((path) => !openToEverybody.includes(path))).toEqual(
      [],
    )
    const sending = routes.filter(({ action }) => action && !isPrivate(action))
    expect(
      sending.map(({ path }) => path).filter((path) => !openForSending.includes(path)),
    ).toEqual([])
    expect(readable.length).toBeGreaterThan(15)
  })
})

describe('a stranger', () => {
  it.each(readable)('who reads $path is sent to sign in', async ({ path }) => {
    const { status, location, body } = await ask(real(path))
    expect(status).toBe(303)
    expect(location).toBe(`/sign-in?next=${encodeURIComponent(real(path))}`)
    expect(body).toBe('')
  })

  it.each(readable)('who asks for the data of $path alone learns nothing', async ({ id, path }) => {
    for (const search of [
      '',
      `?_routes=${encodeURIComponent(id)}`,
      `?_routes=root,${encodeURIComponent(id)}`,
    ]) {
      const { status, body } = await ask(dataPath(real(path)) + search)
      expect([401, 404]).toContain(status)
      for (const value of ['Hannover', 'Anna Client', briefDraft.title])
        expect(body).not.toContain(value)
    }
  })

  it.each(sendable)('who sends to $path is refused, as a page and as data', async ({ path }) => {
    const body = new URLSearchParams({ intent: 'accept' })
    for (const address of [real(path), dataPath(real(path))]) {
      const index = routes.find((route) => route.path === path)?.id.endsWith('/index')
        ? '?index'
        : ''
      const { status } = await ask(address + index, { method: 'POST', body })
      expect([401, 404]).toContain(status)
    }
  })
})

describe('somebody signed in who has nothing to do with it', () => {
  const theirs = readable.filter(({ path }) =>
    /:(briefId|contractId|evaluationId|milestoneId|offerId|organisationId|proposalId|searchId|subjectId|threadId)/.test(
      path,
    ),
  )

  it.each(theirs)('finds no $path', async ({ path }) => {
    const { status, body } = await ask(real(path), { as: world.stranger.personId })
    expect(status).toBe(404)
    for (const value of ['Hannover', 'Anna Client', briefDraft.title])
      expect(body).not.toContain(value)
    const data = await ask(dataPath(real(path)), { as: world.stranger.personId })
    for (const value of ['Hannover', 'Anna Client', briefDraft.title])
      expect(data.body).not.toContain(value)
  })

  it.each(routes.filter(({ loader }) => loader === 'operator'))(
    'has no desk: $path',
    async ({ path }) => {
      const { status } = await ask(real(path), { as: world.stranger.personId })
      expect(status).toBe(404)
      expect((await ask(real(path), { as: world.operator.personId })).status).not.toBe(500)
    },
  )

  it('gets no page of ours with a fault', async () => {
    const plain = readable.filter(({ path, loader }) => !path.includes(':') && loader === 'person')
    for (const { path } of plain) {
      const { status } = await ask(path, { as: world.client.personId })
      expect(`${path} ${status}`).toMatch(/ (200|303)$/)
    }
  })
})

describe('a form from another site', () => {
  it('is refused before anything is read', async () => {
    for (const { path } of sendable.slice(0, 5)) {
      const headers = {
        Origin: 'https://evil.example',
        'Content-Type': 'application/x-www-form-urlencoded',
      }
      const url = new URL(real(path), stack.current.origin)
      const answer = await fetch(url, {
        method: 'POST',
        headers,
        body: 'intent=x',
        redirect: 'manual',
      })
      expect(answer.status).toBe(403)
    }
  })
})
