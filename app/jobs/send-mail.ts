import { mail } from 'db/schema/platform'
import { eq } from 'drizzle-orm'
import nodemailer, { type Transporter } from 'nodemailer'
import { env } from '~/platform/env.server'
import { task } from './task'

let transport: { url: string; transporter: Transporter } | undefined

function transporterFor(url: string): Transporter {
  if (transport?.url !== url) {
    const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }
    transport = { url, transporter: nodemailer.createTransport({ url, ...timeouts }) }
  }
  return transport.transporter
}

/**
 * Hands a recorded message to SMTP. Where SMTP_URL is not set it stays in its table, for the mailbox
 * page. The message id is made of the record's id, so that a second handing over, after a crash
 * between sending and noting it, can be recognised as the same message.
 */
export const sendMailTask = task('send-mail', async ({ mailId }, { db }) => {
  const { SMTP_URL, MAIL_FROM, APP_ORIGIN } = env()
  if (!SMTP_URL) return
  const [row] = await db.select().from(mail).where(eq(mail.id, mailId))
  if (!row || row.sentAt) return
  try {
    await transporterFor(SMTP_URL).sendMail({
      from: MAIL_FROM,
      to: { name: '', address: row.toAddress },
      subject: row.subject,
      html: row.html,
      text: row.text,
      messageId: `<${row.id}@${new URL(APP_ORIGIN).hostname}>`,
      headers: { 'Content-Language': row.locale, 'Auto-Submitted': 'auto-generated' },
    })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    await db.update(mail).set({ lastError: code }).where(eq(mail.id, mailId))
    throw error
  }
  await db.update(mail).set({ sentAt: new Date(), lastError: null }).where(eq(mail.id, mailId))
})
