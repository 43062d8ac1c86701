import { Call, Layout, type Message, Paragraph } from './layout'

/** Tells the owner that the password is another one now. */
export const passwordChanged: Message<{ name: string; url: string }> = {
  subject: (_, t) => t('mail.changed_subject'),
  Body: ({ name, url, t, locale }) => (
    <Layout t={t} locale={locale} title={t('mail.changed_subject')}>
      <Paragraph locale={locale}>{t('mail.greeting', { name })}</Paragraph>
      <Paragraph locale={locale}>{t('mail.changed_body')}</Paragraph>
      <Paragraph locale={locale}>{t('mail.changed_not_you')}</Paragraph>
      <Call t={t} locale={locale} href={url} label={t('mail.reset_button')} />
    </Layout>
  ),
}
