import { useLoaderData } from '@remix-run/react'
import { TermsDifferences } from '~/components/contracts/terms-differences'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { Quiet, UserText } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { briefVersions } from '~/domain/market/proposals/version-queries.server'
import { Refused } from '~/kernel/refusal'

export const handle = { title: 'brief.changes_title', script: false }

export const loader = serve('anyone', async ({ viewer, params, db }) => {
  const { brief, versions } = await briefVersions(db, viewer, params.briefId ?? '')
  if (versions.length === 0) throw new Refused('not_found')
  return {
    id: brief.id,
    title: brief.title,
    currency: brief.currency,
    versions: versions.map(({ version, note, createdAt, differences }) => ({
      ...{ version, note, createdAt, differences },
    })),
  }
})

export default function BriefChanges() {
  const { id, title, currency, versions } = useLoaderData<typeof loader>()
  const { t, date } = useLanguage()
  return (
    <Page
      title={t('brief.changes_title')}
      width="reading"
      crumbs={[
        { href: '/briefs', label: t('nav.briefs') },
        { href: `/briefs/${id}`, label: title },
        { label: t('brief.changes_title') },
      ]}
    >
      <Stack gap={7}>
        {versions.map((row) => (
          <Section
            key={row.version}
            title={t('brief.change_version', {
              version: row.version,
              date: date(row.createdAt),
            })}
          >
            {row.note ? <UserText text={row.note} /> : null}
            {row.version > 1 ? (
              <TermsDifferences
                differences={row.differences}
                currency={currency}
                caption={t('terms.changes', { version: row.version - 1 })}
              />
            ) : (
              <Quiet>{t('brief.change_first')}</Quiet>
            )}
          </Section>
        ))}
      </Stack>
    </Page>
  )
}
