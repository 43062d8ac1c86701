import { organisation } from 'db/schema/identity'
import { verdict } from 'db/schema/outcomes'
import { mail } from 'db/schema/platform'
import { eq } from 'drizzle-orm'
import { looked } from 'tests/support/axe'
import { type OpenPage, useBrowser } from 'tests/support/browser'
import {
  type Model,
  makeBrief,
  makeProposal,
  makeWorld,
  reviewedMilestone,
  sign,
  signedContract,
  startModel,
  type World,
} from 'tests/support/contracts'
import { joinWorld, passOn, propose, seatsFor } from 'tests/support/hand-over'
import { boughtContract, makeOffer, writeOffer } from 'tests/support/offers'
import { signInAs } from 'tests/support/sessions'
import { useStack } from 'tests/support/stack'
import { makeProposed } from 'tests/support/team-search'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { createBrief } from '~/domain/market/briefs/brief.commands.server'
import { orderOffer } from '~/domain/market/offers/order-offer.server'
import { counterProposal } from '~/domain/market/proposals/counter-proposal.server'
import { reportMessage } from '~/domain/messages/report-message.server'
import type { Subject } from '~/domain/messages/thread'
import { writeMessage } from '~/domain/messages/write-message.server'
import { addArtefact } from '~/domain/reputation/artefact.commands.server'
import { recordPortfolio } from '~/domain/reputation/record-portfolio.server'
import { reportReview } from '~/domain/reputation/report-review.server'
import { keepRepositories } from '~/domain/reputation/repositories.commands.server'
import { readRepositories } from '~/domain/reputation/repository'
import { writeReview } from '~/domain/reputation/write-review.server'
import { shareExposure } from '~/domain/skills/exposure/exposure-check.commands.server'
import { askForTeams } from '~/domain/teams/matching/search.commands.server'
import { usualRequest } from '~/domain/teams/matching/usual-request'
import { teamsOf } from '~/domain/teams/queries.server'
import { database, inTransaction } from '~/platform/database.server'
import { briefDraft, makeBrief as makeSealedBrief } from '../support/market'
import { signedIn } from '../support/people'

/** Every page, in both languages, light and dark: nothing that keeps somebody from using it. */
const stack = useStack({ processes: ['web'] })
const browser = useBrowser()
const at = new Date()

let world: World
let model: Model
const ids: Record<string, string> = {}

beforeAll(async () => {
  world = await makeWorld(at)
  model = await startModel()
  const [team] = await teamsOf(database(), await signedIn(world.lead))
  ids.team = team?.slug ?? ''
  ids.brief = await makeBrief(world, at)
  ids.proposal = await makeProposal(world, ids.brief, { at })
  const draft = { ...briefDraft, organisationId: world.organisationId, by: world.client.personId }
  ids.draft = (await inTransaction((tx) => createBrief(tx, { ...draft, at }))).briefId
  const client = { organisationId: world.organisationId, owner: world.client }
  ids.sealed = (await makeSealedBrief({ client, at, published: false })).briefId
  const sold = await worldOffers()
  Object.assign(ids, sold)
  ids.unfunded = (await signedContract(world, { at })).milestoneIds[0] ?? ''
  ids.organisation = world.organisationId
  const open = await makeProposal(world, await makeBrief(world, at), { at })
  const toSign = { proposalId: open, by: world.client.personId, at }
  await passSeatsOn()
  ids.signing = (await inTransaction((tx) => acceptProposal(tx, toSign))).contractId
  const reviewed = await reviewedMilestone(world, model, { at })
  ids.reviewed = reviewed.milestoneId
  ids.contract = reviewed.contractId
  const paid = await reviewedMilestone(world, model, { at })
  ids.paid = paid.milestoneId
  ids.paidContract = paid.contractId
  const accept = { milestoneId: ids.paid, by: world.client.personId, at }
  await inTransaction((tx) => acceptMilestone(tx, accept))
  await judgeEachOther(ids.paidContract)
  const fresh = await reviewedMilestone(world, model, { at })
  ids.unjudged = fresh.contractId
  await inTransaction((tx) => acceptMilestone(tx, { ...accept, milestoneId: fresh.milestoneId }))
  ids.client = await clientSlug()
  ids.verdict = (await database().select({ id: verdict.id }).from(verdict))[0]?.id ?? ''
  ids.countered = await makeProposal(world, await makeBrief(world, at), { at })
  await inTransaction((tx) =>
    counterProposal(tx, {
      proposalId: ids.countered ?? '',
      version: 1,
      counter: { milestones: cheaper, holdbackBps: 1_000, reviewDays: 10 },
      note: 'Our budget ends here.',
      by: world.client.personId,
      at,
    }),
  )
  await talk()
  await worldSearches()
  ids.artefact = await showWork()
  const shared = await inTransaction((tx) =>
    shareExposure(tx, { by: null, answers: [{ occupationId: 'seo', shareBps: 10_000 }], at }),
  )
  ids.shared = shared.shareCode
  ids.shareKey = shared.deleteCode
  ids.mail = (await database().select({ id: mail.id }).from(mail))[0]?.id ?? ''
}, 120_000)

/** A hand-over that waits, one in force, and a proposal whose member has left. */
async function passSeatsOn(): Promise<void> {
  const newcomer = await joinWorld(world, 'Tariq New', at)
  const by = world.lead.personId
  const seats = seatsFor(world, newcomer)
  ids.passing = (await signedContract(world, { at })).contractId
  await propose(ids.passing, { by, seats, at })
  ids.passed = (await signedContract(world, { at })).contractId
  const handOverId = await propose(ids.passed, { by, seats, at })
  await passOn(world, handOverId, [newcomer, ...world.members.slice(1, 2)], at)
}

async function clientSlug(): Promise<string> {
  const [row] = await database()
    .select({ slug: organisation.slug })
    .from(organisation)
    .where(eq(organisation.id, world.organisationId))
  return row?.slug ?? ''
}

/** Both sides have written; the team has shown what the client wrote to the operator. */
async function judgeEachOther(contractId: string): Promise<void> {
  const words = {
    ...{ clarity: 4, reliability: 3, communication: 5 },
    clarityWords: 'One page said what would be measured.',
    reliabilityWords: 'آخری ہفتے میں تین دن کی تاخیر ہوئی۔',
    communicationWords: 'Every question was answered on the same day.',
    words: 'We would do it again.',
    note: 'The invoice came twice.',
  }
  const write = (by: string) =>
    inTransaction((tx) => writeReview(tx, { contractId, ...words, by, at }))
  const { reviewId } = await write(world.client.personId)
  await write(world.lead.personId)
  const report = { reason: 'untrue', words: 'It was one day.', by: world.lead.personId } as const
  await inTransaction((tx) => reportReview(tx, { reviewId, ...report, at }))
}
const cheaper = [
  {
    title: 'All of it',
    description: '',
    amountMinor: '800000',
    weeks: 4,
    criterionIds: ['c1', 'c2'],
  },
]

/** Something is said in each kind of thread; one message names a way around, and is reported. */
async function talk(): Promise<void> {
  const say = (subject: Subject, by: string, body: string) =>
    inTransaction((tx) => writeMessage(tx, { subject, by, body, at }))
  const brief: Subject = { kind: 'brief', id: ids.brief ?? '' }
  const contract: Subject = { kind: 'contract', id: ids.contract ?? '' }
  await say(brief, world.lead.personId, 'Which days are in the file?')
  await say({ kind: 'proposal', id: ids.proposal ?? '' }, world.client.personId, 'Why three weeks?')
  await say({ kind: 'milestone', id: ids.reviewed ?? '' }, world.lead.personId, 'It runs.')
  const { threadId, messageId } = await say(contract, world.lead.personId, 'Call 0300 1234567.')
  ids.thread = threadId
  ids.message = messageId
  await say(contract, world.client.personId, 'نہیں، یہیں بات کرتے ہیں۔')
  const report = { reason: 'outside', words: '', by: world.client.personId, at } as const
  await inTransaction((tx) => reportMessage(tx, { messageId, ...report }))
}

/** The lead shows work of their own beside the outcome, and has repositories to choose from. */
async function showWork(): Promise<string> {
  const by = world.lead.personId
  await inTransaction((tx) => recordPortfolio(tx, { milestoneId: ids.paid ?? '' }))
  const repositories =
    readRepositories([
      { html_url: 'https://github.com/lena/rows', private: false, description: 'Rows' },
    ]) ?? []
  await inTransaction((tx) => keepRepositories(tx, { by, origin: 'export', repositories, at }))
  const link = {
    kind: 'link',
    url: 'https://example.org/plan',
    title: 'A plan',
    part: 'All.',
  } as const
  const added = await inTransaction((tx) => addArtefact(tx, { ...link, entryId: null, by, at }))
  return added.artefactId
}

afterAll(() => model?.close())

/** One search that shows teams, after one look of its lead, and one for which there is no money. */
async function worldSearches(): Promise<void> {
  await makeProposed('outcome_lead', { name: world.lead.name, who: world.lead, at })
  await makeProposed('machine_learning_engineer', { name: 'Emre Demir', at })
  await makeProposed('domain_expert', { name: 'Mina Rahman', at })
  const usual = usualRequest([], [], [], null)
  const request = { ...usual, roles: usual.roles.slice(0, 3), maxMembers: 3 }
  const ask = (budgetMinor: string) =>
    inTransaction((tx) =>
      askForTeams(tx, {
        teamId: world.teamId,
        briefId: null,
        currency: 'USD',
        request: { ...request, budgetMinor },
        by: world.lead.personId,
        at,
      }),
    )
  ids.search = (await ask('900000')).searchId
  ids.none = (await ask('1000')).searchId
}

/** An offer on sale, one being written, an order begun, and a signed contract that came of one. */
async function worldOffers() {
  const team = {
    teamId: world.teamId,
    slug: ids.team ?? '',
    lead: world.lead,
    members: world.members.map(({ personId }, index) => ({
      personId,
      shareBps: [5_000, 3_333, 1_667][index] ?? 0,
    })),
  }
  const client = { organisationId: world.organisationId, owner: world.client }
  const { offerId: offer } = await makeOffer({ team, at })
  const { offerId: offerDraft } = await writeOffer({ team, at })
  const { contractId: bought } = await boughtContract(offer, client, at)
  await sign(bought, world.client, at)
  await sign(bought, world.lead, at)
  const order = await inTransaction((tx) =>
    orderOffer(tx, {
      offerId: offer,
      tierId: 't1',
      workloadClass: 'open',
      organisationId: world.organisationId,
      by: world.client.personId,
      at,
    }),
  )
  return { offer, offerDraft, bought, order: order.briefId }
}

type Who = 'nobody' | 'client' | 'lead' | 'operator'

/** Whose pages they are; `:name` stands for an id of the world above. */
const pages: Record<Who, string[]> = {
  nobody: [
    '/',
    '/briefs',
    '/briefs/:brief',
    '/offers',
    '/search?kind=offer&sector=health&currency=USD&sort=cheapest',
    '/offers/:offer',
    '/teams',
    '/teams/:team',
    '/people',
    '/people/:person',
    '/search',
    '/search?q=appointments&kind=brief&sector=health&sort=newest',
    '/search?q=nothing-has-this&country=XX&page=gone',
    '/clients/:client',
    '/people/:person/portfolio',
    '/skills',
    '/skills?search=statistics',
    '/exposure',
    '/exposure/result?service-1=data-entry&share-1=60&service-2=tarjuma&service-3=design&service-4=plumber',
    '/exposure/shared/:shared',
    '/exposure/shared/:shared/manage?code=:shareKey',
    '/verdicts/:verdict',
    '/verdicts/keys',
    '/figures',
    '/measuring',
    '/sealing',
    '/tour',
    '/look',
    '/sign-up',
    '/sign-in',
    '/confirm-email',
    '/confirm-email?code=from-a-mail',
    '/forgot-password',
    '/mailbox',
    '/nothing-here',
  ],
  client: [
    '/dashboard',
    '/briefs/new',
    '/briefs/:draft',
    '/briefs/:draft/edit',
    '/briefs/:draft/dataset',
    '/briefs/:draft/criteria',
    '/briefs/:draft/criteria/new?kind=process',
    '/briefs/:sealed/criteria',
    '/briefs/:sealed/criteria/c1',
    '/briefs/:sealed/criteria/new?kind=classify',
    '/briefs/:sealed/criteria/new?kind=judge',
    '/briefs/:brief',
    '/offers/:offer/order',
    '/briefs/:order',
    '/briefs/:order/edit',
    '/contracts/:bought',
    '/briefs/:brief/revise',
    '/briefs/:brief/changes',
    '/briefs/:brief/compare',
    '/proposals/:proposal',
    '/proposals/:proposal/counter',
    '/contracts',
    '/contracts/:contract',
    '/contracts/:contract/terms',
    '/contracts/:contract/evidence',
    '/contracts/:passing/seats',
    '/contracts/:passed/terms',
    '/contracts/:signing/propose',
    '/contracts/:signing/terms',
    '/milestones/:reviewed',
    '/milestones/:unfunded',
    '/money',
    '/inbox',
    '/messages',
    '/messages/:thread',
    '/messages/:thread?act=:message',
    '/messages/about/:brief',
    '/settings',
    '/organisations/new',
    '/organisations/:organisation',
  ],
  lead: [
    '/dashboard',
    '/teams/:team/members',
    '/teams/:team/offers',
    '/teams/:team/form',
    '/teams/:team/form?brief=:brief',
    '/teams/:team/form/:search',
    '/teams/:team/form/:none',
    '/offers/new',
    '/offers/:offerDraft/edit',
    '/offers/:offerDraft/preview',
    '/offers/:offerDraft/edit/words',
    '/offers/:offerDraft/edit/criteria',
    '/offers/:offerDraft/edit/criteria/new?kind=process',
    '/offers/:offerDraft/edit/criteria/c1',
    '/offers/:offerDraft/edit/tiers',
    '/offers/:offerDraft/edit/tiers/t1',
    '/offers/:offerDraft/edit/inputs',
    '/offers/:offerDraft/edit/seats',
    '/contracts/:bought',
    '/contracts/:bought/seats',
    '/contracts/:passing/seats',
    '/contracts/:passed/seats',
    '/briefs/:brief/propose?team=:teamId',
    '/proposals/:proposal',
    '/proposals/:countered',
    '/proposals/:countered/versions',
    '/milestones/:paid',
    '/milestones/:unfunded',
    '/contracts/:paidContract',
    '/contracts/:paidContract/review',
    '/contracts/:unjudged/review',
    '/milestones/:unfunded/endpoint',
    '/team-invitations',
    '/money',
    '/settings/payout-account',
    '/settings/skills',
    '/settings/portfolio',
    '/settings/portfolio/artefacts/new?kind=link',
    '/settings/portfolio/artefacts/new?kind=file',
    '/settings/portfolio/artefacts/:artefact',
    '/settings/portfolio/github',
    '/settings/skills/gap?role=measurer',
    '/settings/skills/gap?brief=:brief',
    '/settings/exposure',
    '/settings/sessions',
    '/settings/reminders',
    '/settings/matching',
    '/messages/about/:brief',
    '/search?q=clinic',
    '/settings/searches',
  ],
  operator: [
    '/desk',
    '/desk/people',
    '/desk/people/:person',
    '/desk/organisations',
    '/desk/organisations/:organisation',
    '/desk/contracts',
    '/desk/messages',
    '/desk/reputation',
    '/desk/money',
    '/desk/jobs',
    '/desk/mail',
    '/desk/settings',
    '/desk/audit',
    '/milestones/:reviewed',
  ],
}

const pathOf = (path: string) =>
  path.replace(/:(\w+)/g, (_, name: string) => {
    if (name === 'person') return world.lead.personId
    return name === 'teamId' ? world.teamId : (ids[name] ?? '')
  })

describe.each([
  ['English', 'en'],
  ['Urdu', 'ur'],
] as const)('in %s', (_language, locale) => {
  describe.each(Object.keys(pages) as Who[])(
    'what %s sees has no violation and fits a phone',
    (who) => {
      let page: OpenPage
      beforeAll(async () => {
        const { origin } = stack.current
        page = await browser.newPage({ locale, origin })
        await page.context().addCookies([{ name: 'locale', value: locale, url: origin }])
        if (who !== 'nobody') await signInAs(page, world[who].personId, origin)
      })
      it.each(pages[who])('%s', { timeout: 60_000 }, async (path) => {
        const status = path === '/nothing-here' ? 404 : 200
        const how = { expected: status, colours: locale === 'en' }
        expect(await looked(page, pathOf(path), how)).toEqual([])
      })
    },
  )
})
