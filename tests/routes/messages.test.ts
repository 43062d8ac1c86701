import { message } from 'db/schema/messages'
import { eq } from 'drizzle-orm'
import { makeWorld, signedContract, start, type World } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, describe, expect, it } from 'vitest'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database } from '~/platform/database.server'
import * as deskRoute from '~/routes/desk/messages'
import * as fileRoute from '~/routes/messages/$threadId/files/$fileId'
import * as threadRoute from '~/routes/messages/$threadId/index'
import * as aboutRoute from '~/routes/messages/about/$subjectId'
import * as listRoute from '~/routes/messages/index'

useDatabase()
let world: World
let subjectId = ''
beforeAll(async () => {
  await setBusinessNow(database(), start)
  world = await makeWorld()
  subjectId = (await signedContract(world)).contractId
})

type Form = Record<string, string> | FormData

async function send(as: string, form: Form) {
  const args = await asking(`/messages/about/${subjectId}`, { as, params: { subjectId }, form })
  return answerOf(aboutRoute.action, args)
}

const read = async (as: string, threadId: string) =>
  answerOf(threadRoute.loader, await asking(`/messages/${threadId}`, { as, params: { threadId } }))

const threadOf = (location: string | null) =>
  /\/messages\/(thr_\w+)/.exec(location ?? '')?.[1] ?? ''

function withFile(body: string, name: string): FormData {
  const form = new FormData()
  form.set('intent', 'write')
  form.set('body', body)
  form.set('files', new File(['a,b\n'], name, { type: 'text/csv' }))
  return form
}

describe('writing', () => {
  it('says what is missing or too long, and keeps what was typed', async () => {
    const by = world.lead.personId
    const empty = await send(by, { intent: 'write', body: '  ' })
    expect(empty).toMatchObject({ status: 400, data: { errors: { body: expect.anything() } } })
    const long = await send(by, { intent: 'write', body: 'a'.repeat(10_001) })
    expect(long).toMatchObject({
      status: 400,
      data: { errors: { body: expect.stringContaining('10,000') } },
    })
    expect((await send(by, { intent: 'nonsense' })).status).toBe(400)
    const lines = await send(by, { intent: 'write', body: `${'a'.repeat(9_998)}\r\nb` })
    expect(lines.status).toBe(303)
  })

  it('warns once of a way around Samar, and sends with the second press', async () => {
    const by = world.lead.personId
    const body = 'Write to lena@example.org.'
    const warned = await send(by, { intent: 'write', body, knows: '' })
    expect(warned).toMatchObject({
      status: 400,
      data: {
        errors: { outside: expect.stringContaining('e-mail') },
        values: { body, knows: 'email' },
      },
    })
    expect(await database().select().from(message).where(eq(message.body, body))).toEqual([])
    const more = `${body} Or 0300 1234567.`
    expect(await send(by, { intent: 'write', body: more, knows: 'email' })).toMatchObject({
      status: 400,
      data: { errors: { outside: expect.stringMatching(/telephone number and an e-mail/) } },
    })
    expect((await send(by, { intent: 'write', body, knows: 'email' })).status).toBe(303)
    const again = await send(by, { intent: 'write', body, knows: 'email' })
    expect(again).toMatchObject({ status: 409, data: { values: { body } } })
  })

  it('takes files that only the thread’s readers get', async () => {
    const sent = await send(world.lead.personId, withFile('The table.', 'table.csv'))
    expect(sent.status).toBe(303)
    const threadId = threadOf(sent.location)
    const { data } = await read(world.client.personId, threadId)
    const shown = (data as { page: { messages: { files: { id: string }[] }[] } }).page.messages
    const fileId = shown.at(-1)?.files[0]?.id ?? ''
    const get = async (as: string) =>
      answerOf(fileRoute.loader, await asking('/x', { as, params: { threadId, fileId } }))
    expect((await get(world.client.personId)).status).toBe(200)
    expect((await get(world.stranger.personId)).status).toBe(404)
    expect((await read(world.stranger.personId, threadId)).status).toBe(404)
    const messageId = /#(msg_\w+)/.exec(sent.location ?? '')?.[1] ?? ''
    expect((await send(world.lead.personId, { intent: 'withdraw', messageId })).status).toBe(303)
    expect((await get(world.client.personId)).status).toBe(404)
    expect((await get(world.lead.personId)).status).toBe(404)
  })

  it('takes no program, under whatever disguise, and keeps the words', async () => {
    for (const name of ['setup.exe', 'bill.pdf.SCR', 'photo.apk. ', 'fdp\u202e.exe']) {
      expect(await send(world.lead.personId, withFile('Look.', name))).toMatchObject({
        status: 400,
        data: { errors: { files: expect.stringContaining('program') }, values: { body: 'Look.' } },
      })
    }
    expect((await send(world.lead.personId, withFile('Ours.', 'run.py'))).status).toBe(303)
  })

  it('keeps script and marks of direction as text, and refuses what nobody can see', async () => {
    const by = world.lead.personId
    for (const body of ['\u200b\u2060', ' \u202e\n ', '\0']) {
      expect(await send(by, { intent: 'write', body })).toMatchObject({
        status: 400,
        data: { errors: { body: expect.anything() } },
      })
    }
    const body = '<script>alert(1)</script> \u202eevil'
    expect((await send(by, { intent: 'write', body })).status).toBe(303)
    expect(await database().select().from(message).where(eq(message.body, body))).toHaveLength(1)
  })

  it('is written once when it is sent twice at the same time', async () => {
    const by = world.lead.personId
    const body = 'Pressed twice'
    const sent = await Promise.all([1, 2].map(() => send(by, { intent: 'write', body })))
    expect(sent.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(await database().select().from(message).where(eq(message.body, body))).toHaveLength(1)
  })

  it('is a matter of the thread’s people; whom one has blocked may go on writing', async () => {
    const form = { intent: 'write', body: 'Let me in.' }
    expect((await send(world.stranger.personId, form)).status).toBe(404)
    const first = await send(world.lead.personId, { intent: 'write', body: 'Hear me.' })
    const messageId = /#(msg_\w+)/.exec(first.location ?? '')?.[1] ?? ''
    expect((await send(world.stranger.personId, { intent: 'block', messageId })).status).toBe(404)
    expect((await send(world.client.personId, { intent: 'block', messageId })).status).toBe(303)
    expect((await send(world.lead.personId, { intent: 'write', body: 'Still here.' })).status).toBe(
      303,
    )
    const { data } = await read(world.client.personId, threadOf(first.location))
    const shown = (data as { page: { messages: { body: string; folded: boolean }[] } }).page
    expect(shown.messages.at(-1)).toMatchObject({ body: 'Still here.', folded: true })
  })

  it('is bounded for a new account', async () => {
    await setBusinessNow(database(), new Date('2026-01-02T00:00:00Z'))
    const by = world.members[1]?.personId ?? ''
    const statuses: number[] = []
    for (let n = 0; n < 6; n += 1) {
      statuses.push((await send(by, { intent: 'write', body: `Number ${n}` })).status)
    }
    await setBusinessNow(database(), start)
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429])
  })

  it('is bounded for a known account too, further out', async () => {
    const by = world.members[2]?.personId ?? ''
    for (let n = 0; n < 20; n += 1) {
      expect((await send(by, { intent: 'write', body: `Number ${n}` })).status).toBe(303)
    }
    const body = 'One too many'
    const refused = await send(by, { intent: 'write', body })
    expect(refused).toMatchObject({ status: 429, data: { values: { body } } })
    expect(await database().select().from(message).where(eq(message.body, body))).toEqual([])
  })
})

describe('reading', () => {
  it('lists one’s threads, and reading one takes its mark away', async () => {
    const by = world.colleague.personId
    const sent = await send(world.lead.personId, { intent: 'write', body: 'Unread so far' })
    const threadId = threadOf(sent.location)
    const list = async () => {
      const { data } = await answerOf(listRoute.loader, await asking('/messages', { as: by }))
      return (data as { threads: { id: string; unread: boolean }[] }).threads
    }
    expect(await list()).toMatchObject([{ id: threadId, unread: true }])
    expect((await read(by, threadId)).status).toBe(200)
    expect(await list()).toMatchObject([{ id: threadId, unread: false }])
    const odd = await asking('/messages?after=nonsense', { as: by })
    expect((await answerOf(listRoute.loader, odd)).status).toBe(200)
  })

  it('offers a report on the page where the message stands, also an earlier one', async () => {
    const sent = async (body: string) => await send(world.lead.personId, { intent: 'write', body })
    const first = await sent('An earlier one')
    const threadId = threadOf(first.location)
    const [older, newer] = [first, await sent('A later one')].map(
      ({ location }) => /#(msg_\w+)/.exec(location ?? '')?.[1] ?? '',
    )
    const path = `/messages/${threadId}?before=${newer}&act=${older}`
    const args = await asking(path, { as: world.client.personId, params: { threadId } })
    expect((await answerOf(threadRoute.loader, args)).data).toMatchObject({
      before: newer,
      acting: { id: older },
    })
  })

  it('answers 404 for a thread, a subject or a place that is not there', async () => {
    const as = world.client.personId
    expect((await read(as, 'thr_gone')).status).toBe(404)
    for (const id of ['con_gone', 'per_x', world.client.personId]) {
      const args = await asking('/x', { as, params: { subjectId: id } })
      expect((await answerOf(aboutRoute.loader, args)).status).toBe(404)
    }
    const args = await asking('/x?before=msg_gone', { as, params: { subjectId } })
    expect((await answerOf(aboutRoute.loader, args)).status).toBe(404)
  })
})

describe('the desk', () => {
  it('is the operator’s, reads a report and says what is missing in a decision', async () => {
    const sent = await send(world.lead.personId, { intent: 'write', body: 'Rude' })
    const messageId = /#(msg_\w+)/.exec(sent.location ?? '')?.[1] ?? ''
    const report = { intent: 'report', messageId, reason: 'abuse', words: '' }
    expect((await send(world.client.personId, report)).status).toBe(303)
    const desk = async (as: string) =>
      answerOf(deskRoute.loader, await asking('/desk/messages', { as }))
    expect((await desk(world.client.personId)).status).toBe(404)
    const { data } = await desk(world.operator.personId)
    const [shown] = (data as { reports: { id: string }[] }).reports
    const decide = async (form: Record<string, string>) =>
      answerOf(
        deskRoute.action,
        await asking('/desk/messages', { as: world.operator.personId, form }),
      )
    const reportId = shown?.id ?? ''
    expect(await decide({ reportId, decision: 'warn', words: '' })).toMatchObject({
      status: 400,
      data: { values: { reportId }, errors: { words: expect.anything() } },
    })
    const words = 'Please.'
    expect((await decide({ reportId, decision: 'warn', words })).status).toBe(303)
    expect(await decide({ reportId, decision: 'warn', words })).toMatchObject({
      status: 409,
      data: { values: { reportId, words }, errors: { form: expect.anything() } },
    })
  })

  it('is not reached by what its author withdrew meanwhile, nor by one reader without end', async () => {
    const idOf = ({ location }: { location: string | null }) =>
      /#(msg_\w+)/.exec(location ?? '')?.[1] ?? ''
    const [lead, reader] = [world.lead.personId, world.reader.personId]
    const messageId = idOf(await send(lead, { intent: 'write', body: 'Taken back' }))
    await send(lead, { intent: 'withdraw', messageId })
    const report = { intent: 'report', messageId, reason: 'abuse', words: 'Look here.' }
    expect(await send(reader, report)).toMatchObject({
      status: 409,
      data: {
        errors: { form: expect.stringMatching(/withdrawn this message/) },
        values: { words: 'Look here.' },
      },
    })
    const kept = idOf(await send(lead, { intent: 'write', body: 'It stays' }))
    const statuses: number[] = []
    for (let n = 0; n < 10; n += 1) {
      statuses.push((await send(reader, { ...report, messageId: kept })).status)
    }
    expect(statuses).toEqual([303, ...Array(8).fill(409), 429])
  })
})
