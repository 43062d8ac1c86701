import { mail } from 'db/schema/platform'
import { eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { startSmtpSink } from 'tests/support/smtp-sink'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailTo } from '~/domain/identity/mails.server'
import { sendMailTask } from '~/jobs/send-mail'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()

let sink: Awaited<ReturnType<typeof startSmtpSink>>
beforeAll(async () => {
  sink = await startSmtpSink()
  process.env.SMTP_URL = sink.url
})
afterAll(async () => {
  delete process.env.SMTP_URL
  await sink.close()
})

async function recorded(email: string) {
  const to = { email, locale: 'ur' as const }
  await inTransaction((tx) =>
    mailTo(tx, to, 'reset-password', { name: 'آمنہ', url: 'http://localhost:3000/x' }),
  )
  const [row] = await database().select().from(mail).where(eq(mail.toAddress, email))
  if (!row) throw new Error('The mail was not recorded.')
  return row
}
const send = async (mailId: string) => {
  const helpers = { job: { id: '1', attempts: 1, max_attempts: 12 } }
  await sendMailTask.handler({ mailId }, helpers as never)
}
const now = async (mailId: string) =>
  (await database().select().from(mail).where(eq(mail.id, mailId)))[0]

describe('a message for SMTP', () => {
  it('goes out once, with both parts, in the language of its reader', async () => {
    const row = await recorded('amina@example.com')
    await send(row.id)
    await send(row.id)
    expect(sink.messages).toHaveLength(1)
    const [message] = sink.messages
    expect(message?.to).toEqual(['amina@example.com'])
    expect(message?.data).toMatch(/Content-Type: text\/plain/)
    expect(message?.data).toMatch(/Content-Type: text\/html/)
    expect(message?.data).toMatch(/Content-Language: ur/)
    expect(message?.data).toContain(row.id)
    expect((await now(row.id))?.sentAt).not.toBeNull()
  })

  it('is tried again after a refusal, and the desk sees why', async () => {
    const row = await recorded('bilal@example.com')
    sink.behaviour.refuse = true
    await expect(send(row.id)).rejects.toThrow()
    expect(await now(row.id)).toMatchObject({
      sentAt: null,
      lastError: expect.stringMatching(/^E/),
    })
    sink.behaviour.refuse = false
    await send(row.id)
    expect(await now(row.id)).toMatchObject({ lastError: null })
    expect(sink.messages.at(-1)?.to).toEqual(['bilal@example.com'])
  })
})
