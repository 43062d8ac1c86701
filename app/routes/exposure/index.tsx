import { useLoaderData } from '@remix-run/react'
import { ExposureForm } from '~/components/forms/exposure-form'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { Quiet } from '~/components/page/text'
import { NotDisplacement } from '~/components/people/exposure-result'
import { serve } from '~/domain/identity/access.server'
import type { Occupation } from '~/domain/skills/exposure/occupation'
import {
  commonOccupationIds,
  occupationById,
  occupationFamilies,
  occupations,
} from '~/domain/skills/exposure/occupations'
import { resultHref } from './_services'

export const handle = { title: 'exposure.title', script: false, indexed: true }

export const loader = serve('anyone', ({ t, url }) => ({
  all: url.searchParams.has('all'),
  description: t('exposure.lead'),
}))

/** Where a newcomer says what they sell; without an account and without a script. */
export default function Exposure() {
  const { all } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page title={t('exposure.title')} lead={t('exposure.lead')} width="reading">
      <NotDisplacement />
      <Section title={t('exposure.common_title')} lead={t('exposure.common_lead')}>
        <Choices occupations={commonOccupationIds.flatMap((id) => occupationById(id) ?? [])} />
      </Section>
      <ExposureForm />
      <Quiet>{t('exposure.privacy')}</Quiet>
      <div id="all">
        <Fold label={t('exposure.family_all', { count: occupations.length })} open={all}>
          <div className="grid gap-5">
            {occupationFamilies.map(([family, list]) => (
              <div key={family} className="grid gap-2">
                <h2 className="text-sm text-quiet">{t(`exposure.family_${family}`)}</h2>
                <Choices occupations={list} />
              </div>
            ))}
          </div>
        </Fold>
      </div>
    </Page>
  )
}

function Choices(props: { occupations: readonly Occupation[] }) {
  const { locale } = useLanguage()
  return (
    <ul className="m-0 flex list-none flex-wrap gap-2 p-0">
      {props.occupations.map(({ id, name }) => (
        <li key={id}>
          <a
            href={resultHref([{ text: id, share: '' }])}
            className="inline-flex min-h-11 items-center rounded-full border border-edge px-4 text-sm no-underline hover:bg-sunken"
          >
            {name[locale]}
          </a>
        </li>
      ))}
    </ul>
  )
}
