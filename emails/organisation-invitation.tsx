import { Call, Layout, type Message, Paragraph } from './layout'

/** An invitation to act for an organisation. Only the same address can accept it. */
export const organisationInvitation: Message<{
  inviter: string
  organisation: string
  days: number
  url: string
}> = {
  subject: ({ organisation }, t) => t('mail.organisation_subject', { organisation }),
  Body: ({ inviter, organisation, days, url, t, locale }) => (
    <Layout t={t} locale={locale} title={t('mail.organisation_subject', { organisation })}>
      <Paragraph locale={locale}>
        {t('mail.organisation_body', { inviter, organisation })}
      </Paragraph>
      <Call t={t} locale={locale} href={url} label={t('mail.invitation_button')} />
      <Paragraph locale={locale} soft>
        {t('mail.invitation_note', { days })}
      </Paragraph>
    </Layout>
  ),
}
