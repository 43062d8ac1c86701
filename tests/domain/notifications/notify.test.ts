import { holdbackClaim, milestone } from 'db/schema/contracts'
import { payable } from 'db/schema/escrow'
import { person } from 'db/schema/identity'
import { notification } from 'db/schema/notifications'
import { mail } from 'db/schema/platform'
import { eq, inArray } from 'drizzle-orm'
import {
  makeBrief,
  makeProposal,
  makeWorld,
  pay,
  sign,
  signedContract,
  start,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { makePerson, signedIn } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import type { MilestoneStatus } from '~/domain/contracts/milestones/milestone'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { markAllRead, openNotification } from '~/domain/notifications/notification.commands.server'
import { notify } from '~/domain/notifications/notify.server'
import { inboxPage, unreadCount } from '~/domain/notifications/queries.server'
import { notificationSentence } from '~/domain/notifications/sentence'
import { inviteToTeam } from '~/domain/teams/invite-to-team.server'
import { database, inTransaction } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { languageFor } from '~/platform/languages/language'
import { type NotifyEvent, notifyEvents, type TaskPayloads } from '~/platform/queue.server'
import {
  toldOfAuthoring,
  toldOfDisputes,
  toldOfExchange,
  toldOfGrading,
  toldOfHandOver,
  toldOfLearning,
  toldOfOffers,
  toldOfOrganisations,
  toldOfReputation,
  toldOfSearches,
} from './told-of'

useDatabase()

let world: World
const subjects = {
  brief: '',
  forming: '',
  proposal: '',
  half: '',
  contract: '',
  milestone: '',
  payable: '',
  claim: '',
  invitation: '',
}

beforeAll(async () => {
  world = await makeWorld()
  subjects.brief = await makeBrief(world)
  subjects.proposal = await makeProposal(world, subjects.brief)
  const half = await inTransaction((tx) =>
    acceptProposal(tx, { proposalId: subjects.proposal, by: world.client.personId, at: start }),
  )
  subjects.half = half.contractId
  await sign(half.contractId, world.client)
  const signed = await signedContract(world, { milestones: 1 })
  subjects.contract = signed.contractId
  subjects.milestone = signed.milestoneIds[0] ?? ''
  await pay(world, subjects.milestone)
  const guest = await makePerson(database(), { name: 'Gul Guest' })
  const invited = await inTransaction((tx) =>
    inviteToTeam(tx, {
      teamId: world.teamId,
      email: guest.email,
      role: 'localiser',
      message: '',
      by: world.lead.personId,
      at: start,
    }),
  )
  subjects.invitation = invited.invitationId
  subjects.claim = newId('claim')
  await database().insert(holdbackClaim).values({
    id: subjects.claim,
    milestoneId: subjects.milestone,
    contractId: subjects.contract,
    reason: 'recheck',
    facts: [],
    openedAt: start,
    state: 'open',
    enteredAt: start,
    deadlineAt: start,
  })
  subjects.payable = newId('payable')
  await database()
    .insert(payable)
    .values({
      id: subjects.payable,
      reference: subjects.milestone,
      personId: world.members[1]?.personId ?? '',
      reason: 'release',
      currency: 'EUR',
      amountMinor: 123_450n,
      shareBps: 3_333,
      chargeId: 'ch_1',
      ledgerTransactionId: newId('ledgerTransaction'),
      releasedAt: start,
      dueAt: start,
      status: 'waiting',
    })
})

const client = ['Anna Client', 'Otto Client']
const members = ['Lena Lead', 'Sana Member', 'Umar Member']
const others = ['Sana Member', 'Umar Member']
const lead = ['Lena Lead']
const operator = ['Olga Operator']

type Expected = {
  event: NotifyEvent
  subject: keyof typeof subjects
  facts?: TaskPayloads['notify']['facts']
  status?: MilestoneStatus
  turn?: string[]
  tell?: string[]
}

/** What raters, measurers and objecting sides are told: judging-notices.test.ts plays it. */
const toldOfJudging: NotifyEvent[] = [
  'rating-asked',
  'rating-reminder',
  'report-asked',
  'report-due',
  'report-made',
  'report-objected',
]

/** What holders of credentials are told: tests/domain/notifications/credential-notices.test.ts. */
const toldOfCredentials: NotifyEvent[] = [
  'credential-issued',
  'credential-suspended',
  'credential-reinstated',
  'credential-revoked',
  'credential-expiring',
]

/** What messages bring: tests/domain/messages/messages.test.ts plays it. */
const toldOfMessages: NotifyEvent[] = [
  'message-mentioned',
  'message-reported',
  'message-report-decided',
]

const rows: Expected[] = [
  { event: 'team-invited', subject: 'invitation', turn: ['Gul Guest'] },
  { event: 'proposal-forming', subject: 'proposal' },
  { event: 'proposal-reopened', subject: 'proposal', turn: lead },
  { event: 'proposal-submitted', subject: 'proposal', turn: client, tell: members },
  { event: 'proposal-countered', subject: 'proposal', turn: lead, tell: others },
  { event: 'brief-changed', subject: 'proposal', turn: lead },
  { event: 'proposal-declined', subject: 'proposal', tell: members },
  { event: 'proposal-accepted', subject: 'proposal', turn: [...client, ...lead], tell: others },
  { event: 'brief-expired', subject: 'brief', tell: client },
  { event: 'terms-changed', subject: 'half', facts: { version: 2 }, turn: lead, tell: others },
  { event: 'contract-signed-once', subject: 'half', facts: { version: 1 }, turn: lead },
  { event: 'contract-awaiting-funds', subject: 'contract', turn: client, tell: members },
  {
    event: 'contract-lapsed',
    subject: 'half',
    facts: { was: 'signing' },
    tell: [...client, ...members],
  },
  {
    event: 'contract-lapsed',
    subject: 'contract',
    facts: { was: 'next_funding' },
    tell: [...client, ...members],
  },
  ...(['client', 'team'] as const).map((side) => ({
    event: 'discovery-ended' as const,
    subject: 'contract' as const,
    facts: { side },
    turn: [...client, ...lead],
    tell: others,
  })),
  { event: 'funding-failed', subject: 'milestone', facts: { payment: 'pay_1' }, turn: client },
  { event: 'milestone-funded', subject: 'milestone', turn: lead, tell: [...client, ...others] },
  {
    event: 'milestone-verdict',
    subject: 'milestone',
    facts: { outcome: 'met' },
    status: 'in_review',
    turn: client,
    tell: members,
  },
  {
    event: 'milestone-verdict',
    subject: 'milestone',
    facts: { outcome: 'not_met' },
    status: 'in_review',
    turn: client,
    tell: members,
  },
  {
    event: 'milestone-verdict',
    subject: 'milestone',
    facts: { outcome: 'not_met', evaluation: 'evl_1' },
    status: 'funded',
    turn: lead,
    tell: others,
  },
  {
    event: 'milestone-verdict',
    subject: 'milestone',
    facts: { outcome: 'inconclusive', evaluation: 'evl_2' },
    status: 'in_review',
    turn: client,
    tell: members,
  },
  {
    event: 'milestone-verdict',
    subject: 'milestone',
    facts: { outcome: 'inconclusive', evaluation: 'evl_3' },
    status: 'funded',
    turn: lead,
    tell: others,
  },
  {
    event: 'milestone-verdict',
    subject: 'milestone',
    facts: { outcome: 'none' },
    status: 'in_review',
    turn: client,
    tell: members,
  },
  { event: 'measurement-broken', subject: 'milestone', turn: lead, tell: others },
  {
    event: 'changes-requested',
    subject: 'milestone',
    facts: { round: 1 },
    turn: lead,
    tell: others,
  },
  { event: 'milestone-accepted', subject: 'milestone', facts: { how: 'accepted' }, tell: members },
  { event: 'milestone-accepted', subject: 'milestone', facts: { how: 'silence' }, tell: members },
  { event: 'milestone-released', subject: 'milestone', tell: client },
  {
    event: 'milestone-with-operator',
    subject: 'milestone',
    turn: operator,
    tell: [...client, ...members],
  },
  {
    event: 'milestone-refunded',
    subject: 'milestone',
    facts: { why: 'overdue' },
    tell: [...client, ...members],
  },
  {
    event: 'milestone-overdue',
    subject: 'milestone',
    facts: { kind: 'overdue' },
    turn: lead,
    tell: [...client, ...others],
  },
  {
    event: 'milestone-overdue',
    subject: 'milestone',
    facts: { kind: 'take_back' },
    turn: [...client, ...members],
  },
  {
    event: 'deadline-near',
    subject: 'half',
    facts: { kind: 'one_day', deadline: '2026-11-09T09:00:00Z' },
    turn: lead,
  },
  {
    event: 'deadline-near',
    subject: 'contract',
    facts: { kind: 'one_day', deadline: '2026-11-09T09:00:00Z' },
    turn: client,
  },
  {
    event: 'deadline-near',
    subject: 'milestone',
    facts: { kind: 'a', deadline: '2026-11-09T09:00:00Z' },
    status: 'unfunded',
    turn: client,
  },
  {
    event: 'deadline-near',
    subject: 'milestone',
    facts: { kind: 'b', deadline: '2026-11-09T09:00:00Z' },
    status: 'funded',
    turn: lead,
  },
  {
    event: 'deadline-near',
    subject: 'milestone',
    facts: { kind: 'c', deadline: '2026-11-09T09:00:00Z' },
    status: 'in_review',
    turn: client,
  },
  {
    event: 'deadline-near',
    subject: 'milestone',
    facts: { kind: 'd', deadline: '2026-11-09T09:00:00Z' },
    status: 'with_operator',
    turn: operator,
  },
  {
    event: 'claim-opened',
    subject: 'claim',
    turn: lead,
    tell: [...others, ...client, ...operator],
  },
  {
    event: 'claim-answered',
    subject: 'claim',
    turn: operator,
    tell: [...client, ...members],
  },
  { event: 'claim-silent', subject: 'claim', turn: operator, tell: [...client, ...members] },
  {
    event: 'claim-decided',
    subject: 'claim',
    facts: { decision: 'refund' },
    tell: [...client, ...members, ...operator],
  },
  {
    event: 'claim-decided',
    subject: 'claim',
    facts: { decision: 'release' },
    tell: [...client, ...members, ...operator],
  },
  { event: 'claim-mended', subject: 'claim', tell: [...client, ...members, ...operator] },
  { event: 'claim-withdrawn', subject: 'claim', tell: [...client, ...members, ...operator] },
  {
    event: 'deadline-near',
    subject: 'claim',
    facts: { kind: 'one_day', deadline: '2026-11-09T09:00:00Z' },
    turn: lead,
  },
  { event: 'review-reminder', subject: 'contract', turn: [...client, ...lead] },
  { event: 'reviews-revealed', subject: 'contract', tell: [...client, ...members] },
  { event: 'data-deleted', subject: 'contract', tell: [...client, ...members] },
  { event: 'transfer-paid', subject: 'payable', tell: ['Umar Member'] },
  { event: 'payout-account-needed', subject: 'payable', turn: ['Umar Member'] },
  { event: 'contract-completed', subject: 'contract', turn: [...client, ...lead], tell: others },
]

async function told(since: Set<string>) {
  const all = await database()
    .select({ row: notification, name: person.name })
    .from(notification)
    .innerJoin(person, eq(person.id, notification.personId))
  return all.filter(({ row }) => !since.has(row.id))
}

describe('an event', () => {
  it('is in the table below, whichever it is', () => {
    const here = [
      ...rows.map(({ event }) => event),
      ...toldOfJudging,
      ...toldOfCredentials,
      ...toldOfLearning,
      ...toldOfGrading,
      ...toldOfAuthoring,
      ...toldOfOffers,
      ...toldOfDisputes,
      ...toldOfExchange,
      ...toldOfHandOver,
      ...toldOfReputation,
      ...toldOfOrganisations,
      ...toldOfMessages,
      ...toldOfSearches,
    ]
    expect([...new Set(here)].sort()).toEqual([...notifyEvents].sort())
  })

  it.each(rows)('$event of $subject $facts reaches whom it concerns', async (expected) => {
    const subject = subjects[expected.subject]
    if (expected.status) {
      await database()
        .update(milestone)
        .set({ status: expected.status })
        .where(eq(milestone.id, subject))
    }
    const before = new Set(
      (await database().select({ id: notification.id }).from(notification)).map(({ id }) => id),
    )
    const payload = {
      event: expected.event,
      subject,
      ...(expected.facts ? { facts: expected.facts } : {}),
    }
    await inTransaction((tx) => notify(tx, { ...payload, at: start }))
    const fresh = await told(before)
    const names = (turn: boolean) =>
      fresh
        .filter(({ row }) => row.yourTurn === turn)
        .map(({ name }) => name)
        .sort()
    expect(names(true)).toEqual([...(expected.turn ?? [])].sort())
    expect(names(false)).toEqual([...(expected.tell ?? [])].sort())
    for (const { row } of fresh) {
      expect(row.url).toMatch(/^\/[a-z]/)
      for (const locale of ['en', 'ur'] as const) {
        const sentence = notificationSentence(
          languageFor(locale, 'Asia/Karachi'),
          row.kind,
          row.facts,
        )
        expect(sentence).not.toBe(row.kind)
        expect(sentence).not.toMatch(/undefined|null|\{|notification\./)
      }
    }
    expect(await inTransaction((tx) => notify(tx, { ...payload, at: start }))).toBe(0)
  })

  it('names the amount in the reader’s language', () => {
    const facts = { amountMinor: '123450', currency: 'EUR', milestone: 'Part 1' }
    expect(notificationSentence(languageFor('en', 'UTC'), 'transfer_paid', facts)).toBe(
      '1,234.50\u00a0EUR for “Part 1” have been sent to your account.',
    )
  })

  it('is told once when its job runs at the same time twice', async () => {
    const payload = {
      event: 'changes-requested' as const,
      subject: subjects.milestone,
      facts: { round: 2 },
      at: start,
    }
    const counts = await Promise.all([1, 2].map(() => inTransaction((tx) => notify(tx, payload))))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3)
  })

  it('that no longer has a subject reaches nobody', async () => {
    for (const event of notifyEvents) {
      expect(await inTransaction((tx) => notify(tx, { event, subject: 'gone', at: start }))).toBe(0)
    }
  })
})

describe('the inbox', () => {
  it('mails the same sentence in the reader’s language, with a link that opens and reads it', async () => {
    await database().update(person).set({ locale: 'ur' }).where(eq(person.id, world.lead.personId))
    const payload = {
      event: 'changes-requested' as const,
      subject: subjects.milestone,
      facts: { round: 9 },
      at: start,
    }
    await inTransaction((tx) => notify(tx, payload))
    const mails = await database().select().from(mail).where(eq(mail.toAddress, world.lead.email))
    const latest = mails.sort((a, b) => (a.id < b.id ? 1 : -1))[0]
    expect(latest?.subject).toContain('تبدیلی')
    const id = /\/inbox\/(ntf_\w+)/.exec(latest?.text ?? '')?.[1] ?? ''
    const viewer = await signedIn(world.lead)
    const unread = await unreadCount(database(), viewer)
    const by = world.lead.personId
    const { url } = await inTransaction((tx) =>
      openNotification(tx, { notificationId: id, by, at: start }),
    )
    expect(url).toBe(`/milestones/${subjects.milestone}`)
    expect(await unreadCount(database(), viewer)).toBe(unread - 1)
    const stranger = inTransaction((tx) =>
      openNotification(tx, { notificationId: id, by: world.stranger.personId, at: start }),
    )
    await expect(stranger).rejects.toMatchObject({ code: 'not_found' })
  })

  it('shows twenty at a time and can be read at once', async () => {
    const viewer = await signedIn(world.lead)
    const first = await inboxPage(database(), viewer, 1)
    expect(first.rows).toHaveLength(20)
    const last = await inboxPage(database(), viewer, 99)
    expect(last.page).toBe(last.pages)
    const ids = [...first.rows, ...last.rows].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const mine = await database()
      .select({ personId: notification.personId })
      .from(notification)
      .where(inArray(notification.id, ids))
    expect(new Set(mine.map(({ personId }) => personId))).toEqual(new Set([viewer.personId]))
    await inTransaction((tx) => markAllRead(tx, { by: viewer.personId, at: start }))
    expect(await unreadCount(database(), viewer)).toBe(0)
    expect(await unreadCount(database(), await signedIn(world.client))).toBeGreaterThan(0)
  })
})
