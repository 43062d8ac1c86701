import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { notification } from 'db/schema/notifications'
import { team } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import postgres from 'postgres'
import {
  type Model,
  makeBrief,
  makeWorld,
  reviewedMilestone,
  signedContract,
  startModel,
  type World,
} from 'tests/support/contracts'
import { briefDraft, makeProposal } from 'tests/support/market'
import { makeOrganisation, makePerson, makeTeam, type TestPerson } from 'tests/support/people'
import { useStack } from 'tests/support/stack'
import { type Visitor, visit } from 'tests/support/visitor'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { currentTerms } from '~/domain/contracts/rows.server'
import { inviteMember } from '~/domain/identity/invite-member.server'
import { createBrief } from '~/domain/market/briefs/brief.commands.server'
import { inviteToTeam } from '~/domain/teams/invite-to-team.server'
import { database, inTransaction } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { routesIn } from '~/routes'

// Remix tells route files where the application is only while it builds.
vi.mock('@remix-run/route-config', () => ({
  getAppDirectory: () => new URL('../../app', import.meta.url).pathname,
}))
vi.setConfig({ testTimeout: 120_000 })

type Guarded = { access?: string }
const modules = import.meta.glob<{ loader?: Guarded; action?: Guarded }>(
  '../../app/routes/**/*.{ts,tsx}',
  { eager: true },
)
const app = new URL('../../app', import.meta.url).pathname

/** What the forms and the action of a route know as intents. */
function intentsOf(file: string): string[] {
  const folder = dirname(join(app, file))
  const parts = readdirSync(folder).filter((name) => name.startsWith('_'))
  const text = [join(app, file), ...parts.map((name) => join(folder, name))]
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
  const found = [...text.matchAll(/(?:case |intent=)['"]([a-z_-]+)['"]/g)]
  return [...new Set(['', ...found.map(([, name = '']) => name)])]
}

const isPrivate = (access: string | undefined) => access === 'person' || access === 'operator'
const routes = routesIn(join(app, 'routes')).map((entry) => {
  const module = modules[`../../app/${entry.file}`]
  return {
    id: entry.id ?? '',
    path: `/${entry.path ?? ''}`,
    reads: isPrivate(module?.loader?.access),
    sends: isPrivate(module?.action?.access),
    intents: intentsOf(entry.file),
  }
})
/** Private addresses that are about one thing; the rest are everybody's own pages. */
const aboutOne = routes.filter(({ path }) => path.includes(':'))
const readable = aboutOne.filter(({ reads }) => reads)
const sendable = routes.filter(({ sends, path }) => sends && /:|^\/desk/.test(path))

const stack = useStack({ processes: ['web'] })
let world: World
let model: Model
let secrets: string[] = []
let real: Record<string, string> = {}
let fields: Record<string, string> = {}
let stranger: TestPerson
let rivalClient: TestPerson
let rivalLead: TestPerson

beforeAll(async () => {
  const at = new Date()
  world = await makeWorld(at)
  model = await startModel()
  stranger = await makePerson(database(), { name: 'Stella Stranger' })
  rivalClient = (await makeOrganisation({ name: 'Rival Freight' })).owner
  const made = await reviewedMilestone(world, model, { at, holdbackBps: 1_000 })
  const signing = await signedContract(world, { at })
  const draft = await inTransaction((tx) =>
    createBrief(tx, {
      ...briefDraft,
      organisationId: world.organisationId,
      by: world.client.personId,
      at,
    }),
  )
  // Another team with a proposal of its own for a brief of the same client.
  const rivals = await makeTeam([await makePerson(database(), { name: 'Rashid Rival' })])
  rivalLead = rivals.lead
  const brief = await makeBrief(world, at)
  await makeProposal(brief, { team: rivals, at })
  const { proposalId } = await makeProposal(brief, {
    team: await makeTeam([world.lead, world.members[1] ?? world.lead], [6_000, 4_000]),
    draft: { approach: 'We know the gates by heart.', priceMinor: 987_654n, milestones: dear },
    at,
  })
  const { invitationId } = await inTransaction((tx) =>
    inviteMember(tx, {
      organisationId: world.organisationId,
      email: 'invited@example.org',
      role: 'manager',
      by: world.client.personId,
      at,
    }),
  )
  await inTransaction((tx) =>
    inviteToTeam(tx, {
      teamId: world.teamId,
      email: 'asked@example.org',
      role: 'measurer',
      message: '',
      by: world.lead.personId,
      at,
    }),
  )
  const notificationId = newId('notification')
  await database()
    .insert(notification)
    .values(noteFor(notificationId, made.milestoneId, at))
  const [own] = await database().select().from(team).where(eq(team.id, world.teamId))
  const { version, sha256 } = await currentTerms(database(), signing.contractId)
  real = {
    briefId: draft.briefId,
    contractId: made.contractId,
    milestoneId: made.milestoneId,
    organisationId: world.organisationId,
    personId: world.client.personId,
    proposalId,
    slug: own?.slug ?? '',
    notificationId,
  }
  fields = { ...everyField, version: String(version), sha256, invitationId, ...real }
  secrets = [
    ...['Anna Client', 'Otto Client', 'Umar Member', 'invited@example.org', 'asked@example.org'],
    ...['Part 1', 'We know the gates', '9,876', '4,500.00', 'Here it is.', briefDraft.title],
  ]
})
afterAll(() => model?.close())

const dear = [
  {
    title: 'Gates',
    description: '',
    amountMinor: '987654',
    weeks: 5,
    criterionIds: ['c1', 'c2'],
  },
]

function noteFor(id: string, milestoneId: string, at: Date) {
  return {
    id,
    personId: world.client.personId,
    kind: 'milestone-verdict',
    facts: {},
    url: `/milestones/${milestoneId}`,
    yourTurn: true,
    dedupeKey: id,
    createdAt: at,
  }
}

/** A form that every action would take, so that nothing but the person stands in the way. */
const everyField: Record<string, string> = {
  typedName: 'Stella Stranger',
  agree: 'yes',
  note: 'A note.',
  reason: 'A reason.',
  wanted: 'Something else.',
  criterionId: 'c1',
  decision: 'release',
  id: 'c1',
  job: '1',
  role: 'owner',
  email: 'thief@example.org',
  lead: 'yes',
  url: 'http://127.0.0.1:9999/',
  requestTemplate: '{"text":"{{text}}"}',
  answerPointer: '/label',
  holdback: '10',
  reviewDays: '10',
  clarity: '5',
  clarityWords: 'Fine.',
  reliability: '5',
  reliabilityWords: 'Fine.',
  communication: '5',
  communicationWords: 'Fine.',
  words: 'Fine.',
  title: 'Taken over',
  name: 'Taken over',
  headline: 'Taken over',
  about: '',
  website: '',
  statement: 'Taken over.',
  sector: 'health',
  country: 'PK',
  currency: 'EUR',
  budget: '1000',
  weeks: '4',
  workloadClass: 'open',
  retentionDays: '90',
  metric: 'accuracy',
  target: '0.5',
  sampleSize: '60',
  attempts: '2',
  key: 'platformFeeBps',
  value: '0',
  effectiveAt: '2030-01-01',
  labelColumn: 'label',
  datasetClass: 'open',
  session: '',
}

/** The same address about something that does not exist. */
const nobodys = (name: string) => {
  const known = real[name]?.split('_')[0]
  return known && real[name]?.includes('_')
    ? `${known}_${'0'.repeat(26)}`
    : `no-${name.toLowerCase()}`
}
const filled = (path: string, value: (name: string) => string) =>
  path.replace(/:(\w+)/g, (_, name: string) => value(name))
const theirs = (path: string) => filled(path, (name) => real[name] ?? nobodys(name))
const nothing = (path: string) => filled(path, nobodys)
const dataOf = (path: string) => `${path}.data`

/** A body without what differs from request to request. */
function plain(body: string): string {
  let text = body
  for (const [name, id] of Object.entries(real)) {
    text = text.replaceAll(id, `<${name}>`).replaceAll(nobodys(name), `<${name}>`)
  }
  return text.replace(/nonce="[^"]*"|\b\d{13}\b/g, '').replace(/"id":"[0-9a-f]{10}"/g, '')
}

/** Every row of every table but those that only count visits. */
async function fingerprint(): Promise<string[]> {
  const owner = postgres(stack.current.ownerUrl, { max: 1, onnotice: () => {} })
  const passing = ['session', 'rate_limit', 'worker_process']
  const tables = await owner<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`
  const found: string[] = []
  for (const { name } of tables.filter((row) => !passing.includes(row.name))) {
    const [row] = await owner.unsafe(
      `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by t::text)), '') as sum from public."${name}" t`,
    )
    found.push(`${name} ${row?.sum}`)
  }
  await owner.end()
  return found
}

const outsiders = ['stranger', 'rivalClient', 'rivalLead'] as const
const personOf = (who: (typeof outsiders)[number]) =>
  ({ stranger, rivalClient, rivalLead })[who].personId

describe.each(outsiders)('%s', (who) => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = await visit(stack.current.origin, personOf(who))
  })

  it('cannot tell what is ours from what does not exist, as a page or as data', async () => {
    expect(readable.length).toBeGreaterThan(12)
    for (const { id, path } of readable) {
      for (const form of [
        (address: string) => address,
        dataOf,
        (address: string) => `${dataOf(address)}?_routes=${encodeURIComponent(id)}`,
        (address: string) => `${dataOf(address)}?_routes=root,${encodeURIComponent(id)}`,
      ]) {
        const answer = await visitor.get(form(theirs(path)))
        expect([form(path), answer.status]).toEqual([form(path), 404])
        for (const secret of secrets) expect(answer.body).not.toContain(secret)
        const other = await visitor.get(form(nothing(path)))
        expect([form(path), plain(answer.body)]).toEqual([form(path), plain(other.body)])
      }
    }
  })

  it('changes nothing of ours with any form, and learns nothing from its answer', async () => {
    const before = await fingerprint()
    let sent = 0
    for (const { id, path, intents } of sendable) {
      const index = id.endsWith('/index') ? '?index' : ''
      for (const form of [(address: string) => address, dataOf]) {
        const ask = async (address: string, intent: string) => {
          const { status, body } = await visitor.post(form(address) + index, { ...fields, intent })
          return { status, body: plain(body) }
        }
        // Most answers are one and the same; where one is not, its own is asked for.
        const usual = await ask(nothing(path), '')
        for (const intent of intents) {
          const answer = await ask(theirs(path), intent)
          const name = `${intent} ${form(path)}`
          expect([name, answer.status]).not.toEqual([name, 303])
          expect([name, answer.status]).not.toEqual([name, 202])
          for (const secret of secrets) expect([name, answer.body]).not.toContain(secret)
          const same = answer.status === usual.status && answer.body === usual.body
          const other = same ? usual : await ask(nothing(path), intent)
          expect([name, answer]).toEqual([name, other])
          sent += 1
        }
      }
    }
    expect(sent).toBeGreaterThan(80)
    expect(await fingerprint()).toEqual(before)
  })
})

describe('somebody of one side', () => {
  const notTheirs: [string, keyof World | 'member', string, string[]][] = [
    ['a reader of the client', 'reader', '/milestones/:milestoneId', clientActs()],
    ['a member of the team who does not lead', 'member', '/milestones/:milestoneId', clientActs()],
    ['the lead of the team', 'lead', '/milestones/:milestoneId', clientActs()],
    ['the client', 'client', '/milestones/:milestoneId', ['submit', 'stop']],
    ['a reader of the client', 'reader', '/proposals/:proposalId', ['accept', 'decline']],
    ['the lead of the team', 'lead', '/proposals/:proposalId', ['accept', 'decline']],
    ['the client', 'client', '/proposals/:proposalId', ['send', 'agree', 'refuse', 'withdraw']],
    ['a reader of the client', 'reader', '/organisations/:organisationId', ['invite', 'role']],
    ['a reader of the client', 'reader', '/briefs/:briefId', ['publish', 'withdraw']],
    [
      'a member of the team who does not lead',
      'member',
      '/teams/:slug/members',
      ['invite', 'lead'],
    ],
  ]

  function clientActs() {
    return ['accept', 'fund', 'take_back', 'request_changes']
  }

  it.each(notTheirs)(
    '%s (%s) does not press the buttons of others: %s',
    async (_, who, path, intents) => {
      const person = who === 'member' ? world.members[1] : (world[who] as TestPerson)
      const visitor = await visit(stack.current.origin, person?.personId ?? '')
      const before = await fingerprint()
      for (const intent of intents) {
        const address = theirs(path) + (path.endsWith('members') ? '' : '?index')
        const role = path.startsWith('/teams') ? 'measurer' : fields.role
        const given = { role: role ?? '', ...(intent === 'decline' ? { kind: 'price' } : {}) }
        const answer = await visitor.post(address, { ...fields, ...given, intent })
        expect([intent, answer.status]).toEqual([intent, expect.toBeOneOf([403, 404])])
        expect(answer.words).not.toMatch(/Unexpected|fault of ours/)
      }
      expect(await fingerprint()).toEqual(before)
    },
  )
})
