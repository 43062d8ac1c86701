import { AxeBuilder } from '@axe-core/playwright'
import { verdict } from 'db/schema/outcomes'
import { mail } from 'db/schema/platform'
import { type OpenPage, useBrowser } from 'tests/support/browser'
import {
  type Model,
  makeBrief,
  makeProposal,
  makeWorld,
  reviewedMilestone,
  signedContract,
  startModel,
  type World,
} from 'tests/support/contracts'
import { signInAs } from 'tests/support/sessions'
import { useStack } from 'tests/support/stack'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptMilestone } from '~/domain/contracts/accept-milestone.server'
import { acceptProposal } from '~/domain/contracts/accept-proposal.server'
import { createBrief } from '~/domain/market/brief.commands.server'
import { shareExposure } from '~/domain/skills/exposure/exposure-check.commands.server'
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
  ids.unfunded = (await signedContract(world, { at })).milestoneIds[0] ?? ''
  ids.organisation = world.organisationId
  const open = await makeProposal(world, await makeBrief(world, at), { at })
  const toSign = { proposalId: open, by: world.client.personId, at }
  ids.signing = (await inTransaction((tx) => acceptProposal(tx, toSign))).contractId
  const reviewed = await reviewedMilestone(world, model, { at })
  ids.reviewed = reviewed.milestoneId
  ids.contract = reviewed.contractId
  const paid = await reviewedMilestone(world, model, { at })
  ids.paid = paid.milestoneId
  ids.paidContract = paid.contractId
  const accept = { milestoneId: ids.paid, by: world.client.personId, at }
  await inTransaction((tx) => acceptMilestone(tx, accept))
  ids.verdict = (await database().select({ id: verdict.id }).from(verdict))[0]?.id ?? ''
  const shared = await inTransaction((tx) =>
    shareExposure(tx, { by: null, answers: [{ occupationId: 'seo', shareBps: 10_000 }], at }),
  )
  ids.shared = shared.shareCode
  ids.shareKey = shared.deleteCode
  ids.mail = (await database().select({ id: mail.id }).from(mail))[0]?.id ?? ''
}, 120_000)

afterAll(() => model?.close())

type Who = 'nobody' | 'client' | 'lead' | 'operator'

/** Whose pages they are; `:name` stands for an id of the world above. */
const pages: Record<Who, string[]> = {
  nobody: [
    '/',
    '/briefs',
    '/briefs/:brief',
    '/teams',
    '/teams/:team',
    '/people',
    '/people/:person',
    '/skills',
    '/skills?search=statistics',
    '/exposure',
    '/exposure/result?service-1=data-entry&share-1=60&service-2=tarjuma&service-3=design&service-4=plumber',
    '/exposure/shared/:shared',
    '/exposure/shared/:shared/manage?code=:shareKey',
    '/verdicts/:verdict',
    '/verdicts/keys',
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
    '/proposals/:proposal',
    '/contracts',
    '/contracts/:contract',
    '/contracts/:contract/terms',
    '/contracts/:contract/evidence',
    '/contracts/:signing/propose',
    '/contracts/:signing/terms',
    '/milestones/:reviewed',
    '/milestones/:unfunded',
    '/money',
    '/inbox',
    '/settings',
    '/organisations/new',
    '/organisations/:organisation',
  ],
  lead: [
    '/dashboard',
    '/teams/:team/members',
    '/briefs/:brief/propose?team=:teamId',
    '/proposals/:proposal',
    '/milestones/:paid',
    '/milestones/:unfunded',
    '/contracts/:paidContract',
    '/contracts/:paidContract/review',
    '/milestones/:unfunded/endpoint',
    '/team-invitations',
    '/money',
    '/settings/payout-account',
    '/settings/skills',
    '/settings/skills/gap?role=measurer',
    '/settings/skills/gap?brief=:brief',
    '/settings/exposure',
    '/settings/sessions',
  ],
  operator: [
    '/desk',
    '/desk/people',
    '/desk/people/:person',
    '/desk/contracts',
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

type Finding = { page: string; rule: string; element: string; why?: string }

async function violations(page: OpenPage, where: string, rules?: string[]): Promise<Finding[]> {
  // The other mode opens a page of its own for every look; there are no foreign frames here.
  const builder = new AxeBuilder({ page }).setLegacyMode()
  const result = await (rules ? builder.withRules(rules) : builder).analyze()
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => ({
      page: where,
      rule: id,
      element: node.html.slice(0, 160),
      why: [...node.any, ...node.all, ...node.none].map(({ message }) => message).join(' '),
    })),
  )
}

/** The page by day with every rule; by night the same elements in other colours; and on a phone. */
async function look(page: OpenPage, path: string): Promise<Finding[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  const status = (await page.goto(pathOf(path)))?.status() ?? 0
  const found = await violations(page, path)
  if (status !== (path === '/nothing-here' ? 404 : 200)) {
    found.push({ page: path, rule: `answered ${status}`, element: '' })
  }
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  found.push(...(await violations(page, `${path} dark`, ['color-contrast'])))
  await page.setViewportSize({ width: 360, height: 740 })
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (beyond > 0) found.push({ page: path, rule: `${beyond} px wider than a phone`, element: '' })
  await page.setViewportSize({ width: 1280, height: 900 })
  return found
}

describe.each([
  ['English', 'en'],
  ['Urdu', 'ur'],
] as const)('in %s', (_language, locale) => {
  const people = Object.keys(pages) as Who[]
  it.each(people)(
    'what %s sees has no violation and fits a phone',
    { timeout: 120_000 },
    async (who) => {
      const { origin } = stack.current
      const page = await browser.newPage({ locale, origin })
      await page.context().addCookies([{ name: 'locale', value: locale, url: origin }])
      if (who !== 'nobody') await signInAs(page, world[who].personId, origin)
      const found: Finding[] = []
      for (const path of pages[who]) found.push(...(await look(page, path)))
      expect(found).toEqual([])
    },
  )
})
