import { Call, Layout, type Message, Paragraph } from './layout'

/** One sentence of the inbox. `sentence` is already in the reader's language. */
export const notification: Message<{
  name: string
  sentence: string
  yourTurn: boolean
  mayAct?: boolean
  /** What somebody wrote, in whatever language. */
  words?: string
  url: string
}> = {
  subject: ({ sentence }) => sentence,
  Body: ({ name, sentence, yourTurn, mayAct, words, url, t, locale }) => (
    <Layout t={t} locale={locale} title={sentence}>
      <Paragraph locale={locale}>{t('mail.greeting', { name })}</Paragraph>
      {words ? (
        <Paragraph locale={locale}>{t('mail.notification_words', { words })}</Paragraph>
      ) : null}
      <Paragraph locale={locale}>
        {t(
          yourTurn
            ? 'mail.notification_turn'
            : mayAct
              ? 'mail.notification_may'
              : 'mail.notification_tells',
        )}
      </Paragraph>
      <Call t={t} locale={locale} href={url} label={t('mail.notification_button')} />
    </Layout>
  ),
}
