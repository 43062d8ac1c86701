import { Call, Layout, type Message, Paragraph } from './layout'

/** Threads with unread messages, by name; their text stays on Samar. */
export const messageDigest: Message<{
  name: string
  threads: readonly { title: string; about: string | null; unread: number; url: string }[]
  more: number
  url: string
}> = {
  subject: ({ threads, more }, t) => t('message.digest_subject', { count: threads.length + more }),
  Body: ({ name, threads, more, url, t, locale }) => (
    <Layout
      t={t}
      locale={locale}
      title={t('message.digest_subject', { count: threads.length + more })}
    >
      <Paragraph locale={locale}>{t('mail.greeting', { name })}</Paragraph>
      <Paragraph locale={locale}>{t('message.digest_body')}</Paragraph>
      {threads.map((thread) => (
        <Paragraph key={thread.url} locale={locale}>
          <a href={thread.url}>
            {t('message.digest_line', {
              title: thread.about ? `${thread.about}, ${thread.title}` : thread.title,
              count: thread.unread,
            })}
          </a>
        </Paragraph>
      ))}
      {more > 0 ? (
        <Paragraph locale={locale}>{t('message.digest_more', { count: more })}</Paragraph>
      ) : null}
      <Call t={t} locale={locale} href={url} label={t('message.digest_button')} />
      <Paragraph locale={locale} soft>
        {t('message.digest_note')}
      </Paragraph>
    </Layout>
  ),
}
