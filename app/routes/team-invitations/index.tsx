import { useLoaderData } from '@remix-run/react'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { isolated } from '~/components/page/text'
import { TurnList } from '~/components/page/turn-list'
import { serve } from '~/domain/identity/access.server'
import { myInvitations } from '~/domain/teams/invitation-queries.server'

export const handle = { title: 'team.mine_title' }

export const loader = serve('person', async ({ viewer, db, at }) => ({
  invitations: await myInvitations(db, viewer, at),
}))

export default function MyInvitations() {
  const { invitations } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page title={t('team.mine_title')} lead={t('team.mine_lead')} width="reading">
      {invitations.length > 0 ? (
        <TurnList
          items={invitations.map((invitation) => ({
            id: invitation.invitationId,
            href: `/team-invitations/${invitation.invitationId}`,
            title: invitation.team,
            sentence: t('team.invited_lead', {
              inviter: isolated(invitation.inviter),
              role: t(`role.${invitation.role}`),
            }),
            until: invitation.expiresAt,
          }))}
        />
      ) : (
        <EmptyState
          title={t('team.mine_none_title')}
          body={t('team.mine_none_body')}
          action={{ href: '/teams', label: t('team.mine_none_action') }}
        />
      )}
    </Page>
  )
}
