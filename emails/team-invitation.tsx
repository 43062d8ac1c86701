import { Call, Layout, type Message, Paragraph } from './layout'

/** An invitation to a team; `role` and `message` come in words, `message` may be empty. */
export const teamInvitation: Message<{
  inviter: string
  team: string
  role: string
  message: string
  days: number
  url: string
}> = {
  subject: ({ team }, t) => t('mail.team_subject', { team }),
  Body: ({ inviter, team, role, message, days, url, t, locale }) => (
    <Layout t={t} locale={locale} title={t('mail.team_subject', { team })}>
      <Paragraph locale={locale}>{t('mail.team_body', { inviter, team, role })}</Paragraph>
      {message && (
        <Paragraph locale={locale}>
          <bdi>{message}</bdi>
        </Paragraph>
      )}
      <Call t={t} locale={locale} href={url} label={t('mail.invitation_button')} />
      <Paragraph locale={locale} soft>
        {t('mail.invitation_note', { days })}
      </Paragraph>
    </Layout>
  ),
}
