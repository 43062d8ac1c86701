import { message, messageThread } from 'db/schema/messages'
import { evidenceEntry } from 'db/schema/outcomes'
import { auditEntry, mail } from 'db/schema/platform'
import { and, eq, inArray, sql } from 'drizzle-orm'
import postgres from 'postgres'
import {
  makeBrief,
  makeProposal,
  makeWorld,
  signedContract,
  start,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { toldAbout } from 'tests/support/notices'
import { makePerson, makeTeam, signedIn, type TestPerson } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import { withdrawProposal } from '~/domain/market/proposals/close-proposal.server'
import { blockAuthor, unblockPerson } from '~/domain/messages/block.commands.server'
import { decideReport } from '~/domain/messages/decide-report.server'
import { markRead } from '~/domain/messages/mark-read.server'
import { blockedPeople, myThreads, unreadThreads } from '~/domain/messages/queries.server'
import { readReports } from '~/domain/messages/read-reports.server'
import { reportMessage } from '~/domain/messages/report-message.server'
import { chooseDigest, sendDigests } from '~/domain/messages/send-digests.server'
import { messagesPerPage, type Subject } from '~/domain/messages/thread'
import { threadBeside, threadPage } from '~/domain/messages/thread-queries.server'
import type { ThreadPage } from '~/domain/messages/thread-view'
import { withdrawMessage } from '~/domain/messages/withdraw-message.server'
import { writeMessage } from '~/domain/messages/write-message.server'
import { hashOf } from '~/domain/outcomes/evidence/canonical'
import { verifyChain } from '~/domain/outcomes/evidence/evidence'
import { evidenceChain } from '~/domain/outcomes/queries.server'
import { database, inTransaction, type Reader } from '~/platform/database.server'

const base = useDatabase()
let world: World
let contractId = ''
let milestoneId = ''
let briefId = ''
let proposalId = ''

beforeAll(async () => {
  world = await makeWorld()
  const made = await signedContract(world)
  contractId = made.contractId
  milestoneId = made.milestoneIds[0] ?? ''
  briefId = await makeBrief(world)
  proposalId = await makeProposal(world, briefId)
})

const contract = (): Subject => ({ kind: 'contract', id: contractId })
const minutes = (n: number) => new Date(start.getTime() + n * 60_000)
const write = (
  who: TestPerson,
  subject: Subject,
  body: string,
  given: Partial<Parameters<typeof writeMessage>[1]> = {},
) =>
  inTransaction((tx) => writeMessage(tx, { subject, body, by: who.personId, at: start, ...given }))
const page = async (who: TestPerson, subject: Subject, before: string | null = null, at = start) =>
  threadPage(database(), await signedIn(who), subject, { before, at })
const unread = async (who: TestPerson) => unreadThreads(database(), await signedIn(who))

describe('who reads and writes', () => {
  it('a contract’s thread is for its two sides, and for nobody else', async () => {
    await write(world.lead, contract(), 'We begin on Monday.')
    await write(world.reader, contract(), 'Good.')
    const { messages } = await page(world.client, contract())
    expect(messages.map(({ author, side }) => [author, side])).toEqual([
      ['Lena Lead', 'team'],
      ['Rita Reader', 'client'],
    ])
    for (const who of [world.stranger, world.operator]) {
      await expect(page(who, contract())).rejects.toThrow('not_found')
      await expect(write(who, contract(), 'Let me in')).rejects.toThrow('not_found')
      expect(
        await threadBeside(database(), await signedIn(who), contract(), { most: 5, at: start }),
      ).toBeNull()
    }
  })

  it('a milestone has a thread of its own', async () => {
    const milestone: Subject = { kind: 'milestone', id: milestoneId }
    await write(world.client, milestone, 'About this part only.')
    expect((await page(world.lead, milestone)).count).toBe(1)
    await expect(page(world.stranger, milestone)).rejects.toThrow('not_found')
  })

  it('a proposal’s thread begins once it lies before the client; after it both sides go on reading', async () => {
    const proposal: Subject = { kind: 'proposal', id: proposalId }
    await write(world.client, proposal, 'Why three weeks?')
    expect((await page(world.lead, proposal)).messages).toHaveLength(1)
    await expect(page(world.stranger, proposal)).rejects.toThrow('not_found')
    const other = await makeProposal(world, await makeBrief(world))
    const gone: Subject = { kind: 'proposal', id: other }
    const { messageId } = await write(world.client, gone, 'One question.')
    const input = { proposalId: other, by: world.lead.personId, at: start }
    await inTransaction((tx) => withdrawProposal(tx, input))
    for (const who of [world.client, world.lead]) {
      const kept = await page(who, gone)
      expect(kept.messages.map(({ body }) => body)).toEqual(['One question.'])
      expect(kept.standing).toMatchObject({ mayWrite: false, closed: true })
      const { threads } = await myThreads(database(), await signedIn(who), null)
      expect(threads.map(({ id }) => id)).toContain(kept.threadId)
      await expect(write(who, gone, 'Still here?')).rejects.toThrow('thread_closed')
    }
    const by = world.lead.personId
    await inTransaction((tx) =>
      reportMessage(tx, { messageId, reason: 'abuse', words: '', by, at: start }),
    )
    await expect(page(world.stranger, gone)).rejects.toThrow('not_found')
  })

  it('a proposal that was taken back before a word was said has no thread', async () => {
    const other = await makeProposal(world, await makeBrief(world))
    const input = { proposalId: other, by: world.lead.personId, at: start }
    await inTransaction((tx) => withdrawProposal(tx, input))
    const gone: Subject = { kind: 'proposal', id: other }
    await expect(page(world.client, gone)).rejects.toThrow('not_found')
    await expect(page(world.lead, gone)).rejects.toThrow('not_found')
  })

  it('questions about a brief are for all its readers; only the client learns who asks', async () => {
    const brief: Subject = { kind: 'brief', id: briefId }
    const asker = await makePerson(database(), { name: 'Asif Asker' })
    await makeTeam([asker])
    await write(asker, brief, 'Which days are in the file?')
    await write(world.client, brief, 'All of last year.')
    const read = async (who: TestPerson | null) =>
      threadBeside(database(), who && (await signedIn(who)), brief, { most: 5, at: start })
    for (const who of [null, world.stranger, world.lead]) {
      const seen = await read(who)
      expect(seen?.messages.map(({ body }) => body)).toEqual([
        'Which days are in the file?',
        'All of last year.',
      ])
      expect(JSON.stringify(seen)).not.toContain('Asif')
      expect(JSON.stringify(seen)).not.toContain(asker.personId)
      expect(JSON.stringify(seen)).not.toContain('Anna')
    }
    const seen = (await read(world.client))?.messages[0]
    expect(seen).toMatchObject({ author: 'Asif Asker', party: 'Team of Asif Asker' })
    expect((await read(asker))?.messages[0]).toMatchObject({ party: 'Team of Asif Asker' })
    await expect(write(world.stranger, brief, 'And I?')).rejects.toThrow('not_allowed')
    await expect(write(world.reader, brief, 'And I?')).rejects.toThrow('not_allowed')
  })
})

describe('what was written', () => {
  it('is refused when it repeats within a minute, and not after it', async () => {
    await write(world.lead, contract(), 'The same words')
    await expect(write(world.lead, contract(), 'The same words')).rejects.toThrow(
      'message_repeated',
    )
    await write(world.client, contract(), 'The same words')
    await write(world.lead, contract(), 'The same words', { at: minutes(2) })
  })

  it('cannot be changed or deleted, not even by hand', async () => {
    const { messageId } = await write(world.lead, contract(), 'For good.', { at: minutes(3) })
    const one = eq(message.id, messageId)
    await expect(database().update(message).set({ body: 'Other' }).where(one)).rejects.toThrow()
    await expect(database().delete(message).where(one)).rejects.toThrow()
    const owner = postgres(base.ownerUrl, { max: 1, onnotice: () => undefined })
    const kept = { code: 'SM003' }
    await expect(
      owner`update message set body = 'Other' where id = ${messageId}`,
    ).rejects.toMatchObject(kept)
    await expect(owner`update message set salt = '' where id = ${messageId}`).rejects.toMatchObject(
      kept,
    )
    await expect(owner`delete from message where id = ${messageId}`).rejects.toThrow('append-only')
    await expect(owner`truncate message cascade`).rejects.toThrow('append-only')
    await owner`update message set withdrawn_at = now() where id = ${messageId}`
    await expect(
      owner`update message set withdrawn_at = null where id = ${messageId}`,
    ).rejects.toMatchObject(kept)
    await owner.end()
  })

  it('is withdrawn by its author within a quarter of an hour, and reads as withdrawn', async () => {
    const { messageId } = await write(world.lead, contract(), 'Too fast', { at: minutes(4) })
    const take = (who: TestPerson, at: Date) =>
      inTransaction((tx) => withdrawMessage(tx, { messageId, by: who.personId, at }))
    await expect(take(world.client, minutes(5))).rejects.toThrow('not_allowed')
    await expect(take(world.stranger, minutes(5))).rejects.toThrow('not_found')
    await expect(take(world.lead, minutes(20))).rejects.toThrow('message_settled')
    await take(world.lead, minutes(5))
    await expect(take(world.lead, minutes(6))).rejects.toThrow('message_settled')
    const shown = (await page(world.client, contract())).messages.find(({ id }) => id === messageId)
    expect(shown?.body).toBeNull()
  })

  it('leaves its hash in the evidence of the contract, and never its text', async () => {
    const body = 'The secret of the third gate'
    const { messageId } = await write(world.lead, contract(), body, { at: minutes(30) })
    const entries = await evidenceChain(database(), contractId, 'party')
    expect(verifyChain(entries).ok).toBe(true)
    const author = world.lead.personId
    const shown = async () =>
      (await page(world.client, contract())).messages.find(({ id }) => id === messageId)
    const salt = (await shown())?.salt ?? ''
    expect(salt).toHaveLength(32)
    expect(entries.at(-1)).toMatchObject({
      kind: 'message_written',
      body: { message: messageId, author, sha256: hashOf({ author, body, files: [], salt }) },
    })
    expect(JSON.stringify(entries)).not.toContain(salt)
    const rows = await database().select().from(evidenceEntry)
    expect(JSON.stringify(rows)).not.toContain(body)
    expect((await evidenceChain(database(), contractId, 'public')).at(-1)?.body).toBeNull()
    await inTransaction((tx) => withdrawMessage(tx, { messageId, by: author, at: minutes(30) }))
    expect(await shown()).toMatchObject({ body: null, salt: '' })
    const after = await evidenceChain(database(), contractId, 'party')
    expect(verifyChain(after).ok).toBe(true)
    expect(after.at(-1)).toMatchObject({
      kind: 'message_withdrawn',
      body: { message: messageId, author },
    })
  })

  it('is marked for its readers when it names a way around Samar', async () => {
    const body = 'Call 0300 1234567.'
    const { messageId } = await write(world.lead, contract(), body, { at: minutes(31) })
    const { messages } = await page(world.client, contract())
    expect(messages.find(({ id }) => id === messageId)).toMatchObject({ outside: true, body })
  })
})

describe('unread', () => {
  it('is what came after the reading position, and one’s own messages are read', async () => {
    const fresh = await signedContract(world)
    const subject: Subject = { kind: 'contract', id: fresh.contractId }
    const before = await unread(world.client)
    const first = await write(world.lead, subject, 'One')
    expect(await unread(world.client)).toBe(before + 1)
    expect(await page(world.client, subject)).toMatchObject({ freshId: first.messageId })
    const read = { ...first, by: world.client.personId, at: start }
    await inTransaction((tx) => markRead(tx, read))
    expect(await unread(world.client)).toBe(before)
    const second = await write(world.lead, subject, 'Two')
    // Reading the first again does not hide the second.
    await inTransaction((tx) => markRead(tx, read))
    expect(await page(world.client, subject)).toMatchObject({ freshId: second.messageId })
    const outside = { ...second, by: world.stranger.personId, at: start }
    await expect(inTransaction((tx) => markRead(tx, outside))).rejects.toThrow('not_found')
  })

  it('tells who is mentioned, by name or by choice, and nobody outside the thread', async () => {
    const { messageId } = await write(world.client, contract(), '@Umar Member, please look.', {
      mentions: [world.members[2]?.personId ?? '', world.stranger.personId],
      at: minutes(40),
    })
    const told = await toldAbout(base, 'message-mentioned', messageId, minutes(40))
    expect(told.map(({ name, kind }) => [name, kind])).toEqual([
      ['Sana Member', 'message_mentioned'],
      ['Umar Member', 'message_mentioned'],
    ])
  })

  it('is mailed after half an hour, once an hour, by name and without text', async () => {
    const other = await makeWorld()
    const made = await signedContract(other)
    const subject: Subject = { kind: 'contract', id: made.contractId }
    await write(other.client, subject, 'Never in a mail')
    const mails = () =>
      database()
        .select()
        .from(mail)
        .where(and(eq(mail.template, 'message-digest'), eq(mail.toAddress, other.lead.email)))
    await sendDigests(database(), { at: minutes(10) })
    expect(await mails()).toHaveLength(0)
    await sendDigests(database(), { at: minutes(31) })
    await sendDigests(database(), { at: minutes(32) })
    const [sent] = await mails()
    expect(await mails()).toHaveLength(1)
    expect(sent?.text).toContain('Urgent messages are seen')
    expect(sent?.text).not.toContain('Never in a mail')
    await write(other.client, subject, 'Another', { at: minutes(33) })
    await sendDigests(database(), { at: minutes(70) })
    expect(await mails()).toHaveLength(1)
    await sendDigests(database(), { at: minutes(92) })
    expect(await mails()).toHaveLength(2)
    await inTransaction((tx) => chooseDigest(tx, { personId: other.lead.personId, digest: false }))
    await write(other.client, subject, 'A third', { at: minutes(93) })
    await sendDigests(database(), { at: minutes(400) })
    expect(await mails()).toHaveLength(2)
  })
})

describe('block and report', () => {
  it('a blocked author is folded, not told of, and cannot be mentioned to the blocker', async () => {
    const fresh = await signedContract(world)
    const subject: Subject = { kind: 'contract', id: fresh.contractId }
    const first = await write(world.lead, subject, 'Hello')
    const block = (who: TestPerson) =>
      inTransaction((tx) => blockAuthor(tx, { ...first, by: who.personId, at: start }))
    await expect(block(world.lead)).rejects.toThrow('not_allowed')
    await expect(block(world.stranger)).rejects.toThrow('not_found')
    await block(world.client)
    await inTransaction((tx) => markRead(tx, { ...first, by: world.client.personId, at: start }))
    const before = await unread(world.client)
    const next = await write(world.lead, subject, '@Anna Client, answer me')
    expect(await unread(world.client)).toBe(before)
    const { messages } = await page(world.client, subject)
    expect(messages.map(({ folded, body }) => [folded, body !== null])).toEqual([
      [true, true],
      [true, true],
    ])
    expect(await toldAbout(base, 'message-mentioned', next.messageId, start)).toEqual([])
    const mine = await blockedPeople(database(), await signedIn(world.client))
    expect(mine.map(({ name }) => name)).toEqual(['Lena Lead'])
    const by = world.client.personId
    await inTransaction((tx) => unblockPerson(tx, { personId: world.lead.personId, by }))
    expect(await blockedPeople(database(), await signedIn(world.client))).toEqual([])
  })

  it('who asks about a brief cannot be blocked by somebody who does not know them', async () => {
    const brief: Subject = { kind: 'brief', id: briefId }
    const asker = await makePerson(database())
    await makeTeam([asker])
    const { messageId } = await write(asker, brief, 'Is Friday a holiday?')
    const input = { messageId, by: world.lead.personId, at: start }
    await expect(inTransaction((tx) => blockAuthor(tx, input))).rejects.toThrow('not_allowed')
  })

  it('a report reaches the desk with what stands around it, and is decided once', async () => {
    const { messageId } = await write(world.lead, contract(), 'A rude word', { at: minutes(50) })
    const reportOf = (who: TestPerson) =>
      inTransaction((tx) =>
        reportMessage(tx, {
          ...{ messageId, reason: 'abuse', words: 'Rude.' },
          ...{ by: who.personId, at: minutes(51) },
        }),
      )
    await expect(reportOf(world.lead)).rejects.toThrow('not_allowed')
    await expect(reportOf(world.stranger)).rejects.toThrow('not_found')
    const { reportId } = await reportOf(world.client)
    await expect(reportOf(world.client)).rejects.toThrow('already_done')
    const readBy = async (who: TestPerson) =>
      (await page(who, contract())).messages.find(({ id }) => id === messageId)
    expect(await readBy(world.client)).toMatchObject({ reported: true, mayReport: false })
    expect(await readBy(world.lead)).toMatchObject({ reported: false })
    const other = await reportOf(world.members[1] ?? world.client)
    const atDesk = () => inTransaction((tx) => readReports(tx, { by: world.operator.personId }))
    await atDesk()
    const reports = await atDesk()
    const shown = reports.find(({ id }) => id === reportId)
    expect(shown).toMatchObject({
      earlierWarnings: 0,
      reports: [{ reporter: 'Anna Client' }, { reporter: 'Umar Member' }],
    })
    expect(shown?.messages.find(({ reported }) => reported)?.body).toBe('A rude word')
    expect(shown?.messages.length).toBeGreaterThan(1)
    const { personId } = world.client
    await expect(inTransaction((tx) => readReports(tx, { by: personId }))).rejects.toThrow(
      'not_found',
    )
    // Every desk hears of it; this one and that of the other world.
    const desk = await toldAbout(base, 'message-reported', reportId, start)
    expect(new Set(desk.map(({ name }) => name))).toEqual(new Set(['Olga Operator']))
    const decide = (who: TestPerson) =>
      inTransaction((tx) =>
        decideReport(tx, {
          ...{ reportId, decision: 'warn', words: 'Mind your tone.' },
          ...{ by: who.personId, at: minutes(52) },
        }),
      )
    await expect(decide(world.client)).rejects.toThrow('not_found')
    await decide(world.operator)
    await expect(decide(world.operator)).rejects.toThrow('transition_refused')
    const ids = (await atDesk()).flatMap(({ reports }) => reports.map(({ id }) => id))
    expect(ids).not.toContain(reportId)
    expect(ids).not.toContain(other.reportId)
    const told = await toldAbout(base, 'message-report-decided', reportId, minutes(52))
    expect(told.map(({ name, kind }) => [name, kind])).toEqual([
      ['Anna Client', 'report_warned'],
      ['Lena Lead', 'message_warned'],
      ['Umar Member', 'report_warned'],
    ])
    expect(told.find(({ name }) => name === 'Lena Lead')?.en).not.toContain('Anna')
    const audited = await database()
      .select({ act: auditEntry.act, by: auditEntry.personId })
      .from(auditEntry)
      .where(
        and(
          inArray(auditEntry.subject, [messageId, reportId]),
          inArray(
            auditEntry.personId,
            [world.client, world.operator, ...world.members].map((one) => one.personId),
          ),
        ),
      )
      .orderBy(auditEntry.id)
    expect(audited).toEqual([
      { act: 'message.report', by: world.client.personId },
      { act: 'message.report', by: world.members[1]?.personId },
      { act: 'message.read_reported', by: world.operator.personId },
      { act: 'message.decide_report', by: world.operator.personId },
    ])
  })
})

/** Rows of messages that a reading took from the database, by whatever plan. */
async function rowsRead(read: (db: Reader) => Promise<unknown>): Promise<number> {
  return inTransaction(async (tx) => {
    const count = async () => {
      const [row] = await tx.execute<{ rows: number }>(sql`
        select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as rows
        from pg_stat_xact_user_tables where relname = 'message'`)
      return row?.rows ?? 0
    }
    const before = await count()
    await read(tx)
    return (await count()) - before
  })
}

describe('10,000 messages in one thread', () => {
  it('are read by the page, and no page reads others, counted by the database or not', async () => {
    const big = await signedContract(world)
    const subject: Subject = { kind: 'contract', id: big.contractId }
    const { threadId } = await write(world.lead, subject, 'The first')
    await database().execute(sql`
      insert into message (id, thread_id, position, author_id, side, body, outside, at)
      select 'msg_' || lpad(n::text, 26, '0'), ${threadId}, n, ${world.lead.personId}, 'team',
        'Message ' || n, false, ${start.toISOString()}::timestamptz + n * interval '1 ms'
      from generate_series(2, 10000) as n`)
    await database()
      .update(messageThread)
      .set({ messageCount: 10_000 })
      .where(eq(messageThread.id, threadId))
    const client = await signedIn(world.client)
    const seen = new Set<string>()
    let before: string | null = null
    for (let pages = 0; pages < 20; pages += 1) {
      const shown: ThreadPage = await page(world.client, subject, before)
      for (const { id } of shown.messages) seen.add(id)
      before = shown.earlier
    }
    expect(seen.size).toBe(20 * messagesPerPage)
    const readings = [
      (db: Reader) => threadPage(db, client, { threadId }, { before: null, at: start }),
      (db: Reader) => threadPage(db, client, { threadId }, { before, at: start }),
      (db: Reader) => threadBeside(db, client, subject, { most: 5, at: start }),
    ]
    const counted = async () => {
      for (const read of readings) {
        const rows = await rowsRead(read)
        expect(rows).toBeGreaterThan(0)
        expect(rows).toBeLessThanOrEqual(messagesPerPage + 1)
      }
    }
    await counted()
    const owner = postgres(base.ownerUrl, { max: 1 })
    await owner`analyze message`
    await owner.end()
    await counted()
    const first = await write(world.client, subject, 'The next', { at: minutes(200) })
    expect((await page(world.lead, subject)).messages.at(-1)?.id).toBe(first.messageId)
  })
})
