import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { ExposureResult } from '~/components/people/exposure-result'
import { serve } from '~/domain/identity/access.server'
import { publishedLeads } from '~/domain/learning/enrolments/lead-queries.server'
import { servicesOf } from '~/domain/skills/exposure/exposure-check'
import { sharedExposure } from '~/domain/skills/exposure/queries.server'
import { rolesNear, tracksFrom } from '~/domain/skills/track-lead'

export const handle = { title: 'exposure.shared_title', script: false }

export const loader = serve('anyone', async ({ params, db, locale }) => {
  const check = await sharedExposure(db, params.code ?? '')
  const services = servicesOf(check.answers)
  const occupations = services.map(({ occupation }) => occupation)
  return {
    services,
    tracks: tracksFrom(occupations, await publishedLeads(db, locale), []),
    roles: rolesNear(occupations, []),
    createdAt: check.createdAt,
  }
})

/** A result that somebody chose to share. It names nobody. */
export default function Shared() {
  const { createdAt, ...result } = useLoaderData<typeof loader>()
  const { t, date } = useLanguage()
  return (
    <Page
      title={t('exposure.shared_title')}
      lead={t('exposure.shared_lead', { date: date(createdAt) })}
      width="reading"
      actions={<LinkButton href="/exposure">{t('exposure.shared_again')}</LinkButton>}
    >
      <ExposureResult {...result} />
    </Page>
  )
}
