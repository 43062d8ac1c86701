import { Call, Layout, type Message, Paragraph } from './layout'

/** A link with which a new password can be set once. */
export const resetPassword: Message<{ name: string; url: string }> = {
  subject: (_, t) => t('mail.reset_subject'),
  Body: ({ name, url, t, locale }) => (
    <Layout t={t} locale={locale} title={t('mail.reset_subject')}>
      <Paragraph locale={locale}>{t('mail.greeting', { name })}</Paragraph>
      <Paragraph locale={locale}>{t('mail.reset_body')}</Paragraph>
      <Call t={t} locale={locale} href={url} label={t('mail.reset_button')} />
      <Paragraph locale={locale} soft>
        {t('mail.reset_not_you')}
      </Paragraph>
    </Layout>
  ),
}
