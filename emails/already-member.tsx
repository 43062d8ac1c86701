import { Call, Layout, type Message, Paragraph } from './layout'

/** When somebody signs up with an address that has an account: only its owner learns so. */
export const alreadyMember: Message<{ name: string; url: string }> = {
  subject: (_, t) => t('mail.already_subject'),
  Body: ({ name, url, t, locale }) => (
    <Layout t={t} locale={locale} title={t('mail.already_subject')}>
      <Paragraph locale={locale}>{t('mail.greeting', { name })}</Paragraph>
      <Paragraph locale={locale}>{t('mail.already_body')}</Paragraph>
      <Call t={t} locale={locale} href={url} label={t('nav.sign_in')} />
      <Paragraph locale={locale} soft>
        {t('mail.already_not_you')}
      </Paragraph>
    </Layout>
  ),
}
