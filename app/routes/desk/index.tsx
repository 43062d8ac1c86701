import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { Figures } from '~/components/page/figures'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { issuerSlugOf } from '~/domain/credentials/queries.server'
import { serve } from '~/domain/identity/access.server'
import { auditTrail, deskFigures } from '~/domain/identity/desk-queries.server'
import type { MessageKey } from '~/platform/languages/keys'
import { DeskTabs } from './_tabs'
import { Trail } from './_trail'

export const handle = { title: 'desk.title' satisfies MessageKey, script: false }

export const loader = serve('operator', async ({ viewer, db }) => {
  const { rows } = await auditTrail(db, viewer, '', 1)
  const issuer = await issuerSlugOf(db, null)
  return { figures: await deskFigures(db, viewer), latest: rows.slice(0, 12), issuer }
})

export default function Desk() {
  const { figures, latest, issuer } = useLoaderData<typeof loader>()
  const { t, number } = useLanguage()
  return (
    <Page
      title={t('desk.title')}
      lead={t('desk.lead')}
      actions={
        issuer ? <LinkButton href={`/issuers/${issuer}`}>{t('desk.issuer')}</LinkButton> : null
      }
    >
      <DeskTabs current="/desk" />
      <Figures
        items={[
          { label: t('desk.people'), value: number(figures.people), href: '/desk/people' },
          { label: t('desk.jobs_waiting'), value: number(figures.waitingJobs), href: '/desk/jobs' },
          { label: t('desk.jobs_failed'), value: number(figures.failedJobs), href: '/desk/jobs' },
          {
            label: t('desk.mail_stuck'),
            value: number(figures.unsentMail),
            href: '/desk/mail?only=troubled',
          },
        ]}
      />
      <Section title={t('desk.latest')}>
        <Trail rows={latest} />
      </Section>
    </Page>
  )
}
