import { Form } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { blankSessionCookie } from '~/domain/identity/adapters/lucia-sessions.server'
import { endSession } from '~/domain/identity/end-session.server'
import { inTransaction } from '~/platform/database.server'
import type { MessageKey } from '~/platform/languages/keys'

export const handle = { title: 'identity.sign_out_title' satisfies MessageKey }

export const loader = serve('person', () => null)

export const action = act('anyone', async ({ viewer, sessionHash }) => {
  if (viewer && sessionHash) {
    await inTransaction((tx) => endSession(tx, { by: viewer.personId, idHash: sessionHash }))
  }
  return redirectWith('/', 'identity.signed_out', [blankSessionCookie()])
})

export default function SignOut() {
  const { t } = useLanguage()
  return (
    <Page title={t('identity.sign_out_title')} lead={t('identity.sign_out_body')} width="form">
      <Form intent="sign-out">
        <SubmitButton>{t('identity.sign_out_button')}</SubmitButton>
      </Form>
    </Page>
  )
}
