import { milestoneEvent } from 'db/schema/contracts'
import { organisationMember } from 'db/schema/identity'
import { messageThread, personBlock, threadReading } from 'db/schema/messages'
import { mail } from 'db/schema/platform'
import { and, eq } from 'drizzle-orm'
import {
  makeBrief,
  makeProposal,
  makeWorld,
  signedContract,
  start,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { makePerson, makeTeam, signedIn, type TestPerson } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import { evidencePage } from '~/domain/contracts/sealed-reading.server'
import { expireProposals } from '~/domain/market/proposals/close-proposal.server'
import { markRead } from '~/domain/messages/mark-read.server'
import { myThreads, unreadThreads } from '~/domain/messages/queries.server'
import { openQuestions } from '~/domain/messages/questions.server'
import { chooseDigest, sendDigests } from '~/domain/messages/send-digests.server'
import { type Subject, threadsPerPage } from '~/domain/messages/thread'
import { threadPage } from '~/domain/messages/thread-queries.server'
import { withdrawMessage } from '~/domain/messages/withdraw-message.server'
import { writeMessage } from '~/domain/messages/write-message.server'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()
let world: World
let made: Awaited<ReturnType<typeof signedContract>>
let contract: Subject

beforeAll(async () => {
  world = await makeWorld()
  made = await signedContract(world)
  contract = { kind: 'contract', id: made.contractId }
})

const minutes = (n: number) => new Date(start.getTime() + n * 60_000)
const write = (who: TestPerson, subject: Subject, body: string, at = start) =>
  inTransaction((tx) => writeMessage(tx, { subject, body, by: who.personId, at }))
const page = async (who: TestPerson, subject: Subject, at = start) =>
  threadPage(database(), await signedIn(who), subject, { before: null, at })
const unread = async (who: TestPerson) => unreadThreads(database(), await signedIn(who))
const threads = async (who: TestPerson, after: string | null = null) =>
  myThreads(database(), await signedIn(who), after)
const read = (who: TestPerson, of: { threadId: string; messageId: string }) =>
  inTransaction((tx) => markRead(tx, { ...of, by: who.personId, at: start }))
const block = (who: TestPerson, whom: TestPerson) =>
  database()
    .insert(personBlock)
    .values({ personId: who.personId, blockedId: whom.personId, at: start })
const digestsTo = ({ email }: TestPerson) =>
  database()
    .select()
    .from(mail)
    .where(and(eq(mail.template, 'message-digest'), eq(mail.toAddress, email)))

describe('a block at a brief', () => {
  it('counts for the client, and shows nobody else whose question it is', async () => {
    const brief: Subject = { kind: 'brief', id: await makeBrief(world) }
    const asker = await makePerson(database(), { name: 'Asif Asker' })
    await makeTeam([asker])
    await block(world.lead, asker)
    await block(world.client, asker)
    const mine = await write(world.lead, brief, 'Which days?')
    await read(world.client, mine)
    const [lead, client] = [await unread(world.lead), await unread(world.client)]
    await write(asker, brief, 'Which hours?')
    expect(await unread(world.lead)).toBe(lead + 1)
    expect(await unread(world.client)).toBe(client)
    const folds = async (who: TestPerson) =>
      (await page(who, brief)).messages.map(({ folded }) => folded)
    expect(await folds(world.lead)).toEqual([false, false])
    expect(await folds(world.client)).toEqual([false, true])
    await sendDigests(database(), { at: minutes(40) })
    expect((await digestsTo(world.lead)).at(-1)?.text).toContain('Urgent messages are seen')
  })
})

describe('an answer about a brief', () => {
  it('names the question, is the client’s to give, and takes it from what waits', async () => {
    const briefId = await makeBrief(world)
    const brief: Subject = { kind: 'brief', id: briefId }
    const first = await write(world.lead, brief, 'Which days are in the file?')
    const second = await write(world.lead, brief, 'Are holidays in it?', minutes(1))
    const waiting = () => openQuestions(database(), [briefId])
    expect(await waiting()).toEqual([{ briefId, questions: 2 }])
    const answer = (who: TestPerson, answersId: string, at: Date) =>
      inTransaction((tx) =>
        writeMessage(tx, { subject: brief, body: 'No.', answersId, by: who.personId, at }),
      )
    const elsewhere = await write(
      world.lead,
      { kind: 'brief', id: await makeBrief(world) },
      'Here?',
    )
    const refused = { code: 'form_invalid' }
    await expect(answer(world.lead, first.messageId, start)).rejects.toMatchObject(refused)
    await expect(answer(world.client, elsewhere.messageId, start)).rejects.toMatchObject(refused)
    await answer(world.client, second.messageId, minutes(2))
    expect(await waiting()).toEqual([{ briefId, questions: 1 }])
    const seen = await page(world.client, brief, minutes(3))
    expect(seen.messages.at(-1)?.answers).toEqual({
      id: second.messageId,
      body: 'Are holidays in it?',
    })
    expect(seen.questions.map(({ id, answered }) => [id, answered])).toEqual([
      [first.messageId, false],
      [second.messageId, true],
    ])
    expect((await page(world.lead, brief, minutes(3))).questions).toEqual([])
    await write(world.client, brief, 'The file is described anew.', minutes(4))
    expect(await waiting()).toEqual([])
  })
})

describe('a thread that is closed', () => {
  it('refuses what is written about a brief past its time, and is read on', async () => {
    const brief: Subject = { kind: 'brief', id: await makeBrief(world) }
    await write(world.lead, brief, 'In time.')
    const late = addDays(start, 31)
    await expect(write(world.lead, brief, 'Too late?', late)).rejects.toThrow('thread_closed')
    await expect(write(world.client, brief, 'Too late?', late)).rejects.toThrow('thread_closed')
    expect((await page(world.lead, brief, late)).messages).toHaveLength(1)
  })

  it('stays with both sides of a proposal that expired', async () => {
    const proposalId = await makeProposal(world, await makeBrief(world))
    const subject: Subject = { kind: 'proposal', id: proposalId }
    await write(world.client, subject, 'A word.')
    const late = addDays(start, 15)
    const { expired } = await inTransaction((tx) => expireProposals(tx, { at: late }))
    expect(expired).toContain(proposalId)
    for (const who of [world.client, world.lead]) {
      const kept = await page(who, subject, late)
      expect(kept.messages).toHaveLength(1)
      expect(kept.standing).toMatchObject({ mayWrite: false, closed: true })
    }
    await expect(page(world.stranger, subject, late)).rejects.toThrow('not_found')
  })
})

describe('the operator in a contract', () => {
  it('reads and writes from when something was handed to it, and not before', async () => {
    await write(world.lead, contract, 'Between us.')
    await expect(page(world.operator, contract)).rejects.toThrow('not_found')
    await expect(write(world.operator, contract, 'May I?')).rejects.toThrow('not_found')
    await database()
      .insert(milestoneEvent)
      .values({
        milestoneId: made.milestoneIds[0] ?? '',
        ...{ event: 'ask_operator', from: 'in_review', to: 'with_operator' },
        ...{ actor: 'client', at: start },
      })
    expect(await page(world.operator, contract)).toMatchObject({
      standing: { side: 'operator', mayWrite: true },
    })
    await write(world.operator, contract, 'We have looked.')
    expect((await page(world.client, contract)).messages.at(-1)).toMatchObject({
      ...{ side: 'operator', author: 'Olga Operator', party: null },
    })
    expect((await threads(world.operator)).threads).toEqual([])
    await expect(page(world.stranger, contract)).rejects.toThrow('not_found')
  })
})

describe('what waits for somebody', () => {
  it('is mailed also when it came while the thread was being opened', async () => {
    const other = await makeWorld()
    const subject: Subject = { kind: 'contract', id: (await signedContract(other)).contractId }
    const first = await write(other.client, subject, 'One')
    await write(other.client, subject, 'Two', minutes(1))
    await read(other.lead, first)
    await sendDigests(database(), { at: minutes(30) })
    expect(await digestsTo(other.lead)).toHaveLength(0)
    await sendDigests(database(), { at: minutes(31) })
    expect(await digestsTo(other.lead)).toHaveLength(1)
  })

  it('is neither what was withdrawn nor what one does not want to hear', async () => {
    const other = await makeWorld()
    const subject: Subject = { kind: 'contract', id: (await signedContract(other)).contractId }
    const { messageId } = await write(other.client, subject, 'One')
    const by = other.client.personId
    await inTransaction((tx) => withdrawMessage(tx, { messageId, by, at: minutes(1) }))
    await write(other.colleague, subject, 'Two', minutes(2))
    await block(other.lead, other.colleague)
    await sendDigests(database(), { at: minutes(60) })
    expect(await digestsTo(other.lead)).toHaveLength(0)
    const [told] = await digestsTo(other.members[1] ?? other.lead)
    expect(told?.text).toContain('one message')
  })

  it('is let go by who wants no mail, also when they want it again', async () => {
    const other = await makeWorld()
    const subject: Subject = { kind: 'contract', id: (await signedContract(other)).contractId }
    await write(other.client, subject, 'One')
    const { personId } = other.lead
    await inTransaction((tx) => chooseDigest(tx, { personId, digest: false }))
    await inTransaction((tx) => chooseDigest(tx, { personId, digest: true }))
    await sendDigests(database(), { at: minutes(60) })
    expect(await digestsTo(other.lead)).toHaveLength(0)
    await write(other.client, subject, 'Two', minutes(61))
    await sendDigests(database(), { at: minutes(92) })
    expect(await digestsTo(other.lead)).toHaveLength(1)
  })

  it('is nothing any more for somebody who lost their place', async () => {
    const other = await makeWorld()
    const subject: Subject = { kind: 'contract', id: (await signedContract(other)).contractId }
    await write(other.lead, subject, 'For all of you')
    expect(await unread(other.colleague)).toBe(1)
    expect((await threads(other.colleague)).threads).toHaveLength(1)
    await database()
      .delete(organisationMember)
      .where(eq(organisationMember.personId, other.colleague.personId))
    expect(await unread(other.colleague)).toBe(0)
    expect((await threads(other.colleague)).threads).toEqual([])
    await expect(page(other.colleague, subject)).rejects.toThrow('not_found')
    await sendDigests(database(), { at: minutes(60) })
    expect(await digestsTo(other.colleague)).toHaveLength(0)
    expect(await digestsTo(other.client)).toHaveLength(1)
  })
})

describe('the list of threads', () => {
  it('is read by the page: what is unread first, then the latest, each once', async () => {
    const other = await makeWorld()
    const { contractId } = await signedContract(other)
    const count = 2 * threadsPerPage + 5
    const rows = Array.from({ length: count }, (_, n) => ({
      id: `thr_${String(n).padStart(26, '0')}`,
      ...{ subjectKind: 'milestone' as const, subjectId: `mst_${n}` },
      ...{ organisationId: other.organisationId, contractId },
      // Several at the same time, so that the id decides.
      lastAt: minutes(Math.floor(n / 3)),
    }))
    await database().insert(messageThread).values(rows)
    const { personId } = other.client
    const isUnread = (n: number) => n % 4 === 0
    await database()
      .insert(threadReading)
      .values(
        rows.map(({ id, lastAt }, n) => ({
          ...{ threadId: id, personId, readAt: start },
          unreadAt: isUnread(n) ? lastAt : null,
        })),
      )
    const wanted = rows.map(({ id }, n) => ({ id, n })).reverse()
    const seen: string[] = []
    let after: string | null = null
    do {
      const shown: Awaited<ReturnType<typeof threads>> = await threads(other.client, after)
      expect(shown.threads.length).toBeLessThanOrEqual(threadsPerPage)
      seen.push(...shown.threads.map(({ id }) => id))
      after = shown.next
    } while (after)
    expect(seen).toEqual([
      ...wanted.flatMap(({ id, n }) => (isUnread(n) ? id : [])),
      ...wanted.flatMap(({ id, n }) => (isUnread(n) ? [] : id)),
    ])
    const first = seen.slice(0, threadsPerPage)
    for (const day of ['2026-02-30', '2026-13-01', '0000-00-00', '2026-02-28T']) {
      const odd = `1_${day}T09:00:00.000Z_thr_${'0'.repeat(26)}`
      expect((await threads(other.client, odd)).threads.map(({ id }) => id)).toEqual(first)
    }
  })
})

describe('messages in the evidence', () => {
  it('leave everything else on its page, however many they are', async () => {
    const { contractId } = await signedContract(world)
    const before = await evidencePage(database(), await signedIn(world.client), contractId)
    await inTransaction(async (tx) => {
      for (let n = 0; n < 505; n += 1) {
        const body = { message: `msg_${n}`, author: 'per_x' }
        const entry = { contractReference: contractId, kind: 'message_written', body, at: start }
        await appendEvidence(tx, entry)
      }
      await appendEvidence(tx, {
        ...{ contractReference: contractId, kind: 'inputs_deleted', body: {}, at: start },
      })
    })
    const shown = await evidencePage(database(), await signedIn(world.client), contractId)
    expect(shown.check.ok).toBe(true)
    expect(shown.count).toBe(before.count + 506)
    const kinds = shown.entries.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'message_written')).toHaveLength(500)
    expect(kinds.filter((kind) => kind !== 'message_written')).toEqual([
      ...before.entries.map(({ kind }) => kind),
      'inputs_deleted',
    ])
  })
})
