import { Call, Layout, type Message, Paragraph } from './layout'

/** After sign-up: proves that somebody reads the address. */
export const confirmEmail: Message<{ name: string; url: string }> = {
  subject: (_, t) => t('mail.confirm_subject'),
  Body: ({ name, url, t, locale }) => (
    <Layout t={t} locale={locale} title={t('mail.confirm_subject')}>
      <Paragraph locale={locale}>{t('mail.greeting', { name })}</Paragraph>
      <Paragraph locale={locale}>{t('mail.confirm_body')}</Paragraph>
      <Call t={t} locale={locale} href={url} label={t('mail.confirm_button')} />
      <Paragraph locale={locale} soft>
        {t('mail.not_you')}
      </Paragraph>
    </Layout>
  ),
}
