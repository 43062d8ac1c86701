import { render, toPlainText } from '@react-email/components'
import type { Locale } from '~/platform/languages/locales'
import { type Message, type Reader, readerOf } from './layout'
import { type MailName, type MailProps, messages } from './messages'

/** Headings are not written in capitals, which shout and which Urdu has not. */
const plain = { selectors: [{ selector: 'h1', options: { uppercase: false } }] }

/** A message in the reader's language: subject, HTML and a text part that says the same. */
export async function renderMail<N extends MailName>(
  name: N,
  props: MailProps[N],
  locale: Locale,
): Promise<{ subject: string; html: string; text: string }> {
  const message = messages[name] as unknown as Message<MailProps[N]>
  const reader: Reader = readerOf(locale)
  // React 18's streams may leave zero bytes where a chunk ends inside a letter of several bytes.
  const html = (await render(message.Body({ ...props, ...reader }))).replaceAll('\0', '')
  const subject = message.subject(props, reader.t).replace(/\s+/g, ' ').trim()
  return { subject, html, text: toPlainText(html, plain) }
}
