import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { StatusChip } from '~/components/page/status-chip'
import { serve } from '~/domain/identity/access.server'
import { Refused } from '~/kernel/refusal'
import { isPlayground } from '~/platform/env.server'
import { Forms } from './_look-forms'
import { Amounts, Lists } from './_look-lists'
import { Measured, Times } from './_look-measured'
import { States, Words } from './_look-words'

/** All the pieces on one page, for those who work on Samar and for the tests of contrast and order. */
export const loader = serve('anyone', ({ t, url, at }) => {
  if (!isPlayground()) throw new Refused('not_found')
  return { title: t('look.title'), withErrors: url.searchParams.has('errors'), at }
})

export default function Look() {
  const { at, withErrors } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('look.title')}
      lead={t('look.lead')}
      crumbs={[{ href: '/', label: t('nav.home') }, { label: t('look.title') }]}
      actions={<LinkButton href="?errors">{t('common.field_error')}</LinkButton>}
      status={<StatusChip kind="waiting" sentence={t('look.sentence')} />}
      money
    >
      <Words />
      <States />
      <Times at={at} />
      <Measured at={at} />
      <Amounts />
      <Lists />
      <Forms withErrors={withErrors} />
    </Page>
  )
}
