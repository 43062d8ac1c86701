import { useActionData, useLoaderData } from '@remix-run/react'
import { Form } from '~/components/forms/form'
import { LinkButton, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Row } from '~/components/page/section'
import { acceptInvitation } from '~/domain/identity/accept-invitation.server'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { invitationPage } from '~/domain/identity/organisation-queries.server'
import { inTransaction } from '~/platform/database.server'

export const loader = serve('anyone', async ({ viewer, params, db, at, t }) => {
  const page = await invitationPage(db, viewer, params.token ?? '', at)
  const title = t('organisation.invitation_title', { organisation: page.organisation })
  return { ...page, title, here: `/invitations/${params.token}` }
})

export const action = act('person', async ({ viewer, params, at }) => {
  const input = { token: params.token ?? '', by: viewer.personId, at }
  const { organisationId } = await inTransaction((tx) => acceptInvitation(tx, input))
  return redirectWith(`/organisations/${organisationId}`, 'organisation.invitation_accepted')
})

export default function Invitation() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const next = `?next=${encodeURIComponent(data.here)}`
  const values = {
    inviter: data.inviter,
    organisation: data.organisation,
    role: t(`organisation.role_${data.role}`),
  }
  return (
    <Page
      title={data.title}
      lead={data.state === 'over' ? undefined : t('organisation.invitation_body', values)}
      width="form"
    >
      {data.state === 'over' ? <Notice>{t('organisation.invitation_over')}</Notice> : null}
      {data.state === 'other' ? <Notice>{t('organisation.invitation_other')}</Notice> : null}
      {data.state === 'guest' ? (
        <Notice title={t('organisation.invitation_guest')}>
          <Row>
            <LinkButton href={`/sign-in${next}`} tone="primary">
              {t('nav.sign_in')}
            </LinkButton>
            <LinkButton href={`/sign-up${next}`}>{t('nav.sign_up')}</LinkButton>
          </Row>
        </Notice>
      ) : null}
      {data.state === 'mine' ? (
        <Form state={state} intent="accept">
          <SubmitButton>{t('organisation.invitation_accept')}</SubmitButton>
        </Form>
      ) : null}
    </Page>
  )
}
