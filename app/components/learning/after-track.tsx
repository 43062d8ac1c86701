import { type CredentialItem, holdsNow } from '~/domain/credentials/credential'
import { LinkButton } from '../page/button'
import { useLanguage } from '../page/language'
import { Section } from '../page/section'
import { CredentialList } from '../people/credential-badge'

/** Where to go with a completed track; one whose credential was withdrawn leads to no team. */
export function AfterTrack({ credential }: { credential: CredentialItem | null }) {
  const { t } = useLanguage()
  const holds = credential === null || holdsNow(credential)
  return (
    <Section
      title={t('learning.next_title')}
      lead={t(holds ? 'learning.next_lead' : 'learning.next_not_held')}
    >
      {credential ? <CredentialList items={[credential]} /> : null}
      <div className="flex flex-wrap gap-3">
        {holds ? (
          <LinkButton href="/teams" tone="primary">
            {t('learning.next_teams')}
          </LinkButton>
        ) : null}
        <LinkButton href="/settings">{t('learning.next_profile')}</LinkButton>
        <LinkButton href="/settings/credentials">{t('learning.next_wallet')}</LinkButton>
      </div>
    </Section>
  )
}
