import { useLoaderData } from '@remix-run/react'
import { ActionForm, ConfirmStep, LinkButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { CodeBlock } from '~/components/page/text'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { withdrawSharedExposure } from '~/domain/skills/exposure/exposure-check.commands.server'
import { mayWithdraw } from '~/domain/skills/exposure/queries.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { env } from '~/platform/env.server'

export const handle = { title: 'exposure.made_title', script: false }

export const loader = serve('anyone', async ({ params, url, db }) => {
  const codes = {
    shareCode: params.code ?? '',
    deleteCode: url.searchParams.get('code') ?? '',
  }
  if (!(await mayWithdraw(db, codes))) throw new Refused('not_found')
  const path = `/exposure/shared/${codes.shareCode}`
  return {
    ...codes,
    path,
    shared: `${env().APP_ORIGIN}${path}`,
    own: `${env().APP_ORIGIN}${path}/manage?code=${codes.deleteCode}`,
  }
})

export const action = act('anyone', async ({ params, form }) => {
  const codes = { shareCode: params.code ?? '', deleteCode: String(form.get('code') ?? '') }
  await inTransaction((tx) => withdrawSharedExposure(tx, codes))
  return redirectWith('/exposure', 'exposure.deleted')
})

/** For whoever made the link: what to pass on, and what to keep. */
export default function Manage() {
  const { path, shared, own, deleteCode } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('exposure.made_title')}
      lead={t('exposure.made_lead')}
      width="reading"
      crumbs={[
        { href: '/exposure', label: t('nav.exposure') },
        { label: t('exposure.made_title') },
      ]}
    >
      <Section
        title={t('exposure.made_share')}
        actions={<LinkButton href={path}>{t('exposure.made_open')}</LinkButton>}
      >
        <CodeBlock text={shared} />
      </Section>
      <Section title={t('exposure.made_delete')}>
        <CodeBlock text={own} />
        <ConfirmStep label={t('exposure.delete_action')} sentence={t('exposure.delete_sentence')}>
          <ActionForm
            intent="delete"
            label={t('exposure.delete_action')}
            tone="danger"
            fields={{ code: deleteCode }}
          />
        </ConfirmStep>
      </Section>
    </Page>
  )
}
