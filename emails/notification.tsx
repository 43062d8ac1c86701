import { Call, Layout, type Message, Paragraph } from './layout'

/** One sentence of the inbox. `sentence` is already in the reader's language. */
export const notification: Message<{
  name: string
  sentence: string
  yourTurn: boolean
  url: string
}> = {
  subject: ({ sentence }) => sentence,
  Body: ({ name, sentence, yourTurn, url, t, locale }) => (
    <Layout t={t} locale={locale} title={sentence}>
      <Paragraph locale={locale}>{t('mail.greeting', { name })}</Paragraph>
      <Paragraph locale={locale}>
        {t(yourTurn ? 'mail.notification_turn' : 'mail.notification_tells')}
      </Paragraph>
      <Call t={t} locale={locale} href={url} label={t('mail.notification_button')} />
    </Layout>
  ),
}
