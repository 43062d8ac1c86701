import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Columns, Section } from '~/components/page/section'
import { Code, isolated, Name, TextLink } from '~/components/page/text'
import {
  CredentialBadge,
  CredentialLevel,
  StandingChip,
} from '~/components/people/credential-badge'
import { issuerPage } from '~/domain/credentials/queries.server'
import { serve } from '~/domain/identity/access.server'
import type { SkillLevel } from '~/domain/skills/claim'

export const handle = { script: false }

export const loader = serve('anyone', async ({ viewer, params, db, t, at }) => {
  const { issuer, name, achievements, issued } = await issuerPage(db, viewer, params.slug ?? '', at)
  const { slug, did } = issuer
  const description = t('credential.issuer_lead', { name })
  return { title: name, description, slug, did, name, achievements, issued }
})

export default function Issuer() {
  const { slug, did, name, achievements, issued } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page
      kicker={t('credential.issuer_kicker')}
      title={<Name>{name}</Name>}
      lead={t('credential.issuer_lead', { name: isolated(name) })}
      actions={
        <LinkButton href={`/issuers/${slug}/keys`}>{t('credential.issuer_keys')}</LinkButton>
      }
    >
      {issued ? <Issued rows={issued} /> : null}
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
                    <span className="text-sm text-quiet">
                      <bdi>{one.description}</bdi>
                    </span>
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

type Row = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['issued']>[number]

/** For those who manage it: each credential with its holder, leading to where it is managed. */
function Issued({ rows }: { rows: readonly Row[] }) {
  const { t, date } = useLanguage()
  return (
    <Section title={t('credential.issued_title')} lead={t('credential.issued_lead')}>
      <DataTable
        caption={t('credential.issued_title')}
        hideCaption
        rows={rows}
        rowKey={({ credentialId }) => credentialId}
        empty={
          <EmptyState title={t('credential.issuer_none')} body={t('credential.issuer_none_body')} />
        }
        columns={[
          {
            key: 'holder',
            label: t('credential.holder'),
            primary: true,
            cell: ({ holder }) => <Name>{holder}</Name>,
          },
          {
            key: 'name',
            label: t('credential.achievement_kicker'),
            cell: ({ credentialId, name }) => (
              <TextLink href={`/credentials/${credentialId}/manage`}>
                <Name>{name}</Name>
              </TextLink>
            ),
          },
          {
            key: 'level',
            label: t('credential.level'),
            cell: ({ level }) => <CredentialLevel level={level} />,
          },
          {
            key: 'issued',
            label: t('credential.event_issued'),
            cell: ({ issuedAt }) => date(issuedAt),
          },
          {
            key: 'standing',
            label: t('credential.key_state'),
            cell: ({ standing }) => <StandingChip standing={standing} />,
          },
        ]}
      />
    </Section>
  )
}
