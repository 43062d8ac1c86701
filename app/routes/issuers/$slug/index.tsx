import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/button'
import { CredentialBadge, CredentialLevel } from '~/components/credential-badge'
import { EmptyState } from '~/components/empty-state'
import { useLanguage } from '~/components/language'
import { DescriptionList } from '~/components/list'
import { Page } from '~/components/page'
import { Columns, Section } from '~/components/section'
import { Code, isolated, Name, TextLink } from '~/components/text'
import { issuerPage } from '~/domain/credentials/queries.server'
import { serve } from '~/domain/identity/access.server'
import type { SkillLevel } from '~/domain/skills/claim'

export const handle = { script: false }

export const loader = serve('anyone', async ({ viewer, params, db, t }) => {
  const { issuer, name, achievements, manages } = await issuerPage(db, viewer, params.slug ?? '')
  const { slug, did } = issuer
  const description = t('credential.issuer_lead', { name })
  return { title: name, description, slug, did, name, achievements, manages }
})

export default function Issuer() {
  const { slug, did, name, achievements, manages } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page
      kicker={t('credential.issuer_kicker')}
      title={<Name>{name}</Name>}
      lead={t('credential.issuer_lead', { name: isolated(name) })}
      actions={
        <LinkButton href={`/issuers/${slug}/keys`}>
          {t(manages ? 'credential.issuer_keys' : 'credential.key')}
        </LinkButton>
      }
    >
      <Columns ratio="main-aside">
        <Section title={t('credential.issuer_achievements')}>
          {achievements.length > 0 ? (
            <ul className="m-0 grid list-none border-t border-hairline p-0">
              {achievements.map((one) => (
                <li key={one.id} className="relative flex gap-4 border-b border-hairline py-4">
                  <CredentialBadge level={one.level as SkillLevel} size={56} />
                  <div className="grid min-w-0 gap-1">
                    <a
                      href={`/achievements/${one.id}`}
                      className="font-semibold after:absolute after:inset-0"
                    >
                      <bdi>{one.name}</bdi>
                    </a>
                    <bdi className="text-sm text-quiet">{one.description}</bdi>
                    <CredentialLevel level={one.level as SkillLevel} />
                  </div>
                </li>
              ))}
            </ul>
          ) : (
            <EmptyState
              title={t('credential.issuer_none')}
              body={t('credential.issuer_none_body')}
            />
          )}
        </Section>
        <Section title={t('credential.issuer_facts')}>
          <DescriptionList
            items={[
              { term: t('credential.issuer_did'), value: <Code>{did}</Code> },
              ...(
                [
                  ['did', 'issuer_document'],
                  ['profile', 'issuer_profile'],
                  ['jwks', 'issuer_jwks'],
                ] as const
              ).map(([file, key]) => ({
                term: t(`credential.${key}`),
                value: (
                  <TextLink href={`/issuers/${slug}/${file}.json`}>
                    <Code>{`${file}.json`}</Code>
                  </TextLink>
                ),
              })),
            ]}
          />
        </Section>
      </Columns>
    </Page>
  )
}
