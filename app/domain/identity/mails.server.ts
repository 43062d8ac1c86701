import type { MailName, MailProps } from 'emails/messages'
import { renderMail } from 'emails/render-mail.server'
import type { Tx } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import type { Locale } from '~/platform/languages/locales'
import { sendMail } from '~/platform/mail.server'

/** A full address of this installation, for links in mail. */
export function linkTo(path: string, query: Record<string, string | undefined> = {}): string {
  const url = new URL(path, env().APP_ORIGIN)
  for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value)
  return url.href
}

/** Renders a message in the reader's language and records it for sending. */
export async function mailTo<N extends MailName>(
  tx: Tx,
  to: { email: string; locale: Locale },
  name: N,
  props: MailProps[N],
): Promise<void> {
  const rendered = await renderMail(name, props, to.locale)
  await sendMail(tx, { to: to.email, locale: to.locale, template: name, rendered })
}
