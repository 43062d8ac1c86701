import { mail } from 'db/schema/platform'
import type { Tx } from './database.server'
import { newId } from './ids.server'
import type { Locale } from './languages/locales'
import { enqueue } from './queue.server'

export type RenderedMail = { subject: string; html: string; text: string }

/**
 * Records a message in the caller's transaction; the `send-mail` job hands it to SMTP, or leaves it
 * for the mailbox page where no SMTP_URL is set. `template` is the file's name in emails/.
 */
export async function sendMail(
  tx: Tx,
  input: { to: string; locale: Locale; template: string; rendered: RenderedMail },
): Promise<string> {
  const id = newId('mail')
  await tx.insert(mail).values({
    id,
    toAddress: input.to,
    locale: input.locale,
    template: input.template,
    subject: input.rendered.subject,
    html: input.rendered.html,
    text: input.rendered.text,
  })
  await enqueue(tx, 'send-mail', { mailId: id })
  return id
}
