import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { serve } from '~/domain/identity/access.server'
import { mailById } from '~/domain/identity/desk-queries.server'
import { Refused } from '~/kernel/refusal'
import { env, isPlayground } from '~/platform/env.server'
import { isLocale, localeFacts } from '~/platform/languages/locales'

export const handle = { script: false }

/** The first address of this installation in a message: what its button opens. */
function linkOf(text: string): string | null {
  const { APP_ORIGIN } = env()
  const found = text
    .match(/https?:\/\/[^\s<>"]+/g)
    ?.find((address) => address.startsWith(`${APP_ORIGIN}/`))
  return found ? found.slice(APP_ORIGIN.length) : null
}

export const loader = serve('anyone', async ({ db, params }) => {
  if (!isPlayground()) throw new Refused('not_found')
  const row = await mailById(db, params.mailId ?? '')
  // Links leave the frame for the whole window.
  const html = row.html.replace(/<head\b[^>]*>/, '$&<base target="_top">')
  return {
    title: row.subject,
    to: row.toAddress,
    locale: row.locale,
    dir: isLocale(row.locale) ? localeFacts[row.locale].dir : ('auto' as const),
    createdAt: row.createdAt,
    html,
    text: row.text,
    link: linkOf(row.text),
  }
})

export default function Message() {
  const mail = useLoaderData<typeof loader>()
  const { t, dateTime } = useLanguage()
  return (
    <Page
      title={<span dir={mail.dir}>{mail.title}</span>}
      kicker={<bdi>{t('mailbox.to', { address: mail.to })}</bdi>}
      lead={dateTime(mail.createdAt)}
      width="reading"
      crumbs={[{ href: '/mailbox', label: t('mailbox.back') }, { label: mail.title }]}
      actions={
        mail.link ? (
          <LinkButton href={mail.link} tone="primary">
            {t('mailbox.open')}
          </LinkButton>
        ) : null
      }
    >
      <Section title={t('mailbox.as_html')}>
        <iframe
          title={t('mailbox.as_html')}
          srcDoc={mail.html}
          sandbox="allow-top-navigation-by-user-activation allow-popups"
          className="h-[34rem] w-full rounded-md border border-hairline bg-white"
        />
      </Section>
      <Section title={t('mailbox.as_text')}>
        <pre
          dir={mail.dir}
          lang={mail.locale}
          className="m-0 min-w-0 text-sm whitespace-pre-wrap wrap-anywhere"
        >
          {mail.text}
        </pre>
      </Section>
    </Page>
  )
}
